using Unroll.Reports.Html;
using Unroll.Reports.Renderers;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Learning.Sections;
using Unroll.Training;

namespace Unroll.Reports.Sections;

/// <summary>The losses of every network after each epoch, and its learning rate where that changed.</summary>
internal static class LearningCurves
{
    // The curves of more networks are folded away.
    private const int MaximumShown = 8;

    /// <summary>The charts.</summary>
    public static Markup Of(TrainingRun run)
    {
        IReadOnlyList<History> histories = run.Histories;
        double[] losses = [.. histories.SelectMany(Losses)];
        if (losses.Length == 0)
        {
            return new Markup(run.Recipe.Classical is null
                ? "<p>No epoch was run to its end.</p>" : "<p>A classical model is fitted at once, without epochs.</p>");
        }

        // The same axis for all, so that they can be compared.
        PlotAxis vertical = LossAxis(losses);
        Markup note = new("""
            <p class="note lead-in">Loss after each epoch. A validation loss that rises while the training loss falls is overfitting.</p>
            """);
        if (histories.Count == 1)
        {
            return Markup.Of($"{note}<div class=\"pair\">{Figure(histories[0], vertical, null)}{LearningRate(histories[0])}</div>");
        }

        Markup[] figures = [.. histories.Select((history, i) => Figure(history, vertical, Name(run, i)))];
        Markup rest = figures.Length <= MaximumShown
            ? Markup.Empty
            : Markup.Of($"""
                <details>
                  <summary>{CountFormatter.Format(figures.Length - MaximumShown, "further networks")}</summary>
                  <div class="pair">{figures.Skip(MaximumShown)}</div>
                </details>
                """);
        return Markup.Of($"{note}<div class=\"pair\">{figures.Take(MaximumShown)}</div>{rest}");
    }

    private static Markup Figure(History history, PlotAxis vertical, string? name)
    {
        Plot plot = new(
            $"Line chart over epochs: training loss and validation loss{(name is null ? "" : $" of {name}")}", Epochs(history), vertical);
        plot.Line(Numbers(history), history.Epochs.Select(epoch => epoch.Loss), "line", "training loss");
        plot.Line(Numbers(history), history.Epochs.Select(epoch => epoch.ValidationLoss ?? double.NaN), "line second", "validation loss");
        if (history.BestEpoch is { } best)
        {
            plot.Mark(best, $"best: epoch {Figures.Count(best)}");
        }

        string? kept = history.BestEpoch is { } number ? $"the weights kept are those of epoch {Figures.Count(number)}." : null;
        string caption = string.Join(": ", new[] { name, kept }.OfType<string>());
        SeriesSection chart = new(
            name ?? "Losses", new ChartAxis("epoch") { IsWhole = true }, [.. Numbers(history)],
            [new SeriesPanel(
                new ChartAxis("loss") { IsLogarithmic = vertical.IsLogarithmic, Minimum = vertical.From, Maximum = vertical.To },
                [
                    .. new[]
                    {
                        new SeriesLine("training loss", [.. history.Epochs.Select(epoch => epoch.Loss)]),
                        new SeriesLine("validation loss", [.. history.Epochs.Select(epoch => epoch.ValidationLoss ?? double.NaN)]),
                    }.Where(line => line.Values.Any(double.IsFinite)),
                ])])
        {
            Marks = history.BestEpoch is { } at ? [new SeriesMark("best epoch", at)] : [],
        };
        return LineCharts.Figure(
            plot.ToMarkup(), history.Epochs.Count > 1 ? chart : null, Markup.Of($"<figcaption>{Capital(caption)}</figcaption>"));
    }

    private static Markup LearningRate(History history)
    {
        double[] rates = [.. history.Epochs.Select(epoch => epoch.LearningRate)];
        if (rates.Length < 2 || rates.Max() <= rates.Min())
        {
            return Markup.Empty;
        }

        Plot plot = new("Line chart over epochs: learning rate", Epochs(history), new PlotAxis("learning rate", 0, rates.Max()));
        plot.Line(Numbers(history), rates, "line third", "learning rate");
        return Markup.Of($"<figure>{plot.ToMarkup()}<figcaption>Learning rate of each epoch.</figcaption></figure>\n");
    }

    private static PlotAxis Epochs(History history) =>
        new("epoch", 1, history.Epochs.Count == 0 ? 1 : history.Epochs[^1].Epoch, IsWhole: true);

    private static IEnumerable<double> Numbers(History history) => history.Epochs.Select(epoch => (double)epoch.Epoch);

    // A first epoch far above the last would flatten the rest: then the axis is logarithmic.
    private static PlotAxis LossAxis(double[] losses) => losses.Min() > 0 && losses.Max() > 6 * losses.Min()
        ? new PlotAxis("loss (log)", losses.Min(), losses.Max(), IsLogarithmic: true)
        : new PlotAxis("loss", Math.Min(0, losses.Min()), losses.Max());

    private static IEnumerable<double> Losses(History history) =>
        history.Epochs.SelectMany(epoch => new[] { epoch.Loss, epoch.ValidationLoss ?? double.NaN }).Where(double.IsFinite);

    // Of several folds, networks come fold after fold.
    private static string Name(TrainingRun run, int network)
    {
        int networks = run.Histories.Count, folds = run.Folds.Count;
        int each = folds > 0 && networks % folds == 0 ? networks / folds : networks;
        string fold = run.Folds.Count > 0 ? $"{Names.Fold(run).ToLowerInvariant()} {Figures.Count((network / each) + 1)}" : "";
        string number = each > 1 ? $"network {Figures.Count((network % each) + 1)}" : "";
        return string.Join(", ", new[] { fold, number }.Where(text => text.Length > 0));
    }

    private static string Capital(string text) => text.Length == 0 ? "" : char.ToUpperInvariant(text[0]) + text[1..];
}
