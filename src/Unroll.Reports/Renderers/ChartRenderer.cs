using Unroll.Reports.Analysis;
using Unroll.Reports.Html;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Reports.Renderers;

/// <summary>Charts of lines, points and bars, drawn here: no script, and as sharp on paper as on a screen.</summary>
internal static class ChartRenderer
{
    // More points than that are a blot, and make the file large.
    private const int MaximumPoints = 2000;

    // More lines than that cannot be told apart by colour or dashes.
    private static readonly string[] _styles = ["line", "line second", "line third"];

    /// <summary>Rows of small charts, each with its title below it.</summary>
    public static Markup Render(ChartGridSection section) => section.Rows.Count == 0 ? Nothing : Markup.Join(section.Rows.Select(row =>
        Markup.Of($"""
            <h3>{row.Name}</h3>
            <div class="small-charts">{row.Charts.Select(chart => Figure(chart, Caption(chart), isSmall: true))}</div>

            """)));

    /// <summary>A chart of lines. Many look alike, and are named where the pointer rests on them.</summary>
    public static Markup Render(LineSection section) => Figure(section, Markup.Empty);

    private static Markup Caption(LineSection chart) => Markup.Of($"<figcaption>{chart.Title}</figcaption>");

    /// <summary>A chart of lines as a file by itself; null where there is nothing to show.</summary>
    public static string? ToPicture(LineSection section) => PlotOf(section)?.ToPicture(section.Title);

    /// <summary>A chart of points as a file by itself; null where there is nothing to show.</summary>
    public static string? ToPicture(ScatterSection section) => PlotOf(section)?.ToPicture(section.Title);

    private static Markup Figure(LineSection section, Markup caption, bool isSmall = false)
    {
        if (PlotOf(section) is not { } plot)
        {
            return Nothing;
        }

        // The rest of the names, for those who cannot point.
        ChartLine[] lines = [.. section.Lines.Where(line => !line.IsReference)];
        Markup names = AreAlike(section, lines)
            ? Markup.Of($"""
                <details>
                  <summary>{CountFormatter.Format(lines.Length, "lines")}</summary>
                  <ul class="names">{lines.Select(line => Markup.Of($"<li>{line.Name}</li>"))}</ul>
                </details>
                """)
            : Markup.Empty;
        return LineCharts.Figure(plot.ToMarkup(), isSmall ? null : LineCharts.Of(section), Markup.Of($"{names}{caption}"));
    }

    /// <summary>Whether lines are too many to be told apart.</summary>
    private static bool AreAlike(LineSection section, ChartLine[] lines) => lines.Length > _styles.Length && !section.IsColored;

    private static Plot? PlotOf(LineSection section)
    {
        ChartPoint[] all = [.. section.Lines.SelectMany(line => line.X.Zip(line.Y, (x, y) => new ChartPoint("", x, y))).Where(
            point => IsFinite(point) && (point.X > 0 || !section.X.IsLogarithmic) && (point.Y > 0 || !section.Y.IsLogarithmic))];
        if (all.Length == 0)
        {
            return null;
        }

        ChartLine[] lines = [.. section.Lines.Where(line => !line.IsReference)];
        bool isAlike = AreAlike(section, lines);
        Plot plot = new(
            $"Line chart of {section.Y.Name} over {section.X.Name}: {string.Join(", ", section.Lines.Select(line => line.Name))}",
            Axis(section.X, all.Select(point => point.X)), Axis(section.Y, all.Select(point => point.Y), nearZero: true));
        foreach (ChartLine line in section.Lines)
        {
            int place = Array.IndexOf(lines, line);
            string style = line.IsReference ? "chance" : isAlike ? "line faint"
                : section.IsColored ? place % 2 == 0 ? "line hue" : "line hue dashed" : _styles[place];
            plot.Line(
                line.X, line.Y, style, line.Name, inLegend: line.IsReference || !isAlike,
                hue: section.IsColored && place >= 0 ? 360 * place / lines.Length : null);
        }

        return plot;
    }

    /// <summary>A chart of points; of many, some evenly chosen.</summary>
    public static Markup Render(ScatterSection section)
    {
        if (PlotOf(section) is not { } plot)
        {
            return Nothing;
        }

        int all = section.Points.Count(IsFinite);
        Markup omitted = all <= MaximumPoints
            ? Markup.Empty
            : Markup.Of($"<figcaption>{Figures.Count(MaximumPoints)} of {CountFormatter.Format(all, "points")}, evenly " +
                $"chosen.</figcaption>");
        return Markup.Of($"<figure>{plot.ToMarkup()}{omitted}</figure>");
    }

