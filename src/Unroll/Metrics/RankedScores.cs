namespace Unroll.Metrics;

/// <summary>
/// Scores from the highest to the lowest, equal ones together: the weights of the positives and of the negatives at or above each.
/// </summary>
internal sealed class RankedScores
{
    private readonly List<double> _positives = [];
    private readonly List<double> _negatives = [];
    private readonly List<double> _thresholds = [];

    /// <summary>The distinct scores, falling.</summary>
    public IReadOnlyList<double> Thresholds => _thresholds;

    /// <summary>Weight of the positives at or above each of the distinct scores.</summary>
    public IReadOnlyList<double> Positives => _positives;

    /// <summary>Weight of the negatives at or above each of the distinct scores.</summary>
    public IReadOnlyList<double> Negatives => _negatives;

    /// <summary>Weight of all positives.</summary>
    public double AllPositives => _positives.Count == 0 ? 0 : _positives[^1];

    /// <summary>Weight of all negatives.</summary>
    public double AllNegatives => _negatives.Count == 0 ? 0 : _negatives[^1];

    /// <summary>
    /// The probability that a positive has a higher score than a negative, ties counted half (Hanley and McNeil 1982): the area under the
    /// receiver operating characteristic. NaN where all are positive or all negative.
    /// </summary>
    public double Area
    {
        get
        {
            // Twice the weight of the pairs that are in order: whole numbers where weights are, so that nothing is rounded.
            double pairs = 0, positives = 0, negatives = 0;
            for (int i = 0; i < _positives.Count; i++)
            {
                pairs += (_negatives[i] - negatives) * (_positives[i] + positives);
                (positives, negatives) = (_positives[i], _negatives[i]);
            }

            return pairs / (2 * positives * negatives);
        }
    }

    /// <summary>
    /// Average precision: the sum over the distinct scores of the precision there, each weighed by what it adds to the recall. NaN where
    /// none is positive.
    /// </summary>
    public double AveragePrecision
    {
        get
        {
            double area = 0, before = 0;
            for (int i = 0; i < _positives.Count; i++)
            {
                double found = _positives[i];
                area += (found - before) * found / (found + _negatives[i]);
                before = found;
            }

            return area / AllPositives;
        }
    }

    /// <summary>Ranks scores of the same weight.</summary>
    /// <param name="scores">The scores; a higher one is evidence for the class.</param>
    /// <param name="positive">Whether each is positive: belongs to the class.</param>
    /// <exception cref="ArgumentException">There are not as many scores as labels, or a score is NaN.</exception>
    public static RankedScores Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> positive)
    {
        if (scores.Length != positive.Length)
        {
            throw new ArgumentException(
                $"There are {CountFormatter.Format(scores.Length, "scores")} but " +
                $"{CountFormatter.Format(positive.Length, "labels")}: give one label a score.", nameof(positive));
        }

        double[] pairs = new double[2 * scores.Length];
        for (int i = 0; i < scores.Length; i++)
        {
            pairs[2 * i] = double.IsNaN(scores[i])
                ? throw new ArgumentException($"Score {i} is not a number: give finite scores.", nameof(scores))
                : scores[i];
            pairs[(2 * i) + 1] = positive[i] ? 1 : -1;
        }

        return Of(pairs);
    }

    /// <summary>Ranks pairs of a score and its weight, which is negative for negatives; those of weight 0 are left out.</summary>
    /// <param name="pairs">The pairs, one after the other.</param>
    public static RankedScores Of(ReadOnlySpan<double> pairs)
    {
        double[] scores = new double[pairs.Length / 2], weights = new double[scores.Length];
        int count = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            if (pairs[(2 * i) + 1] != 0)
            {
                // In rising order of what is negated, the highest comes first.
                (scores[count], weights[count]) = (-pairs[2 * i], pairs[(2 * i) + 1]);
                count++;
            }
        }

        Array.Sort(scores, weights, 0, count);
        RankedScores ranks = new();
        double positives = 0, negatives = 0;
        for (int i = 0; i < count;)
        {
            double score = scores[i];
            for (; i < count && scores[i] == score; i++)
            {
                (positives, negatives) = weights[i] > 0 ? (positives + weights[i], negatives) : (positives, negatives - weights[i]);
            }

            ranks._positives.Add(positives);
            ranks._negatives.Add(negatives);
            ranks._thresholds.Add(-score);
        }

        return ranks;
    }
}
