using System.Globalization;
using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

/// <summary>What spreadsheets write: dates as numbers, epochs in scientific notation, numbers below 0 in brackets.</summary>
public sealed class SpreadsheetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("date,y\n43831,1\n43832,2\n43833,3\n", "2020-01-01 00:00", 24 * 60)]
    [InlineData("Order Date;y\n43831,5;1\n43831,75;2\n43832;3\n", "2020-01-01 12:00", 6 * 60)]
    [InlineData("timestamp,y\n43831.0417,1\n43831.0833,2\n43831.125,3\n", "2020-01-01 01:00", 60)]
    [InlineData("time,y\n43831.041666667,1\n43831.083333333,2\n43831.125,3\n", "2020-01-01 01:00", 60)]
    [InlineData("time,y\n43831.04,1\n43831.08,2\n43831.13,3\n", "2020-01-01 01:00", 60)]
    [InlineData("Date,Time,y\n43831,18:00,1\n43831,19:00,2\n43831,20:00,3\n", "2020-01-01 18:00", 60)]
    [InlineData("timestamp,y\n1.58E+09,1\n1.5800036E+09,2\n1.5800072E+09,3\n", "2020-01-26 00:53:20", 60)]
    [InlineData("timestamp,y\n1.58000E+12,1\n1.58006E+12,2\n1.58012E+12,3\n", "2020-01-26 00:53:20", 1000)]
    [InlineData("ts;y\n1,58000E+12;1\n1,58006E+12;2\n1,58012E+12;3\n", "2020-01-26 00:53:20", 1000)]
    [InlineData("timestamp,y\n1.58000e15,1\n1.58006e15,2\n1.58012e15,3\n", "2020-01-26 00:53:20", 1000)]
    [InlineData("timestamp,y\n1.58000e18,1\n1.58006e18,2\n1.58012e18,3\n", "2020-01-26 00:53:20", 1000)]
    public void Numbers_are_dates_where_the_name_says_so(string text, string first, int minutes)
    {
        Frame frame = Read(text);
        Assert.Equal(DateTime.Parse(first, CultureInfo.InvariantCulture), frame.Time[0]);
        Assert.Equal(TimeSpan.FromMinutes(minutes), frame.Time.Interval);
        Assert.Equal(["y"], frame.ColumnNames);
        Assert.Equal([1, 2, 3], frame.Column("y").ToArray());
    }

    [Fact]
    public void Days_from_1904_on_are_read_on_request()
    {
        Frame frame = Read("date,y\n42369,1\n42370,2\n", new() { DateFormat = "excel-1904" });
        Assert.Equal([new DateTime(2020, 1, 1), new DateTime(2020, 1, 2)], frame.Time.AsSpan().ToArray());
        Assert.Equal("excel", CsvFormat.Detect(_folder.Write("days.csv", "date,y\n43831,1\n43832,2\n")).DateFormat);
    }

    [Theory]
    [InlineData("n", 1_580_000_000, 3600, 2020)]
    [InlineData("n", 43_831, 1, 2020)]
    [InlineData("id", 43_831, 1, 1)]
    [InlineData("row_nr", 43_831, 1, 1)]
    [InlineData("n", 5_000, 1, 1)]
    public void Even_numbers_of_our_time_are_dates_under_a_name_that_is_none_of_a_counter(string name, long start, long step, int year)
    {
        string text = $"{name},y\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{start + (i * step)},{i % 7}\n"));
        Assert.Equal(year, Read(text).Time[0].Year);
    }

    [Fact]
    public void A_meter_is_no_date()
    {
        string text = "meter,y\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{43831 + (i * 37 % 11) + (9 * i)},{i % 7}\n"));
        Assert.Equal(["meter", "y"], Read(text).ColumnNames);
    }

    [Theory]
    [InlineData("date,y\n2020-01-01,\"(1,234.50)\"\n2020-01-02,12.25\n", -1234.5, 12.25)]
    [InlineData("date;y\n2020-01-01;(1.234,50)\n2020-01-02;12,25\n", -1234.5, 12.25)]
    [InlineData("date,y\n2020-01-01,(5)\n2020-01-02,(6)\n", -5, -6)]
    [InlineData("date,y\n2020-01-01,($1.50)\n2020-01-02,$2.50\n", -1.5, 2.5)]
    [InlineData("date,y\n2020-01-01,$ (1.50)\n2020-01-02,$ 2.50\n", -1.5, 2.5)]
    [InlineData("date;y\n2020-01-01;(1,50 €)\n2020-01-02;2,50 €\n", -1.5, 2.5)]
    [InlineData("date;y\n2020-01-01;(1,50) €\n2020-01-02;2,50 €\n", -1.5, 2.5)]
    public void Numbers_in_brackets_are_below_0(string text, double first, double second) =>
        Assert.Equal([first, second], Read(text).Column("y").ToArray());

    [Fact]
    public void Texts_with_a_number_in_brackets_stay_texts() =>
        Assert.Equal(["Berlin", "(2)", "Rome"], Read("date,y\n2020-01-01,Berlin\n2020-01-02,(2)\n2020-01-03,Rome\n").Categories("y"));

    [Theory]
    [InlineData("{\"date\": 43831, \"y\": 1}\n{\"date\": 43831.5, \"y\": 2}\n", "2020-01-01", 12 * 60)]
    [InlineData("{\"timestamp\": 1.58E+12, \"y\": 1}\n{\"timestamp\": 1.58006E+12, \"y\": 2}\n", "2020-01-26 00:53:20", 1000)]
    [InlineData("{\"timestamp\": \"1.58E+9\", \"y\": 1}\n{\"timestamp\": 1.58000006E+9, \"y\": 2}\n", "2020-01-26 00:53:20", 1)]
    public void Json_lines_have_them_as_well(string text, string first, int minutes)
    {
        Frame frame = JsonLinesReader.Read(_folder.Write("rows.jsonl", text));
        Assert.Equal(DateTime.Parse(first, CultureInfo.InvariantCulture), frame.Time[0]);
        Assert.Equal(TimeSpan.FromMinutes(minutes), frame.Time.Interval);
    }

    private Frame Read(string text, CsvFrameOptions options = default) => CsvFrameReader.Read(_folder.Write("sheet.csv", text), options);
}
