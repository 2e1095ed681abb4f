using MathNet.Numerics.Statistics;

namespace Unroll.Analysis.ChangePoints;

/// <summary>
/// The noise of a series whatever its level does, as an autoregression of order 1: from the medians of differences, which changes and wild
/// values hardly move (Chakar, Lebarbier, Lévy-Leduc and Robin, Bernoulli 23, 2017).
/// </summary>
/// <param name="StandardDeviation">The standard deviation of the noise.</param>
/// <param name="Autocorrelation">Its correlation from one point to the next.</param>
public sealed record NoiseEstimate(double StandardDeviation, double Autocorrelation)
{
    /// <summary>The largest autocorrelation that counts as noise; a negative one counts as none.</summary>
    public const double MaxAutocorrelation = 0.95;

    private const double NormalQuartile = 0.6744897501960817;

    /// <summary>The variance of a mean, in multiples of that of independent values with the same deviation.</summary>
    public double Inflation => (1 + Autocorrelation) / (1 - Autocorrelation);

    /// <summary>The variance that counts for means of many points.</summary>
    public double LongRunVariance => StandardDeviation * StandardDeviation * Inflation;

    /// <summary>Estimates the noise.</summary>
    /// <param name="values">The series.</param>
    /// <returns>The noise; a deviation of 0 of a constant.</returns>
    /// <exception cref="InputException">A value is missing or infinite.</exception>
    public static NoiseEstimate Of(double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        SeriesChecks.RequireComplete(values, "An estimate of noise");
        SeriesChecks.RequireSquares(values);
        if (values.Length < 2)
        {
            return new NoiseEstimate(0, 0);
        }

        double single = Spread(values, 1), twice = values.Length > 2 ? Spread(values, 2) : single;
        if (single == 0)
        {
            // More than half of the steps are none, as of rounded values: then all steps count, though changes are among them.
            double[] steps = [.. Differences(values, 1)];
            return new NoiseEstimate(Math.Sqrt(steps.Average(step => step * step) / 2), 0);
        }

        // The variance of differences over k points is 2σ²(1 − ρᵏ). Few points tell little of ρ: then it is drawn towards none.
        double certain = values.Length / (values.Length + 10.0);
        double correlation = Math.Clamp(certain * ((twice / single) - 1), 0, MaxAutocorrelation);
        return new NoiseEstimate(Math.Sqrt(single / (2 * (1 - correlation))), correlation);
    }

    /// <summary>The variance of differences, from the median of their squares.</summary>
    private static double Spread(double[] values, int lag)
    {
        double middle = Differences(values, lag).Select(Math.Abs).Median() / NormalQuartile;
        return middle * middle;
    }

    private static IEnumerable<double> Differences(double[] values, int lag) =>
        Enumerable.Range(0, values.Length - lag).Select(i => values[i + lag] - values[i]);
}
