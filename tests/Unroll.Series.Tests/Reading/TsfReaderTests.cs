using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

public sealed class TsfReaderTests : IDisposable
{
    private const string Header = "@attribute series_name string\n@attribute start_timestamp date\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_of_Weka_is_named_as_such() => Assert.Contains("ARFF", Assert.Throws<InputException>(() => Read(
        "@relation toy\n@attribute att0 numeric\n@attribute target {1,2}\n@data\n0.5,1\n")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_becomes_series_with_stamps_and_tells_how_to_forecast_them()
    {
        TsfSeries read = Read(
            "# made up\n@relation Shops\n" + Header + "@frequency daily\n@horizon 7\n@missing true\n@equallength false\n@data\n"
            + "T1:1996-03-18 00-00-00:1,2.5,?\nT2:1996-03-18 00-00-00:4,NaN\nT3:1996-03-20:5\n");
        Assert.Equal(("Shops", "daily", 7), (read.Relation, read.Frequency, read.Horizon));
        Assert.Equal(new TimeStep(TimeSpan.FromDays(1), 0), read.Step);
        Assert.Equal(["value"], read.Series.ColumnNames);
        Assert.Equal(["T1", "T2", "T3"], read.Series.Items.Select(item => item.Id));
        Assert.Equal([1, 2.5, double.NaN], read.Series[0].Frame.Column("value").ToArray());
        Assert.Equal(new DateTime(1996, 3, 20), read.Series[0].Frame.Time[2]);
        Assert.Equal([new DateTime(1996, 3, 18), new DateTime(1996, 3, 19)], read.Series[1].Frame.Time.AsSpan().ToArray());
        Assert.Equal(new DateTime(1996, 3, 20), read.Series[2].Frame.Time[0]);
    }

    [Theory]
    [InlineData("yearly", "1999-12-31", "2000-12-31", "2001-12-31")]
    [InlineData("quarterly", "2000-01-31", "2000-04-30", "2000-07-31")]
    [InlineData("monthly", "2000-01-31", "2000-02-29", "2000-03-31")]
    [InlineData("weekly", "2000-02-25", "2000-03-03", "2000-03-10")]
    [InlineData("Daily", "2000-02-28", "2000-02-29", "2000-03-01")]
    [InlineData("hourly", "2000-01-01 23-00-00", "2000-01-02 00-00-00", "2000-01-02 01-00-00")]
    [InlineData("half_hourly", "2000-01-01 23-30-00", "2000-01-02 00-00-00", "2000-01-02 00-30-00")]
    [InlineData("minutely", "2000-01-01 23-59-00", "2000-01-02 00-00-00", "2000-01-02 00-01-00")]
    [InlineData("10_minutes", "2000-01-01 23-50-00", "2000-01-02 00-00-00", "2000-01-02 00-10-00")]
    [InlineData("4_seconds", "2000-01-01 23-59-58", "2000-01-02 00-00-02", "2000-01-02 00-00-06")]
    [InlineData("2_months", "2000-12-30", "2001-02-28", "2001-04-30")]
    public void Stamps_follow_at_the_frequency(string frequency, params string[] expected)
    {
        Frame frame = Read($"{Header}@frequency {frequency}\n@data\nT1:{expected[0]}:1,2,3\n").Series[0].Frame;
        Assert.Equal(expected.Select(Parse), frame.Time.AsSpan().ToArray());
    }

    [Theory]
    [InlineData("@attribute id string\n@data\nT1:1,2\n")]
    [InlineData("@attribute id string\n@frequency daily\n@data\nT1:1,2\n")]
    [InlineData("@attribute id string\n@attribute start date\n@data\nT1:2000-01-01:1,2\n")]
    public void Rows_are_numbered_where_begin_or_frequency_is_not_known(string text) =>
        Assert.True(Read(text).Series[0].Frame.Time.IsNumbered);

    [Fact]
    public void Further_attributes_become_static_covariates_or_part_of_the_name()
    {
        SeriesSet set =
            Read("@ATTRIBUTE id string\n@attribute region string\n@attribute store string\n@attribute size numeric\n@attribute opened "
                + "date\n@attribute closed date\n@data\n"
            + "T1:north:7:1.5:2000-01-01:1970-01-11:1,2\nT1:south:8:?:2000-01-01:?:3,4\n").Series;
        Assert.Equal(["T1/north", "T1/south"], set.Items.Select(item => item.Id));
        Assert.Equal(["store", "size", "closed"], set.StaticNames);
        Assert.Equal([7, 1.5, 10], set[0].StaticCovariates);
        Assert.Equal([8, double.NaN, double.NaN], set[1].StaticCovariates);
    }

    [Fact]
    public void Without_a_name_series_are_numbered() =>
        Assert.Equal(["1", "2"], Read("@data\n1,2\n3,4\n").Series.Items.Select(item => item.Id));

    [Theory]
    [InlineData("@attribute id\n@data\n1\n", "line 1", "@attribute", "'id'", "numeric")]
    [InlineData("@attribute id text\n@data\n1\n", "line 1", "'id text'", "string")]
    [InlineData("@attribute id string\n@attribute id string\n@data\n1\n", "line 2", "'id'", "twice")]
    [InlineData("@frequency often\n@data\n1\n", "line 1", "@frequency", "'often'", "10_minutes")]
    [InlineData("@frequency 0_minutes\n@data\n1\n", "line 1", "'0_minutes'")]
    [InlineData("@horizon -1\n@data\n1\n", "line 1", "@horizon", "'-1'")]
    [InlineData("@missing yes\n@data\n1\n", "line 1", "@missing", "'yes'")]
    [InlineData("@data\n", "no series")]
    [InlineData("@attribute id string\n", "@data")]
    [InlineData("@attribute id string\n@data\nT1\n", "line 3", "'T1'", "1 attributes")]
    [InlineData("@attribute id string\n@data\nT1:2000:1,2\n", "line 3", "'2000'", "1 attributes")]
    [InlineData("@attribute id string\n@data\nT1:1,two\n", "line 3", "series 1", "value 2", "'two'")]
    [InlineData("@attribute id string\n@data\nT1:1\nT2:2\nT1:1\n", "line 5", "'T1'", "line 3")]
    [InlineData("@attribute size numeric\n@data\nbig:1\n", "line 3", "size", "'big'")]
    [InlineData("@attribute begin date\n@data\n01.02.2000:1\n", "line 3", "begin", "'01.02.2000'", "1979-01-01")]
    [InlineData("@attribute begin date\n@frequency yearly\n@data\n9998-01-01:1,2,3\n", "line 4", "9999")]
    [InlineData("@attribute begin date\n@frequency 100000_years\n@data\n1998-01-01:1,2\n", "line 4", "9999")]
    [InlineData("@missing false\n@data\n1,?,3\n", "line 3", "value 2", "@missing false")]
    [InlineData("@equallength true\n@data\n1,2\n1\n", "line 4", "1 value,", "expected 2", "@equallength")]
    public void A_wrong_file_is_told_with_its_place(string text, params string[] parts)
    {
        string message = Assert.Throws<InputException>(() => Read(text)).Message;
        Assert.All(parts.Append("series.tsf"), part => Assert.Contains(part, message, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void Stamps_are_as_many_as_values_and_a_step_apart() => Prop.ForAll(
        Gen.Choose(1, 40).NonEmptyListOf().ToArbitrary(),
        Gen.Elements("yearly", "quarterly", "monthly", "weekly", "hourly", "15_minutes").ToArbitrary(),
        Gen.Choose(0, 20_000).ToArbitrary(),
        (lengths, frequency, day) =>
        {
            DateTime begin = new DateTime(1950, 1, 1).AddDays(day);
            string stamp = begin.ToString("yyyy-MM-dd HH-mm-ss", CultureInfo.InvariantCulture);
            TsfSeries read = Read($"{Header}@frequency {frequency}\n@data\n"
                + string.Concat(lengths.Select((length, i) => $"T{i}:{stamp}:{string.Join(',', Enumerable.Range(0, length))}\n")));
            Assert.Equal(lengths, read.Series.Items.Select(item => item.Frame.RowCount));
            foreach (TimeIndex time in read.Series.Items.Select(item => item.Frame.Time))
            {
                Assert.Equal(Enumerable.Range(0, time.Count).Select(i => read.Step!.Value.After(begin, i)), time.AsSpan().ToArray());
            }
        }).QuickCheckThrowOnFailure();

    private static DateTime Parse(string text) =>
        DateTime.ParseExact(text, ["yyyy-MM-dd", "yyyy-MM-dd HH-mm-ss"], CultureInfo.InvariantCulture, DateTimeStyles.None);

    private TsfSeries Read(string text) => TsfReader.Read(_folder.Write("series.tsf", text));
}
