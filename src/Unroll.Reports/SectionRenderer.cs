using Unroll.Reports.Html;
using Unroll.Tasks.Learning;

namespace Unroll.Reports;

/// <summary>Draws a kind of section.</summary>
/// <param name="render">Makes the HTML below the section's heading and note.</param>
internal sealed class SectionRenderer(Func<ReportSection, Markup> render)
{
    /// <summary>Whether the page's script draws charts from what the section holds, so that it needs the chart library.</summary>
    public bool HasScriptedCharts { get; init; }

    /// <summary>The renderer of a kind of section.</summary>
    /// <param name="render">Makes the HTML below the section's heading and note.</param>
    /// <param name="hasScriptedCharts">Whether the page's script draws charts from what the section holds.</param>
    public static SectionRenderer For<TSection>(Func<TSection, Markup> render, bool hasScriptedCharts = false)
        where TSection : ReportSection
        => new(section => render((TSection)section)) { HasScriptedCharts = hasScriptedCharts };

    /// <summary>The HTML below a section's heading and note.</summary>
    /// <param name="section">The section.</param>
    public Markup Render(ReportSection section) => render(section);
}
