using Unroll.Series.Frames;
using Unroll.Series.Profiling;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Profiling;

/// <summary>Sets, seasons and findings.</summary>
public class SeriesProfileTests
{
    private static readonly DateTime _start = new(2020, 1, 1);

    [Fact]
    public void Sets_tell_lengths_classes_static_covariates_and_values()
    {
        SeriesItem Item(string id, int rows, int? label, double age, double? value) =>
            new(id, new Frame(TimeIndex.Numbered(rows), ["x"], [new double[rows]]))
            {
                Class = label,
                StaticCovariates = [age],
                Value = value,
            };
        SeriesSet set = new(
            [Item("a", 3, 1, 30, 2), Item("b", 9, 1, 40, 4), Item("c", 5, 1, double.NaN, null), Item("d", 7, 1, 50, 3),
                Item("e", 7, 0, 50, 3)], ["age"], ["no", "yes"]);

        SeriesProfile profile = SeriesProfile.Of(set);

        Assert.Equal(
            (5, 31, 3, 7, 9), (profile.SeriesCount, profile.Rows, profile.ShortestLength, profile.MedianLength, profile.LongestLength));
        Assert.Equal([new ClassCount("no", 1), new ClassCount("yes", 4)], profile.Classes);
        Assert.Equal((42.5, 1), (profile.StaticCovariates[0].Mean, profile.StaticCovariates[0].Missing));
        Assert.Equal((3.0, 4), (profile.Values!.Mean, profile.Values.Rows - profile.Values.Missing));
        Assert.Equal(
            [
                "series have 3 to 9 rows: pad, truncate or split them",
                "classes are unbalanced: 4 series are yes, 1 are no",
                "x is constant (0): leave it out",
            ],
            ProfileFindings.Of(profile).Select(finding => finding.Text));
    }

    [Theory]
    [InlineData(60, 24, "day")]
    [InlineData(1440, 7, "week")]
    [InlineData(1440 * 7, 52, "year")]
    [InlineData(15, 96, "day")]
    public void A_season_of_the_calendar_is_found(int minutes, int period, string name)
    {
        Random random = new(period);
        ColumnProfile column = Describe(
            period * 6, i => _start.AddMinutes((double)minutes * i),
            i => MathF.Sin(2 * MathF.PI * i / period) + (0.02 * i) + (0.3 * random.NextSingle()));

        Season season = column.Seasons[0];
        Assert.Equal((period, name), (season.Period, season.Name));
        Assert.InRange(season.Autocorrelation, 0.5, 1);
    }

    [Fact]
    public void A_week_beside_a_day_is_told_only_where_weekdays_differ()
    {
        double Daily(int i) => MathF.Sin(2 * MathF.PI * i / 24);
        Season[] day = [.. Describe(24 * 70, i => _start.AddHours(i), Daily).Seasons];
        Season[] week = [.. Describe(24 * 70, i => _start.AddHours(i), i => Daily(i) * (i / 24 % 7 >= 5 ? 0.3 : 1)).Seasons];

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
        ColumnProfile column = Describe(stamps.Length, i => stamps[i], i => ((int)stamps[i].DayOfWeek * 1.5) + (i % 3 * 0.1));

        Assert.Equal((5, "week"), (column.Seasons[0].Period, column.Seasons[0].Name));
    }

    [Fact]
    public void Other_periods_are_found_where_the_calendar_has_none_and_noise_has_none()
    {
        Random random = new(1);
        ColumnProfile wave = Describe(
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
        ColumnProfile column = Describe(
            132, i => new DateTime(1800 + i, 1, 1), i => heights[i / 10 % 4] * MathF.Sin(2 * MathF.PI * i / 10));

        Assert.Equal(10, column.Seasons[0].Period);
    }

    [RealDataFact]
    public void Periods_of_known_files() => Assert.Equal(
        [10, 12, 7, 336, 0],
        new[] { "classic/lynx.csv", "classic/airline.csv", "energy/opsd_germany_daily.csv", "nab/nyc_taxi.csv", "economy/GDP.csv" }
            .Select(file =>
                SeriesProfile.Of(CsvFrameReader.Read(RealDataFactAttribute.File(file))).Columns[0].Seasons is [{ } first, ..] ? first.Period
                    : 0));

    [Fact]
    public void Findings_in_words()
    {
        DateTime[] stamps = [.. Enumerable.Range(0, 101).Where(i => i is not (50 or 51)).Select(i => _start.AddDays(i))];
        Frame frame = new(
            new(stamps),
            ["load", "wind", "flag", "none", "row"],
            [
                [.. stamps.Select((_, i) => i == 7 ? 99.5 : i % 7)],
                [.. stamps.Select((_, i) => i < 30 ? double.NaN : i % 5 * 0.5)],
                [.. stamps.Select((_, i) => 4.0)],
                [.. stamps.Select((_, i) => double.NaN)],
                [.. stamps.Select((_, i) => (double)i)],
            ]);

        Assert.Equal(
            [
                "1 gap with 2 missing stamps (2.0 %): the gap is between 2020-02-19 and 2020-02-22 (2 stamps)",
                "load has 1 outlier: 99.5 at 2020-01-08",
                "wind is missing in the first 4 weeks (30.3 % of the rows): 2020-01-01 to 2020-01-30",
                "flag is constant (4): leave it out",
                "none has no values: leave it out",
                "row never falls: if it is a counter or a number of the row, take its differences or leave it out",
            ],
            ProfileFindings.Of(SeriesProfile.Of(frame)).Select(finding => finding.Text));
    }

    [Fact]
    public void Texts_that_may_be_numbers_and_numbers_that_may_be_none_are_told()
    {
        string[] prices = [.. Enumerable.Range(0, 30).Select(i => $"${i}.50")];
        Frame frame = new Frame(
            TimeIndex.Numbered(30),
            ["price", "load", "flag"],
            [[.. Enumerable.Range(0, 30).Select(i => (double)i)],
                [.. Enumerable.Range(0, 30).Select(i => i % 6 == 0 ? -999 : 10 + (i % 7 * 0.5))],
                [.. Enumerable.Range(0, 30).Select(i => i % 2 * 99.0)]])
            .WithCategories("price", prices);

        Assert.Equal(
            [
                "there are only 30 rows: too few to learn much from",
                "price has 30 different texts, such as '$0.50': numbers or dates written in a way that is not read, or names to leave out",
                "load is -999 in 5 rows, far from all others: if that stands for a missing value, say so (data.missing: -999)",
            ],
            ProfileFindings.Of(SeriesProfile.Of(frame)).Select(finding => finding.Text));
        Assert.Contains("there is only 1 row:", ProfileFindings.Of(SeriesProfile.Of(frame.Slice(0, 1)))[0].Text, StringComparison.Ordinal);
    }

    [RealDataFact]
    public void The_energy_file()
    {
        SeriesProfile profile = SeriesProfile.Of(CsvFrameReader.Read(RealDataFactAttribute.Energy));

        Assert.Equal("every day", profile.Time.Rhythm);
        Assert.Equal(0, profile.Time.Gaps);
        Assert.Equal(7, profile.Columns[0].Seasons[0].Period);
        Assert.Equal(
            new MissingRun("1", 0, 1461, "2006-01-01", "2009-12-31", TimeSpan.FromDays(1460)), profile.Columns[1].LongestMissingRun);
    }

    private static ColumnProfile Describe(int rows, Func<int, DateTime> time, Func<int, double> value) => SeriesProfile.Of(
        new Frame(new([.. Enumerable.Range(0, rows).Select(time)]), ["x"], [[.. Enumerable.Range(0, rows).Select(value)]])).Columns[0];
}
