using MathNet.Numerics.Distributions;
using Unroll.Analysis.Anomalies;

namespace Unroll.Analysis.Tests.Anomalies;

public class ScoreTailTests
{
    [Fact]
    public void The_tail_of_exponential_scores_is_exponential()
    {
        double[] scores = [.. Enumerable.Range(0, 10_000).Select(k => -Math.Log(1 - ((k + 0.5) / 10_000)))];
        ScoreTail tail = ScoreTail.Of(scores, 0.2, 0);

        Assert.Equal(1, tail.Shape, 0.01);
        Assert.Equal(Math.Log(10_000 / 0.2), tail.Threshold, 0.1);
        Assert.Equal(1 - Math.Exp(-0.2), tail.PValue(tail.Threshold), 1e-9);
        Assert.Equal(0.5, tail.Standardize(tail.Threshold), 1e-12);
    }

    [Fact]
    public void The_threshold_of_normal_residuals_is_not_far_above_theirs()
    {
        double[] scores = [.. Enumerable.Range(0, 1000).Select(k => Normal.InvCDF(0, 1, 0.5 + ((k + 0.5) / 2000)))];

        Assert.InRange(ScoreTail.Of(scores, 0.2, 0).Threshold, Normal.InvCDF(0, 1, 1 - (0.0002 / 2)), 4.7);
    }

    [Fact]
    public void A_tenth_of_anomalies_hardly_moves_the_threshold()
    {
        double[] scores = [.. Enumerable.Range(0, 1000).Select(k => -Math.Log(1 - ((k + 0.5) / 1000)))];
        double[] wild = [.. scores.Select((score, k) => k % 20 == 0 ? 1000 + k : score)];

        Assert.InRange(ScoreTail.Of(wild, 0.2, 0).Threshold, ScoreTail.Of(scores, 0.2, 0).Threshold, 15);
    }

    [Fact]
    public void Where_nearly_all_is_0_anything_else_is_beyond_it()
    {
        ScoreTail tail = ScoreTail.Of([.. Enumerable.Range(0, 100).Select(k => k == 3 ? 0.1 : 0)], 0.2, 0);

        Assert.Equal((0, 0, 1), (tail.Threshold, tail.Standardize(0), tail.Standardize(0.1)));
        Assert.Equal(0, ScoreTail.Of([double.NaN], 0.2, 0).Threshold);
    }

    [Fact]
    public void Running_medians_are_those_of_the_last_values()
    {
        Random random = new(7);
        RunningMedian running = new(9);
        double[] values = [.. Enumerable.Range(0, 200).Select(_ => random.Next(5) == 0 ? double.NaN : random.Next(10))];
        for (int row = 0; row < values.Length; row++)
        {
            running.Add(values[row]);
            double[] last = [.. values[Math.Max(0, row - 8)..(row + 1)].Where(value => !double.IsNaN(value))];
            double median = Median(last);
            Assert.Equal(median, running.Median);
            if (last.Length > 0)
            {
                Assert.Equal(Median([.. last.Select(value => Math.Abs(value - median))]), running.MedianDeviation);
            }
        }

        static double Median(double[] of)
        {
            double[] sorted = [.. of.Order()];
            return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }
}
