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

    [Theory]
    [InlineData("invoice", "2020-{0:000}")]
    [InlineData("code", "2020K{1}")]
    [InlineData("code", "2020-S{2}")]
    public void Numbers_of_invoices_and_products_give_way_to_dates(string name, string cell)
    {
        string path = _folder.Write("invoices.csv", $"{name},measured,amount\n" + string.Concat(Enumerable.Range(0, 60).Select(
            i => string.Format(CultureInfo.InvariantCulture, cell, i + 1, (i % 4) + 1, (i % 2) + 1)
                + string.Create(CultureInfo.InvariantCulture, $",{new DateTime(2020, 3, 5).AddDays(i):yyyy-MM-dd},{i % 7}\n"))));
        Assert.Equal("measured", CsvFormat.Detect(path).TimeColumn);
    }

    [Fact]
    public void Numbers_of_parts_are_no_days_of_the_year_1001()
    {
        Assert.Null(TimeOf("part", 60, i => $"{1001 + i}-{1 + (i * 7 % 366):000}"));
        Assert.Equal("observed", TimeOf("observed", 60, i => $"2020-{1 + i:000}"));
    }

    [Theory]
    [InlineData("year,week,obs,x", "obs")] // not named after a time
    [InlineData("year,week,date,x", "date")]
    [InlineData("year,shift,date,x", "date")]
    public void Whole_dates_are_taken_rather_than_weeks_of_years(string header, string expected)
    {
        string path = _folder.Write("weeks.csv", header + "\n" + string.Concat(Enumerable.Range(0, 160).Select(
            i => new DateTime(2018, 1, 3).AddDays(7 * i)).Select(date => string.Create(
                CultureInfo.InvariantCulture, $"{date.Year},{ISOWeek.GetWeekOfYear(date)},{date:yyyy-MM-dd},{date.Day}\n"))));
        Assert.Equal(expected, CsvFormat.Detect(path).TimeColumn);
        Assert.Equal(CsvLayout.Wide, CsvFormat.Detect(path).Layout);
    }

    [Fact]
    public void Dates_that_say_less_or_something_else_are_not_taken_for_parts()
    {
        string rows = string.Concat(Enumerable.Range(0, 60).Select(i => new DateTime(2018, 12, 31, 20, 0, 0).AddMinutes(10 * i)).Select(
            time => string.Create(CultureInfo.InvariantCulture,
                $"{time:yyyy,M,d,H,m},{time:yyyy-MM-dd},{time.AddYears(-30).AddDays(time.Minute):yyyy-MM-dd},{time.Day}\n")));
        Assert.Equal(
            TimeSpan.FromMinutes(10),
            CsvFrameReader.Read(_folder.Write("minutes.csv", "year,month,day,hour,minute,date,born on,x\n" + rows)).Time.Interval);
    }

    [Fact]
    public void The_day_on_which_a_month_is_published_is_none_of_it()
    {
        string path = _folder.Write("months.csv", "year,month,release date,x\n" + string.Concat(Enumerable.Range(0, 60).Select(
            i => new DateTime(2015, 1, 1).AddMonths(i)).Select(month => string.Create(
                CultureInfo.InvariantCulture, $"{month:yyyy,M},{month.AddDays(45):yyyy-MM-dd},{month.Month}\n"))));
        Assert.Equal(("year", "yyyy-MM"), (CsvFormat.Detect(path).TimeColumn, CsvFormat.Detect(path).DateFormat));
    }

    [Theory]
    [InlineData("station,date,sunrise,x", "{0},{1},{2},{3}", true)] // a series behind the other
    [InlineData("date,peak time,region,x", "{1},{2},{0},{3}", false)]
    [InlineData("date,low at,station_id,x", "{1},{2},{4},{3}", false)]
    public void A_time_of_each_day_of_a_series_is_none_of_its_rows(string header, string row, bool isApart)
    {
        string text = header + "\n" + string.Concat(Enumerable.Range(0, 120).Select(i => (Day: isApart ? i % 60 : i / 2, Series: isApart
            ? i / 60 : i % 2)).Select(place => string.Format(CultureInfo.InvariantCulture, row, place.Series == 0 ? "A" : "B",
                $"{new DateTime(2020, 3, 5).AddDays(place.Day):yyyy-MM-dd}", $"0{6 + (place.Day / 20)}:{place.Day * 3 % 60:00}",
                place.Day % 7, place.Series) + "\n"));
        string path = _folder.Write("sunrise.csv", text);
        CsvFormat format = CsvFormat.Detect(path);
        Assert.Equal("yyyy-MM-dd", format.DateFormat);
        CsvDiagnosis found = CsvDiagnosis.Of(path);
        SeriesSet set = CsvFrameReader.ReadSet(path, found.Options);
        Assert.Equal(2, set.Count);
        Assert.Equal(TimeSpan.FromDays(1), set[0].Frame.Time.Interval);
    }

    [Theory]
    [InlineData("week", 53, "2018-W53")]
    [InlineData("doy", 366, "2018-366")]
    public void A_week_or_day_that_a_year_has_not_is_told_with_what_to_do(string name, int count, string got)
    {
        string text = $"year,{name},x\n" + string.Concat(Enumerable.Range(0, 2 * count).Select(
            i => $"{2018 + (i / count)},{(i % count) + 1},1\n"));
        string message = Assert.Throws<InputException>(() => CsvFrameReader.Read(_folder.Write("counted.csv", text))).Message;
        Assert.Contains($"line {count + 1}, column '{name}': got '{got}', expected a", message, StringComparison.Ordinal);
        Assert.Contains("(recipe: data.time; in code: TimeColumn)", message, StringComparison.Ordinal);
    }

    private static string Column(string name, int rows, Func<int, string> cell) =>
        $"{name},y\n" + string.Concat(Enumerable.Range(0, rows).Select(i => $"{cell(i)},{i % 7}\n"));

    private string? TimeOf(string name, int rows, Func<int, string> cell) =>
        CsvFormat.Detect(_folder.Write("doubt.csv", Column(name, rows, cell))).TimeColumn;
}
