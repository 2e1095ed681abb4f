using Unroll.Analysis.Characteristics;
using Unroll.Analysis.Periodicity;
using Unroll.Series.Frames;
using Unroll.Series.Profiling;
using Unroll.Series.Reading;

namespace Unroll.Analysis.Tests.Characteristics;

/// <summary>The seasons of columns.</summary>
public class ColumnSeasonsTests
{
    private static readonly DateTime _start = new(2020, 1, 1);

    [Theory]
    [InlineData(60, 24, "day")]
    [InlineData(1440, 7, "week")]
    [InlineData(1440 * 7, 52, "year")]
    [InlineData(15, 96, "day")]
    public void A_season_of_the_calendar_is_found(int minutes, int period, string name)
    {
        Random random = new(period);
        ColumnCharacteristics column = Describe(
            period * 6, i => _start.AddMinutes((double)minutes * i),
            i => MathF.Sin(2 * MathF.PI * i / period) + (0.02 * i) + (0.3 * random.NextSingle()));

        FoundSeason season = column.Seasons[0];
        Assert.Equal((period, name), (season.Period, season.Name));
        Assert.InRange(season.Autocorrelation, 0.5, 1);
    }

    [Fact]
    public void A_week_beside_a_day_is_told_only_where_weekdays_differ()
    {
        double Daily(int i) => MathF.Sin(2 * MathF.PI * i / 24);
        FoundSeason[] day = [.. Describe(24 * 70, i => _start.AddHours(i), Daily).Seasons];
        FoundSeason[] week = [.. Describe(24 * 70, i => _start.AddHours(i), i => Daily(i) * (i / 24 % 7 >= 5 ? 0.3 : 1)).Seasons];

        Assert.Equal([24], day.Select(season => season.Period));
        Assert.Equal([24, 168], week.Select(season => season.Period).Order());
        Assert.Equal(168, week[0].Period);
    }

    [Fact]
    public void Working_days_make_a_week_of_five_rows()
    {
        DateTime[] stamps = [
            .. Enumerable.Range(0, 400).Select(day => _start.AddDays(day))
                .Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))];
        ColumnCharacteristics column = Describe(stamps.Length, i => stamps[i], i => ((int)stamps[i].DayOfWeek * 1.5) + (i % 3 * 0.1));

        Assert.Equal((5, "week"), (column.Seasons[0].Period, column.Seasons[0].Name));
    }

    [Fact]
    public void Other_periods_are_found_where_the_calendar_has_none_and_noise_has_none()
    {
        Random random = new(1);
        ColumnCharacteristics wave = Describe(
            300, i => new DateTime(1500 + i, 1, 1), i => MathF.Sin(2 * MathF.PI * i / 11) + (0.5 * random.NextSingle()));
        Assert.Equal((11, null), (wave.Seasons[0].Period, wave.Seasons[0].Name));
        Assert.Empty(Describe(300, i => _start.AddDays(i), _ => random.NextSingle()).Seasons);

        double walk = 0;
        Assert.Empty(Describe(2000, i => _start.AddDays(i), _ => walk += random.NextSingle() - 0.5).Seasons);
    }

    [Fact]
    public void A_multiple_of_a_period_is_not_taken_for_it()
    {
        // The heights of the waves come back after four of them, and so does the whole.
        double[] heights = [1, 0.8, 0.9, 0.7];
        ColumnCharacteristics column = Describe(
            132, i => new DateTime(1800 + i, 1, 1), i => heights[i / 10 % 4] * MathF.Sin(2 * MathF.PI * i / 10));

        Assert.Equal(10, column.Seasons[0].Period);
    }

    [RealDataFact]
    public void Periods_of_known_files() => Assert.Equal(
        [10, 12, 7, 336, 0],
        new[] { "classic/lynx.csv", "classic/airline.csv", "energy/opsd_germany_daily.csv", "nab/nyc_taxi.csv", "economy/GDP.csv" }
            .Select(file =>
                Of(CsvFrameReader.Read(RealDataFactAttribute.File(file))).Seasons is [{ } first, ..] ? first.Period : 0));

    [Fact]
    public void Missing_values_spikes_and_a_large_level_hide_no_season()
    {
        Random random = new(7);
        ColumnCharacteristics column = Describe(
            210, i => _start.AddDays(i),
            i => i % 9 == 0 ? double.NaN : i == 100 ? 1e9 + 5000 : 1e9 + (i % 7) + random.NextDouble());

        FoundSeason season = Assert.Single(column.Seasons);
        Assert.Equal((7, "week"), (season.Period, season.Name));
    }

    [Fact]
    public void A_line_and_two_values_have_no_season()
    {
        Assert.Empty(Describe(400, i => new DateTime(1500 + i, 1, 1), i => 1e6 + (0.1 * i)).Seasons);
        Assert.Empty(Describe(400, i => new DateTime(1500 + i, 1, 1), i => i is 3 or 300 ? i + 0.5 : double.NaN).Seasons);
    }

    [Fact]
    public void The_seasons_of_many_series_are_those_of_all()
    {
        Random random = new(2);
        SeriesSet set = new([.. Enumerable.Range(0, 30).Select(series => new SeriesItem($"{series}", new Frame(
            TimeIndex.Numbered(60), ["x"],
            [[.. Enumerable.Range(0, 60).Select(i => Math.Sin(2 * Math.PI * (i + series) / 12) + (2 * random.NextDouble()))]])))]);
        SeriesProfile profile = SeriesProfile.Of(set);

        FoundSeason season = Assert.Single(SeriesCharacteristics.Of(set, profile).Of(profile.Columns[0]).Seasons);

        Assert.Equal((12, null), (season.Period, season.Name));
    }

    [Fact]
    public void A_column_of_another_profile_is_refused()
    {
        SeriesSet set = SeriesSet.Of(new Frame(TimeIndex.Numbered(9), ["x"], [[.. Enumerable.Range(0, 9).Select(i => (double)i)]]));
        SeriesCharacteristics characteristics = SeriesCharacteristics.Of(set, SeriesProfile.Of(set));

        ArgumentException refused = Assert.Throws<ArgumentException>(() => characteristics.Of(SeriesProfile.Of(set).Columns[0]));

        Assert.Contains("'x' is of another profile", refused.Message, StringComparison.Ordinal);
    }

    private static ColumnCharacteristics Describe(int rows, Func<int, DateTime> time, Func<int, double> value) => Of(
        new Frame(new([.. Enumerable.Range(0, rows).Select(time)]), ["x"], [[.. Enumerable.Range(0, rows).Select(value)]]));

    private static ColumnCharacteristics Of(Frame frame)
    {
        SeriesProfile profile = SeriesProfile.Of(frame);
        return SeriesCharacteristics.Of(SeriesSet.Of(frame), profile).Of(profile.Columns[0]);
    }
}
