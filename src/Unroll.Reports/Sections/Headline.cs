using Unroll.Reports.Analysis;
using Unroll.Reports.Html;
using Unroll.Tasks.Forecasting;

namespace Unroll.Reports.Sections;

/// <summary>The top of the page: what was forecast, the main figure beside the naive forecasts, and what must be known before it is believed.</summary>
internal static class Headline
{
    /// <summary>The part that speaks for the run: the test part, or the last one evaluated.</summary>
    public static PartEvaluation? MainPart(ForecastRun run) => run.Part("test") ?? (run.Parts.Count == 0 ? null : run.Parts[^1]);

    /// <summary>One sentence on what was forecast from what.</summary>
    public static Markup Subtitle(ForecastRun run, Cadence cadence)
    {
        int horizon = run.Recipe.Window.Horizon;
        string ahead = horizon == 1 ? cadence.Ahead(1) : $"1 to {cadence.Ahead(horizon)}";
        string unit = string.IsNullOrWhiteSpace(run.Unit) ? "" : $" in {run.Unit}";
        return Markup.Of($"<b>{run.TargetName}</b>{unit}, {ahead}, from the {cadence.Span(run.Recipe.Window.Length)} before");
    }

    /// <summary>What must be known before the figures are believed: an interrupted or diverged training, windows left out.</summary>
    public static Markup Notices(ForecastRun run)
    {
        List<Markup> notices = [.. Notice.OfTraining(run.Interrupted, run.Histories)];
        if (run.SeriesCount > 1 && MainPart(run) is { Predictions.Count: > 0 } part)
        {
            notices.Add(Notice.Of(
                $"{Figures.Count(run.SeriesCount)} series", $"One network learned from all of them. The figures are over all; the charts show the first, {part.Predictions[0].Series}."));
        }

        if (run.Folds.Count > 0)
        {
            notices.Add(Notice.Of(
                "Walk forward",
                $"The test part is {Figures.Count(run.Folds.Count, "test")} one after the other, each of a network trained on what came before it."));
        }

        foreach (string warning in run.Warnings)
        {
            notices.Add(Notice.Of("Mind", warning));
        }

        if (run.SkippedWindows > 0)
        {
            notices.Add(Notice.Of(
                $"{Figures.Count(run.SkippedWindows, "window")} left out", "A value in them is missing, so they were neither trained nor evaluated on."));
        }

        return Markup.Join(notices);
    }

    /// <summary>The main figure, in words and as bars, and the figures beside it.</summary>
    public static Markup Main(ForecastRun run, Cadence cadence)
    {
        if (MainPart(run) is not { } part)
        {
            return Markup.Of($"<p class=\"lead\">This run has no evaluated part: its recipe leaves nothing for validation or test.</p>");
        }

        Verdict verdict = Verdict.Of(part, run.Unit);
        int horizon = part.ByStep.Count;
        string span = part.Predictions.Count == 0
            ? ""
            : $", {Figures.Dates(part.Predictions.Min(point => point.Time), part.Predictions.Max(point => point.Time))}";
        string over = horizon > 1 ? $", mean over {cadence.Span(horizon)}" : "";
        double longest = verdict.Bars.Where(bar => double.IsFinite(bar.Value)).Select(bar => bar.Value).DefaultIfEmpty(0).Max();
        Markup words = verdict.Comparison.Length == 0
            ? Markup.Empty
            : Markup.Of($"<p class=\"verdict {verdict.Tone}\"><strong>{verdict.Comparison}</strong> than {verdict.Baseline}</p>");
        return Markup.Of($"""
            <div class="main-figure">
              <p class="label">{verdict.Measure} on the {part.Part} part{over}</p>
              <p class="figure">{verdict.Text}</p>
              {words}
              <p class="note">{Figures.Count(part.Windows, "window")}{span}</p>
            </div>
            <div class="bars" role="group" aria-label="{verdict.Measure} beside naive forecasts; shorter is better">
              {Bars.Of(verdict.Bars, longest)}
            </div>
            """);
    }

    /// <summary>The further figures, each in a tile.</summary>
    public static Markup Tiles(ForecastRun run)
    {
        List<Markup> tiles = [];
        if (MainPart(run)?.Model is { } scores)
        {
            tiles.Add(Tile("MAE", Figures.Quantity(scores.Mae, run.Unit, 3), "mean absolute error"));
            tiles.Add(Tile("RMSE", Figures.Quantity(scores.Rmse, run.Unit, 3), "weighs large errors more"));
            tiles.Add(Tile("MASE", Figures.Number(scores.Mase, 3), "below 1 beats seasonal naive"));
        }

        tiles.Add(Tile("Training", Figures.Duration(run.TrainingSeconds), $"{Figures.Count(run.History.Epochs.Count, "epoch")} on {Figures.Count(run.Threads, "thread")}"));
        tiles.Add(Tile("Parameters", Figures.Count(run.ParameterCount), "numbers learned"));
        return Markup.Join(tiles);
    }

    private static Markup Tile(string label, string figure, string note) =>
        Markup.Of($"<div class=\"tile\"><dt>{label}</dt><dd>{figure}</dd><dd class=\"note\">{note}</dd></div>");
}
