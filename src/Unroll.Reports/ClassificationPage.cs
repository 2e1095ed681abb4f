using System.Globalization;
using System.Runtime.InteropServices;
using Unroll.Reports.Html;
using Unroll.Reports.Sections;
using Unroll.Tasks.Classification;
using Unroll.Tasks.Evaluation;
using Unroll.Training;

namespace Unroll.Reports;

/// <summary>Puts the page of a classification together. It has no script, and its charts are drawn here.</summary>
internal static class ClassificationPage
{
    /// <summary>The page of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="written">When the report is written.</param>
    public static string Of(ClassificationRun run, DateTimeOffset written)
    {
        ClassificationEvaluation part = run.Part("test") ?? run.Parts[^1];
        return Template.Fill(Assets.Read("classification.html"), new Dictionary<string, Markup>
        {
            ["title"] = Markup.Of($"{run.Name} · Unroll classification report"),
            ["style"] = new Markup(Assets.Style),
            ["name"] = Markup.Escape(run.Name),
            ["subtitle"] = Markup.Of($"<b>{string.Join(", ", run.ClassNames)}</b>: the class of whole series, from up to {Figures.Count(run.SequenceLength, "step")}"),
            ["notices"] = Notices(run),
            ["headline"] = Headline(part),
            ["scores"] = ClassTables.Scores(run),
            ["classes"] = ClassTables.Classes(part),
            ["confusion"] = ClassTables.Confusion(part),
            ["roc"] = Roc(part),
            ["learning"] = Learning(run.History),
            ["summary"] = Markup.Escape(run.ModelSummary.TrimEnd()),
            ["recipe"] = Markup.Escape(string.IsNullOrWhiteSpace(run.RecipeText) ? "The recipe was made in code and has no text." : run.RecipeText.TrimEnd()),
            ["facts"] = Facts(run),
            ["parts"] = Parts(run),
            ["written"] = Markup.Of($"Written by Unroll {ReportWriter.Version} on {written.UtcDateTime.ToString("d MMM yyyy HH:mm", CultureInfo.InvariantCulture)} UTC."),
        });
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
              {Bar("This network", own, "bar own")}
              {Bar("Most frequent", majority, "bar")}
            </div>
            """);
    }

    private static Markup Bar(string name, double share, string style)
    {
        string width = (100 * share).ToString("0.##", CultureInfo.InvariantCulture);
        return Markup.Of($"<div class=\"{style}\"><span class=\"name\">{name}</span><span class=\"track\"><span class=\"fill\" style=\"width:{width}%\"></span></span><span class=\"value\">{Figures.Percent(100 * share)}</span></div>");
    }

    private static string Points(double difference) => string.Create(
        CultureInfo.InvariantCulture, $"{(difference < 0 ? "−" : "+")}{Math.Abs(100 * difference):0.0} percentage points");

    private static Markup Notices(ClassificationRun run)
    {
        string epochs = Figures.Count(run.History.Epochs.Count, "epoch");
        return run.Interrupted
            ? Markup.Of($"<p class=\"notice\" role=\"note\"><b>Training was interrupted.</b> It was stopped after {epochs}, so the figures are those of an unfinished network.</p>")
            : run.Histories.Any(history => history.StopReason == StopReason.NonFinite)
                ? Markup.Of($"<p class=\"notice\" role=\"note\"><b>Training diverged.</b> The loss became infinite or not a number after {epochs}. A lower learning rate or clip-norm: 1 usually helps.</p>")
                : Markup.Empty;
    }

    private static Markup Roc(ClassificationEvaluation part)
    {
        int classes = part.Model.Classes.Count;
        int[] actual = [.. part.Predictions.Select(one => one.Actual ?? 0)];
        float[] probabilities = [.. part.Predictions.SelectMany(one => one.Probabilities)];
        Plot plot = new("Line chart: share of a class that is found, over the share of the others that is taken for it", 0, 1, 0, 1);
        plot.Line([(0, 0), (1, 1)], "chance", "chance");
        for (int c = classes == 2 ? 1 : 0; c < classes; c++)
        {
            RocCurve curve = ClassificationScores.Curve(c, classes, actual, probabilities);
            plot.Line(curve.FalsePositiveRates.Zip(curve.TruePositiveRates), classes == 2 ? "line" : "line faint", $"{part.Model.Classes[c].Name}: {ClassTables.Share(curve.Area)}");
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

        Plot plot = new("Line chart over epochs: training loss and validation loss", 1, history.Epochs[^1].Epoch, 0, losses.Max());
        plot.Line(training, "line", "training loss");
        plot.Line(validation, "line second", "validation loss");
        string best = history.BestEpoch is { } epoch ? $" The weights kept are those of epoch {Figures.Count(epoch)}." : "";
        return Markup.Of($"<figure>{plot.ToMarkup()}<figcaption>Cross-entropy after each epoch: of the training part (blue) and the validation part (brown).{best}</figcaption></figure>");
    }

    private static Markup Facts(ClassificationRun run)
    {
        string source = run.Recipe.Data.Dataset ?? Path.GetFileName(run.Recipe.Data.File) ?? "data given to the run";
        (string Term, string Text)[] facts =
        [
            ("Data", source),
            ("Inputs a step", string.Join(", ", run.InputNames)),
            ("Steps", Figures.Count(run.SequenceLength)),
            ("Seed", run.Seed.ToString(CultureInfo.InvariantCulture)),
            ("Threads", run.Threads.ToString(CultureInfo.InvariantCulture)),
            ("Training time", Figures.Duration(run.TrainingSeconds)),
            ("Epochs", string.Join(", ", run.Histories.Select(history => Figures.Count(history.Epochs.Count)))),
            ("Parameters", Figures.Count(run.ParameterCount)),
            (".NET", $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.RuntimeIdentifier}"),
            ("Unroll", ReportWriter.Version),
        ];
        return Markup.Join(facts.Select(fact => Markup.Of($"<div><dt>{fact.Term}</dt><dd>{fact.Text}</dd></div>\n")));
    }

    private static Markup Parts(ClassificationRun run) => Markup.Of($"""
        <table class="parts">
          <thead><tr><th scope="col">Part</th><th scope="col">Series</th>{run.ClassNames.Select(name => Markup.Of($"<th scope=\"col\">{name}</th>"))}</tr></thead>
          <tbody>{run.PartCounts.Select(part => Markup.Of($"<tr><th scope=\"row\">{ScoresTable.Title(part.Name)}</th><td>{Figures.Count(part.Series)}</td>{part.Counts.Select(count => Markup.Of($"<td>{Figures.Count(count)}</td>"))}</tr>"))}</tbody>
        </table>
        """);
}
