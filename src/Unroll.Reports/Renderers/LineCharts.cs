using Unroll.Reports.Analysis;
using Unroll.Reports.Html;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Reports.Renderers;

/// <summary>Charts of lines to look through, in the place of their pictures where the page's script runs.</summary>
internal static class LineCharts
{
    /// <summary>A picture with the numbers of the chart that takes its place; the picture alone where that is none.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="chart">The chart; null for none.</param>
    /// <param name="below">What stands below it.</param>
    public static Markup Figure(Markup picture, SeriesSection? chart, Markup below) => chart is null
        ? Markup.Of($"<figure>{picture}{below}</figure>")
        : Markup.Of($"""
            <figure data-series>
              <div class="chart panels" data-chart="series" style="--panels:1" role="img"
               aria-label="Chart over {chart.X.Name}: {string.Join(", ", chart.Panels[0].Lines.Select(line => line.Name))}">
              {picture}</div>{below}
              <script type="application/json">{SeriesData.Of(chart, PlaceChoice.Of(chart).Rows)}</script>
            </figure>
            """);

    /// <summary>The chart of lines; null where one goes back across, as a path in a plane does, or there is nothing to show.</summary>
    /// <param name="section">The lines.</param>
    public static SeriesSection? Of(LineSection section)
    {
        (double X, double Y)[][] lines = [.. section.Lines.Select(line => line.X.Zip(line.Y)
            .Where(point => double.IsFinite(point.First) && (point.First > 0 || !section.X.IsLogarithmic)).ToArray())];
        if (lines.Any(line => line.Zip(line.Skip(1)).Any(pair => pair.Second.X <= pair.First.X)))
        {
            return null;
        }

        double[] places = [.. lines.SelectMany(line => line.Select(point => point.X)).Distinct().Order()];
        return places.Length < 2 ? null : new SeriesSection(
            section.Title, section.X, places, [new SeriesPanel(section.Y, [.. section.Lines.Select((line, i) => Line(line, lines[i]))])]);

        SeriesLine Line(ChartLine line, (double X, double Y)[] points)
        {
            Dictionary<double, double> values = points.Where(point => double.IsFinite(point.Y)
                && (point.Y > 0 || !section.Y.IsLogarithmic)).ToDictionary(point => point.X, point => point.Y);
            return new SeriesLine(line.Name, [.. places.Select(place => values.GetValueOrDefault(place, double.NaN))])
            {
                IsReference = line.IsReference,

                // Its own gaps stay; places of other lines are none.
                IsJoined = values.Count == line.X.Count,
            };
        }
    }
}
