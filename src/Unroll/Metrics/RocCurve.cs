using System.Text;

namespace Unroll.Metrics;

/// <summary>
/// The receiver operating characteristic of a score: true by false positive rates over all thresholds. The area below is the probability
/// that a positive has a higher score than a negative, ties counted half (Hanley and McNeil 1982); it is exact, since scores are sorted.
/// </summary>
/// <param name="FalsePositiveRates">Share of the negatives at or above each threshold, from 0 to 1, rising.</param>
/// <param name="TruePositiveRates">Share of the positives at or above each threshold, from 0 to 1, rising.</param>
/// <param name="Area">Area below the curve; NaN where all are positive or all negative.</param>
public sealed record RocCurve(IReadOnlyList<double> FalsePositiveRates, IReadOnlyList<double> TruePositiveRates, double Area)
{
    /// <summary>The least score that counts as positive at each point: infinite at the first, then the distinct scores, falling.</summary>
    public IReadOnlyList<double> Thresholds { get; init; } = [];

    /// <summary>The curve of some scores. Equal scores are one point, so that their order does not matter.</summary>
    /// <param name="scores">The scores; a higher one is evidence for the class.</param>
    /// <param name="positive">Whether each is positive: belongs to the class.</param>
    /// <exception cref="ArgumentException">There are not as many scores as labels, or a score is NaN.</exception>
    public static RocCurve Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> positive)
    {
        RankedScores ranks = RankedScores.Of(scores, positive);
        return new RocCurve(
            [0, .. ranks.Negatives.Select(count => count / ranks.AllNegatives)],
            [0, .. ranks.Positives.Select(count => count / ranks.AllPositives)],
            ranks.Area)
        {
            Thresholds = [double.PositiveInfinity, .. ranks.Thresholds],
        };
    }

    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(FalsePositiveRates), FalsePositiveRates), (nameof(TruePositiveRates), TruePositiveRates),
        (nameof(Area), Area), (nameof(Thresholds), Thresholds));
}
