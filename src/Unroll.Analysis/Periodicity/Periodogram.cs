using System.Numerics;
using MathNet.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace Unroll.Analysis.Periodicity;

/// <summary>
/// The power density of an even series by frequency, one-sided, without its mean: of the whole series, or averaged over segments (Welch,
/// IEEE Transactions on Audio and Electroacoustics 15, 1967).
/// </summary>
public static class Periodogram
{
    /// <summary>The periodogram of the whole series.</summary>
    /// <param name="values">The series, without gaps.</param>
    /// <param name="stepsPerUnit">Values a unit of time: 24 for hours and frequencies in cycles a day. Default: 1.</param>
    /// <returns>Frequencies from 0 to half the rate, and the density at each, whose integral is the variance.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not above 0.</exception>
    /// <exception cref="InputException">A value is missing or infinite, or there are fewer than two.</exception>
    public static Spectrum Of(ReadOnlySpan<double> values, double stepsPerUnit = 1)
    {
        Check(values, stepsPerUnit);
        double[] power = Density(values, null, stepsPerUnit);
        return new Spectrum(Frequencies(values.Length, stepsPerUnit), power);
    }

    /// <summary>The mean periodogram of segments with a Hann window, half over each other: less detail, and less noise.</summary>
    /// <param name="values">The series, without gaps.</param>
    /// <param name="segment">Values of a segment, at least 2; those of the series at most.</param>
    /// <param name="stepsPerUnit">Values a unit of time. Default: 1.</param>
    /// <returns>Frequencies from 0 to half the rate, and the density at each.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not above 0, or the segment is shorter than 2.</exception>
    /// <exception cref="InputException">A value is missing or infinite, or the series is shorter than a segment.</exception>
    public static Spectrum Welch(ReadOnlySpan<double> values, int segment, double stepsPerUnit = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(segment, 2);
        Check(values, stepsPerUnit);
        SeriesChecks.RequireLength(values.Length, segment, $"Welch's method with segments of {segment}");
        double[] window = Window.HannPeriodic(segment), sums = new double[(segment / 2) + 1];
        int count = 0;
        for (int start = 0; start + segment <= values.Length; start += segment - (segment / 2), count++)
        {
            double[] power = Density(values.Slice(start, segment), window, stepsPerUnit);
            for (int k = 0; k < sums.Length; k++)
            {
                sums[k] += power[k];
            }
        }

        return new Spectrum(Frequencies(segment, stepsPerUnit), [.. sums.Select(sum => sum / count)]);
    }

    private static double[] Density(ReadOnlySpan<double> values, double[]? window, double stepsPerUnit)
    {
        int n = values.Length;
        double mean = 0, squares = 0;
        foreach (double value in values)
        {
            mean += value / n;
        }

        Complex[] transform = new Complex[n];
        for (int i = 0; i < n; i++)
        {
            double weight = window is null ? 1 : window[i];
            squares += weight * weight;
            transform[i] = weight * (values[i] - mean);
        }

        Fourier.Forward(transform, FourierOptions.NoScaling);
        double[] power = new double[(n / 2) + 1];
        for (int k = 0; k < power.Length; k++)
        {
            // Frequencies 0 and, of an even number, the highest stand for themselves alone.
            double sides = k == 0 || 2 * k == n ? 1 : 2;
            power[k] = sides * ((transform[k].Real * transform[k].Real) + (transform[k].Imaginary * transform[k].Imaginary))
                / (squares * stepsPerUnit);
        }

        return power;
    }

    private static double[] Frequencies(int count, double stepsPerUnit) =>
        [.. Enumerable.Range(0, (count / 2) + 1).Select(k => k * stepsPerUnit / count)];

    private static void Check(ReadOnlySpan<double> values, double stepsPerUnit)
    {
        if (!double.IsFinite(stepsPerUnit) || stepsPerUnit <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(stepsPerUnit), stepsPerUnit, "A rate is above 0: give the values a unit of time.");
        }

        SeriesChecks.RequireComplete(values, "A periodogram");
        SeriesChecks.RequireSquares(values);
        SeriesChecks.RequireLength(values.Length, 2, "A periodogram");
    }
}
