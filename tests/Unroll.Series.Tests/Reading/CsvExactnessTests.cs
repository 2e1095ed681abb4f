using System.Globalization;
using Unroll.Series.Frames;
using Unroll.Series.Profiling;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

/// <summary>
/// What a file says is what is read: large numbers to their last digit, hours that come twice, and series told apart by several columns.
/// </summary>
public sealed class CsvExactnessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData(1L)]
    public void A_meter_keeps_its_digits(long? budget)
    {
        string[] texts = [
            .. Enumerable.Range(0, 20_000)
                .Select(i => (12_345_678.34m + (0.39m * i) + (0.07m * (i % 5))).ToString(CultureInfo.InvariantCulture))];
        Frame frame = Read(
            "time,kwh\n" + string.Concat(texts.Select((text, i) => $"{new DateTime(2015, 1, 1).AddHours(i):yyyy-MM-dd HH:mm:ss},{text}\n")),
            new() { MemoryBudget = budget });
        Assert.Equal([.. texts.Select(text => double.Parse(text, CultureInfo.InvariantCulture))], frame.Column("kwh").ToArray());
        Assert.Equal(texts, frame.Column("kwh").ToArray().Select(value => value.ToString("0.00", CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void What_is_large_and_varies_little_is_not_constant()
    {
        string Rows(Func<int, double> value) => "date,y\n" + string.Concat(Enumerable.Range(0, 210).Select(
            i => string.Create(CultureInfo.InvariantCulture, $"{new DateTime(2020, 1, 1).AddDays(i):yyyy-MM-dd},{value(i)}\n")));
        ColumnProfile offset = SeriesProfile.Of(Read(Rows(i => 1_000_000_001 + (i % 7)))).Columns[0];
        ColumnProfile plain = SeriesProfile.Of(Read(Rows(i => 1 + (i % 7)))).Columns[0];
        Assert.Equal(plain.Kind, offset.Kind);
        Assert.Equal(2, offset.StandardDeviation, 1e-9);
        Assert.Equal(1_000_000_004, offset.Mean, 1e-6);
        ColumnProfile meter = SeriesProfile.Of(Read(Rows(i => 123_456_792 + (3.5 * i)))).Columns[0];
        Assert.True(meter.NeverFalls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rows_newest_first_keep_the_hours_of_autumn_in_their_order(bool beginsThere)
    {
        // From 1 November 2014 on, the clock being set back from 2 to 1 on the 2nd.
        TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
        DateTime start = new(2014, 11, 1, 4, 0, 0);
        int count = beginsThere ? 27 : 48;
        string[] rows = [
            .. Enumerable.Range(0, count)
                .Select(i => $"{TimeZoneInfo.ConvertTimeFromUtc(start.AddHours(i), zone):yyyy-MM-dd HH:mm:ss},{100 + i}\n")];
        CsvFrameOptions options = new() { TimeZone = "America/New_York", Sort = true };
        Frame rising = Read("time,load\n" + string.Concat(rows), options);
        Frame falling = Read("time,load\n" + string.Concat(rows.Reverse()), options);

        // Days newest first, the hours of each in their order, as the files of PJM are.
        Frame byDay = Read("time,load\n" + string.Concat(rows.GroupBy(row => row[..10]).Reverse().SelectMany(day => day)), options);
        foreach (Frame frame in new[] { rising, falling, byDay })
        {
            Assert.Equal(Enumerable.Range(0, count).Select(i => start.AddHours(i)), frame.Time.AsSpan().ToArray());
            Assert.Equal(Enumerable.Range(0, count).Select(i => 100.0 + i), frame.Column("load").ToArray());
            Assert.Equal(zone, frame.Time.Zone);
            Assert.Equal("2014-11-02 01:00-05:00", frame.Time.Text(26));
        }
    }

    [Fact]
    public void A_series_with_a_zone_has_its_rhythm_by_the_clock()
    {
        string days = "date,a\n"
            + string.Concat(
                Enumerable.Range(0, 400).Where(i => i != 300).Select(i => $"{new DateTime(2022, 1, 1).AddDays(i):yyyy-MM-dd},{i % 7}\n"));
        TimeProfile time = SeriesProfile.Of(Read(days, new() { TimeZone = "Europe/Berlin" })).Time;
        Assert.Equal("every day", time.Rhythm);
        Assert.Equal((1, 1, 1), (time.Gaps, time.MissingStamps, time.LargestGaps.Count));
        Assert.Equal("2022-10-27", TimeIndex.ToText(time.LargestGaps[0].After, time.Zone));
        Assert.Equal("2022-01-01", TimeIndex.ToText(time.First!.Value, time.Zone));

        string office = "time,a\n" + string.Concat(Enumerable.Range(0, 24 * 400).Select(i => new DateTime(2022, 1, 1).AddHours(i))
            .Where(stamp => stamp.Hour is >= 9 and <= 17 && stamp.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            .Select(stamp => $"{stamp:yyyy-MM-dd HH:mm},{stamp.Hour}\n"));
        Assert.Equal("every hour, Mon–Fri 09:00–17:00", SeriesProfile.Of(Read(office, new() { TimeZone = "Europe/Berlin" })).Time.Rhythm);
    }

    [Fact]
    public void Several_columns_tell_series_apart()
    {
        string text = "date,store,item,sales\n" + string.Concat(
            from store in new[] { 1, 2 }
            from item in new[] { 1, 2, 3 }
            from day in Enumerable.Range(0, 200)
            select $"{new DateTime(2020, 1, 1).AddDays(day):yyyy-MM-dd},{store},{item},{(10 * store) + item + day}\n");
        CsvFrameOptions options = new() { IdColumns = ["store", "item"] };
        SeriesSet set = ReadSet(text, options);
        Assert.Equal(["1/1", "1/2", "1/3", "2/1", "2/2", "2/3"], set.Items.Select(item => item.Id));
        Assert.Equal(["sales"], set.ColumnNames);
        Assert.All(set.Items, item => Assert.Equal((200, TimeSpan.FromDays(1)), (item.Frame.RowCount, item.Frame.Time.Interval)));
        Assert.Equal(23, set[5].Frame.Column("sales")[0]);
        Assert.Empty(set.StaticNames);

        // The id columns are texts where they are asked for.
        SeriesSet both = ReadSet(text, options with { StaticColumns = ["store", "item"] });
        Assert.Equal(["store=1", "store=2", "item=1", "item=2", "item=3"], both.StaticNames);
        Assert.Equal([0.0, 1.0, 0.0, 0.0, 1.0], both[5].StaticCovariates);

        Assert.Contains(
            "the columns 'store' and 'item'", Assert.Throws<InputException>(() => Read(text, options)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "in series '2/1'", Assert.Throws<InputException>(() => ReadSet(text + "2020-01-01,2,1,5\n", options)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "'item'", Assert.Throws<InputException>(() => ReadSet("date,store,item,sales\n2020-01-01,1,,5\n", options)).Message,
            StringComparison.Ordinal);
        Assert.Equal(["store", "item"], CsvFormat.Detect(_folder.Write("two.csv", text), options).IdColumns);
    }

    [Fact]
    public void Different_values_never_make_the_same_name()
    {
        SeriesSet set = ReadSet("a,b,x\nu/v,w,1\nu,v/w,2\nu\\,v/w,3\nu\\/v,w,4\n", new() { IdColumns = ["a", "b"] });
        Assert.Equal(4, set.Count);
        Assert.Equal(["u\\/v/w", "u/v\\/w", "u\\\\/v\\/w", "u\\\\\\/v/w"], set.Items.Select(item => item.Id));
        Assert.Equal("u/v", ReadSet("a,x\nu/v,1\n", new() { IdColumns = ["a"] })[0].Id);
    }

    private Frame Read(string text, CsvFrameOptions options = default) => CsvFrameReader.Read(_folder.Write("series.csv", text), options);

    private SeriesSet ReadSet(string text, CsvFrameOptions options) => CsvFrameReader.ReadSet(_folder.Write("series.csv", text), options);
}
