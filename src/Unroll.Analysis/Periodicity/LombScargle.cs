using System.Numerics.Tensors;
using MathNet.Numerics;

namespace Unroll.Analysis.Periodicity;

/// <summary>
/// The Lomb–Scargle periodogram of a series at uneven times, with a mean that is fitted at each frequency (Zechmeister and Kürster,
/// Astronomy and Astrophysics 496, 2009), normalised as the share of the variance that a sinusoid explains; and the probability of such a
/// peak by chance (Baluev, Monthly Notices of the Royal Astronomical Society 385, 2008).
/// </summary>
public static class LombScargle
{
    // Times and frequencies whose product is below that are summed as they stand.
    private const double DirectProducts = 4e6;

    /// <summary>The power at evenly spaced frequencies, exact for few, by fast transform for many.</summary>
    /// <param name="times">Times of measurements, in any unit.</param>
    /// <param name="values">The measurements, as many; missing ones as NaN.</param>
    /// <param name="grid">The frequencies, in cycles a unit of time.</param>
    /// <param name="errors">Standard errors of the measurements; null where all are trusted alike.</param>
    /// <returns>The power at each frequency, from 0 to 1.</returns>
    /// <exception cref="ArgumentException">The numbers of times, values and errors differ, or a time or error is none.</exception>
    /// <exception cref="InputException">A value is infinite, fewer than four are there, or all are the same.</exception>
    public static Spectrum Power(
        ReadOnlySpan<double> times, ReadOnlySpan<double> values, FrequencyGrid grid, ReadOnlySpan<double> errors = default)
    {
        LombScargleSample sample = LombScargleSample.Of(times, values, errors);
        return new Spectrum(grid.ToArray(), PowerAt(sample, grid)(sample));
    }

    /// <summary>The power at any frequencies, exactly.</summary>
    /// <param name="times">Times of measurements, in any unit.</param>
    /// <param name="values">The measurements, as many; missing ones as NaN.</param>
    /// <param name="frequencies">The frequencies, in cycles a unit of time, above 0.</param>
    /// <param name="errors">Standard errors of the measurements; null where all are trusted alike.</param>
    /// <returns>The power at each frequency, from 0 to 1.</returns>
    /// <exception cref="ArgumentException">The numbers of times, values and errors differ, or a time or error is none.</exception>
    /// <exception cref="InputException">A value is infinite, fewer than four are there, or all are the same.</exception>
    public static double[] Power(
        ReadOnlySpan<double> times, ReadOnlySpan<double> values, IReadOnlyList<double> frequencies, ReadOnlySpan<double> errors = default)
    {
        ArgumentNullException.ThrowIfNull(frequencies);
        return Direct(LombScargleSample.Of(times, values, errors), [.. frequencies]);
    }

    /// <summary>The probability that the highest peak of noise alone reaches a power: Baluev's bound, close where it is small.</summary>
    /// <param name="power">The power, from 0 to 1.</param>
    /// <param name="highest">The highest frequency that was looked at.</param>
    /// <param name="times">Times of the measurements that were there.</param>
    /// <returns>A probability, from 0 to 1.</returns>
    /// <exception cref="InputException">There are fewer than five times.</exception>
    public static double FalseAlarmProbability(double power, double highest, ReadOnlySpan<double> times)
    {
        SeriesChecks.RequireLength(times.Length, 5, "A false-alarm probability");
        double count = times.Length, mean = 0, variance = 0;
        foreach (double time in times)
        {
            mean += time / count;
        }

        foreach (double time in times)
        {
            variance += (time - mean) * (time - mean) / count;
        }

        double free = count - 1, rest = count - 3, left = Math.Clamp(1 - power, 0, 1);
        double single = Math.Pow(left, rest / 2);
        double gamma = Math.Sqrt(2 / free) * Math.Exp(SpecialFunctions.GammaLn(free / 2) - SpecialFunctions.GammaLn((free - 1) / 2));
        double peaks = gamma * highest * Math.Sqrt(4 * Math.PI * variance) * Math.Pow(left, (rest - 1) / 2)
            * Math.Sqrt(0.5 * free * Math.Max(0, power));

        // 1 − (1 − single)·exp(−peaks), precise where it is small.
        return Math.Clamp(-SpecialFunctions.Expm1(-peaks) + (single * Math.Exp(-peaks)), 0, 1);
    }

    /// <summary>The power at evenly spaced frequencies of any measurements at the same times and with the same weights.</summary>
    /// <param name="sample">Measurements at the times.</param>
    /// <param name="grid">The frequencies.</param>
    internal static Func<LombScargleSample, double[]> PowerAt(LombScargleSample sample, FrequencyGrid grid)
    {
        if ((double)sample.Times.Length * grid.Count <= DirectProducts)
        {
            double[] frequencies = grid.ToArray();
            return own => Direct(own, frequencies);
        }

        return new LombScargleTransform(sample, grid).Power;
    }

    /// <summary>The power of a sample, by direct sums.</summary>
    internal static double[] Direct(LombScargleSample sample, double[] frequencies)
    {
        double[] power = new double[frequencies.Length];
        Workers.For(frequencies.Length, k => power[k] = Direct(sample, frequencies[k]));
        return power;
    }

    /// <summary>The power of a sample at a frequency, by direct sums.</summary>
    internal static double Direct(LombScargleSample sample, double frequency)
    {
        double yc = 0, ys = 0, c = 0, s = 0, c2 = 0, s2 = 0;
        Span<double> blocks = stackalloc double[3 * Phases.Block];
        for (int start = 0; start < sample.Times.Length; start += Phases.Block)
        {
            int count = Math.Min(Phases.Block, sample.Times.Length - start);
            ReadOnlySpan<double> weights = sample.Weights.AsSpan(start, count), products = sample.Products.AsSpan(start, count);
            Span<double> sines = blocks[..count], cosines = blocks.Slice(Phases.Block, count);
            Span<double> weighted = blocks.Slice(2 * Phases.Block, count);
            Phases.SinCos(sample.Times.AsSpan(start, count), frequency, sines, cosines);
            yc += TensorPrimitives.Dot(products, cosines);
            ys += TensorPrimitives.Dot(products, sines);
            TensorPrimitives.Multiply(weights, cosines, weighted);
            c += TensorPrimitives.Sum<double>(weighted);
            c2 += TensorPrimitives.Dot<double>(weighted, cosines);
            s2 += 2 * TensorPrimitives.Dot<double>(weighted, sines);
            TensorPrimitives.Multiply(weights, sines, weighted);
            s += TensorPrimitives.Sum<double>(weighted);
            c2 -= TensorPrimitives.Dot<double>(weighted, sines);
        }

        return WavePair.Of(c, s, c2, s2).Explained(yc, ys) / sample.Variance;
    }

    /// <summary>The power of a sample at even frequencies, by three fast transforms.</summary>
    internal static double[] Fast(LombScargleSample sample, FrequencyGrid grid) => new LombScargleTransform(sample, grid).Power(sample);
}
