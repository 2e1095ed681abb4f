using System.Globalization;
using Unroll.Reports.Html;
using Unroll.Reports.Sections;
using Unroll.Tasks.Classification;
using Unroll.Tasks.Evaluation;
using Unroll.Training;

namespace Unroll.Reports;

/// <summary>Puts the page of a classification together. It has no script, and its charts are drawn here.</summary>
internal static class ClassificationPage
{
    private static readonly (string Id, string Title)[] _contents =
    [
        ("headline", "Result"), ("scores", "Scores"), ("confusion", "Confusion"), ("roc", "ROC"), ("learning", "Learning"),
    ];

    /// <summary>The page of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="written">When the report is written.</param>
    public static string Of(ClassificationRun run, DateTimeOffset written)
    {
        ClassificationEvaluation part = run.Part("test") ?? run.Parts[^1];
        ReportFrame frame = new()
        {
            Kind = "classification",
            Name = run.Name,
            Subtitle = Markup.Of($"<b>{string.Join(", ", run.ClassNames)}</b>: the class of whole series, from up to {Figures.Count(run.SequenceLength, "step")}"),
            Notices = Markup.Join(Notice.OfTraining(run.Interrupted, run.Histories)),
            Contents = _contents,
            Sections = new Markup(Template.Fill(Assets.Read("classification.html"), new Dictionary<string, Markup>
            {
                ["headline"] = Headline(part),
                ["scores"] = ClassTables.Scores(run),
                ["classes"] = ClassTables.Classes(part),
                ["confusion"] = ClassTables.Confusion(part),
                ["roc"] = Roc(part),
                ["learning"] = Learning(run.History),
            })),
            ModelSummary = run.ModelSummary,
            RecipeTemplate = run.RecipeTemplate,
            Facts = RunFacts.Of(run),
            Parts = ClassTables.Parts(run),
        };
        return frame.ToHtml(written);
    }

    private static Markup Headline(ClassificationEvaluation part)
    {
        (double own, double majority) = (part.Model.Accuracy, part.Majority.Accuracy);
        string tone = own > majority ? "better" : own < majority ? "worse" : "even";
        return Markup.Of($"""
            <div class="main-figure">
              <p class="label">Accuracy on the {part.Part} part</p>
              <p class="figure">{Figures.Percent(100 * own)}</p>
              <p class="verdict {tone}"><strong>{Points(own - majority)}</strong> against the most frequent class</p>
              <p class="note">{Figures.Count(part.Model.Count)} series, ROC AUC {ClassTables.Share(part.Model.RocAuc)}</p>
            </div>
            <div class="bars" role="group" aria-label="Accuracy beside the most frequent class; longer is better">
              {Bars.Of([Bar("This network", own), Bar("Most frequent", majority)], full: 1)}
            </div>
            """);
    }

    private static VerdictBar Bar(string name, double share) => new(name, share, Figures.Percent(100 * share));

    private static string Points(double difference) => string.Create(
        CultureInfo.InvariantCulture, $"{(difference < 0 ? "−" : "+")}{Math.Abs(100 * difference):0.0} percentage points");

    private static Markup Roc(ClassificationEvaluation part)
    {
        int classes = part.Model.Classes.Count;
        int[] actual = [.. part.Predictions.Select(prediction => prediction.Actual ?? 0)];
        float[] probabilities = [.. part.Predictions.SelectMany(prediction => prediction.Probabilities)];
        Plot plot = new(
            "Line chart: share of a class that is found, over the share of the others that is taken for it",
            new PlotAxis("false positive rate", 0, 1), new PlotAxis("true positive rate", 0, 1));
        plot.Line([(0, 0), (1, 1)], "chance", "chance: 0.500");
        for (int c = classes == 2 ? 1 : 0; c < classes; c++)
        {
            RocCurve curve = ClassificationScores.Curve(c, classes, actual, probabilities);
            plot.Line(
                curve.FalsePositiveRates.Zip(curve.TruePositiveRates), classes == 2 ? "line" : "line faint",
                $"{part.Model.Classes[c].Name}: {ClassTables.Share(curve.Area)}", inLegend: classes == 2);
        }

        string which = classes == 2 ? $"the class {part.Model.Classes[1].Name}" : "each class against the rest";
        return Markup.Of($"<figure>{plot.ToMarkup()}<figcaption>For {which}: the share of it that is found, over the share of the others that is taken for it, as the threshold falls. Area {ClassTables.Share(part.Model.RocAuc)}; chance is the dashed line, 0.5.</figcaption></figure>");
    }

    private static Markup Learning(History history)
    {
        (double Epoch, double Loss)[] training = [.. history.Epochs.Select(epoch => ((double)epoch.Epoch, epoch.Loss))];
        (double Epoch, double Loss)[] validation = [.. history.Epochs.Select(epoch => ((double)epoch.Epoch, epoch.ValidationLoss ?? double.NaN))];
        double[] losses = [.. training.Concat(validation).Select(point => point.Loss).Where(double.IsFinite)];
        if (losses.Length == 0)
        {
            return Markup.Of($"<p>No epoch was run to its end.</p>");
        }

        Plot plot = new(
            "Line chart over epochs: training loss and validation loss",
            new PlotAxis("epoch", 1, history.Epochs[^1].Epoch, Whole: true), new PlotAxis("cross-entropy", 0, losses.Max()));
        plot.Line(training, "line", "training loss");
        plot.Line(validation, "line second", "validation loss");
        string best = history.BestEpoch is { } epoch ? $" The weights kept are those of epoch {Figures.Count(epoch)}." : "";
        return Markup.Of($"<figure>{plot.ToMarkup()}<figcaption>Cross-entropy after each epoch: of the training part and of the validation part. A validation loss that rises while the training loss falls is overfitting.{best}</figcaption></figure>");
    }
}
