using Unroll.Metrics;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Evaluation;

/// <summary>
/// The confidence interval of the area under the ROC curve (DeLong, DeLong and Clarke-Pearson 1988), with the variance computed from
/// midranks (Sun and Xu 2014).
/// </summary>
public static class DeLong
{
    /// <summary>The interval, normal about the area and cut off at 0 and 1.</summary>
    /// <param name="scores">The scores; a higher one is evidence for the class.</param>
    /// <param name="positive">Whether each is positive: belongs to the class.</param>
    /// <param name="level">The level of the interval.</param>
    /// <returns>The interval; NaN bounds where there are fewer than two positives or negatives.</returns>
    /// <exception cref="ArgumentException">There are not as many scores as labels, or a score is NaN.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> does not lie between 0 and 1.</exception>
    public static ConfidenceInterval Interval(
        ReadOnlySpan<double> scores, ReadOnlySpan<bool> positive, double level = ConfidenceInterval.DefaultLevel)
    {
        ConfidenceInterval.RequireLevel(level);
        double area = RocCurve.Of(scores, positive).Area;
        List<double> positives = [], negatives = [];
        for (int i = 0; i < scores.Length; i++)
        {
            (positive[i] ? positives : negatives).Add(scores[i]);
        }

        if (positives.Count < 2 || negatives.Count < 2)
        {
            return new ConfidenceInterval(double.NaN, double.NaN, level);
        }

        // Of each positive the share of the negatives below it, and of each negative that of the positives above it, ties counted half.
        double[] all = Midranks([.. positives, .. negatives]), own = Midranks([.. positives]), others = Midranks([.. negatives]);
        double[] below = [.. own.Select((rank, i) => (all[i] - rank) / negatives.Count)];
        double[] above = [.. others.Select((rank, i) => 1 - ((all[positives.Count + i] - rank) / positives.Count))];
        double deviation = Math.Sqrt((Variance(below) / below.Length) + (Variance(above) / above.Length));
        double reach = Distributions.NormalQuantile((1 + level) / 2) * deviation;
        return new ConfidenceInterval(Math.Max(0, area - reach), Math.Min(1, area + reach), level);
    }

    /// <summary>The rank of each value, from 1; equal ones share the mean of theirs.</summary>
    private static double[] Midranks(double[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length)];
        double[] sorted = [.. values], ranks = new double[values.Length];
        Array.Sort(sorted, order);
        for (int i = 0; i < sorted.Length;)
        {
            int end = i;
            while (end < sorted.Length && sorted[end] == sorted[i])
            {
                end++;
            }

            for (int k = i; k < end; k++)
            {
                ranks[order[k]] = 0.5 * (i + end + 1);
            }

            i = end;
        }

        return ranks;
    }

    private static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
    }
}
