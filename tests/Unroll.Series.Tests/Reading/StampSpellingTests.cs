using System.Globalization;
using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

/// <summary>Stamps as statistics offices, banks, servers and programs of other countries write them.</summary>
public sealed class StampSpellingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("04/2015", "05/2015", "2015-04-01", "2015-05-01")]
    [InlineData("04-2015", "05-2015", "2015-04-01", "2015-05-01")]
    [InlineData("1995M01", "1995M02", "1995-01-01", "1995-02-01")]
    [InlineData("1990m1", "1990m2", "1990-01-01", "1990-02-01")]
    [InlineData("1995K1", "1995K2", "1995-01-01", "1995-04-01")]
    [InlineData("1995-T1", "1995-T2", "1995-01-01", "1995-04-01")]
    [InlineData("2020-S1", "2020-S2", "2020-01-01", "2020-07-01")]
    [InlineData("2020H1", "2020H2", "2020-01-01", "2020-07-01")]
    [InlineData("4Q99", "1Q00", "1999-10-01", "2000-01-01")]
    [InlineData("1Q2024", "2Q2024", "2024-01-01", "2024-04-01")]
    [InlineData("FY1960", "FY1961", "1960-01-01", "1961-01-01")]
    [InlineData("1999/00", "2000/01", "1999-01-01", "2000-01-01")]
    [InlineData("1999-2000", "2000-2001", "1999-01-01", "2000-01-01")]
    [InlineData("2020-W53-7", "2021-W01-1", "2021-01-03", "2021-01-04")]
    [InlineData("2020-366", "2021-001", "2020-12-31", "2021-01-01")]
    [InlineData("2020366", "2021001", "2020-12-31", "2021-01-01")]
    [InlineData("KW 53/2020", "KW 01/2021", "2020-12-28", "2021-01-04")]
    [InlineData("2022年1月9日", "2022年1月10日", "2022-01-09", "2022-01-10")]
    [InlineData("2022年12月", "2023年1月", "2022-12-01", "2023-01-01")]
    [InlineData("2022년 1월 9일", "2022년 1월 10일", "2022-01-09", "2022-01-10")]
    [InlineData("2020-01-06/2020-01-12", "2020-01-13/2020-01-19", "2020-01-06", "2020-01-13")]
    [InlineData("31.01.2022 23:00 - 01.02.2022 00:00", "01.02.2022 00:00 - 01.02.2022 01:00", "2022-01-31 23:00", "2022-02-01")]
    [InlineData("01/Jan/2022:23:00:00 +0000", "02/Jan/2022:00:00:00 +0000", "2022-01-01 23:00", "2022-01-02")]
    [InlineData("01JAN2022:23:00:00", "02JAN2022:00:00:00", "2022-01-01 23:00", "2022-01-02")]
    [InlineData("Sat Jan  1 23:00:00 2022", "Sun Jan  2 00:00:00 2022", "2022-01-01 23:00", "2022-01-02")]
    [InlineData(
        "Sat Jan 01 2022 23:00:00 GMT+0100 (CET)", "Sun Jan 02 2022 00:00:00 GMT+0100 (CET)", "2022-01-01 22:00", "2022-01-01 23:00")]
    [InlineData(
        "2022-01-01T23:00:00+01:00[Europe/Berlin]", "2022-01-02T00:00:00+01:00[Europe/Berlin]", "2022-01-01 22:00", "2022-01-01 23:00")]
    [InlineData("31/12/2022 11:00:00 p. m.", "01/01/2023 12:00:00 a. m.", "2022-12-31 23:00", "2023-01-01")]
    [InlineData("12/31/2022 11:00 PM", "01/01/2023 12:00 AM", "2022-12-31 23:00", "2023-01-01")]
    public void A_stamp_is_read(string first, string second, string expectedFirst, string expectedSecond)
    {
        Frame frame = Read($"date;y\n{first};1\n{second};2\n");
        Assert.Equal(["y"], frame.ColumnNames);
        Assert.Equal([Date(expectedFirst), Date(expectedSecond)], frame.Time.AsSpan().ToArray());
    }

    [Theory]
    [InlineData("datenum", "737791.5", "737792.5", "2020-01-01 12:00", "matlab")]
    [InlineData("JD", "2458849.5", "2458850.5", "2020-01-01", "julian")]
    [InlineData("MJD", "58849", "58850", "2020-01-01", "modified-julian")]
    public void Days_are_counted_as_the_name_says(string name, string first, string second, string expected, string format)
    {
        string text = $"{name},y\n{first},1\n{second},2\n";
        Frame frame = Read(text);
        Assert.Equal(Date(expected), frame.Time[0]);
        Assert.Equal(TimeSpan.FromDays(1), frame.Time.Interval);
        Assert.Equal(format, CsvFormat.Detect(_folder.Write("days.csv", text)).DateFormat);

        // Any column has them on request.
        Assert.Equal(Date(expected), Read(text.Replace(name, "x", StringComparison.Ordinal), new() { DateFormat = format })
            .Time[0]);
    }

    [Theory]
    [InlineData("yearweek", "yyyyww", "202052", "202053", "202101")]
    [InlineData("MESS_DATUM", "yyyyMMddHH", "2020123122", "2020123123", "2021010100")]
    [InlineData("datehour", "yyyyMMddHH", "2020123122", "2020123123", "2021010100")]
    [InlineData("yyyymm", "yyyyMM", "202011", "202012", "202101")]
    public void Digits_are_dates_where_the_name_says_so(string name, string format, params string[] cells)
    {
        string text = $"{name},y\n" + string.Concat(cells.Select(cell => $"{cell},1\n"));
        Assert.Equal(["y"], Read(text).ColumnNames);
        Assert.True(Read(text).Time.Step is not null);
        Assert.Equal(format, CsvFormat.Detect(_folder.Write("digits.csv", text)).DateFormat);
    }

    [Fact]
    public void Digits_are_dates_where_they_are_even_only_as_such()
    {
        DateTime start = new(2020, 1, 30);
        string dates = "m,y\n" + string.Concat(Enumerable.Range(0, 60).Select(
            i => string.Create(CultureInfo.InvariantCulture, $"{start.AddHours(i):yyyyMMddHH},{i % 7}\n")));
        Assert.Equal(start, Read(dates).Time[0]);
        Assert.Equal(TimeSpan.FromHours(1), Read(dates).Time.Interval);

        string counter = "m,y\n" + string.Concat(Enumerable.Range(0, 28).Select(i => $"{20200201 + i},{i % 7}\n"));
        Assert.Equal(["m", "y"], Read(counter).ColumnNames);
    }

    [Theory]
    [InlineData("year,doy,hour,y\n2019,365,23,1\n2020,1,0,2\n2020,1,1,3\n", "2019-12-31 23:00", "2020-01-01")]
    [InlineData("year,doy,y\n2019,365,1\n2020,1,2\n2020,2,3\n", "2019-12-31", "2020-01-01")]
    [InlineData("year,week,y\n2020,53,1\n2021,1,2\n2021,2,3\n", "2020-12-28", "2021-01-04")]
    [InlineData("Fecha;Hora;y\n31/12/2021;23;1\n31/12/2021;24;2\n01/01/2022;1;3\n", "2021-12-31 23:00", "2022-01-01")]
    [InlineData(
        "date,START TIME,y\n2022-01-01,23:15,1\n2022-01-01,23:30,1\n2022-01-01,23:45,2\n2022-01-02,00:00,3\n", "2022-01-01 23:15",
        "2022-01-01 23:30")]
    [InlineData("DATE;HOUR;y\n20211231;23;1\n20211231;24;2\n20220101;1;3\n", "2021-12-31 23:00", "2022-01-01")]
    public void A_stamp_in_several_columns_is_put_together(string text, string first, string second)
    {
        Frame frame = Read(text);
        Assert.Equal(["y"], frame.ColumnNames);
        Assert.Equal([Date(first), Date(second)], frame.Time.AsSpan()[..2].ToArray());
    }

    [Fact]
    public void The_time_at_which_a_shop_opens_is_no_time_of_its_rows()
    {
        string text = "date,opening,shop,y\n" + string.Concat(Enumerable.Range(1, 28).Select(
            day => $"2020-01-{day:00},08:00,a,{day}\n2020-01-{day:00},09:30,b,{day}\n"));
        Assert.Equal(2, CsvDiagnosis.Of(_folder.Write("shops.csv", text)).Options.IdColumns is { Count: 1 } ids
            ? CsvFrameReader.ReadSet(_folder.Write("shops.csv", text), new() { IdColumns = ids }).Count : 0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Even_steps_tell_the_day_from_the_month(bool isDayFirst)
    {
        DateTime start = new(2023, 6, 1);
        string format = isDayFirst ? "dd/MM/yyyy HH:mm" : "MM/dd/yyyy HH:mm";
        Frame frame = Read("date,y\n" + string.Concat(Enumerable.Range(0, 100).Select(
            i => $"{start.AddHours(i).ToString(format, CultureInfo.InvariantCulture)},{i % 7}\n")));
        Assert.Equal(start, frame.Time[0]);
        Assert.Equal(TimeSpan.FromHours(1), frame.Time.Interval);
    }

    [Fact]
    public void What_cannot_be_told_is_refused()
    {
        string ambiguous = "date,y\n" + string.Concat(Enumerable.Range(1, 12).Select(i => $"01/{i:00}/2020,1\n"));
        Assert.Contains("day or the month first", Assert.Throws<InputException>(() => Read(ambiguous)).Message, StringComparison.Ordinal);

        // A spreadsheet has turned round what it could take for dates.
        string mixed = "date,y\n" + string.Concat(Enumerable.Range(1, 31).Select(i => i <= 12 ? $"1/{i}/2020,1\n" : $"{i}-01-2020,1\n"));
        Assert.Contains("day or the month first", Assert.Throws<InputException>(() => Read(mixed)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Days_without_a_year_are_no_years_without_a_day()
    {
        string days = "week,y\n" + string.Concat(Enumerable.Range(0, 20).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"{new DateTime(2020, 1, 6).AddDays(7 * i):MMMM d},{i}\n")));
        Assert.Equal(["week", "y"], Read(days).ColumnNames);
        Assert.Equal(new DateTime(2017, 1, 1), Read("month,y\nJan 17,1\nFeb 17,2\n").Time[0]);
    }

    [Fact]
    public void Of_several_times_the_one_that_changes_counts()
    {
        Frame frame = Read("created_at,measured_at,y\n2021-01-05 10:00,2020-01-01,1\n2021-01-05 10:00,2020-01-02,2\n");
        Assert.Equal(Date("2020-01-01"), frame.Time[0]);
    }

    [Theory]
    [InlineData("Trimestre;PIB\n1995-X1;501,5\n1995-X2;502,5\n1995-X3;503,5\n", ';')]
    [InlineData("Time,Hits\nA +0000,500\nB +0000,501\nC +0000,502\n", ',')]
    public void A_header_that_another_character_cuts_has_no_names_of_rows_below(string text, char delimiter) =>
        Assert.Equal(delimiter, CsvFormat.Detect(_folder.Write("cut.csv", text)).Delimiter);

    private static DateTime Date(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture);

    private Frame Read(string text, CsvFrameOptions options = default) =>
        CsvFrameReader.Read(_folder.Write("stamps.csv", text), options);
}
