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
        double[] points = Fit(values, width, known => known.Average());
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

    /// <summary>
    /// Draws the magnitudes of signed values from left to right, 0 as the lowest block, the greatest as the highest: what counts most
    /// stands out, whatever its sign.
    /// </summary>
    /// <param name="values">The values; NaN where there is none.</param>
    /// <param name="width">Characters at most; of more values each block shows the one of the greatest magnitude.</param>
    internal static string OfMagnitudes(IReadOnlyList<double> values, int width)
    {
        double[] points = Fit(values, width, known => known.MaxBy(Math.Abs));
        double most = points.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        return string.Concat(points.Select(point => !double.IsFinite(point) ? ' '
            : most == 0 ? Eighths[0] : Eighths[Math.Min(Eighths.Length - 1, (int)(Math.Abs(point) / most * Eighths.Length))]));
    }

    /// <summary>The sign of each block of <see cref="OfMagnitudes"/>; a blank where it is 0.</summary>
    /// <param name="values">The values; NaN where there is none.</param>
    /// <param name="width">Characters at most.</param>
    internal static string SignsOf(IReadOnlyList<double> values, int width) => string.Concat(
        Fit(values, width, known => known.MaxBy(Math.Abs)).Select(point => point > 0 ? '+' : point < 0 ? '-' : ' '));

    private static double[] Fit(IReadOnlyList<double> values, int width, Func<double[], double> join)
    {
        width = Math.Max(1, width);
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
            points[i] = known.Length == 0 ? double.NaN : join(known);
        }

        return points;
    }
}
