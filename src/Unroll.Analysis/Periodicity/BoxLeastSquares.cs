using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace Unroll.Analysis.Periodicity;

/// <summary>
/// Box least squares: at each trial period the box-shaped dip, such as a planet's transit, that fits the folded series best (Kovács, Zucker
/// and Mazeh, Astronomy and Astrophysics 391, 2002).
/// </summary>
public static class BoxLeastSquares
{
    /// <summary>The best box at each trial period.</summary>
    /// <param name="times">Times of measurements, in any unit.</param>
    /// <param name="values">The measurements, as many; missing ones as NaN.</param>
    /// <param name="periods">Trial periods, each longer than the longest duration.</param>
    /// <param name="durations">Trial durations of the dip, above 0.</param>
    /// <param name="errors">Standard errors of the measurements; null for 1 each.</param>
    /// <param name="oversample">Positions of a box within the shortest duration. Default: 10.</param>
    /// <exception cref="ArgumentException">Numbers differ, there is no period or duration, or one of them is out of range.</exception>
    /// <exception cref="InputException">A value is infinite, fewer than four are there, or all are the same.</exception>
    public static BoxSpectrum Search(
        ReadOnlySpan<double> times, ReadOnlySpan<double> values, IReadOnlyList<double> periods, IReadOnlyList<double> durations,
        ReadOnlySpan<double> errors = default, int oversample = 10)
    {
        ArgumentNullException.ThrowIfNull(periods);
        ArgumentNullException.ThrowIfNull(durations);
        ArgumentOutOfRangeException.ThrowIfLessThan(oversample, 1);
        Check(periods, durations);
        BoxSample sample = BoxSample.Of(times, values, errors, durations.Min() / oversample);
        int[] lengths = [.. durations.Select(duration => (int)Math.Round(duration / sample.Bin, MidpointRounding.AwayFromZero))];
        int count = periods.Count;
        (double[] power, double[] depths, double[] lasting, double[] middles) = (
            new double[count], new double[count], new double[count], new double[count]);
        int bins = (int)Math.Ceiling(periods.Max() / sample.Bin) + oversample;
        Parallel.ForEach(
            System.Collections.Concurrent.Partitioner.Create(0, count, Math.Clamp(count / (8 * Environment.ProcessorCount), 1, 4096)),
            range =>
            {
                BoxFold fold = new(sample, bins, lengths, oversample);
                for (int k = range.Item1; k < range.Item2; k++)
                {
                    BoxFit fit = fold.At(periods[k]);
                    (power[k], depths[k], lasting[k]) = (fit.Gain, fit.Depth, durations[fit.Duration]);
                    middles[k] = sample.First + ((fit.Start * sample.Bin) + (0.5 * lasting[k])) % periods[k];
                }
            });
        return new BoxSpectrum([.. periods], power, depths, lasting, middles);
    }

    /// <summary>
    /// An upper bound of the probability that noise alone has as good a box at any period, place and duration: the normal tail of the depth
    /// in its standard errors, times the boxes that do not overlap.
    /// </summary>
    /// <param name="spectrum">The best box at each period, of measurements that were trusted alike.</param>
    /// <param name="values">The measurements; missing ones as NaN.</param>
    /// <exception cref="InputException">There are fewer than four measurements.</exception>
    public static double FalseAlarmProbability(BoxSpectrum spectrum, ReadOnlySpan<double> values)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        double[] present = SeriesChecks.Present(values);
        SeriesChecks.RequireLength(present.Length, 4, "A false-alarm probability");
        double gain = spectrum.Power[spectrum.Best()];
        double rest = (ArrayStatistics.Variance(present) * (present.Length - 1)) - (2 * gain);
        double errors = rest > 0 ? Math.Sqrt(2 * gain * (present.Length - 2) / rest) : double.PositiveInfinity;
        double boxes = spectrum.Periods.Zip(spectrum.Durations, (period, duration) => period / duration).Sum();
        return Math.Min(1, boxes * Normal.CDF(0, 1, -errors));
    }

    /// <summary>Trial periods dense enough to miss no transit.</summary>
    /// <param name="times">Times of measurements.</param>
    /// <param name="durations">Trial durations.</param>
    /// <param name="shortest">The shortest period; twice the longest duration where not given.</param>
    /// <param name="longest">The longest period; half the span, so that three transits are seen, where not given.</param>
    /// <exception cref="InputException">The shortest period is not below the longest, or there would be too many.</exception>
    public static double[] Periods(
        ReadOnlySpan<double> times, IReadOnlyList<double> durations, double? shortest = null, double? longest = null)
    {
        ArgumentNullException.ThrowIfNull(durations);
        double first = double.PositiveInfinity, last = double.NegativeInfinity;
        foreach (double time in times)
        {
            (first, last) = (Math.Min(first, time), Math.Max(last, time));
        }

        double span = last - first;
        double from = shortest ?? 2 * durations.Max(), to = longest ?? span / 2;
        if (!(from > 0 && from < to))
        {
            throw new InputException(FormattableString.Invariant(
                $"Periods from {from} to {to} in a span of {span} are none: give shorter durations, other limits or more measurements."));
        }

        double step = durations.Min() / (span * span), highest = 1 / from;
        double count = 1 + Math.Round((highest - (1 / to)) / step);
        return count <= 1 << 28 ? [.. Enumerable.Range(0, (int)count).Select(k => 1 / (highest - (k * step)))]
            : throw new InputException(FormattableString.Invariant(
                $"Periods from {from} to {to} take {count:N0} trials: give longer durations, or a longer shortest period."));
    }

    private static void Check(IReadOnlyList<double> periods, IReadOnlyList<double> durations)
    {
        if (periods.Count == 0 || durations.Count == 0)
        {
            throw new ArgumentException("There is no period or no duration to try: give at least one of each.", nameof(periods));
        }

        double longest = durations.Max();
        if (durations.Any(duration => !double.IsFinite(duration) || duration <= 0)
            || periods.Any(period => !double.IsFinite(period) || period <= longest))
        {
            throw new ArgumentException(
                FormattableString.Invariant($"Durations are from {durations.Min()} to {longest} and periods from {periods.Min()}: ")
                + "durations are above 0 and shorter than every period.",
                nameof(durations));
        }
    }
}
