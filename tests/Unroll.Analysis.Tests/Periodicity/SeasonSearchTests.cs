using Unroll.Analysis.Periodicity;

namespace Unroll.Analysis.Tests.Periodicity;

/// <summary>How often the search is right, on series whose seasons are known.</summary>
public class SeasonSearchTests
{
    private const int Series = 40;

    public static TheoryData<string> Kinds => [
        "noise", "autocorrelated", "persistent", "alternating", "walk", "levels", "trend", "spikes", "missing", "counts"];

    /// <summary>Of forty series each at most two have a season found by chance.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void No_season_is_found_where_there_is_none(string kind)
    {
        foreach (int rows in new[] { 200, 1500 })
        {
            int wrong = Enumerable.Range(0, Series).Count(seed => SeasonSearch.Find(Noise(new Random(seed), rows, kind)).Count > 0);
            Assert.True(wrong <= 2, $"{wrong} of {Series} series of {rows} rows");
        }
    }

    /// <summary>Of forty series each at least 36 have the season found, and no other.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_season_is_found_where_there_is_one(string kind)
    {
        foreach ((int rows, int period, bool isSmooth) in new[] { (600, 7, false), (600, 24, true), (1500, 24, false), (1500, 96, true) })
        {
            int right = Enumerable.Range(0, Series).Count(seed =>
            {
                Random random = new(seed);
                double[] season = Season(random, period, isSmooth), noise = Noise(random, rows, kind);
                return Is(SeasonSearch.Find([.. noise.Select((value, row) => (0.6 * value) + season[row % period])]), period);
            });
            Assert.True(right >= 36, $"{right} of {Series} series of {rows} rows with a season of {period}, smooth: {isSmooth}");
        }
    }

    /// <summary>Of forty series each at least 36 have both seasons found.</summary>
    [Theory]
    [InlineData("noise")]
    [InlineData("autocorrelated")]
    [InlineData("trend")]
    [InlineData("missing")]
    public void Two_seasons_are_found_where_there_are_two(string kind)
    {
        foreach ((int rows, int shorter, int longer) in new[] { (1000, 7, 30), (2000, 24, 168), (3000, 12, 100) })
        {
            int right = Enumerable.Range(0, Series).Count(seed =>
            {
                Random random = new(seed);
                double[] first = Season(random, shorter, isSmooth: true), second = Season(random, longer, isSmooth: true);
                double[] noise = Noise(random, rows, kind);
                return Is(
                    SeasonSearch.Find(
                        [.. noise.Select((value, row) => (0.5 * value) + first[row % shorter] + (0.8 * second[row % longer]))]),
                    shorter, longer);
            });
            Assert.True(right >= 36, $"{right} of {Series} series of {rows} rows with seasons of {shorter} and {longer}");
        }
    }

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
        int[] found = [.. SeasonSearch.Find(values).Select(season => season.Period).Order()];

        Assert.Equal(2, found.Length);
        Assert.Equal(day, found[0]);
        Assert.Equal(year, found[1], 0.01 * year);
    }

    /// <summary>A multiple that is whole in means over many rows, where the season itself is not, is not taken for it.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(10, 0)]
    [InlineData(10, 1)]
    public void A_long_season_is_found_to_the_row_beside_jumps(double amplitude, double jumps)
    {
        Random random = new(3);
        double[] values =
        [
            .. Enumerable.Range(0, 1_000_000).Select(row => (amplitude * Math.Sin(2 * Math.PI * row / 3600)) + Normal(random)
                + (row > 300_000 ? 3 * jumps : 0) - (row > 700_000 ? 5 * jumps : 0)),
        ];

        Assert.Equal(3600, Assert.Single(SeasonSearch.Find(values)).Period);
    }

    [Fact]
    public void Series_too_short_and_of_one_value_have_none()
    {
        Assert.Empty(SeasonSearch.Find([]));
        Assert.Empty(SeasonSearch.Find([1, 2, 1, 2, 1]));
        Assert.Empty(SeasonSearch.Find([.. Enumerable.Repeat(3.0, 500)]));
        Assert.Empty(SeasonSearch.Find([.. Enumerable.Repeat(double.NaN, 500)]));
        Assert.Empty(SeasonSearch.Find([.. Enumerable.Range(0, 500).Select(row => 1e9 + (0.1 * row))]));
    }

    private static bool Is(IReadOnlyList<FoundSeason> found, params int[] periods) => found.Count == periods.Length
        && found.Select(season => season.Period).Order().Zip(periods, (period, right) => Math.Abs(period - right) <= 0.03 * right)
            .All(isRight => isRight);

    /// <summary>A course of mean 0 and deviation 1: two waves, or a number of its own each row.</summary>
    private static double[] Season(Random random, int period, bool isSmooth)
    {
        (double first, double second) = (random.NextDouble(), random.NextDouble());
        double[] season =
        [
            .. Enumerable.Range(0, period).Select(row => !isSmooth ? Normal(random)
                : Math.Sin(2 * Math.PI * (((double)row / period) + first))
                    + (0.4 * Math.Sin(4 * Math.PI * (((double)row / period) + second)))),
        ];
        double mean = season.Average(), deviation = Math.Sqrt(season.Average(value => (value - mean) * (value - mean)));
        return [.. season.Select(value => (value - mean) / deviation)];
    }

    private static double[] Noise(Random random, int rows, string kind)
    {
        double[] values = new double[rows];
        double state = 0;
        for (int row = 0; row < rows; row++)
        {
            double normal = Normal(random);
            state = kind switch
            {
                "autocorrelated" => (0.5 * state) + normal,
                "persistent" => (0.9 * state) + normal,
                "alternating" => (-0.5 * state) + normal,
                "walk" => state + (0.5 * normal),
                "levels" => random.NextDouble() < 4.0 / rows ? 3 * normal : state,
                _ => state,
            };
            values[row] = kind switch
            {
                "autocorrelated" or "alternating" => 0.87 * state,
                "persistent" => 0.44 * state,
                "walk" => state,
                "levels" => normal + state,
                "trend" => normal + (20.0 * row * row / rows / rows),
                "spikes" => normal + (random.NextDouble() < 0.01 ? 20 * random.NextDouble() : 0),
                "missing" => random.NextDouble() < 0.15 ? double.NaN : normal,
                "counts" => random.NextDouble() < 0.2 ? random.Next(1, 4) : 0,
                _ => normal,
            };
        }

        return values;
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
