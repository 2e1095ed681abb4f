using System.Text;
using Unroll.Tasks.Learning.Sections;
using static Unroll.Reports.Html.Svg;

namespace Unroll.Reports.Html;

/// <summary>
/// A chart as an SVG element: axes with names and round numbers, lines, points, bars, a legend, and nothing that needs a script.
/// </summary>
/// <param name="label">What it shows, for those who do not see it.</param>
/// <param name="horizontal">The horizontal axis.</param>
/// <param name="vertical">The vertical axis.</param>
internal sealed class Plot(string label, PlotAxis horizontal, PlotAxis vertical)
{
    // As many units as pixels on a phone, nearly, where the style sheet makes the text larger: the margins have room for that.
    private const double Width = 480;
    private const double Height = 280;
    private const double MarginLeft = 68;
    private const double MarginRight = 16;
    private const double MarginTop = 34;
    private const double MarginBottom = 50;

    private readonly StringBuilder _lines = new();
    private readonly List<(Markup Sample, string Name)> _legend = [];

    /// <summary>Adds a line through points; those that are not finite are left out.</summary>
    /// <param name="x">Where its points lie across.</param>
    /// <param name="y">Where they lie up, as many.</param>
    /// <param name="style">Classes of the style sheet, for example <c>line second</c>.</param>
    /// <param name="name">What it is, shown where the pointer rests on it.</param>
    /// <param name="inLegend">Whether the legend tells it too, as it does unless lines look alike.</param>
    /// <param name="hue">The hue of the style <c>hue</c>, in degrees.</param>
    public void Line(IEnumerable<double> x, IEnumerable<double> y, string style, string name, bool inLegend = true, int? hue = null)
    {
        Markup colour = hue is { } degrees ? Markup.Of($" style=\"--hue:{degrees}\"") : Markup.Empty;
        (double X, double Y)[] points = [.. x.Zip(y).Where(point => horizontal.Holds(point.First) && vertical.Holds(point.Second))];
        string[] places = [.. points.Select(point => $"{X(point.X)},{Y(point.Y)}")];
        if (places.Length == 0)
        {
            return;
        }

        // A line of one point is not drawn at all; from the point to itself it is a dot.
        string path = string.Join(' ', places.Length == 1 ? [places[0], places[0]] : places);
        Markup line = Markup.Of($"<polyline class=\"{style}\"{colour} points=\"{path}\"><title>{name}</title></polyline>\n");
        bool isWithin = points.All(point => horizontal.Covers(point.X) && vertical.Covers(point.Y));
        _lines.Append((isWithin ? line : Cut(line)).Text);
        if (inLegend)
        {
            Markup sample = Markup.Of($"<line class=\"{style}\"{colour} x1=\"0\" x2=\"24\" y1=\"5\" y2=\"5\"/>");
            _legend.Add((sample, name));
        }
    }

    /// <summary>Adds points, each with its name and values where the pointer rests on it.</summary>
    /// <param name="points">The points, all finite.</param>
    public void Points(IEnumerable<ChartPoint> points)
    {
        IEnumerable<Markup> dots = points.Select(point => Markup.Of(
            $"<path d=\"M{X(point.X)} {Y(point.Y)}h0\"><title>{Name(point)}</title></path>\n"));
        _lines.Append(Markup.Of($"<g class=\"dots\">{dots}</g>\n").Text);
    }

    /// <summary>Adds the bars of a histogram.</summary>
    /// <param name="start">Lower end of the first bin.</param>
    /// <param name="width">Width of each bin.</param>
    /// <param name="counts">Values in each bin.</param>
    public void Bars(double start, double width, IReadOnlyList<int> counts)
    {
        double bottom = Height - MarginBottom, each = Across(start + width) - Across(start), gap = Math.Min(1, each / 10);
        for (int i = 0; i < counts.Count; i++)
        {
            double top = Up(counts[i]), lower = start + (i * width);
            string left = Show(Across(lower) + (gap / 2));
            string name = $"{Figures.Number(lower)} to {Figures.Number(lower + width)}: {Figures.Count(counts[i])}";
            _lines.Append(Markup.Of($"""
                <rect class="bin" x="{left}" y="{Show(top)}" width="{Show(each - gap)}" height="{Show(bottom - top)}">
                <title>{name}</title></rect>

                """).Text);
        }
    }

