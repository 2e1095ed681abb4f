using System.Globalization;
using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

/// <summary>Short names of columns that are parts of stamps in one file, and measurements in another.</summary>
public sealed class CsvShortNamesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("year,month,day,hour,min,max", "yyyy,M,d,H", "h,0,1")]
    [InlineData("year,month,day,hour,mm,x", "yyyy,M,d,H", "h,0,1")]
    [InlineData("year,month,day,hour,mm,x", "yyyy,M,d,H", "h,0,0")]
    public void Measurements_are_no_minutes(string header, string format, string kind)
    {
        Frame frame = Read(header, 200, TimeSpan.FromHours(1), format, i => kind == "h,0,0" ? "0,1" : $"{Any(i) % 6},{20 + (i % 9)}");
        Assert.Equal(TimeSpan.FromHours(1), frame.Time.Interval);
        Assert.Equal(header.Split(',')[4..], frame.ColumnNames);
    }

    [Theory]
    [InlineData("year,mm,month,x", true)]
    [InlineData("year,month,mm,x", false)]
    [InlineData("year,month,dd,x", false)]
    public void Rain_and_degree_days_are_no_months_and_days(string header, bool isBefore)
    {
        string text = header + "\n" + string.Concat(Enumerable.Range(0, 120).Select(i => isBefore
            ? $"{1990 + (i / 12)},{1 + (Any(i) % 12)},{(i % 12) + 1},{i % 7}\n"
            : $"{1990 + (i / 12)},{(i % 12) + 1},{1 + (Any(i) % 28)},{i % 7}\n"));
        Frame frame = CsvFrameReader.Read(_folder.Write("rain.csv", text));
        Assert.Equal(2, frame.ColumnNames.Count);
        Assert.Equal(new DateTime(1990, 2, 1), frame.Time[1]);
    }

    [Fact]
    public void Directions_of_wind_are_no_days_of_the_year()
    {
        string text = "year,ddd,ff\n" + string.Concat(Enumerable.Range(0, 60).Select(
            i => $"{2000 + (i / 12)},{1 + (Any(i) % 360)},{i % 7}\n"));
        Assert.NotEqual("yyyy-DDD", CsvFormat.Detect(_folder.Write("wind.csv", text)).DateFormat);
    }

    [Theory]
    [InlineData("yyyy,MM,dd,hh,mm,x", "yyyy,M,d,H,m", 10, 1)]
    [InlineData("#YY,MM,DD,hh,mm,x", "yyyy,MM,dd,HH,mm", 60, 1)] // as buoys write it: ten to each hour
    [InlineData("year,month,day,hour,mm,x", "yyyy,M,d,H,m", 10, 1)]
    [InlineData("year,month,day,hour,min,x", "yyyy,M,d,H,m", 10, 1)]
    [InlineData("year,month,day,hour,min,x", "yyyy,M,d,H,m", 60, 1)]
    [InlineData("year,mm,dd,x", "yyyy,M,d", 1440, 1)]
    [InlineData("year,month,dd,x", "yyyy,M,d", 1440, 1)]
    [InlineData("year,ddd,x", "yyyy,#", 1440, 1)]
    [InlineData("year,mm,dd,x,shop", "yyyy,M,d", 1440, 3)]
    [InlineData("year,month,day,hour,mm,x,shop", "yyyy,M,d,H,m", 10, 3)]
    public void Parts_in_order_are_read_under_short_names(string header, string format, int minutes, int series)
    {
        DateTime start = new(2019, 12, 20, 0, minutes == 60 ? 50 : 0, 0);
        string text = header + "\n" + string.Concat(Enumerable.Range(0, 120).Select(i => start.AddMinutes((long)minutes * i)).SelectMany(
            (time, i) => Enumerable.Range(0, series).Select(shop =>
                time.ToString(format, CultureInfo.InvariantCulture).Replace("#", $"{time.DayOfYear}", StringComparison.Ordinal)
                + $",{i % 7}{(series > 1 ? $",{(char)('A' + shop)}" : "")}\n")));
        string path = _folder.Write("short.csv", text);
        SeriesSet set = CsvFrameReader.ReadSet(path, CsvDiagnosis.Of(path).Options);
        Assert.Equal(series, set.Count);
        Frame frame = set[0].Frame;
        Assert.Equal(["x"], frame.ColumnNames);
        Assert.Equal(minutes < 1440 ? start : start.Date, frame.Time[0]);
        Assert.Equal(TimeSpan.FromMinutes(minutes), frame.Time.Interval);
    }

    /// <summary>Numbers in no order, the same in each run.</summary>
    private static int Any(int i) => (int)((uint)(i + 1) * 2_654_435_761u >> 12);

    private Frame Read(string header, int rows, TimeSpan step, string format, Func<int, string> values) => CsvFrameReader.Read(
        _folder.Write("parts.csv", header + "\n" + string.Concat(Enumerable.Range(0, rows).Select(
            i => new DateTime(2020, 1, 1).Add(step * i).ToString(format, CultureInfo.InvariantCulture) + $",{values(i)}\n"))));
}
