using Unroll.Series.Preparing;

namespace Unroll.Series.Tests.Preparing;

/// <summary>Quantiles of sorted numbers.</summary>
public sealed class QuantilesTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.25, 1.75)]
    [InlineData(0.5, 3)]
    [InlineData(0.9, 8.2)]
    [InlineData(1, 10)]
    public void A_quantile_is_linear_between_neighbours(double share, double expected)
    {
        double[] sorted = [1, 2, 4, 10];
        float[] singles = [1, 2, 4, 10];

        Assert.Equal(expected, Quantiles.OfSorted<double>(sorted, share), 1e-12);
        Assert.Equal(expected, Quantiles.OfSorted<float>(singles, share), 1e-12);
    }

    [Fact]
    public void There_is_none_of_no_numbers_and_an_infinite_end_is_itself()
    {
        Assert.Equal(double.NaN, Quantiles.Median([]));
        Assert.Equal(7, Quantiles.Median([7]));
        Assert.Equal(double.PositiveInfinity, Quantiles.OfSorted<double>([1, double.PositiveInfinity], 1));
        Assert.Equal(double.NegativeInfinity, Quantiles.OfSorted<double>([double.NegativeInfinity, 1], 0));
        Assert.Equal(2, Quantiles.Median([1, 2, double.PositiveInfinity]));
        Assert.Equal(double.PositiveInfinity, Quantiles.Median([double.PositiveInfinity, double.PositiveInfinity]));
    }
}
