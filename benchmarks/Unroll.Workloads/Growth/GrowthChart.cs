using System.Globalization;
using System.Text;

namespace Unroll.Workloads.Growth;

/// <summary>
/// The growth along an axis as a drawing: time beside memory, both axes logarithmic, so that a power is a straight line. Thin lines are
/// what is counted (<see cref="GrowthTheory"/>): operations at the rate of the series' last point, and bytes.
/// </summary>
internal static class GrowthChart
{
    private const int Width = 920;
    private const int Height = 400;
    private const int Top = 84;
    private const int Bottom = 344;
    private const string Ink = "#24292f";
    private const string Faint = "#6e7781";

    private static readonly string[] _colors = ["#1f6feb", "#c2410c"];

    /// <summary>Draws the chart.</summary>
    /// <returns>An SVG document.</returns>
    public static string Of(GrowthRun run, GrowthAxis axis)
    {
        var svg = new StringBuilder();
        Add(svg, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" width="{Width}" height="{Height}" """);
        Add(svg, $"""font-family="Inter, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif" font-size="12" fill="{Ink}" role="img">""")
            .AppendLine();
        Add(svg, $"<title>Training step by {axis.Label}</title>").AppendLine();
        Add(svg, $"""<rect width="{Width}" height="{Height}" rx="6" fill="#ffffff"/>""").AppendLine();
        Text(svg, 24, 28, $"Training step of an LSTM by {axis.Label}", """font-size="15" font-weight="600" """);
        Text(svg, 24, 46, $"{axis.Fixed}, {run.Threads} threads; dashed: counted operations at the last point's rate, and counted bytes",
            $"fill=\"{Faint}\"");
        Panel(svg, run, axis, 64, 440, "time, ms", point => point.Times.MedianMs, TimeInTheory);
        Panel(svg, run, axis, 532, 908, "memory, MB", point => point.Bytes / 1e6, (point, _) => GrowthTheory.Bytes(point.Workload) / 1e6);
        Legend(svg, axis);
        return svg.Append("</svg>").ToString();
    }

    private static void Panel(
        StringBuilder svg,
        GrowthRun run,
        GrowthAxis axis,
        double left,
        double right,
        string label,
        Func<GrowthPoint, double> quantity,
        Func<GrowthPoint, GrowthPoint, double> theory)
    {
        LogScale x = new(axis.Values[0] / 1.15, axis.Values[^1] * 1.15, left, right);
        IReadOnlyList<GrowthPoint>[] lines = [.. axis.Series.Select(series => run.Of(axis, series))];
        LogScale y = LogScale.Around(
            [.. lines.SelectMany(points => points.SelectMany(point => new[] { quantity(point), theory(point, points[^1]) }))], Bottom, Top);
        Text(svg, left, Top - 12, label, """font-weight="600" """);
        foreach (double decade in y.Decades)
        {
            Line(svg, left, y.At(decade), right, y.At(decade), "#d8dee4", 1);
            Text(svg, left - 8, y.At(decade) + 4, decade.ToString("#,0.#########", CultureInfo.InvariantCulture),
                $"text-anchor=\"end\" fill=\"{Faint}\"");
        }

        Line(svg, left, Bottom, right, Bottom, Faint, 1);
        foreach (int value in axis.Values)
        {
            Line(svg, x.At(value), Bottom, x.At(value), Bottom + 4, Faint, 1);
            Text(svg, x.At(value), Bottom + 18, value.ToString("#,0", CultureInfo.InvariantCulture),
                $"font-size=\"10.5\" text-anchor=\"middle\" fill=\"{Faint}\"");
        }

        Text(svg, (left + right) / 2, Bottom + 38, axis.Label, "text-anchor=\"middle\"");
        foreach ((IReadOnlyList<GrowthPoint> points, string color) in lines.Zip(_colors))
        {
            Curve(svg, points.Select(point => (x.At(point.Value), y.At(quantity(point)))), $"stroke=\"{color}\" stroke-width=\"2.2\"");
            Curve(
                svg,
                points.Select(point => (x.At(point.Value), y.At(theory(point, points[^1])))),
                $"stroke=\"{Ink}\" stroke-width=\"1\" stroke-dasharray=\"4 4\"");
            foreach (GrowthPoint point in points)
            {
                string tip = Invariant($"{point.Value:N0} {axis.Label}: {point.Times.MedianMs:G4} ms, {point.Bytes / 1e6:G4} MB");
                Add(svg, $"""<circle cx="{x.At(point.Value):F1}" cy="{y.At(quantity(point)):F1}" r="3.4" fill="{color}">""");
                Add(svg, $"""<title>{tip}</title></circle>""").AppendLine();
            }
        }
    }

    private static double TimeInTheory(GrowthPoint point, GrowthPoint last) =>
        last.Times.MedianMs * GrowthTheory.Operations(point.Workload) / GrowthTheory.Operations(last.Workload);

    private static void Curve(StringBuilder svg, IEnumerable<(double X, double Y)> points, string stroke)
    {
        string path = string.Join(' ', points.Select(point => Invariant($"{point.X:F1},{point.Y:F1}")));
        svg.AppendLine(CultureInfo.InvariantCulture, $"<polyline points=\"{path}\" {stroke} fill=\"none\" stroke-linejoin=\"round\"/>");
    }

    private static void Legend(StringBuilder svg, GrowthAxis axis)
    {
        double at = 532;
        for (int i = 0; axis.Series.Count > 1 && i < axis.Series.Count; i++)
        {
            Line(svg, at, 24, at + 22, 24, _colors[i], 2.2);
            Text(svg, at + 28, 28, axis.Series[i].Name, "");
            at += 216;
        }
    }

    private static void Line(StringBuilder svg, double x1, double y1, double x2, double y2, string color, double width) =>
        Add(svg, $"""<line x1="{x1:F1}" y1="{y1:F1}" x2="{x2:F1}" y2="{y2:F1}" stroke="{color}" stroke-width="{width}"/>""").AppendLine();

    private static void Text(StringBuilder svg, double x, double y, string text, string more) =>
        Add(svg, $"""<text x="{x:F1}" y="{y:F1}" {more}>{text}</text>""").AppendLine();

    private static StringBuilder Add(StringBuilder svg, FormattableString text) => svg.Append(Invariant(text));

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