    private static Plot? PlotOf(ScatterSection section)
    {
        ChartPoint[] all = [.. section.Points.Where(IsFinite)];
        if (all.Length == 0)
        {
            return null;
        }

        double[] both = section.HasDiagonal ? [.. all.Select(point => point.X), .. all.Select(point => point.Y)] : [];
        PlotAxis horizontal = Axis(section.X, section.HasDiagonal ? both : all.Select(point => point.X));
        PlotAxis vertical = Axis(section.Y, section.HasDiagonal ? both : all.Select(point => point.Y));
        Plot plot = new($"Points: {section.Y.Name} over {section.X.Name}", horizontal, vertical);
        if (section.HasDiagonal)
        {
            double from = Math.Max(horizontal.From, vertical.From), to = Math.Min(horizontal.To, vertical.To);
            plot.Line([from, to], [from, to], "chance", "equal");
        }

        plot.Points(Thin(all));
        return plot;
    }

    /// <summary>A histogram, with the normal curve of the same mean and deviation.</summary>
    public static Markup Render(HistogramSection section)
    {
        double[] values = [.. section.Values.Where(double.IsFinite)];
        Histogram histogram = Histogram.Of(values);
        if (values.Length == 0)
        {
            return Nothing;
        }

        double mean = values.Average(), deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / values.Length);
        double end = histogram.Start + (histogram.Width * histogram.Counts.Count);
        double[] across = deviation > 0 && histogram.Counts.Count > 1
            ? [.. Enumerable.Range(0, 101).Select(i => histogram.Start + ((end - histogram.Start) * i / 100))]
            : [];
        double[] normal = [.. across.Select(x =>
            values.Length * histogram.Width * Math.Exp(-0.5 * Math.Pow((x - mean) / deviation, 2)) / (deviation * Math.Sqrt(2 * Math.PI)))];
        double highest = Math.Max(histogram.Counts.Max(), normal.DefaultIfEmpty(0).Max());
        Plot plot = new(
            $"Histogram of {section.Axis.Name}, with the normal curve of the same mean and deviation",
            new PlotAxis(Name(section.Axis), histogram.Start, end), new PlotAxis("count", 0, highest, IsWhole: true));
        plot.Bars(histogram.Start, histogram.Width, histogram.Counts);
        plot.Line(across, normal, "line second", "normal curve of the same mean and deviation");
        string? unit = section.Axis.Unit;
        string bins = $"{CountFormatter.Format(values.Length, "values")} in bins of {Figures.Quantity(histogram.Width, unit, 1)}";
        string moments = $"mean {Figures.Quantity(mean, unit, 3)}, standard deviation {Figures.Quantity(deviation, unit, 3)}";
        return Markup.Of($"<figure>{plot.ToMarkup()}<figcaption>{bins}: {moments}.</figcaption></figure>");
    }

    private static Markup Nothing => new("<p>There is nothing to show.</p>");

    // Values that are all of one sign and lie near 0 are seen in proportion.
    private static PlotAxis Axis(ChartAxis axis, IEnumerable<double> values, bool nearZero = false)
    {
        double[] all = [.. values];
        double least = all.Min(), largest = all.Max();
        nearZero = nearZero && !axis.IsLogarithmic;
        double from = axis.Minimum ?? (nearZero && least > 0 && least < 0.6 * largest ? 0 : least);
        double to = axis.Maximum ?? (nearZero && largest < 0 && largest > 0.6 * least ? 0 : largest);
        return new PlotAxis(Name(axis), Math.Min(from, to), Math.Max(from, to), axis.IsWhole, axis.IsLogarithmic);
    }

    private static string Name(ChartAxis axis) => string.IsNullOrWhiteSpace(axis.Unit) ? axis.Name : $"{axis.Name} ({axis.Unit})";

    private static ChartPoint[] Thin(ChartPoint[] points) => points.Length <= MaximumPoints
        ? points
        : [.. Enumerable.Range(0, MaximumPoints).Select(i => points[(int)((long)i * points.Length / MaximumPoints)])];

    private static bool IsFinite(ChartPoint point) => double.IsFinite(point.X) && double.IsFinite(point.Y);
}
