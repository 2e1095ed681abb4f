using Unroll.Tasks.Forecasting;

namespace Unroll.Tasks.Tests.Forecasting;

public class IntervalEndsTests
{
    [Theory]
    [InlineData(0.9684317542380012, 0)]
    [InlineData(0.92632517742556720, 2)]
    [InlineData(1234.5678, 1e6)]
    public void An_end_that_is_a_count_is_that_count_although_distances_are_single_numbers(double forecast, double end)
    {
        Assert.Equal(end, IntervalEnds.End(forecast, (float)(end - forecast)));
    }

    [Fact]
    public void Other_ends_stay_as_they_are()
    {
        Assert.Equal(0.25 + 0.5f, IntervalEnds.End(0.25, 0.5f));
        Assert.Equal(1.001, IntervalEnds.End(1.0, 0.001f), 9);
        Assert.NotEqual(1, IntervalEnds.End(1.0, 0.001f));
    }
}
