using Unroll.Reports.Html;
using Unroll.Tasks.Learning;

namespace Unroll.Reports;

/// <summary>The scripts of a page, and what goes with them.</summary>
/// <param name="Policy">The content security policy that lets them run, and nothing else.</param>
/// <param name="Elements">The elements that hold them, for the end of the page.</param>
/// <param name="NoCharts">What the page says where charts cannot be drawn; nothing where none needs a script.</param>
/// <param name="Credits">The credits of the chart library; nothing where there is none.</param>
internal sealed record PageScripts(string Policy, Markup Elements, Markup NoCharts, string Credits)
{
    private static readonly string[] _chartScripts = ["theme.js", "charts.js", "forecast.js", "series.js", "explore.js"];

    /// <summary>The scripts that sections need.</summary>
    /// <param name="sections">The sections.</param>
    /// <param name="charts">Where the chart library comes from.</param>
    /// <param name="hasCurves">Whether there are learning curves beside them.</param>
    public static PageScripts Of(IReadOnlyList<ReportSection> sections, ChartLibrary charts, bool hasCurves = false)
    {
        bool hasCharts = hasCurves || sections.Any(section => SectionRenderers.Of(section).HasScriptedCharts);
        Markup script = ChartLibrary.InlineScript(
            string.Concat((hasCharts ? _chartScripts : []).Append("report.js").Select(Assets.Read)), out string hash);

        // Nothing may be fetched, and no script may run but those named. Styles are inline because charts and bars set them on elements.
        string sources = hasCharts ? $"{hash} {charts.PolicySource}" : hash;
        return new PageScripts(
            $"default-src 'none'; script-src {sources}; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'",
            hasCharts ? Markup.Of($"{charts.Element}\n{script}") : script,
            hasCharts ? new Markup(Assets.Read("no-charts.html")) : Markup.Empty,
            hasCharts ? $" Charts by Apache ECharts {ChartLibrary.Version} (Apache License 2.0)." : "");
    }
}
