using Unroll.Analysis.Periodicity;

namespace Unroll.Analysis.Tests.Periodicity;

/// <summary>The test of a season by its autocorrelation.</summary>
public sealed class SeasonalTestTests
{
    [Theory]
    [InlineData(4, 40)]
    [InlineData(7, 100)]
    [InlineData(50, 200)]
    [InlineData(90, 300)]
    public void A_season_is_beyond_its_band_by_the_sums_themselves(int season, int count)
    {
        RandomStream random = new(5);
        bool[] found = new bool[40];
        for (int trial = 0; trial < found.Length; trial++)
        {
            double strength = 0.03 * trial;
            double[] values = [.. Enumerable.Range(0, count).Select(
                t => t % 23 == 5 ? double.NaN : random.NextSingle() + (strength * Math.Sin(2 * Math.PI * t / season)))];
            found[trial] = Autocorrelation.IsSeasonal(values, season);
            Assert.Equal(Direct(values, season), found[trial]);
        }

        Assert.Contains(true, found);
        Assert.Contains(false, found);
    }

    [Fact]
    public void A_series_that_does_not_vary_is_infinite_or_too_short_has_no_season()
    {
        Assert.False(Autocorrelation.IsSeasonal([.. Enumerable.Repeat(0.1, 97)], 4));
        Assert.False(Autocorrelation.IsSeasonal([1, 2, double.PositiveInfinity, 1, 2, 3, 1, 2, 3, 1, 2, 3], 3));
        Assert.False(Autocorrelation.IsSeasonal([.. Enumerable.Repeat(double.NaN, 12)], 3));
        Assert.False(Autocorrelation.IsSeasonal([.. Enumerable.Range(0, 40).Select(t => t % 4 * 1e200)], 4));
        Assert.False(Autocorrelation.IsSeasonal([], 3));
        Assert.False(Autocorrelation.IsSeasonal([1, 2, 3], 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Autocorrelation.IsSeasonal([1, 2, 3], 0));
    }

    private static bool Direct(double[] values, int season)
    {
        double[] known = [.. values.Where(value => !double.IsNaN(value))];
        double[] centred = [.. values.Select(value => double.IsNaN(value) ? 0 : value - known.Average())];
        double[] correlations = [.. Enumerable.Range(0, season + 1).Select(
            lag => centred.Skip(lag).Zip(centred, (late, early) => late * early).Sum() / centred.Sum(value => value * value))];
        double before = correlations[1..season].Sum(value => value * value);
        return Math.Abs(correlations[season]) > 1.645 * Math.Sqrt((1 + (2 * before)) / known.Length);
    }
}
