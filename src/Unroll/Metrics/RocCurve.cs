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
    /// <summary>The curve of some scores. Equal scores are one point, so that their order does not matter.</summary>
    /// <param name="scores">The scores; a higher one is evidence for the class.</param>
    /// <param name="positive">Whether each is positive: belongs to the class.</param>
    /// <exception cref="ArgumentException">There are not as many scores as labels, or a score is NaN.</exception>
    public static RocCurve Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> positive)
    {
        if (scores.Length != positive.Length)
        {
            throw new ArgumentException(
                $"There are {scores.Length} scores but {positive.Length} answers: give one answer a score.", nameof(positive));
        }

        double[] pairs = new double[2 * scores.Length];
        for (int i = 0; i < scores.Length; i++)
        {
            pairs[2 * i] = double.IsNaN(scores[i])
                ? throw new ArgumentException($"Score {i} is not a number: give finite scores.", nameof(scores))
                : scores[i];
            pairs[(2 * i) + 1] = positive[i] ? 1 : -1;
        }

        RankedScores ranks = RankedScores.Of(pairs);
        return new RocCurve(
            [0, .. ranks.Negatives.Select(count => count / ranks.AllNegatives)],
            [0, .. ranks.Positives.Select(count => count / ranks.AllPositives)],
            ranks.Area);
    }
}
