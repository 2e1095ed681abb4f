using FsCheck;
using FsCheck.Fluent;
using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

/// <summary>Stamps whose parts stand in columns of their own.</summary>
public sealed class CsvStampPartsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Year_month_day_and_hour_make_a_stamp()
    {
        // As in the PM2.5 records of Beijing.
        Frame frame = Read("No,year,month,day,hour,pm2.5\n1,2010,1,31,22,NA\n2,2010,1,31,23,129\n3,2010,2,1,0,148\n");
        Assert.Equal(["No", "pm2.5"], frame.ColumnNames);
        Assert.Equal([new(2010, 1, 31, 22, 0, 0), new(2010, 1, 31, 23, 0, 0), new DateTime(2010, 2, 1)], frame.Time.AsSpan().ToArray());
        Assert.Equal([double.NaN, 129, 148], frame.Column("pm2.5").ToArray());
    }

    [Theory]
    [InlineData("Year,Month,co2\n1958,11,1\n1958,12,2\n1959,1,3\n", "1958-12-01")]
    [InlineData("Year,Month,co2\n1958,Nov,1\n1958,Dec,2\n1959,Jan,3\n", "1958-12-01")]
    [InlineData("year,Monat,co2\n1958,Oktober,1\n1958,November,2\n1959,Januar,3\n", "1958-11-01")]
    [InlineData("month;day;year;a\n1;5;2012;1\n1;6;2012;2\n1;7;2012;2\n", "2012-01-06")] // in any order
    [InlineData("YEAR,MO,DY,HR,MINUTE,a\n2010,1,1,0,0,1\n2010,1,1,0,30,2\n2010,1,1,1,0,3\n", "2010-01-01 00:30")]
    [InlineData("date,hr,a\n2011-01-01,0,1\n2011-01-01,1,2\n2011-01-02,0,3\n", "2011-01-01 01:00")]
    [InlineData("Date,Hour Ending,a\n31/12/2011,23,1\n31/12/2011,24,2\n01/01/2012,1,3\n", "2012-01-01")]
    [InlineData("date,hour,a\n2011-01-01,7,1\n2011-01-02,7,2\n2011-01-03,7,3\n", "2011-01-02")] // hours that no stamp needs stay values
    [InlineData("year,month,a\n2011,7,1\n2012,7,2\n2013,7,3\n", "2012-01-01")]
    public void Parts_are_joined_where_stamps_would_repeat(string text, string second)
    {
        Frame frame = Read(text);
        Assert.Equal(second, TimeIndex.ToText(frame.Time[1]));
        Assert.Equal(
            second.EndsWith("01-02", StringComparison.Ordinal) || second == "2012-01-01" && text.Contains(",7,", StringComparison.Ordinal)
                ? 2 : 1, frame.ColumnNames.Count);
    }

    [Fact]
    public void A_named_column_of_years_is_joined_too()
    {
        const string Text = "shop,year,month,a\nx,2011,1,1\nx,2011,2,2\ny,2011,1,3\ny,2011,2,4\n";
        string path = _folder.Write("shops.csv", Text);
        SeriesSet set = CsvFrameReader.ReadSet(path, new() { TimeColumn = "year", IdColumns = ["shop"], Columns = ["a", "month"] });
        Assert.Equal(2, set.Count);
        Assert.Equal(new DateTime(2011, 2, 1), set[1].Frame.Time[1]);
        Assert.Equal([1.0, 2], set[1].Frame.Column("month").ToArray()); // a part may be an input as well
        CsvFormat format = CsvFormat.Detect(path);
        Assert.Equal(
            (CsvLayout.ManySeries, "shop", "year", "yyyy-MM"),
            (format.Layout, Assert.Single(format.IdColumns), format.TimeColumn, format.DateFormat));
    }

    [Fact]
    public void A_date_that_there_is_not_is_told_with_its_line()
    {
        InputException exception = Assert.Throws<InputException>(() => Read("year,month,day,a\n2011,2,27,1\n2011,2,28,1\n2011,2,29,1\n"));
        Assert.Contains("line 4, column 'year': got '2011-02-29', expected a date", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Hours_in_columns_are_read_as_those_in_stamps()
    {
        Gen<int> hours = Gen.Choose(0, 200_000);
        Prop.ForAll(hours.ToArbitrary(), start =>
        {
            DateTime[] stamps = [.. Enumerable.Range(start, 60).Select(hour => new DateTime(2000, 1, 1).AddHours(hour))];
            string rows = string.Concat(stamps.Select(stamp => $"{stamp.Year},{stamp.Month},{stamp.Day},{stamp.Hour},1\n"));
            return Read("year,month,day,hour,a\n" + rows).Time.AsSpan().SequenceEqual(stamps);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(50).WithQuietOnSuccess(true));
    }

    [Theory]
    [InlineData("Date,Hour,a\n1/2/2010,23,1\n1/2/2010,24,2\n1/3/2010,1,3\n", "M/d/yyyy", "2010-01-03")] // the date's format
    [InlineData("Date,Hour,a\n1/2/2010,5,1\n1/2/2010,6,2\n1/3/2010,1,3\n", "M/d/yyyy HH:mm", "2010-01-02 06:00")] // that of all of it
    [InlineData("Date;Time;a\n01/02/2010;05.00.00;1\n01/02/2010;06.00.00;2\n", "dd/MM/yyyy", "2010-02-01 06:00")]
    [InlineData("Date;Time;a\n01/02/2010;05.00.00;1\n01/02/2010;06.00.00;2\n", "dd/MM/yyyy HH.mm.ss", "2010-02-01 06:00")]
    [InlineData("Date;Time;a\n2 Jan 2010;5:00 PM;1\n2 Jan 2010;6:00 PM;2\n", "d MMM yyyy", "2010-01-02 18:00")]
    public void A_format_may_be_given_for_the_date_or_the_whole_stamp(string text, string format, string second)
    {
        Assert.Equal(second, TimeIndex.ToText(Read(text, new() { DateFormat = format }).Time[1]));
        InputException exception = Assert.Throws<InputException>(
            () => Read(text + text.Split('\n')[^2].Edit("20", "x"), new() { DateFormat = format }));
        Assert.Contains($"expected a date in the format {format}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Delimiters_at_the_ends_of_rows_hinder_nothing() =>
        Assert.Equal(new DateTime(2010, 1, 1, 1, 0, 0), Read("year,month,day,hour,a\n2010,1,1,0,1,\n2010,1,1,1,2,\n").Time[1]);

    private Frame Read(string text, CsvFrameOptions options = default) => CsvFrameReader.Read(_folder.Write("parts.csv", text), options);
}
