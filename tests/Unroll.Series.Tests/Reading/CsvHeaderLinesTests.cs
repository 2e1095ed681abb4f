using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

/// <summary>Headers of several lines, and names in comments.</summary>
public sealed class CsvHeaderLinesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("date;load;temp\n[-];[kWh];[°C]\n2020-01-01;1;5\n2020-01-02;2;6\n2020-01-03;3;7\n", "load temp")]
    [InlineData("date,load\n-,MW\n2020-01-01,1\n2020-01-02,2\n2020-01-03,3\n", "load")]
    [InlineData("date,load,temp\n,kWh,degC\n2020-01-01,1,5\n2020-01-02,2,6\n2020-01-03,3,7\n", "load temp")]
    [InlineData(
        "Price,Close,Close\nTicker,AAPL,MSFT\nDate,,\n2020-01-01,1,5\n2020-01-02,2,6\n2020-01-03,3,7\n", "Close AAPL,Close MSFT")]
    [InlineData(
        ",North,,South,\ndate,a,b,a,b\n2020-01-01,1,5,1,5\n2020-01-02,2,6,1,5\n2020-01-03,3,7,1,5\n", "North a,North b,South a,South b")]
    [InlineData("| date | load |\n|------|------|\n| 2020-01-01 | 1 |\n| 2020-01-02 | 2 |\n| 2020-01-03 | 3 |\n", "load")]
    [InlineData(" date       | load\n------------+-----\n 2020-01-01 | 1\n 2020-01-02 | 2\n 2020-01-03 | 3\n(3 rows)\n", "load")]
    [InlineData("# a buoy\n#date  wind wave\n#iso  m/s  m\n2020-01-01 1 5\n2020-01-02 2 6\n2020-01-03 3 7\n", "wind wave")]
    [InlineData("# date,load,temp\n\n2020-01-01,1,5\n2020-01-02,2,6\n2020-01-03,3,7\n", "load temp")]
    public void Names_are_found_and_no_row_is_lost(string text, string names)
    {
        string path = _folder.Write("lines.csv", text);
        Frame frame = CsvFrameReader.Read(path);
        string[] expected = names.Split(names.Contains(',', StringComparison.Ordinal) ? ',' : ' ');
        Assert.Equal(expected, frame.ColumnNames.Where(name => name != "index"));
        Assert.Equal(3, frame.RowCount);
        Assert.Equal(new DateTime(2020, 1, 1), frame.Time[0]);
        Assert.Equal([1, 2, 3], frame.Column(expected[0]).ToArray());
    }

    [Fact]
    public void Years_months_days_and_hours_of_a_buoy_are_stamps()
    {
        Frame frame = CsvFrameReader.Read(_folder.Write(
            "buoy.txt",
            "#YY  MM DD hh mm WSPD WTMP\n#yr  mo dy hr mn m/s  degC\n"
            + "2022 12 31 23 50 5.0 11.2\n2023 01 01 00 50 5.1 11.3\n2023 01 01 01 50 5.1 11.3\n"));
        Assert.Equal(["WSPD", "WTMP"], frame.ColumnNames);
        Assert.Equal([new DateTime(2022, 12, 31, 23, 50, 0), new DateTime(2023, 1, 1, 0, 50, 0)], frame.Time.AsSpan()[..2].ToArray());
    }

    [Fact]
    public void What_is_left_out_of_a_header_is_told()
    {
        SeriesSet set = CsvFrameReader.ReadSet(_folder.Write("units.csv", "date,load\n,kWh\n2020-01-01,1\n2020-01-02,2\n"));
        Assert.Contains(set.Notes, note => note.Contains("'kWh'", StringComparison.Ordinal));
    }

    [Fact]
    public void A_title_is_no_header_above_one() => Assert.Contains("line 2", Assert.Throws<InputException>(() => CsvFrameReader.Read(
        _folder.Write("titled.csv", "Station,Berlin\ndate,load\n2017-01-01,1\n2017-01-02,3\n"))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_comment_that_is_no_header_names_nothing()
    {
        Frame frame = CsvFrameReader.Read(_folder.Write("plain.txt", "# my data\n2020-01-01 105.2\n2020-01-02 105.3\n"));
        Assert.Equal(["column-2"], frame.ColumnNames);
        frame = CsvFrameReader.Read(_folder.Write("octave.txt", "# Created by Octave\n0.1 105.2 7.5\n0.2 105.3 7.6\n"));
        Assert.Equal(["column-1", "column-2", "column-3"], frame.ColumnNames);
    }
}
