using System.Globalization;
using Unroll.Reports.Analysis;
using Unroll.Reports.Html;
using Unroll.Reports.Sections;
using Unroll.Tasks.Forecasting;

namespace Unroll.Reports;

/// <summary>Puts the page together: the template, the style sheet, the scripts, the data and the sections.</summary>
internal static class ReportPage
{
    /// <summary>The page of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="charts">Where the chart library comes from.</param>
    /// <param name="written">When the report is written.</param>
    public static string Of(ForecastRun run, ChartLibrary charts, DateTimeOffset written)
    {
        Cadence cadence = Cadence.Of(run);
        PartSeries[] parts = [.. run.Parts.Select(part => PartSeries.Of(part, run.SeasonalPeriod))];
        Markup script = ChartLibrary.InlineScript(Assets.Script, out string scriptHash);

        // Only these two scripts may run, whatever else the page contains, and nothing may be fetched. Styles are inline because charts
        // and bars set them on elements.
        string policy = $"default-src 'none'; script-src {scriptHash} {charts.PolicySource}; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
        return Template.Fill(Assets.Page, new Dictionary<string, Markup>
        {
            ["title"] = Markup.Of($"{run.Name} · Unroll forecast report"),
            ["policy"] = Markup.Escape(policy),
            ["style"] = new Markup(Assets.Style),
            ["name"] = Markup.Escape(run.Name),
            ["subtitle"] = Headline.Subtitle(run, cadence),
            ["notices"] = Headline.Notices(run),
            ["headline"] = Headline.Main(run, cadence),
            ["tiles"] = Headline.Tiles(run),
            ["controls"] = Controls(parts.Length == 0 ? [] : run.Parts, parts, cadence),
            ["omitted"] = Omitted(parts),
            ["scores"] = ScoresTable.Of(run),
            ["steps"] = ErrorByStep(run, cadence),
            ["misses"] = Headline.MainPart(run) is { } main ? LargestMisses.Of(main, run.Unit) : Markup.Empty,
            ["summary"] = Markup.Escape(run.ModelSummary.TrimEnd()),
            ["recipe"] = Recipe(run),
            ["facts"] = RunFacts.Of(run),
            ["parts"] = RunFacts.Parts(run),
            ["written"] = Markup.Of($"Written by Unroll {ReportWriter.Version} on {written.UtcDateTime.ToString("d MMM yyyy HH:mm", CultureInfo.InvariantCulture)} UTC. Charts by Apache ECharts {ChartLibrary.Version} (Apache License 2.0)."),
            ["data"] = ReportData.Of(run, parts, cadence),
            ["charts"] = charts.Element,
            ["script"] = script,
        });
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

    private static Markup Recipe(ForecastRun run) => string.IsNullOrWhiteSpace(run.RecipeText)
        ? new Markup("<p>The recipe was made in code and has no text.</p>")
        : Markup.Of($"<pre tabindex=\"0\" aria-label=\"Recipe\"><code id=\"recipe-text\">{run.RecipeText.TrimEnd()}</code></pre>");
}
