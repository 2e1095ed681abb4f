using Unroll.Metrics;

namespace Unroll.Tests.Metrics;

/// <summary>Cumulative distributions beside those of SciPy.</summary>
public class DistributionsTests
{
    [Theory]
    [InlineData(-3, 0.0013498980316300933)]
    [InlineData(-0.5, 0.3085375387259869)]
    [InlineData(0, 0.5)]
    [InlineData(1.96, 0.9750021048517795)]
    [InlineData(double.PositiveInfinity, 1)]
    [InlineData(double.NegativeInfinity, 0)]
    public void Normal(double x, double expected)
    {
        Assert.Equal(expected, Distributions.Normal(x), 1e-12);
        if (double.IsFinite(x))
        {
            Assert.Equal(x, Distributions.NormalQuantile(expected), 1e-9);
        }
    }

    [Theory]
    [InlineData(-2.5, 59, 0.007609570973816891)]
    [InlineData(1.2, 3.5, 0.8474927573110678)]
    [InlineData(0, 4, 0.5)]
    [InlineData(8, 10, 0.9999941125286052)]
    public void Student_t(double x, double freedom, double expected) => Assert.Equal(expected, Distributions.StudentT(x, freedom), 1e-12);

    [Theory]
    [InlineData(9, 30, 0.5, 0.021386972628533847)]
    [InlineData(3, 10, 0.2, 0.8791261183999999)]
    [InlineData(0, 5, 0.3, 0.16807)]
    [InlineData(-1, 5, 0.3, 0)]
    [InlineData(5, 5, 0.3, 1)]
    public void Binomial(int successes, int trials, double probability, double expected) =>
        Assert.Equal(expected, Distributions.Binomial(successes, trials, probability), 1e-12);

    [Fact]
    public void What_is_out_of_range_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Distributions.NormalQuantile(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Distributions.StudentT(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Distributions.Binomial(1, 2, 1.5));
    }
}
