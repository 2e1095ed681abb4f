using System.Globalization;
using Unroll.Reports.Html;

namespace Unroll.Reports.Tests;

public class PlotAxisTests
{
    [Theory]
    [InlineData(0, 1, false, "0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(0, 0.0021, false, "0 0.0005 0.0010 0.0015 0.0020")]
    [InlineData(1, 3, true, "1 2 3")]
    [InlineData(1, 2, true, "1 2")]
    [InlineData(1, 1, true, "1")]
    [InlineData(1, 40, true, "10 20 30 40")]
    [InlineData(0, 2e-7, false, "0 5e-8 1e-7 1.5e-7 2e-7")]
    [InlineData(0, 4e6, false, "0 1e6 2e6 3e6 4e6")]
    [InlineData(0, 40_000, false, "0 10,000 20,000 30,000 40,000")]
    [InlineData(12_345_779.78, 12_345_781, false,
        "12,345,779.8 12,345,780.0 12,345,780.2 12,345,780.4 12,345,780.6 12,345,780.8 12,345,781.0")]
    public void Ticks_are_round_and_can_be_told_apart(double from, double to, bool whole, string expected) =>
        Assert.Equal(expected, string.Join(' ', new PlotAxis("loss", from, to, whole).Ticks().Select(tick => tick.Text)));

    [Fact]
    public void Any_axis_has_some_ticks_within_it_each_with_a_text_of_its_own()
    {
        RandomStream random = new(3, 1);
        for (int trial = 0; trial < 2000; trial++)
        {
            double from = random.NextNormal() * Math.Pow(10, (trial % 12) - 6);
            double to = from + Math.Abs(random.NextNormal() * Math.Pow(10, (trial % 12) - 6)) + (Math.Abs(from) * 0.1);
            (double Value, string Text)[] ticks = [.. new PlotAxis("loss", from, to).Ticks()];
            double slack = 1e-6 * (to - from);
            Assert.InRange(ticks.Length, 2, 10);
            Assert.All(ticks, tick => Assert.InRange(tick.Value, from - slack, to + slack));
            Assert.Equal(ticks.Length, ticks.Select(tick => tick.Text).Distinct().Count());
            Assert.All(ticks, tick => Assert.Equal(tick.Value, double.Parse(tick.Text, CultureInfo.InvariantCulture), 0.05 * (to - from)));
        }
    }

    [Theory]
    [InlineData(0.05, 0.8, "0.05 0.1 0.2 0.5")]
    [InlineData(0.001, 900, "0.001 0.01 0.1 1 10 100")]
    [InlineData(31, 39, "32 34 36 38")]
    public void Ticks_of_ratios_are_round_too(double from, double to, string expected) =>
        Assert.Equal(expected, string.Join(' ', new PlotAxis("loss", from, to, IsLogarithmic: true).Ticks().Select(tick => tick.Text)));

    [Fact]
    public void Equal_ratios_are_equally_long_on_a_logarithmic_axis() =>
        Assert.Equal(
            [0, 0.25, 0.5, 1],
            new double[] { 1, 10, 100, 10_000 }.Select(
                value => Math.Round(new PlotAxis("loss", 1, 10_000, IsLogarithmic: true).Share(value), 12)));

    [Fact]
    public void Shares_run_from_0_to_1_and_lie_in_the_middle_of_an_axis_of_one_value()
    {
        PlotAxis axis = new("epoch", 1, 5);
        Assert.Equal([0, 0.25, 1], new double[] { 1, 2, 5 }.Select(axis.Share));
        Assert.Equal(0.5, new PlotAxis("epoch", 1, 1).Share(1));
    }
}
