using System.Globalization;
using System.Text;

namespace Unroll.Reports.Html;

/// <summary>A line chart as an SVG element: axes with round numbers, lines, and nothing that needs a script.</summary>
/// <param name="label">What it shows, for those who do not see it.</param>
/// <param name="left">Least value of the horizontal axis.</param>
/// <param name="right">Largest value of the horizontal axis.</param>
/// <param name="bottom">Least value of the vertical axis.</param>
/// <param name="top">Largest value of the vertical axis.</param>
internal sealed class Plot(string label, double left, double right, double bottom, double top)
{
    private const double Width = 640;
    private const double Height = 300;
    private const double Margin = 44;
    private const int Ticks = 5;

    private readonly StringBuilder _lines = new();

    /// <summary>Adds a line through points; those that are not finite are left out.</summary>
    /// <param name="points">The points.</param>
    /// <param name="style">Classes of the style sheet, for example <c>line second</c>.</param>
    /// <param name="name">What it is, shown where the pointer rests on it.</param>
    public void Line(IEnumerable<(double X, double Y)> points, string style, string name)
    {
        string path = string.Join(' ', points.Where(point => double.IsFinite(point.X) && double.IsFinite(point.Y)).Select(point => $"{X(point.X)},{Y(point.Y)}"));
        _lines.Append(Markup.Of($"<polyline class=\"{style}\" points=\"{path}\"><title>{name}</title></polyline>\n").Text);
    }

    /// <summary>The element.</summary>
    public Markup ToMarkup()
    {
        StringBuilder axes = new();
        foreach (double value in Round(bottom, top))
        {
            axes.Append(Markup.Of($"<line class=\"grid\" x1=\"{X(left)}\" x2=\"{X(right)}\" y1=\"{Y(value)}\" y2=\"{Y(value)}\"/><text x=\"{Show(Margin - 6)}\" y=\"{Y(value)}\" text-anchor=\"end\" dominant-baseline=\"middle\">{value:0.###}</text>\n").Text);
        }

        foreach (double value in Round(left, right))
        {
            axes.Append(Markup.Of($"<text x=\"{X(value)}\" y=\"{Show(Height - Margin + 18)}\" text-anchor=\"middle\">{value:0.###}</text>\n").Text);
        }

        return Markup.Of($"<svg class=\"plot\" viewBox=\"0 0 {Show(Width)} {Show(Height)}\" role=\"img\" aria-label=\"{label}\">\n{new Markup(axes.ToString())}{new Markup(_lines.ToString())}</svg>");
    }

    private string X(double value) => Show(Margin + ((Width - (2 * Margin)) * (right > left ? (value - left) / (right - left) : 0.5)));

    private string Y(double value) => Show(Height - Margin - ((Height - (1.5 * Margin)) * (top > bottom ? (value - bottom) / (top - bottom) : 0.5)));

    private static string Show(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    // 1, 2 or 5 times a power of ten apart.
    private static IEnumerable<double> Round(double from, double to)
    {
        if (!(to > from))
        {
            return [from];
        }

        double rough = (to - from) / Ticks;
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = power * (rough / power < 1.5 ? 1 : rough / power < 3.5 ? 2 : rough / power < 7.5 ? 5 : 10);
        double first = Math.Ceiling((from / step) - 1e-9);
        return Enumerable.Range(0, (int)(Math.Floor((to / step) + 1e-9) - first) + 1).Select(i => (first + i) * step);
    }
}
