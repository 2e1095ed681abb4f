using System.Globalization;
using System.Text;

namespace Unroll.Reports.Html;

/// <summary>A line chart as an SVG element: axes with names and round numbers, lines, a legend, and nothing that needs a script.</summary>
/// <param name="label">What it shows, for those who do not see it.</param>
/// <param name="horizontal">The horizontal axis.</param>
/// <param name="vertical">The vertical axis.</param>
internal sealed class Plot(string label, PlotAxis horizontal, PlotAxis vertical)
{
    // As many units as pixels on a phone, nearly, where the style sheet makes the text larger: the margins have room for that.
    private const double Width = 480;
    private const double Height = 280;
    private const double MarginLeft = 58;
    private const double MarginRight = 16;
    private const double MarginTop = 30;
    private const double MarginBottom = 50;

    private readonly StringBuilder _lines = new();
    private readonly List<Markup> _legend = [];

    /// <summary>Adds a line through points; those that are not finite are left out.</summary>
    /// <param name="points">The points.</param>
    /// <param name="style">Classes of the style sheet, for example <c>line second</c>.</param>
    /// <param name="name">What it is, shown where the pointer rests on it.</param>
    /// <param name="inLegend">Whether the legend tells it too, as it does unless lines look alike.</param>
    public void Line(IEnumerable<(double X, double Y)> points, string style, string name, bool inLegend = true)
    {
        string[] places = [.. points.Where(point => double.IsFinite(point.X) && double.IsFinite(point.Y)).Select(point => $"{X(point.X)},{Y(point.Y)}")];
        if (places.Length == 0)
        {
            return;
        }

        // A line of one point is not drawn at all; from the point to itself it is a dot.
        string path = string.Join(' ', places.Length == 1 ? [places[0], places[0]] : places);
        _lines.Append(Markup.Of($"<polyline class=\"{style}\" points=\"{path}\"><title>{name}</title></polyline>\n").Text);
        if (inLegend)
        {
            _legend.Add(Markup.Of($"<li><svg viewBox=\"0 0 24 10\" aria-hidden=\"true\"><line class=\"{style}\" x1=\"0\" x2=\"24\" y1=\"5\" y2=\"5\"/></svg>{name}</li>"));
        }
    }

    /// <summary>The legend and the chart.</summary>
    public Markup ToMarkup()
    {
        StringBuilder axes = new();
        foreach ((double value, string text) in vertical.Ticks())
        {
            axes.Append(Markup.Of($"<line class=\"grid\" x1=\"{Show(MarginLeft)}\" x2=\"{Show(Width - MarginRight)}\" y1=\"{Y(value)}\" y2=\"{Y(value)}\"/><text x=\"{Show(MarginLeft - 8)}\" y=\"{Y(value)}\" text-anchor=\"end\" dominant-baseline=\"middle\">{text}</text>\n").Text);
        }

        foreach ((double value, string text) in horizontal.Ticks())
        {
            axes.Append(Markup.Of($"<text x=\"{X(value)}\" y=\"{Show(Height - MarginBottom + 20)}\" text-anchor=\"middle\">{text}</text>\n").Text);
        }

        axes.Append(Markup.Of($"<text x=\"{Show((MarginLeft + Width - MarginRight) / 2)}\" y=\"{Show(Height - 8)}\" text-anchor=\"middle\">{horizontal.Name}</text>\n").Text);
        axes.Append(Markup.Of($"<text x=\"4\" y=\"14\">{vertical.Name}</text>\n").Text);
        Markup legend = _legend.Count == 0 ? Markup.Empty : Markup.Of($"<ul class=\"legend\">{_legend}</ul>\n");
        return Markup.Of($"{legend}<svg class=\"plot\" viewBox=\"0 0 {Show(Width)} {Show(Height)}\" role=\"img\" aria-label=\"{label}\">\n{new Markup(axes.ToString())}{new Markup(_lines.ToString())}</svg>");
    }

    private string X(double value) => Show(MarginLeft + ((Width - MarginLeft - MarginRight) * horizontal.Share(value)));

    private string Y(double value) => Show(Height - MarginBottom - ((Height - MarginTop - MarginBottom) * vertical.Share(value)));

    private static string Show(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
