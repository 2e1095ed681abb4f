using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

public sealed class CsvFrameReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_becomes_a_frame()
    {
        Frame frame = Read("Date,Load,Wind\n2017-01-01,1.5,\n2017-01-02,-2e3,NaN\n2017-01-03, 7 ,n/a\n");
        Assert.Equal(["Load", "Wind"], frame.ColumnNames);
        Assert.Equal([1.5, -2000, 7], frame.Column("Load").ToArray());
        Assert.All(frame.Column("Wind").ToArray(), value => Assert.True(double.IsNaN(value)));
        Assert.Equal(new DateTime(2017, 1, 3), frame.Time[2]);
        Assert.Equal(TimeSpan.FromDays(1), frame.Time.Interval);
    }

    [Theory]
    [InlineData("Load,Date\n1,2017-01-01\n2,2017-01-02\n")] // by its name, not by its place
    [InlineData("Load,when\n1,2017-01-01\n2,2017-01-02\n")] // by its content
    [InlineData("Load;Date\n1;2017-01-01\n2;2017-01-02\n")]
    [InlineData("Load\tDate\n1\t2017-01-01\n2\t2017-01-02\n")]
    [InlineData("\uFEFFDate,Load\r\n2017-01-01,1\r\n2017-01-02,2\r\n")]
    [InlineData("Date,Load\n2017-01-01,1\n2017-01-02,2")] // no line break at the end
    [InlineData("\"Date\",\"Load\"\n\"2017-01-01\",\"1\"\n\"2017-01-02\",\"2\"\n")]
    [InlineData("Date,Load\n2017-01-01,1\n\n2017-01-02,2\n\n")] // empty lines
    [InlineData("Date,Load\n2017-01-01T00:00:00Z,1\n2017-01-02T00:00:00Z,2\n")]
    [InlineData("Date,Load\n2017/01/01,1\n2017/01/02,2\n")]
    public void The_usual_spellings_are_read(string text)
    {
        Frame frame = Read(text);
        Assert.Equal(["Load"], frame.ColumnNames);
        Assert.Equal([1, 2], frame.Column("Load").ToArray());
        Assert.Equal([new DateTime(2017, 1, 1), new DateTime(2017, 1, 2)], frame.Time.AsSpan().ToArray());
    }

    [Fact]
    public void Columns_are_read_by_choice_and_the_others_may_hold_text()
    {
        Frame frame = Read(
            "day,begin,Load,Weather\nMo,2017-01-02,1,sunny\nTu,2017-01-03,2,rain\n", new() { TimeColumn = "begin", Columns = ["Load"] });
        Assert.Equal(["Load"], frame.ColumnNames);
        Assert.Equal(new DateTime(2017, 1, 2), frame.Time[0]);
    }

    [Fact]
    public void Offsets_count_as_UTC_so_that_the_hours_of_a_clock_change_stay_apart()
    {
        Frame frame = Read("time,Load\n2017-10-29T02:00:00+02:00,1\n2017-10-29T02:00:00+01:00,2\n");
        Assert.Equal([new DateTime(2017, 10, 29, 0, 0, 0), new DateTime(2017, 10, 29, 1, 0, 0)], frame.Time.AsSpan().ToArray());
    }

    [Theory]
    [InlineData("", "series.csv", "empty")]
    [InlineData("\n\n", "series.csv", "")]
    [InlineData("Date,Load\n", "series.csv", "no rows")]
    [InlineData("Date,Load\n2017-01-01,1\n2017-01-02,high\n", "line 3", "'Load'", "'high'")]
    [InlineData("Date,Load\n2017-01-01,1\n\n2017-01-02,high\n", "line 4", "'high'")]
    [InlineData("Date,Load\n2017-01-01,1e99\n", "line 2", "'1e99'")]
    [InlineData("Date,Load\n2017-01-01,1\n02.01.2017,2\n", "line 3", "'Date'", "'02.01.2017'", "2017-12-31")]
    [InlineData("Date,Load\n2017-01-03,1\n2017-01-02,2\n", "line 3", "2017-01-02", "2017-01-03", "sort")]
    [InlineData("Date,Load\n2017-01-03,1\n2017-01-03,2\n", "line 3", "2017-01-03", "twice")]
    [InlineData("Date,Load\n2017-01-03,1\n2017-01-04,2,3\n", "line 3", "3 cells", "2")]
    [InlineData("Date,Load\n2017-01-01,\"1\n2017-01-02,2\n", "line 2", "quote is not closed")]
    [InlineData("Date,Load\n2017-01-01,\"1\n2017-01-02,2\n2017-01-03,\"3\n", "line 2", "quote is not closed")]
    public void A_wrong_file_is_told_with_its_place(string text, params string[] parts)
    {
        InputException exception = Assert.Throws<InputException>(() => Read(text));
        Assert.Contains("series.csv", exception.Message, StringComparison.Ordinal);
        Assert.All(parts, part => Assert.Contains(part, exception.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Rows_without_stamps_are_numbered()
    {
        Frame frame = Read("Load,Wind\n1,2\n3,4\n");
        Assert.True(frame.Time.IsNumbered);
        Assert.Equal(["Load", "Wind"], frame.ColumnNames);
        Assert.Equal([1, 3], frame.Column("Load").ToArray());

        Frame nameless = Read("1,2\n3,4\n");
        Assert.Equal(["column-1", "column-2"], nameless.ColumnNames);
        Assert.Equal([2, 4], nameless.Column("column-2").ToArray());

        // The numbers of the rows that a table is written with are no values.
        Assert.Equal(["Load"], Read(",Load\n0,5\n1,6\n").ColumnNames);
    }

    [Fact]
    public void An_unknown_column_lists_the_known()
    {
        foreach (CsvFrameOptions options in new CsvFrameOptions[] { new() { Columns = ["Sun"] }, new() { TimeColumn = "Sun" } })
        {
            InputException exception = Assert.Throws<InputException>(() => Read("Date,Load,Wind\n2017-01-01,1,2\n", options));
            Assert.Contains("'Sun'", exception.Message, StringComparison.Ordinal);
            Assert.Contains("Date, Load, Wind", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_missing_file_is_told()
    {
        string path = Path.Combine(_folder.Path, "nowhere.csv");
        Assert.Contains(path, Assert.Throws<InputException>(() => CsvFrameReader.Read(path)).Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => CsvFrameReader.Read(_folder.Path));
        Assert.Throws<InputException>(() => CsvFrameReader.Read(Path.Combine(_folder.Path, "no", "such", "folder.csv")));
    }

    [RealDataFact]
    public void The_German_load_is_read_as_published()
    {
        Frame frame = CsvFrameReader.Read(RealDataFactAttribute.Energy);
        Assert.Equal(4383, frame.RowCount);
        Assert.Equal(new DateTime(2006, 1, 1), frame.Time[0]);
        Assert.Equal(new DateTime(2017, 12, 31), frame.Time[frame.RowCount - 1]);
        Assert.Equal(TimeSpan.FromDays(1), frame.Time.Interval);
        ReadOnlySpan<double> consumption = frame.Column("Consumption");
        Assert.Equal(1069.1840000000002, consumption[0]);
        Assert.Equal(1107.11488, consumption[^1]);
        Assert.True(double.IsNaN(frame.Column("Wind")[0]));
    }

    [RealDataFact]
    public void Classic_series_are_read_as_published()
    {
        AssertSeries("economy/GDP.csv", "GDP", 282, "1948-01-01", "2018-04-01", 265.742, 20411.87);
        AssertSeries("classic/airline.csv", "Passengers", 144, "1949-01-01", "1960-12-01", 112, 432);
        AssertSeries("classic/lynx.csv", "0", 114, "1821-01-01", "1934-01-01", 269, 3396);
        Assert.Equal(
            new TimeStep(TimeSpan.Zero, 12) { Day = 1 }, CsvFrameReader.Read(RealDataFactAttribute.File("classic/lynx.csv")).Time.Step);

        Frame beats = CsvFrameReader.Read(RealDataFactAttribute.File("classic/mitdb.csv"));
        Assert.True(beats.Time.IsNumbered);
        Assert.Equal(["data", "label"], beats.ColumnNames);
        Assert.Equal(7500, beats.RowCount);
        Assert.Equal((-0.195, -0.425), (beats.Column("data")[0], beats.Column("data")[7499]));
    }

    [RealDataFact]
    public void The_streams_of_NAB_are_read_as_published()
    {
        AssertSeries("nab/art_daily_jumpsup.csv", "value", 4032, "2014-04-01", "2014-04-14 23:55", 19.761251902999998, 21.8631471547);
        AssertSeries("nab/art_daily_small_noise.csv", "value", 4032, "2014-04-01", "2014-04-14 23:55", 18.324918539200002, 18.6826203655);
        AssertSeries(
            "nab/ec2_request_latency_system_failure.csv", "value", 4021, "2014-03-07 03:41", "2014-03-21 03:41", 45.868, 30.962,
            new() { DuplicateTimestamps = DuplicateTimestamps.First });
        AssertSeries(
            "nab/machine_temperature_system_failure.csv", "value", 22683, "2013-12-02 21:15", "2014-02-19 15:25", 73.96732207, 96.90386085,
            new() { Sort = true, DuplicateTimestamps = DuplicateTimestamps.First });
        AssertSeries("nab/nyc_taxi.csv", "value", 10320, "2014-07-01", "2015-01-31 23:30", 10844, 26288);
        InputException repeats = Assert.Throws<InputException>(
            () => CsvFrameReader.Read(RealDataFactAttribute.File("nab/ec2_request_latency_system_failure.csv")));
        Assert.Contains("line 559: 2014-03-09 03:00 stands twice", repeats.Message, StringComparison.Ordinal);
        AssertSeries("nab/speed_7578.csv", "value", 1127, "2015-09-08 11:39", "2015-09-17 14:05", 73, 27);
    }

    private static void AssertSeries(
        string file, string column, int rows, string firstStamp, string lastStamp, double first, double last,
        CsvFrameOptions options = default)
    {
        Frame frame = CsvFrameReader.Read(RealDataFactAttribute.File(file), options);
        Assert.Equal([column], frame.ColumnNames);
        Assert.Equal(rows, frame.RowCount);
        Assert.Equal((firstStamp, lastStamp), (TimeIndex.ToText(frame.Time[0]), TimeIndex.ToText(frame.Time[rows - 1])));
        Assert.Equal((first, last), (frame.Column(column)[0], frame.Column(column)[rows - 1]));
    }

    private Frame Read(string text, CsvFrameOptions options = default) => CsvFrameReader.Read(_folder.Write("series.csv", text), options);
}
