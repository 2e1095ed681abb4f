namespace Unroll.Reports.Analysis;

/// <summary>A histogram with bins of the same width, whose edges are round numbers.</summary>
/// <param name="Start">Lower end of the first bin.</param>
/// <param name="Width">Width of each bin.</param>
/// <param name="Counts">Values in each bin: from its lower end up to, but without, its upper end.</param>
internal sealed record Histogram(double Start, double Width, IReadOnlyList<int> Counts)
{
    // Before the width is rounded, which may make half as many again.
    private const int MaximumBins = 30;

    /// <summary>
    /// Counts values in bins of the width of Freedman and Diaconis (1981), <c>2 · IQR / ∛n</c>, rounded to 1, 2 or 5 times a power of ten.
    /// </summary>
    /// <param name="values">Finite values; none give no bins.</param>
    public static Histogram Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        if (sorted.Length == 0)
        {
            return new Histogram(0, 1, []);
        }

        double range = sorted[^1] - sorted[0];
        double quartiles = sorted[3 * (sorted.Length - 1) / 4] - sorted[(sorted.Length - 1) / 4];
        double width = Round(Math.Max(2 * quartiles / Math.Cbrt(sorted.Length), range / MaximumBins));

        // Equal values, or so nearly equal that no edge fits between them, are one bin.
        if (!(width > 1e-12 * Math.Abs(sorted[^1])))
        {
            return new Histogram(sorted[0] - 0.5, 1, [sorted.Length]);
        }

        double first = Math.Floor(sorted[0] / width);
        int[] counts = new int[(int)(Math.Floor(sorted[^1] / width) - first) + 1];
        foreach (double value in sorted)
        {
            counts[(int)(Math.Floor(value / width) - first)]++;
        }

        return new Histogram(first * width, width, counts);
    }

    // To the nearest by ratio: the limits are the geometric means of neighbours.
    private static double Round(double width)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(width)));
        double ratio = width / power;
        return power * (ratio < Math.Sqrt(2) ? 1 : ratio < Math.Sqrt(10) ? 2 : ratio < Math.Sqrt(50) ? 5 : 10);
    }
}
