using FsCheck;
using FsCheck.Fluent;
using Unroll.Series.Preparing;

namespace Unroll.Series.Tests.Preparing;

public class LagsTests
{
    [Fact]
    public void A_row_gets_what_was_so_many_rows_before() => Prop.ForAll(
        Gen.Choose(0, 20).SelectMany(rows => Gen.Choose(1, 25).Select(steps => (rows, steps))).ToArbitrary(), sample =>
        {
            double[] column = [.. Enumerable.Range(0, sample.rows).Select(i => i)];
            double[] shifted = Lags.Shift(column, sample.steps);
            return shifted.Length == sample.rows
                && Enumerable.Range(0, sample.rows).All(t => t < sample.steps ? double.IsNaN(shifted[t])
                    : shifted[t] == column[t - sample.steps]);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_lag_that_would_show_the_future_is_refused(int steps) =>
        Assert.Contains("future", Assert.Throws<InputException>(() => Lags.Shift([1, 2, 3], steps)).Message, StringComparison.Ordinal);
}
