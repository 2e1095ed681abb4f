using Unroll.Analysis.Trend;

namespace Unroll.Analysis.Tests.Trend;

public class MovingAverageTests
{
    [Fact]
    public void An_odd_window_is_the_mean_of_its_values() =>
        Assert.Equal([double.NaN, 2, 3, 4, double.NaN], MovingAverage.Centered([1, 2, 3, 4, 5], 3));

    [Fact]
    public void An_even_window_has_half_weights_at_its_ends() =>
        Assert.Equal(
            [double.NaN, double.NaN, (0.5 + 2 + 4 + 8 + 8) / 4, (1 + 4 + 8 + 16 + 16) / 4.0, double.NaN, double.NaN],
            MovingAverage.Centered([1, 2, 4, 8, 16, 32], 4));

    [Fact]
    public void A_season_of_the_window_cancels_out()
    {
        double[] values = [.. Enumerable.Range(0, 60).Select(i => (2.0 * i) + (10 * Math.Sin(2 * Math.PI * i / 12)))];
        double[] averages = MovingAverage.Centered(values, 12);

        Assert.All(Enumerable.Range(6, 48), i => Assert.Equal(2.0 * i, averages[i], 9));
    }

    [Fact]
    public void A_trailing_window_ends_at_its_value() =>
        Assert.Equal([double.NaN, 1.5, 2.5, 3.5], MovingAverage.Trailing([1, 2, 3, 4], 2));

    [Fact]
    public void A_missing_value_leaves_out_the_windows_that_hold_it() =>
        Assert.Equal([double.NaN, 1.5, double.NaN, double.NaN, 4.5], MovingAverage.Trailing([1, 2, double.NaN, 4, 5], 2));

    [Fact]
    public void Large_values_that_come_and_go_leave_no_trace()
    {
        double[] values = [0.1, 1e17, 0.2, 0.3, 0.4];

        Assert.Equal(0.35, MovingAverage.Trailing(values, 2)[4], 15);
    }

    [Fact]
    public void What_cannot_be_averaged_is_refused_with_a_sentence()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => MovingAverage.Centered([1, 2], 0));
        InputException tooLong = Assert.Throws<InputException>(() => MovingAverage.Centered([1, 2], 3));
        Assert.Equal(
            "A moving average over 3 values needs at least 3 values, but there are 2: give a longer series.", tooLong.Message);
        InputException infinite = Assert.Throws<InputException>(() => MovingAverage.Centered([1, double.PositiveInfinity, 2], 3));
        Assert.StartsWith("Value 1 (from 0) is infinite", infinite.Message);
    }
}
