namespace Unroll.Cli.Display;

/// <summary>A series in one line of blocks.</summary>
internal static class Sparkline
{
    private const string Eighths = "▁▂▃▄▅▆▇█";

    /// <summary>
    /// Draws values from left to right, the least as the lowest block, the greatest as the highest; a blank where there is no value.
    /// </summary>
    /// <param name="values">The values; NaN where there is none.</param>
    /// <param name="width">Characters at most; values are averaged where they are more.</param>
    internal static string Of(IReadOnlyList<double> values, int width)
    {
        double[] points = Fit(values, Math.Max(1, width));
        double[] known = [.. points.Where(double.IsFinite)];
        if (known.Length == 0)
        {
            return "";
        }

        double low = known.Min();
        double range = known.Max() - low;
        return string.Concat(points.Select(point => !double.IsFinite(point) ? ' '
            : range == 0 ? Eighths[Eighths.Length / 2]
            : Eighths[Math.Min(Eighths.Length - 1, (int)((point - low) / range * Eighths.Length))]));
    }

    private static double[] Fit(IReadOnlyList<double> values, int width)
    {
        if (values.Count <= width)
        {
            return [.. values];
        }

        double[] points = new double[width];
        for (int i = 0; i < width; i++)
        {
            int first = i * values.Count / width;
            int end = Math.Max(first + 1, (i + 1) * values.Count / width);
            double[] known = [.. Enumerable.Range(first, end - first).Select(at => values[at]).Where(double.IsFinite)];
            points[i] = known.Length == 0 ? double.NaN : known.Average();
        }

        return points;
    }
}
