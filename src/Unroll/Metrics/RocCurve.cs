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

        int positives = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            positives += positive[i] ? 1 : 0;
            if (double.IsNaN(scores[i]))
            {
                throw new ArgumentException($"Score {i} is not a number: give finite scores.", nameof(scores));
            }
        }

        int negatives = scores.Length - positives;
        double[] ordered = scores.ToArray();
        int[] order = [.. Enumerable.Range(0, ordered.Length)];
        Array.Sort(order, (a, b) => ordered[b].CompareTo(ordered[a]));
        List<double> falseRates = [0], trueRates = [0];
        int hits = 0, misses = 0;

        // Twice the number of pairs that are in order, ties counted half: whole numbers, so that nothing is rounded.
        long pairs = 0;
        for (int i = 0; i < order.Length;)
        {
            (int hitsBefore, int missesBefore) = (hits, misses);
            double score = ordered[order[i]];
            for (; i < order.Length && ordered[order[i]] == score; i++)
            {
                (hits, misses) = positive[order[i]] ? (hits + 1, misses) : (hits, misses + 1);
            }

            pairs += (long)(misses - missesBefore) * (hits + hitsBefore);
            falseRates.Add(negatives == 0 ? double.NaN : (double)misses / negatives);
            trueRates.Add(positives == 0 ? double.NaN : (double)hits / positives);
        }

        return new RocCurve(falseRates, trueRates, positives == 0 || negatives == 0 ? double.NaN : pairs / (2.0 * positives * negatives));
    }
}
