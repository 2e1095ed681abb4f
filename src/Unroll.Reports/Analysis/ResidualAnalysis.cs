namespace Unroll.Reports.Analysis;

/// <summary>The analysis of a part's residuals (actual minus forecast) at one step ahead.</summary>
/// <param name="Count">Residuals: where actual and forecast are both finite.</param>
/// <param name="Mean">Their mean; not far from 0 when the forecasts are unbiased.</param>
/// <param name="StandardDeviation">Their standard deviation.</param>
/// <param name="Histogram">How many there are of each size.</param>
/// <param name="Autocorrelation">Autocorrelation at lags 1, 2, …; empty when there are too few residuals.</param>
/// <param name="Band">Half the width of the 95 % band around 0 for residuals that are white noise: <c>1.96 / √n</c>.</param>
internal sealed record ResidualAnalysis(
    int Count,
    double Mean,
    double StandardDeviation,
    Histogram Histogram,
    IReadOnlyList<double> Autocorrelation,
    double Band)
{
    private const int MaximumLags = 60;

    /// <summary>Analyses residuals in the order of time.</summary>
    /// <param name="residuals">
    /// Residuals; those that are not finite are left out of the histogram and count as the mean at their lags.
    /// </param>
    /// <param name="season">Rows in a season: the autocorrelation covers about four of them.</param>
    public static ResidualAnalysis Of(IReadOnlyList<double> residuals, int season)
    {
        double[] finite = [.. residuals.Where(double.IsFinite)];
        if (finite.Length == 0)
        {
            return new ResidualAnalysis(0, double.NaN, double.NaN, Histogram.Of([]), [], double.NaN);
        }

        double mean = finite.Average();
        double deviation = Math.Sqrt(finite.Sum(value => (value - mean) * (value - mean)) / finite.Length);
        int lags = Math.Min(Math.Min(Math.Max(20, 4 * season), MaximumLags), finite.Length / 3);
        return new ResidualAnalysis(
            finite.Length, mean, deviation, Histogram.Of(finite), Autocorrelate(residuals, mean, lags), 1.96 / Math.Sqrt(finite.Length));
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
