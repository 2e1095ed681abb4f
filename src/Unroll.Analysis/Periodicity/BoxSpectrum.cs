using System.Text;

namespace Unroll.Analysis.Periodicity;

/// <summary>The best box at each trial period, from <see cref="BoxLeastSquares"/>.</summary>
/// <param name="Periods">The trial periods.</param>
/// <param name="Power">The gain in log-likelihood of a box over a constant at each.</param>
/// <param name="Depths">Depth of the best box at each: the level outside less the level within.</param>
/// <param name="Durations">Duration of the best box at each.</param>
/// <param name="TransitTimes">Middle of the first best box at each.</param>
public sealed record BoxSpectrum(
    IReadOnlyList<double> Periods,
    IReadOnlyList<double> Power,
    IReadOnlyList<double> Depths,
    IReadOnlyList<double> Durations,
    IReadOnlyList<double> TransitTimes)
{
    /// <summary>Index of the period with the most power.</summary>
    public int Best()
    {
        int best = 0;
        for (int i = 1; i < Power.Count; i++)
        {
            best = Power[i] > Power[best] ? i : best;
        }

        return best;
    }

    /// <summary>
    /// The prominence of the best peak: its power less the mean over all periods, in standard deviations, the signal detection efficiency;
    /// 0 where all periods are alike.
    /// </summary>
    public double DetectionEfficiency()
    {
        double mean = Power.Average(), deviation = Math.Sqrt(Power.Sum(power => (power - mean) * (power - mean)) / Power.Count);
        return deviation > 0 ? (Power[Best()] - mean) / deviation : 0;
    }

    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Periods), Periods), (nameof(Power), Power), (nameof(Depths), Depths), (nameof(Durations), Durations),
        (nameof(TransitTimes), TransitTimes));
}
