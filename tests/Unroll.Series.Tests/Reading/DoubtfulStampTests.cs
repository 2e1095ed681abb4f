using System.Globalization;
using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

/// <summary>Columns whose cells could be read as stamps that they are not.</summary>
public sealed class DoubtfulStampTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("MMM dd HH:mm:ss")]
    [InlineData("dd MMM HH:mm")]
    public void A_day_with_a_time_is_no_year(string format)
    {
        DateTime start = new(2020, 1, 10);
        Assert.Null(TimeOf("when", 21, i => start.AddDays(i).ToString(format, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Semesters_are_no_weeks() => Assert.Null(TimeOf("term", 40, i => $"Sem {1 + (i % 2)} {2000 + (i / 2)}"));

    [Theory]
    [InlineData("index", 2_000_001)] // days of 2000
    [InlineData("index", 1_000_001)]
    [InlineData("index", 100_001)] // weeks of the year 1000
    [InlineData("index", 202_040)]
    [InlineData("time", 100_001)] // a minute past ten
    public void Counters_are_no_days_and_weeks_of_years(string name, int first) =>
        Assert.Null(TimeOf(name, 13, i => (first + i).ToString(CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("time", 1.0005, 0.0005)] // the years 5, 10, 15 …
    [InlineData("time", 1.5, 0.0005)] // January of 5000, 5005 …
    [InlineData("index", 1.18, 0.0005)] // January of 1800, 1805 …
    public void Numbers_with_four_decimals_are_no_months(string name, double first, double step) => Assert.Null(
        TimeOf(name, 200, i => (first + (i * step)).ToString("F4", CultureInfo.InvariantCulture)));

    [Fact]
    public void Rates_alone_are_read_as_numbers() =>
        Assert.Null(TimeOf("rate", 40, i => (1.18 + (i * 0.0007)).ToString("F4", CultureInfo.InvariantCulture)));

    [Fact]
    public void Rates_between_which_the_first_digit_changes_are_read_as_numbers() =>
        Assert.Null(TimeOf("rate", 40, i => i % 2 == 0 ? $"1.{1500 + i}" : $"2.{1600 + i}"));

    [Fact]
    public void Titres_are_no_months() => Assert.Null(TimeOf("titer", 40, i => $"1/{1280 << (i % 3)}"));

    [Theory]
    [InlineData("yearweek", "yyyyww", "2019-12-30")]
    [InlineData("week", "yyyyww", "2019-12-30")]
    [InlineData("yyyyww", "yyyyww", "2019-12-30")]
    [InlineData("month", "yyyyMM", "2020-01-01")]
    public void A_name_tells_weeks_from_months(string name, string format, string first)
    {
        string text = Column(name, 12, i => (202_001 + i).ToString(CultureInfo.InvariantCulture));
        string path = _folder.Write("weeks.csv", text);
        Assert.Equal(format, CsvFormat.Detect(path).DateFormat);
        Assert.Equal(first, TimeIndex.ToText(CsvFrameReader.Read(path).Time[0]));
    }

    private static string Column(string name, int rows, Func<int, string> cell) =>
        $"{name},y\n" + string.Concat(Enumerable.Range(0, rows).Select(i => $"{cell(i)},{i % 7}\n"));

    private string? TimeOf(string name, int rows, Func<int, string> cell) =>
        CsvFormat.Detect(_folder.Write("doubt.csv", Column(name, rows, cell))).TimeColumn;
}