    /// <summary>Adds an upright line with a name above it.</summary>
    /// <param name="x">Where it stands.</param>
    /// <param name="name">Its name.</param>
    public void Mark(double x, string name)
    {
        double share = horizontal.Share(x);
        string anchor = share > 0.8 ? "end" : share < 0.2 ? "start" : "middle";
        _lines.Append(Markup.Of($"""
            <line class="mark" x1="{X(x)}" x2="{X(x)}" y1="{Show(MarginTop)}" y2="{Show(Height - MarginBottom)}"/>
            <text class="mark" x="{X(x)}" y="{Show(MarginTop - 6)}" text-anchor="{anchor}">{name}</text>

            """).Text);
    }

    /// <summary>The legend and the chart.</summary>
    public Markup ToMarkup()
    {
        Markup legend = _legend.Count == 0 ? Markup.Empty : Markup.Of($"""
            <ul class="legend">{_legend.Select(line => Markup.Of(
                $"<li><svg viewBox=\"0 0 24 10\" aria-hidden=\"true\">{line.Sample}</svg>{line.Name}</li>"))}</ul>

            """);
        return Markup.Of($"""
            {legend}<svg class="plot" viewBox="0 0 {Show(Width)} {Show(Height)}" role="img" aria-label="{label}">
            {Drawing()}</svg>
            """);
    }

    /// <summary>The chart as an SVG file, with its title and its legend, that needs no page around it.</summary>
    /// <param name="title">The title.</param>
    public string ToPicture(string title)
    {
        PictureFrame frame = new(title, Width);
        foreach ((Markup sample, string name) in _legend)
        {
            frame.AddLegend(sample, name);
        }

        return frame.Around(Drawing(), Height, label);
    }

    /// <summary>Axes, lines, points and bars.</summary>
    private Markup Drawing()
    {
        StringBuilder axes = new();
        foreach ((double value, string text) in vertical.Ticks())
        {
            axes.Append(Markup.Of($"""
                <line class="grid" x1="{Show(MarginLeft)}" x2="{Show(Width - MarginRight)}" y1="{Y(value)}" y2="{Y(value)}"/>
                <text x="{Show(MarginLeft - 8)}" y="{Y(value)}" text-anchor="end" dominant-baseline="middle">{text.Replace('-', '−')}</text>

                """).Text);
        }

        foreach ((double value, string text) in horizontal.Ticks())
        {
            axes.Append(Markup.Of($"""
                <text x="{X(value)}" y="{Show(Height - MarginBottom + 20)}" text-anchor="middle">{text.Replace('-', '−')}</text>

                """).Text);
        }

        axes.Append(Markup.Of($"""
            <text x="{Show((MarginLeft + Width - MarginRight) / 2)}" y="{Show(Height - 8)}" text-anchor="middle">{horizontal.Name}</text>
            <text x="4" y="14">{vertical.Name}</text>

            """).Text);
        return new Markup(axes.ToString() + _lines);
    }

    /// <summary>Only what lies between the axes: what is drawn in an element of its own ends at its edges.</summary>
    private static Markup Cut(Markup drawing)
    {
        string place = $"{Show(MarginLeft)} {Show(MarginTop)}", width = Show(Width - MarginLeft - MarginRight);
        string height = Show(Height - MarginTop - MarginBottom);
        return Markup.Of($"""
            <svg x="{Show(MarginLeft)}" y="{Show(MarginTop)}" width="{width}" height="{height}" viewBox="{place} {width} {height}">
            {drawing}</svg>

            """);
    }

    private static string Name(ChartPoint point)
    {
        string values = $"{Figures.Number(point.Y)} at {Figures.Number(point.X)}";
        return point.Name.Length == 0 ? values : $"{point.Name}: {values}";
    }

    private double Across(double value) => MarginLeft + ((Width - MarginLeft - MarginRight) * horizontal.Share(value));

    private double Up(double value) => Height - MarginBottom - ((Height - MarginTop - MarginBottom) * vertical.Share(value));

    private string X(double value) => Show(Across(value));

    private string Y(double value) => Show(Up(value));
}
