using System.Collections.Concurrent;
using Unroll.Reports.Html;
using Unroll.Reports.Renderers;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Reports;

/// <summary>The renderers of a report's sections, by type. A task with sections of its own registers their renderers here.</summary>
public static class SectionRenderers
{
    private static readonly ConcurrentDictionary<Type, SectionRenderer> _renderers = new(
    [
        Entry<ChartGridSection>(ChartRenderer.Render),
        Entry<ColoredTextSection>(TextRenderer.Render),
        Entry<FactsSection>(section => Facts.List(section.Facts)),
        Entry<ForecastSection>(ForecastRenderer.Render, hasScriptedCharts: true),
        Entry<HeatMapSection>(HeatMapRenderer.Render),
        Entry<HistogramSection>(ChartRenderer.Render),
        Entry<LineSection>(ChartRenderer.Render, hasScriptedCharts: true),
        Entry<MatrixSection>(MatrixRenderer.Render),
        Entry<ScatterSection>(ChartRenderer.Render),
        Entry<ScoreTableSection>(TableRenderer.Render),
        Entry<SeriesSection>(SeriesRenderer.Render, hasScriptedCharts: true),
        Entry<TableSection>(TableRenderer.Render),
        Entry<TextSection>(section => Markup.Of($"<pre class=\"text\">{section.Text}</pre>")),
    ]);

    /// <summary>Registers what draws a kind of section; it takes the place of what drew that kind before.</summary>
    /// <param name="render">
    /// Makes the HTML below the section's heading and note, best by <see cref="Markup.Of"/>, which escapes every value. Nothing may be
    /// fetched, and no script runs.
    /// </param>
    /// <example>
    /// <code>SectionRenderers.Register&lt;QuoteSection&gt;(section => Markup.Of($"&lt;blockquote>{section.Text}&lt;/blockquote>"));</code>
    /// </example>
    public static void Register<TSection>(Func<TSection, Markup> render)
        where TSection : ReportSection
    {
        ArgumentNullException.ThrowIfNull(render);
        _renderers[typeof(TSection)] = SectionRenderer.For(render);
    }

    /// <summary>The renderer of a section: that of its type, or of the nearest base type.</summary>
    internal static SectionRenderer Of(ReportSection section)
    {
        for (Type? type = section.GetType(); type is not null; type = type.BaseType)
        {
            if (_renderers.TryGetValue(type, out SectionRenderer? renderer))
            {
                return renderer;
            }
        }

        // The training has been paid for: the rest of its report is worth having.
        return SectionRenderer.For<ReportSection>(unknown => Markup.Of(
            $"<p>Nothing draws a {unknown.GetType().Name}: call SectionRenderers.Register before the report is written.</p>"));
    }

    private static KeyValuePair<Type, SectionRenderer> Entry<TSection>(Func<TSection, Markup> render, bool hasScriptedCharts = false)
        where TSection : ReportSection
        => new(typeof(TSection), SectionRenderer.For(render, hasScriptedCharts));
}
