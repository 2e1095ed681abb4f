using System.Text;

namespace Unroll.Metrics;

/// <summary>
/// The precision of a score by its recall over all thresholds: where positives are rare, it tells more than the receiver operating
/// characteristic.
/// </summary>
/// <param name="Recalls">Share of the positives at or above each threshold, from 0 to 1, rising.</param>
/// <param name="Precisions">Share of positives among all at or above each threshold; 1 at the first, where there are none.</param>
/// <param name="AveragePrecision">
/// Area below the curve in steps, as in scikit-learn: exact, since scores are sorted; NaN where none is positive.
/// </param>
public sealed record PrecisionRecallCurve(IReadOnlyList<double> Recalls, IReadOnlyList<double> Precisions, double AveragePrecision)
{
    /// <summary>The least score that counts as positive at each point: infinite at the first, then the distinct scores, falling.</summary>
    public IReadOnlyList<double> Thresholds { get; init; } = [];

    /// <summary>The curve of some scores. Equal scores are one point, so that their order does not matter.</summary>
    /// <param name="scores">The scores; a higher one is evidence for the class.</param>
    /// <param name="positive">Whether each is positive: belongs to the class.</param>
    /// <exception cref="ArgumentException">There are not as many scores as labels, or a score is NaN.</exception>
    public static PrecisionRecallCurve Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> positive)
    {
        RankedScores ranks = RankedScores.Of(scores, positive);
        return new PrecisionRecallCurve(
            [0, .. ranks.Positives.Select(count => count / ranks.AllPositives)],
            [1, .. ranks.Positives.Zip(ranks.Negatives, (found, wrong) => found / (found + wrong))],
            ranks.AveragePrecision)
        {
            Thresholds = [double.PositiveInfinity, .. ranks.Thresholds],
        };
    }

    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Recalls), Recalls), (nameof(Precisions), Precisions), (nameof(AveragePrecision), AveragePrecision),
        (nameof(Thresholds), Thresholds));
}
