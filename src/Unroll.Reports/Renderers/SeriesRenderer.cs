using Unroll.Reports.Analysis;
using Unroll.Reports.Html;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Reports.Renderers;

/// <summary>Series above each other, to look through together; the page's script draws the charts.</summary>
internal static class SeriesRenderer
{
    /// <summary>The place of the charts, and the numbers that they are drawn from.</summary>
    /// <param name="section">The section.</param>
    public static Markup Render(SeriesSection section)
    {
        SeriesLine[] lines = [.. section.Panels.SelectMany(panel => panel.Lines)];
        if (section.Places.Count == 0 || !lines.Any(line => line.Values.Any(double.IsFinite)))
        {
            return new Markup("<p>There is nothing to show.</p>");
        }

        if (lines.FirstOrDefault(line => line.Values.Count != section.Places.Count) is { } uneven)
        {
            throw new ArgumentException(
                $"The line '{uneven.Name}' of '{section.Title}' has {CountFormatter.Format(uneven.Values.Count, "values")}, but there are "
                + $"{CountFormatter.Format(section.Places.Count, "places")}: give one for each.", nameof(section));
        }

        PlaceChoice choice = PlaceChoice.Of(section);
        Markup reduced = choice.Stretches == 0 ? Markup.Empty : Markup.Of($"""
            <figcaption>Of {CountFormatter.Format(section.Places.Count, "places")} the highs and lows of {Figures.Count(choice.Stretches)}
             stretches are drawn.</figcaption>
            """);
        string label = $"Charts over {section.X.Name}: {string.Join(", ", lines.Select(line => line.Name).Distinct())}";
        return Markup.Of($"""
            <figure data-series>
              <div class="chart panels" data-chart="series" style="--panels:{section.Panels.Count}" role="img" aria-label="{label}"></div>
              <figcaption class="screen zoom">Drag the chart to move it, the ends of the strip below to zoom, or <kbd>Shift</kbd> and the
               mouse wheel; a double click shows all. Click a name to hide or show its line.</figcaption>
              {reduced}
              <script type="application/json">{SeriesData.Of(section, choice.Rows)}</script>
            </figure>
            """);
    }
}
