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
    private const double Nothing = 1e-12;

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
        double[] power = (double)sample.Times.Length * grid.Count <= DirectProducts ? Direct(sample, grid.ToArray()) : Fast(sample, grid);
        return new Spectrum(grid.ToArray(), power);
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

    /// <summary>The power of a sample, by direct sums.</summary>
    internal static double[] Direct(LombScargleSample sample, double[] frequencies)
    {
        double[] power = new double[frequencies.Length];
        Parallel.For(0, frequencies.Length, k =>
        {
            double yc = 0, ys = 0, c = 0, s = 0, c2 = 0, s2 = 0, omega = 2 * Math.PI * frequencies[k];
            for (int j = 0; j < sample.Times.Length; j++)
            {
                (double sine, double cosine) = Math.SinCos(omega * sample.Times[j]);
                double weight = sample.Weights[j], product = sample.Products[j];
                yc += product * cosine;
                ys += product * sine;
                c += weight * cosine;
                s += weight * sine;
                c2 += weight * ((cosine * cosine) - (sine * sine));
                s2 += weight * 2 * sine * cosine;
            }

            power[k] = Combine(yc, ys, c, s, c2, s2) / sample.Variance;
        });
        return power;
    }

    /// <summary>The power of a sample at even frequencies, by three fast transforms.</summary>
    internal static double[] Fast(LombScargleSample sample, FrequencyGrid grid)
    {
        FrequencyGrid twice = new(2 * grid.Start, 2 * grid.Step, grid.Count);
        (double[] Cosines, double[] Sines)[] sums = new (double[], double[])[3];
        Parallel.For(0, sums.Length, part => sums[part] = NonuniformTransform.Sum(
            sample.Times, part == 0 ? sample.Products : sample.Weights, part == 2 ? twice : grid));
        double[] power = new double[grid.Count];
        Parallel.ForEach(System.Collections.Concurrent.Partitioner.Create(0, power.Length), range =>
        {
            for (int k = range.Item1; k < range.Item2; k++)
            {
                power[k] = Combine(
                    sums[0].Cosines[k], sums[0].Sines[k], sums[1].Cosines[k], sums[1].Sines[k], sums[2].Cosines[k], sums[2].Sines[k])
                    / sample.Variance;
            }
        });
        return power;
    }

    /// <summary>The sum of squares that a sinusoid with a mean explains, from the sums of cosines and sines.</summary>
    private static double Combine(double yc, double ys, double c, double s, double c2, double s2)
    {
        double above = s2 - (2 * s * c), beside = c2 - ((c * c) - (s * s)), length = Math.Sqrt((above * above) + (beside * beside));
        double cosTwice = length > 0 ? beside / length : 1, sinTwice = length > 0 ? above / length : 0;
        double cosine = Math.Sqrt(0.5 * (1 + cosTwice)), sine = Math.CopySign(Math.Sqrt(0.5 * Math.Max(0, 1 - cosTwice)), sinTwice);
        double alongY = (yc * cosine) + (ys * sine), acrossY = (ys * cosine) - (yc * sine);
        double alongMean = (c * cosine) + (s * sine), acrossMean = (s * cosine) - (c * sine);
        double turned = (c2 * cosTwice) + (s2 * sinTwice);
        double along = (0.5 * (1 + turned)) - (alongMean * alongMean), across = (0.5 * (1 - turned)) - (acrossMean * acrossMean);

        // At half the sampling rate a phase may be always 0.
        return (along > Nothing ? alongY * alongY / along : 0) + (across > Nothing ? acrossY * acrossY / across : 0);
    }
}
