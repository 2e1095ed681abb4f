using Unroll.Reports.Analysis;
using Unroll.Reports.Html;
using Unroll.Reports.Sections;
using Unroll.Tasks.Forecasting;

namespace Unroll.Reports;

/// <summary>Puts the page of a forecast together: its sections, the scripts and their data.</summary>
internal static class ReportPage
{
    private static readonly (string Id, string Title)[] _contents =
    [
        ("headline", "Result"), ("forecast", "Forecast"), ("scores", "Scores"), ("learning", "Learning"), ("residuals", "Residuals"),
        ("steps", "Steps ahead"),
    ];

    /// <summary>The page of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="charts">Where the chart library comes from.</param>
    /// <param name="written">When the report is written.</param>
    public static string Of(ForecastRun run, ChartLibrary charts, DateTimeOffset written)
    {
        Cadence cadence = Cadence.Of(run);
        PartSeries[] parts = [.. run.Parts.Select(part => PartSeries.Of(part, run.SeasonalPeriod))];
        Markup script = ChartLibrary.InlineScript(Assets.Script, out string scriptHash);

        PartEvaluation? main = Headline.MainPart(run);
        ReportFrame frame = new()
        {
            Kind = "forecast",
            Name = run.Name,
            Subtitle = Headline.Subtitle(run, cadence),
            Notices = Headline.Notices(run),
            Contents = _contents,
            Sections = new Markup(Template.Fill(Assets.Read("forecast.html"), new Dictionary<string, Markup>
            {
                ["headline"] = Headline.Main(run, cadence),
                ["tiles"] = Headline.Tiles(run),
                ["controls"] = Controls(parts.Length == 0 ? [] : run.Parts, parts, cadence),
                ["omitted"] = Omitted(parts),
                ["scores"] = ScoresTable.Of(run),
                ["steps"] = ErrorByStep(run, cadence),
                ["misses"] = main is null ? Markup.Empty : LargestMisses.Of(main, run.Unit),
            })),
            ModelSummary = run.ModelSummary,
            RecipeTemplate = run.RecipeTemplate,
            Facts = RunFacts.Of(run),
            Parts = RunFacts.Parts(run),
            ScriptSources = $"{scriptHash} {charts.PolicySource}",
            Scripts = Markup.Of($"<script type=\"application/json\" id=\"data\">{ReportData.Of(run, parts, cadence)}</script>\n{charts.Element}\n{script}"),
            Credits = $"Charts by Apache ECharts {ChartLibrary.Version} (Apache License 2.0).",
        };
        return frame.ToHtml(written);
    }

    // The choice of part and step ahead; the script keeps all copies of it on the page the same. With nothing to choose there is none.
    private static Markup Controls(IReadOnlyList<PartEvaluation> evaluations, PartSeries[] series, Cadence cadence)
    {
        Markup parts = evaluations.Count < 2
            ? Markup.Empty
            : Markup.Of($"<span class=\"segments\" role=\"group\" aria-label=\"Part\">{evaluations.Select((part, i) => Markup.Of($"<button type=\"button\" data-part=\"{i}\" aria-pressed=\"false\">{ScoresTable.Title(part.Part)}</button>")).Reverse()}</span>");
        StepSeries[] steps = [.. series.Length == 0 ? [] : series[^1].Steps];
        Markup choice = steps.Length < 2
            ? Markup.Empty
            : Markup.Of($"<label class=\"step\">Forecast made <select data-step>{steps.Select((step, i) => Markup.Of($"<option value=\"{i}\">{cadence.Ahead(step.Step)}</option>"))}</select></label>");
        return Markup.Of($"{parts}{choice}");
    }

    private static Markup Omitted(PartSeries[] parts)
    {
        int omitted = parts.Select(part => part.Omitted).DefaultIfEmpty(0).Max();
        return omitted == 0
            ? Markup.Empty
            : Markup.Of($"<p class=\"note\">The charts show the last {Figures.Count(PartSeries.MaximumTimes)} times of each part; predictions.csv holds all.</p>");
    }

    private static Markup ErrorByStep(ForecastRun run, Cadence cadence)
    {
        int horizon = run.Parts.Select(part => part.ByStep.Count).DefaultIfEmpty(run.Recipe.Window.Horizon).Max();
        return horizon <= 1
            ? Markup.Of($"<p>Each window forecasts a single step, {cadence.Ahead(1)}: its error is the one in the table of scores.</p>")
            : new Markup("""
                <div class="controls" data-controls></div>
                <figure><div class="chart medium" id="chart-steps" role="img" aria-label="Bar chart: mean absolute error of the network and of the seasonal-naive forecast for each step ahead"></div>
                <figcaption>Mean absolute error of the forecasts made so many steps before, beside the seasonal-naive forecast of the same points.</figcaption></figure>
                """);
    }
}
