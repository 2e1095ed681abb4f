namespace Unroll.Reports.Analysis;

/// <summary>What the residuals (actual minus forecast) of a part at one step ahead tell about what the network missed.</summary>
/// <param name="Count">Residuals: where actual and forecast are both finite.</param>
/// <param name="Mean">Their mean; not far from 0 when the forecasts are unbiased.</param>
/// <param name="StandardDeviation">Their standard deviation.</param>
/// <param name="BinStart">Lower end of the histogram's first bin.</param>
/// <param name="BinWidth">Width of each bin.</param>
/// <param name="BinCounts">Residuals in each bin.</param>
/// <param name="Autocorrelation">Autocorrelation at lags 1, 2, …; empty when there are too few residuals.</param>
/// <param name="Band">Half the width of the 95 % band around 0 for residuals that are white noise: <c>1.96 / √n</c>.</param>
internal sealed record ResidualAnalysis(
    int Count,
    double Mean,
    double StandardDeviation,
    double BinStart,
    double BinWidth,
    IReadOnlyList<int> BinCounts,
    IReadOnlyList<double> Autocorrelation,
    double Band)
{
    private const int MaximumBins = 40;
    private const int MaximumLags = 60;

    /// <summary>Analyses residuals in the order of time.</summary>
    /// <param name="residuals">Residuals; those that are not finite are left out of the histogram and count as the mean at their lags.</param>
    /// <param name="season">Rows in a season: the autocorrelation covers about four of them.</param>
    public static ResidualAnalysis Of(IReadOnlyList<double> residuals, int season)
    {
        double[] finite = [.. residuals.Where(double.IsFinite)];
        if (finite.Length == 0)
        {
            return new ResidualAnalysis(0, double.NaN, double.NaN, 0, 0, [], [], double.NaN);
        }

        double mean = finite.Average();
        double deviation = Math.Sqrt(finite.Sum(value => (value - mean) * (value - mean)) / finite.Length);
        Array.Sort(finite);
        (double start, double width, int[] counts) = Histogram(finite);
        int lags = Math.Min(Math.Min(Math.Max(20, 4 * season), MaximumLags), finite.Length / 3);
        return new ResidualAnalysis(
            finite.Length, mean, deviation, start, width, counts, Autocorrelate(residuals, mean, lags), 1.96 / Math.Sqrt(finite.Length));
    }

    // Bins of the width of Freedman and Diaconis (1981), 2 · IQR / ∛n, rounded to 1, 2 or 5 times a power of ten so that their edges
    // are readable numbers.
    private static (double Start, double Width, int[] Counts) Histogram(double[] sorted)
    {
        double range = sorted[^1] - sorted[0];
        if (range <= 0 || !double.IsFinite(range))
        {
            return (sorted[0] - 0.5, 1, [sorted.Length]);
        }

        double quartiles = sorted[3 * (sorted.Length - 1) / 4] - sorted[(sorted.Length - 1) / 4];
        double width = Round(Math.Max(2 * quartiles / Math.Cbrt(sorted.Length), range / MaximumBins));
        double first = Math.Floor(sorted[0] / width);
        int[] counts = new int[(int)(Math.Floor(sorted[^1] / width) - first) + 1];
        foreach (double value in sorted)
        {
            counts[Math.Clamp((int)(Math.Floor(value / width) - first), 0, counts.Length - 1)]++;
        }

        return (first * width, width, counts);
    }

    // Upwards, so that there are never more bins than asked for.
    private static double Round(double width)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(width)));
        double ratio = width / power;
        return power * (ratio <= 1 ? 1 : ratio <= 2 ? 2 : ratio <= 5 ? 5 : 10);
    }

    private static double[] Autocorrelate(IReadOnlyList<double> residuals, double mean, int lags)
    {
        double[] centred = [.. residuals.Select(value => double.IsFinite(value) ? value - mean : 0)];
        double variance = centred.Sum(value => value * value);
        if (variance <= 0)
        {
            return [];
        }

        double[] correlation = new double[lags];
        for (int lag = 1; lag <= lags; lag++)
        {
            double sum = 0;
            for (int i = lag; i < centred.Length; i++)
            {
                sum += centred[i] * centred[i - lag];
            }

            correlation[lag - 1] = sum / variance;
        }

        return correlation;
    }
}
