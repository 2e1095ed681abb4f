using Unroll.Reports.Analysis;
using Unroll.Reports.Html;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Reports.Renderers;

/// <summary>Charts of lines, points and bars, drawn here: no script, and as sharp on paper as on a screen.</summary>
internal static class ChartRenderer
{
    // More points than that are a blot, and make the file large.
    private const int MaximumPoints = 4000;

    /// <summary>A chart of lines.</summary>
    public static Markup Render(LineChartSection section)
    {
        ChartPoint[] all = [.. section.Lines.SelectMany(line => line.Points).Where(IsFinite)];
        if (all.Length == 0)
        {
            return Nothing;
        }

        string names = string.Join(", ", section.Lines.Select(line => line.Name));
        Plot plot = new(
            $"Line chart of {section.Vertical.Name} over {section.Horizontal.Name}: {names}",
            Axis(section.Horizontal, all.Select(point => point.X)), Axis(section.Vertical, all.Select(point => point.Y), nearZero: true));
        foreach (ChartLine line in section.Lines)
        {
            plot.Line(line.Points, Style(line.Style), line.Name, inLegend: line.Style != ChartLineStyle.Faint);
        }

        return Markup.Of($"<figure>{plot.ToMarkup()}</figure>");
    }

    /// <summary>A chart of points; of many, some evenly chosen.</summary>
    public static Markup Render(ScatterSection section)
    {
        ChartPoint[] all = [.. section.Points.Where(IsFinite)];
        if (all.Length == 0)
        {
            return Nothing;
        }

        double[] both = section.HasDiagonal ? [.. all.Select(point => point.X), .. all.Select(point => point.Y)] : [];
        PlotAxis horizontal = Axis(section.Horizontal, section.HasDiagonal ? both : all.Select(point => point.X));
        PlotAxis vertical = Axis(section.Vertical, section.HasDiagonal ? both : all.Select(point => point.Y));
        Plot plot = new($"Points: {section.Vertical.Name} over {section.Horizontal.Name}", horizontal, vertical);
        if (section.HasDiagonal)
        {
            double from = Math.Max(horizontal.From, vertical.From), to = Math.Min(horizontal.To, vertical.To);
            plot.Line([new(from, from), new(to, to)], "chance", "equal");
        }

        ChartPoint[] shown = Thin(all);
        plot.Points(shown);
        Markup omitted = shown.Length == all.Length
            ? Markup.Empty
            : Markup.Of($"<figcaption>{Figures.Count(shown.Length)} of {Figures.Count(all.Length)} points, evenly chosen.</figcaption>");
        return Markup.Of($"<figure>{plot.ToMarkup()}{omitted}</figure>");
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
        ChartPoint[] curve = deviation > 0 && histogram.Counts.Count > 1
            ? [.. Enumerable.Range(0, 101).Select(i => histogram.Start + ((end - histogram.Start) * i / 100)).Select(x => new ChartPoint(
                x, values.Length * histogram.Width * Math.Exp(-0.5 * Math.Pow((x - mean) / deviation, 2)) / (deviation * Math.Sqrt(2 * Math.PI))))]
            : [];
        double highest = Math.Max(histogram.Counts.Max(), curve.Select(point => point.Y).DefaultIfEmpty(0).Max());
        Plot plot = new(
            $"Histogram of {section.Axis.Name}, with the normal curve of the same mean and deviation",
            new PlotAxis(section.Axis.Name, histogram.Start, end), new PlotAxis("count", 0, highest, IsWhole: true));
        plot.Bars(histogram.Start, histogram.Width, histogram.Counts);
        plot.Line(curve, "line second", "normal curve of the same mean and deviation");
        return Markup.Of($"<figure>{plot.ToMarkup()}<figcaption>{Figures.Count(values.Length)} values in bins of {Figures.Number(histogram.Width)}: mean {Figures.Number(mean, 3)}, standard deviation {Figures.Number(deviation, 3)}.</figcaption></figure>");
    }

    private static Markup Nothing => new("<p>There is nothing to show.</p>");

    // Values that are all of one sign and lie near 0 are seen in proportion.
    private static PlotAxis Axis(ChartAxis axis, IEnumerable<double> values, bool nearZero = false)
    {
        double[] all = [.. values];
        double least = all.Min(), largest = all.Max();
        double from = axis.From ?? (nearZero && least > 0 && least < 0.6 * largest ? 0 : least);
        double to = axis.To ?? (nearZero && largest < 0 && largest > 0.6 * least ? 0 : largest);
        return new PlotAxis(axis.Name, Math.Min(from, to), Math.Max(from, to), axis.IsWhole);
    }

    private static ChartPoint[] Thin(ChartPoint[] points) => points.Length <= MaximumPoints
        ? points
        : [.. Enumerable.Range(0, MaximumPoints).Select(i => points[(int)((long)i * points.Length / MaximumPoints)])];

    private static bool IsFinite(ChartPoint point) => double.IsFinite(point.X) && double.IsFinite(point.Y);

    private static string Style(ChartLineStyle style) => style switch
    {
        ChartLineStyle.Second => "line second",
        ChartLineStyle.Reference => "chance",
        ChartLineStyle.Faint => "line faint",
        _ => "line",
    };
}
