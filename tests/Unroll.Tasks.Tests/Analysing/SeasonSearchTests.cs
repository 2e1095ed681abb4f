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
}
