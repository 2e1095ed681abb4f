using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

/// <summary>Numbers, stamps and time zones as files spell them.</summary>
public sealed class CsvTextTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Numbers_are_rounded_as_by_the_runtime()
    {
        // Digits, a point somewhere, an exponent now and then; and floats themselves with all their digits, which lie next to the middle of
        // two.
        Gen<string> written =
            from digits in Gen.Choose(0, 9).ArrayOf().Where(list => list.Length is > 0 and < 25)
            from point in Gen.Choose(0, 30)
            from sign in Gen.Elements("", "-", "+")
            from exponent in Gen.Elements("", "", "e5", "E-12", "e38")
            let text = string.Concat(digits)
            select sign + (point < text.Length ? text.Insert(point, ".") : text) + exponent;
        Gen<string> exact = Gen.Choose(int.MinValue, int.MaxValue).Select(bits =>
            ((double)BitConverter.Int32BitsToSingle(bits) * (1 + ((bits & 3) * Math.Pow(2, -24)))).ToString(
                (bits & 4) == 0 ? "R" : "F14", CultureInfo.InvariantCulture));
        Prop.ForAll(Gen.OneOf(written, exact).ToArbitrary(), text =>
        {
            bool isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double expected)
                && !text.Any(char.IsLetter) | text.Contains('e') | text.Contains('E');
            bool read = new NumberParser('.').TryParse(Encoding.UTF8.GetBytes(text), out double value);
            bool readComma = new NumberParser(',').TryParse(Encoding.UTF8.GetBytes(text.Replace('.', ',')), out double other);
            return double.IsNaN(expected) || double.IsInfinity(expected) ||
                (read == isNumber && readComma == isNumber
                    && (!isNumber || (Bits(value) == Bits(expected) && Bits(other) == Bits(expected))));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000).WithQuietOnSuccess(true));
        static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);
    }

    [Theory]
    [InlineData("1,234.5", '.', 1234.5)]
    [InlineData("1.234,5", ',', 1234.5)]
    [InlineData("12.345.678", ',', 12345678.0)]
    [InlineData("1 234,5", ',', 1234.5)]
    [InlineData("1\u00A0234,5", ',', 1234.5)]
    [InlineData("1\u202F234,5", ',', 1234.5)]
    [InlineData("1'234.5", '.', 1234.5)]
    [InlineData("-1,234", '.', -1234.0)]
    [InlineData("+5", '.', 5.0)]
    [InlineData(".5", '.', 0.5)]
    [InlineData("5.", '.', 5.0)]
    [InlineData("1,5e3", ',', 1500.0)]
    [InlineData("1.25,5", ',', null)] // groups are of three
    [InlineData("1234,567.5", '.', null)]
    [InlineData("1,2,3", '.', null)]
    [InlineData("1.2.3", '.', null)]
    [InlineData("1..2", '.', null)]
    [InlineData("--1", '.', null)]
    [InlineData("1-2", '.', null)]
    [InlineData("e5", '.', null)]
    [InlineData(".", '.', null)]
    [InlineData("-", '.', null)]
    [InlineData("1,", '.', null)]
    [InlineData("0x1F", '.', null)]
    [InlineData("12%", '.', null)]
    public void Thousands_may_be_set_apart(string text, char separator, double? expected)
    {
        bool isNumber = new NumberParser(separator).TryParse(Encoding.UTF8.GetBytes(text), out double value);
        Assert.Equal(expected, isNumber ? value : null);
    }

    [Theory]
    [InlineData("2017-01-02", "2017-01-02T00:00:00")]
    [InlineData("2017-01-02 03:04", "2017-01-02T03:04:00")]
    [InlineData("2017-01-02 03:04:05.25", "2017-01-02T03:04:05.25")]
    [InlineData("2017-01-02 03:04:05,123456789", "2017-01-02T03:04:05.1234567")]
    [InlineData("2017-01-02T03:04:05+02:00", "2017-01-02T01:04:05")]
    [InlineData("2017-01-02 03:04-0530", "2017-01-02T08:34:00")]
    [InlineData("2017-01-02 24:00", "2017-01-03T00:00:00")]
    [InlineData("2017-01-02 12:00 AM", "2017-01-02T00:00:00")]
    [InlineData("2017-01-02 12:30 pm", "2017-01-02T12:30:00")]
    [InlineData("2017-1-2 3:04", "2017-01-02T03:04:00")]
    [InlineData("20170102T030405", "2017-01-02T03:04:05")]
    [InlineData("20170102 0304", "2017-01-02T03:04:00")]
    [InlineData("201701020304", "2017-01-02T03:04:00")]
    [InlineData("1948Q3", "1948-07-01T00:00:00")]
    [InlineData("1948-Q4", "1948-10-01T00:00:00")]
    [InlineData("Q2 1948", "1948-04-01T00:00:00")]
    [InlineData("2015-W53", "2015-12-28T00:00:00")]
    [InlineData("Jan 2017", "2017-01-01T00:00:00")]
    [InlineData("Sept 5, 2017", "2017-09-05T00:00:00")]
    [InlineData("2-Feb-17 3:04 PM", "2017-02-02T15:04:00")]
    [InlineData("31-Dec-68", "1968-12-31T00:00:00")]
    [InlineData("2017 Dec 31", "2017-12-31T00:00:00")]
    [InlineData("Sunday, December 31, 2017 10:00", "2017-12-31T10:00:00")]
    [InlineData("2017-02-29", null)]
    [InlineData("2017-13-01", null)]
    [InlineData("2017-00-01", null)]
    [InlineData("0000-01-01", null)]
    [InlineData("2017-01-02 25:00", null)]
    [InlineData("2017-01-02 03:60", null)]
    [InlineData("2017-01-02 13:00 PM", null)]
    [InlineData("2017-01-02T", null)]
    [InlineData("2017-01-02 ", null)]
    [InlineData("2017-01-02 03:04+99:00", null)]
    [InlineData("2017-01/02", null)]
    [InlineData("9999-12-31T23:00:00-05:00", null)]
    [InlineData("1948Q5", null)]
    [InlineData("2017-W54", null)]
    [InlineData("Foo 2017", null)]
    [InlineData("0 Jan 2017", null)]
    public void Stamps_are_read(string text, string? expected)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        DateTime? read = StampParser.TryParse(StampKind.YearFirst, bytes, out long ticks, out _)
            || StampParser.TryParse(StampKind.Named, bytes, out ticks, out _) ? new(ticks) : null;
        Assert.Equal(expected is null ? null : DateTime.Parse(expected, CultureInfo.InvariantCulture), read);
    }

    [Fact]
    public void A_stamp_of_each_spelling_comes_back()
    {
        string[] formats =
        [
            "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy/MM/dd HH:mm:ss", "dd.MM.yyyy HH:mm:ss", "MM/dd/yyyy hh:mm:ss tt",
            "dd-MMM-yyyy HH:mm:ss",
            "MMMM d, yyyy HH:mm:ss", "ddd, dd MMM yyyy HH:mm:ss", "yyyyMMddHHmmss",
        ];
        Gen<DateTime> stamps = Gen.Choose(0, int.MaxValue).Select(seconds => new DateTime(1990, 1, 1).AddSeconds(seconds));
        Prop.ForAll(stamps.ArrayOf(20).ToArbitrary(), all =>
        {
            foreach (string format in formats)
            {
                string[] texts = [
                    .. all.Select(stamp => stamp.ToString(format, CultureInfo.InvariantCulture)), "",
                    .. all.Length > 0 ? new[] { new DateTime(2017, 12, 31, 1, 2, 3).ToString(format, CultureInfo.InvariantCulture) } : []];
                texts = [.. texts.Where(text => text.Length > 0)];
                StampFormat? found = StampDetection.Of(texts, new bool[texts.Length], out _);
                StampFormat given = StampFormat.Given(format);
                foreach ((string text, DateTime stamp) in texts.Zip([.. all, new DateTime(2017, 12, 31, 1, 2, 3)]))
                {
                    byte[] bytes = Encoding.UTF8.GetBytes(text);
                    if (found?.TryParse(bytes, out long ticks, out _) != true || ticks != stamp.Ticks
                        || !given.TryParse(bytes, out ticks, out _) || ticks != stamp.Ticks ||
                        !StampFormat.Given(found.Text).TryParse(bytes, out ticks, out _) || ticks != stamp.Ticks)
                    {
                        return false;
                    }
                }
            }

            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(50).WithQuietOnSuccess(true));
    }

    [Fact]
    public void Local_times_become_UTC_and_the_hour_that_comes_twice_is_told_by_order()
    {
        CsvFrameOptions berlin = new() { TimeZone = "Europe/Berlin" };
        Frame autumn = Read(
            "time,a\n2017-10-29 01:30,1\n2017-10-29 02:00,2\n2017-10-29 02:30,3\n2017-10-29 02:00,4\n2017-10-29 02:30,5\n2017-10-29 "
            + "03:00,6\n", berlin);
        Assert.Equal(new DateTime(2017, 10, 28, 23, 30, 0), autumn.Time[0]);
        Assert.Equal(TimeSpan.FromMinutes(30), autumn.Time.Interval);
        Assert.Equal([1, 2, 3, 4, 5, 6], autumn.Column("a").ToArray());

        // Newest first: the first time in the file is the later one.
        Frame sorted = Read("time,a\n2017-10-29 02:00,1\n2017-10-29 02:00,2\n2017-10-28 02:00,3\n", berlin with { Sort = true });
        Assert.Equal([3, 2, 1], sorted.Column("a").ToArray());

        Frame winterAndSummer = Read("time,a\n2017-01-01,1\n2017-07-01T00:00:00,2\n2018-01-01T00:00:00+05:00,3\n", berlin);
        Assert.Equal(
            [new(2016, 12, 31, 23, 0, 0), new(2017, 6, 30, 22, 0, 0), new DateTime(2017, 12, 31, 19, 0, 0)],
            winterAndSummer.Time.AsSpan().ToArray());

        InputException spring = Assert.Throws<InputException>(() => Read("time,a\n2017-03-26 01:30,1\n2017-03-26 02:30,2\n", berlin));
        Assert.Contains("line 3, column 'time': got '2017-03-26 02:30'", spring.Message, StringComparison.Ordinal);
        Assert.Contains("Europe/Berlin", spring.Message, StringComparison.Ordinal);
        Assert.Contains(
            "'Mars/Olympus'",
            Assert.Throws<InputException>(() => Read("time,a\n2017-03-26 01:30,1\n", new() { TimeZone = "Mars/Olympus" })).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("time,a\n2017-10-29 01:30 CEST,1\n2017-10-29 02:30 CEST,2\n2017-10-29 02:30 CET,3\n")]
    [InlineData("time,a\n29.10.2017 01:30:00 MESZ,1\n29.10.2017 02:30:00 MESZ,2\n29.10.2017 02:30:00 MEZ,3\n")]
    [InlineData("time,a\n\"Oct 29, 2017 1:30 AM EEST\",1\n\"Oct 28, 2017 11:30 PM UTC\",1\n\"Oct 29, 2017 12:30 AM gmt\",2\n\"Oct 29, "
        + "2017 1:30 AM WET\",3\n", 1)]
    public void Names_of_zones_make_the_hour_that_comes_twice_two(string text, int hours = 0)
    {
        DateTime start = new(2017, 10, 28, 23 - hours, 30, 0);
        foreach (string? format in (string?[])[null, CsvFormat.Detect(_folder.Write("zones.csv", text)).DateFormat])
        {
            Frame frame = Read(text, new() { DateFormat = format, TimeZone = "Europe/Berlin" });
            Assert.Equal(start, frame.Time[0]);
            Assert.Equal(TimeSpan.FromHours(1), frame.Time.Interval);
        }

        Assert.Equal("UTC", CsvFormat.Detect(_folder.Write("zones.csv", text)).TimeZone);
    }

    [Fact]
    public void A_name_that_several_zones_share_is_no_offset() => Assert.Contains(
        "line 3, column 'time': got '2017-01-01 11:00 CST'",
        Assert.Throws<InputException>(() => Read("time,a\n2017-01-01 10:00,1\n2017-01-01 11:00 CST,2\n")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Local_times_agree_with_the_zone_all_year()
    {
        TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
        LocalClock clock = new("America/New_York");
        long before = -1;
        for (DateTime utc = new(2017, 1, 1, 5, 0, 0); utc.Year < 2018; utc = utc.AddMinutes(20))
        {
            DateTime local = TimeZoneInfo.ConvertTimeFromUtc(utc, zone);
            Assert.True(clock.TryToUtc(local.Ticks, out long first, out long second));
            before = before >= first ? second : first;
            Assert.Equal(utc.Ticks, before);
        }
    }

    [Theory]
    [InlineData("1.5\n2\n", null)]
    [InlineData("date,a\n2017-01-01,-999\n2017-01-02,n.d.\n", "-999|N.D.")]
    public void Missing_texts_can_be_given(string text, string? missing)
    {
        Frame frame = Read(text, new() { MissingTexts = missing?.Split('|') });
        Assert.Equal(missing is null ? [1.5, 2] : [double.NaN, double.NaN], frame.Column(frame.ColumnNames[0]).ToArray());
    }

    [Fact]
    public void Date_and_time_of_day_may_stand_apart()
    {
        Frame frame = Read("Date;Time;CO\n28/03/2004;23.00.00;2,6\n29/03/2004;00.00.00;-\n");
        Assert.Equal(["CO"], frame.ColumnNames);
        Assert.Equal([new(2004, 3, 28, 23, 0, 0), new DateTime(2004, 3, 29)], frame.Time.AsSpan().ToArray());
        Assert.Equal(2.6, frame.Column("CO")[0]);
    }

    [Fact]
    public void Formats_are_kept_throughout_the_file()
    {
        Assert.Equal(new DateTime(2017, 2, 1), Read("d,a\n01/02/2017,1\n", new() { DateFormat = "dd/MM/yyyy" }).Time[0]);
        Assert.Equal(new DateTime(2017, 3, 14), Read("d,a\n1489449600,1\n", new() { TimeColumn = "d", DateFormat = "unix-s" }).Time[0]);
        Assert.Contains(
            "column 't': '0' is a number, which is no date: leave the column of times out where rows are merely numbered",
            Assert.Throws<InputException>(() => Read("t,a\n0,1\n1,2\n", new() { TimeColumn = "t" })).Message,
            StringComparison.Ordinal);

        // A format that fits no column, or is none, is a mistake: rows are not numbered instead.
        Assert.Contains(
            "no column with dates in the format dd.MM.yyyy",
            Assert.Throws<InputException>(() => Read("d,a\n2017-02-01,1\n", new() { DateFormat = "dd.MM.yyyy" })).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "'q' is no format of dates",
            Assert.Throws<InputException>(() => Read("d,a\n2017-02-01,1\n", new() { DateFormat = "q" })).Message, StringComparison.Ordinal);
        InputException exception = Assert.Throws<InputException>(
            () => Read("d,a\n01/02/2017,1\n13/13/2017,1\n", new() { DateFormat = "dd/MM/yyyy" }));
        Assert.Contains(
            "line 3, column 'd': got '13/13/2017', expected a date in the format dd/MM/yyyy", exception.Message, StringComparison.Ordinal);
        Assert.Contains(
            "utf-99", Assert.Throws<InputException>(() => Read("d,a\n1,1\n", new() { Encoding = "utf-99" })).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "'x'", Assert.Throws<InputException>(() => Read("d,a\n1,1\n", new() { DecimalSeparator = 'x' })).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "delimiter", Assert.Throws<InputException>(() => Read("d,a\n1,1\n", new() { Delimiter = 'é' })).Message,
            StringComparison.Ordinal);
    }

    private Frame Read(string text, CsvFrameOptions options = default) => CsvFrameReader.Read(_folder.Write("text.csv", text), options);
}
