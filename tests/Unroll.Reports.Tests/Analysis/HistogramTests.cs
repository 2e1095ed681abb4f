using FsCheck;
using FsCheck.Fluent;
using Unroll.Reports.Analysis;

namespace Unroll.Reports.Tests.Analysis;

public class HistogramTests
{
    [Fact]
    public void Every_value_is_counted_once_whatever_the_values()
    {
        Prop.ForAll<NormalFloat[]>(numbers =>
        {
            double[] values = [.. numbers.Select(number => number.Get).Where(value => Math.Abs(value) < 1e100)];
            Histogram histogram = Histogram.Of(values);
            return histogram.Counts.Sum() == values.Length && histogram.Width > 0 && histogram.Counts.Count <= 50;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Bins_have_readable_edges()
    {
        Histogram histogram = Histogram.Of([-3, -1, 0, 0.5, 1, 2, 4]);
        Assert.Equal(-4, histogram.Start);
        Assert.Equal(2, histogram.Width);
        Assert.Equal([1, 1, 3, 1, 1], histogram.Counts);
    }

    [Fact]
    public void Equal_values_are_one_bin() => Assert.Equal([3], Histogram.Of([1e9, 1e9, 1e9]).Counts);
}
