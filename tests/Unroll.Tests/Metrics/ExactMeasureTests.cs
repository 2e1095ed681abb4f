using Unroll.Losses;
using Unroll.Metrics;

namespace Unroll.Tests.Metrics;

/// <summary>Measures in double precision, which evaluations call: the same as those of training, and exact.</summary>
public sealed class ExactMeasureTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1e9)]
    public void The_coefficient_of_determination_does_not_depend_on_the_level(double level)
    {
        double[] targets = [level + 1, level + 2, level + 3, level + 6], predictions = [level + 1, level + 3, level + 3, level + 5];

        Assert.Equal(1 - (2.0 / 14), RSquared.Of(predictions, targets), 12);
    }

    [Fact]
    public void The_coefficient_of_determination_is_not_defined_where_targets_are_alike_in_training_as_in_evaluation()
    {
        Assert.True(double.IsNaN(RSquared.Of([1, 2], [3, 3])));
        Assert.True(double.IsNaN(RSquared.Of([], [])));
        Assert.True(double.IsNaN(new RSquared().Result([5, 2, 6, 18])));
    }

    [Theory]
    [InlineData(10, 12, 0.9, 1.8)]
    [InlineData(12, 10, 0.9, 0.2)]
    [InlineData(10, 10, 0.9, 0)]
    public void The_pinball_term_weighs_by_the_quantile(double prediction, double target, double quantile, double expected) =>
        Assert.Equal(expected, Quantile.Term(prediction, target, quantile), 12);
}
