using System.Data;
using System.Globalization;
using System.Text;
using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

/// <summary>Rows of databases and JSON lines whose series has a time zone.</summary>
public class ZonedRowsTests
{
    private const string Zone = "Europe/Berlin";

    // The clock is set back at 3:00 on that day: 2:00 comes twice.
    private static readonly string[] _local = ["2017-10-29 01:00", "2017-10-29 02:00", "2017-10-29 02:00", "2017-10-29 03:00"];
    private static readonly int[] _hours = [23, 24, 25, 26];

    [Fact]
    public void Local_timestamps_of_a_database_are_those_of_the_zone() =>
        AssertHours(FromDatabase([.. _local.Select(text => (object)Parse(text))]).Time);

    [Fact]
    public void Moments_of_a_database_stay_and_get_the_zone()
    {
        object[] utc = [.. _hours.Select(hour =>
            (object)DateTime.SpecifyKind(new DateTime(2017, 10, 28).AddHours(hour), DateTimeKind.Utc))];
        AssertHours(FromDatabase(utc).Time);
        AssertHours(FromDatabase([.. utc.Select(time => (object)new DateTimeOffset((DateTime)time).ToOffset(TimeSpan.FromHours(-5)))])
            .Time);
    }

    [Fact]
    public void Local_texts_of_a_database_are_those_of_the_zone() => AssertHours(FromDatabase(_local).Time);

    [Fact]
    public void Rows_of_JSON_lines_are_local_times_or_moments()
    {
        AssertHours(FromJson(string.Join('\n', _local.Select((text, i) => $$"""{"time": "{{text}}", "x": {{i}}}"""))).Time);
        AssertHours(FromJson(
            """
            {"time": "2017-10-28T23:00:00Z", "x": 1}
            {"time": "2017-10-29T02:00:00+02:00", "x": 1}
            {"time": "2017-10-29T02:00:00+01:00", "x": 1}
            {"time": "2017-10-29 03:00", "x": 1}
            """).Time);
    }

    [Fact]
    public void Series_of_JSON_lines_are_local_times()
    {
        AssertHours(FromJson($$"""{"time": [{{string.Join(',', _local.Select(text => $"\"{text}\""))}}], "x": [1, 2, 3, 4]}""").Time);
        AssertHours(FromJson("""{"start": "2017-10-29 01:00", "freq": "H", "x": [1, 2, 3, 4]}""").Time);

        // Days are local ones: that of the change has 25 hours.
        TimeIndex days = FromJson("""{"start": "2017-10-28", "freq": "D", "x": [1, 2, 3]}""").Time;
        Assert.Equal([22, 46, 71], Enumerable.Range(0, 3).Select(row => (days[row] - new DateTime(2017, 10, 27)).TotalHours));
        Assert.Equal(new DateTime(2017, 10, 30), days.Local(2));
    }

    [Theory]
    [InlineData("2017-03-26 02:30", "2017-03-26 02:30", "the clock is set forward over it")]
    [InlineData("2017-03-26 04:00", "2017-03-26 03:00", "sort the rows by time")]
    public void Times_that_there_are_not_are_refused(string first, string second, string message)
    {
        Assert.Contains(message, Assert.Throws<InputException>(
            () => FromDatabase([Parse(first), Parse(second)])).Message, StringComparison.Ordinal);
        Assert.Contains(message, Assert.Throws<InputException>(
            () => FromJson($$"""{"time": "{{first}}", "x": 1}{{'\n'}}{"time": "{{second}}", "x": 1}""")).Message, StringComparison.Ordinal);
        Assert.Contains("no time zone 'Berlin'", Assert.Throws<InputException>(
            () => FromJson("""{"time": "2017-03-26", "x": 1}""", "Berlin")).Message, StringComparison.Ordinal);
    }

    private static void AssertHours(TimeIndex time)
    {
        Assert.Equal(Zone, time.Zone?.Id);
        Assert.Equal(_hours, Enumerable.Range(0, time.Count).Select(row => (int)(time[row] - new DateTime(2017, 10, 28)).TotalHours));
        Assert.Equal(Parse("2017-10-29 02:00"), time.Local(2));
    }

    private static Frame FromDatabase(object[] times)
    {
        using DataTable table = new() { Locale = CultureInfo.InvariantCulture };
        DataColumn column = table.Columns.Add("time", times[0].GetType());
        if (column.DataType == typeof(DateTime))
        {
            column.DateTimeMode = ((DateTime)times[0]).Kind == DateTimeKind.Utc ? DataSetDateTime.Utc : DataSetDateTime.Unspecified;
        }

        table.Columns.Add("x", typeof(int));
        foreach (object time in times)
        {
            table.Rows.Add(time, 1);
        }

        using DataTableReader reader = table.CreateDataReader();
        return DbFrameReader.ReadSet(reader, new() { TimeZone = Zone })[0].Frame;
    }

    private static Frame FromJson(string text, string zone = Zone) => JsonLinesReader.ReadSet(
        new MemoryStream(Encoding.UTF8.GetBytes(text)), "x.jsonl", new() { TimeZone = zone })[0].Frame;

    private static DateTime Parse(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture);
}
