using Unroll.Series.Samples;

namespace Unroll.Series.Tests.Samples;

public class IrwinHallTests
{
    [Theory]
    [InlineData(-7, 1)]
    [InlineData(0, 0.5)]
    [InlineData(6, 0)]
    [InlineData(1, 0.1607270497635081)]
    [InlineData(-1, 0.839272950236492)]
    [InlineData(2.5, 0.005579371708448984)]
    public void The_probability_above_is_that_of_the_exact_sum(double x, double expected) =>
        Assert.Equal(expected, IrwinHall.Above(x), 1e-12);

    [Fact]
    public void Draws_lie_above_as_often_as_the_formula_says()
    {
        RandomStream random = new(5);
        double[] drawn = [.. Enumerable.Range(0, 40_000).Select(_ => IrwinHall.Next(random))];
        foreach (double x in (double[])[-2, -0.7, 0, 0.4, 1.5])
        {
            Assert.Equal(drawn.Count(value => value > x) / 40_000.0, IrwinHall.Above(x), 0.01);
        }
    }
}
