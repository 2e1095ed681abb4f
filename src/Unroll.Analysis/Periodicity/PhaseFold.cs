using System.Text;

namespace Unroll.Analysis.Periodicity;

/// <summary>A series laid over itself by a period: phases, and the mean course of a period.</summary>
/// <param name="Period">The period, in the unit of time.</param>
/// <param name="Phases">The phase of each value, from 0 to below 1.</param>
/// <param name="Values">The values, in the order of the series; NaN where missing.</param>
/// <param name="BinCenters">Phases of the mean course.</param>
/// <param name="BinMeans">Mean value around each; NaN where there is none.</param>
/// <param name="BinDeviations">Standard deviation around each; NaN where there are fewer than two values.</param>
public sealed record PhaseFold(
    double Period,
    IReadOnlyList<double> Phases,
    IReadOnlyList<double> Values,
    IReadOnlyList<double> BinCenters,
    IReadOnlyList<double> BinMeans,
    IReadOnlyList<double> BinDeviations)
{
    /// <summary>Folds a series.</summary>
    /// <param name="times">Times, in any unit.</param>
    /// <param name="values">The values, as many; missing ones as NaN.</param>
    /// <param name="period">The period, above 0.</param>
    /// <param name="reference">The time of phase 0. Default: 0.</param>
    /// <param name="bins">Points of the mean course. Default: 50.</param>
    /// <exception cref="ArgumentException">There are more times than values or fewer, or a time is no number.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The period is not above 0, the reference no number, or there is no bin.</exception>
    /// <exception cref="InputException">A value is infinite.</exception>
    public static PhaseFold Of(
        ReadOnlySpan<double> times, ReadOnlySpan<double> values, double period, double reference = 0, int bins = 50)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        if (!double.IsFinite(period) || period <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(period), period, "A period is above 0.");
        }

        if (!double.IsFinite(reference))
        {
            throw new ArgumentOutOfRangeException(nameof(reference), reference, "The time of phase 0 is a number.");
        }

        SeriesChecks.RequireAsMany(times.Length, values.Length, "times");
        SeriesChecks.RequireNoInfinity(values);
        int bad = times.IndexOfAny(double.NaN, double.PositiveInfinity, double.NegativeInfinity);
        if (bad >= 0)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"Measurement {bad} (from 0) has time {times[bad]}: give a number."), nameof(times));
        }

        double[] phases = new double[times.Length], means = new double[bins], squares = new double[bins];
        int[] counts = new int[bins];
        for (int i = 0; i < phases.Length; i++)
        {
            double turns = (times[i] - reference) / period;
            phases[i] = turns - Math.Floor(turns) is var phase && phase < 1 ? phase : 0;
            if (!double.IsNaN(values[i]))
            {
                // Welford's running mean and squares.
                int bin = Math.Min(bins - 1, (int)(phases[i] * bins));
                double off = values[i] - means[bin];
                means[bin] += off / ++counts[bin];
                squares[bin] += off * (values[i] - means[bin]);
            }
        }

        return new PhaseFold(
            period, phases, values.ToArray(),
            [.. Enumerable.Range(0, bins).Select(bin => (bin + 0.5) / bins)],
            [.. means.Select((mean, bin) => counts[bin] > 0 ? mean : double.NaN)],
            [.. squares.Select((square, bin) => counts[bin] > 1 ? Math.Sqrt(square / (counts[bin] - 1)) : double.NaN)]);
    }

    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Period), Period), (nameof(Phases), Phases), (nameof(Values), Values), (nameof(BinCenters), BinCenters),
        (nameof(BinMeans), BinMeans), (nameof(BinDeviations), BinDeviations));
}
