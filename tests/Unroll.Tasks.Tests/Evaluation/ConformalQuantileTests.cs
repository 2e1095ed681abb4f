using Unroll.Tasks.Evaluation;

namespace Unroll.Tasks.Tests.Evaluation;

/// <summary>Quantiles of conformity scores.</summary>
public sealed class ConformalQuantileTests
{
    [Theory]
    [InlineData(0.5, 1)]
    [InlineData(0.8, 4)]
    [InlineData(0.9, 9)]
    [InlineData(0.95, 19)]
    [InlineData(0.99, 99)]
    public void A_level_needs_as_many_scores_that_the_largest_is_its_quantile(double level, int required)
    {
        double[] scores = [.. Enumerable.Range(1, required).Select(score => (double)score)];

        Assert.Equal(required, ConformalQuantile.RequiredScores(level));
        Assert.Equal(required, ConformalQuantile.Of(scores, level));
        Assert.Equal(double.PositiveInfinity, ConformalQuantile.Of(scores.AsSpan(1), level));
    }

    [Theory]
    [InlineData(0.8, 100, 81)]
    [InlineData(0.95, 100, 96)]
    [InlineData(0.8, 366, 294)]
    public void The_quantile_is_the_score_of_the_corrected_rank(double level, int scores, int rank) =>
        Assert.Equal(rank, ConformalQuantile.Of([.. Enumerable.Range(1, scores).Select(score => (double)score)], level));

    [Fact]
    public void A_further_score_is_covered_as_often_as_the_level_says()
    {
        // Of n + 1 scores in any order each is the further one once: the coverage is exact.
        double[] all = [.. Enumerable.Range(0, 40).Select(score => (double)score)];
        int covered = all.Count(further => further <= ConformalQuantile.Of([.. all.Where(score => score != further)], 0.8));

        Assert.Equal(0.8, covered / 40.0, 1e-12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_level_that_is_none_is_refused(double level)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ConformalQuantile.Of([1], level));
        Assert.Throws<ArgumentOutOfRangeException>(() => ConformalQuantile.RequiredScores(level));
    }
}
