using Unroll.Tasks.Analysing;

namespace Unroll.Tasks.Tests.Analysing;

public class SeasonSearchTests
{
    /// <summary>More rows than are looked at one by one, where the long season is found in means over runs of rows.</summary>
    [Fact]
    public void Seasons_of_very_many_rows_are_found()
    {
        const int rows = 240_000, day = 144, year = 60_000;
        Random random = new(5);
        double[] values =
        [
            .. Enumerable.Range(0, rows).Select(row => (1e-5 * row) + (2 * Math.Sin(2 * Math.PI * row / day))
                + Math.Sin(2 * Math.PI * row / year) + (0.2 * random.NextDouble())),
        ];
        int[] found = SeasonSearch.Find(values);

        Assert.Equal(2, found.Length);
        Assert.Equal(day, found[0]);
        Assert.Equal(year, found[1], 0.01 * year);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(333)]
    public void The_share_of_means_by_phase_is_the_plain_formula(int period)
    {
        Random random = new(period);
        double[] values = [.. Enumerable.Range(0, 1000).Select(i => 5 + (i % period) + random.NextDouble())];
        double mean = values.Average(), all = values.Sum(value => (value - mean) * (value - mean));
        double left = values.Select((value, row) => (value, row)).GroupBy(pair => pair.row % period, pair => pair.value)
            .Sum(phase => phase.Sum(value => (value - phase.Average()) * (value - phase.Average())));

        Assert.Equal(1 - (left / (1000 - period) / (all / 999)), new PhaseShares(values).Of(period), 1e-9);
    }
}
