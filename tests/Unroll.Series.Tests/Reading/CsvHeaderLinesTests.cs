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

    [Theory]
    [InlineData("ret_a,ret_b\nNaN,NaN\n1,2\n3,4\n5,6\n")]
    [InlineData("ret_a,ret_b\nNaN,NaN\nNaN,NaN\nNaN,NaN\n1,2\n3,4\n5,6\n7,8\n")]
    [InlineData("city,ret_a,ret_b\nParis,NA,NA\nRome,NA,..\nX,1,2\nY,3,4\nZ,5,6\n")]
    [InlineData("geo,ret_a,ret_b\nAT,:,..\nBE,:,:\nX,1,2\nY,3,4\nZ,5,6\n")]
    public void A_row_of_missing_values_is_no_header(string text)
    {
        Frame frame = CsvFrameReader.Read(_folder.Write("missing.csv", text));
        Assert.Equal(text.Count(character => character == '\n') - 1, frame.RowCount);
        Assert.True(double.IsNaN(frame.Column("ret_a")[0]));
    }

    [Theory]
    [InlineData("geo,value\nAT,c\nBE,c\nCH,c\nX,1\nY,2\nZ,3\nU,4\n", "c")]
    [InlineData("city,pop,area\nParis,unknown,unknown\nX,1,2\nY,3,4\nZ,5,6\n", "unknown")]
    [InlineData("id,flag,x\np1,low,low\np2,low,1\np3,low,2\np4,low,3\n", "low")]
    [InlineData("geo,flag,value\nAT,b,c\nX,b,1\nY,b,2\nZ,b,3\n", "c")]
    [InlineData("id,temp,rh\na,NA,NA\nb,degC,NA\nX,1,2\nY,3,4\nZ,5,6\n", "degC")]
    [InlineData("x,y\nlow,high\n1,2\n3,4\n5,6\n", "low")]
    [InlineData("date,y\n,unknown\n2020-01-01,2\n2020-01-02,4\n2020-01-03,6\n", "line 2")]
    public void A_row_of_texts_is_told_and_not_left_out(string text, string cell) => Assert.Contains(cell, Assert.Throws<InputException>(
        () => CsvFrameReader.Read(_folder.Write("words.csv", text))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("m s-1,W m-2")]
    [InlineData("\u00B5g/m\u00B3,EUR/MWh")]
    [InlineData("[-],[any]")]
    [InlineData(",hPa")]
    public void Units_alone_are_no_row(string units) => Assert.Equal(3, CsvFrameReader.Read(
        _folder.Write("alone.csv", $"a,b\n{units}\n1,2\n3,4\n5,6\n")).RowCount);

    [Theory]
    [InlineData("# Weather station Berlin, Tempelhof\n2020-01-01,1\n2020-01-02,2\n", "column-2")]
    [InlineData("# Data source: NOAA\n1990 1 2.5\n1990 2 3.5\n1990 3 4.5\n", "column-3")]
    [InlineData("# Station: Berlin, Potsdam\n2020-01-01,1\n2020-01-02,2\n", "column-2")]
    [InlineData("# date, wind speed\n2020-01-01,1\n2020-01-02,2\n", "wind speed")]
    [InlineData("# moment, wind [m/s]\n2020-01-01,1\n2020-01-02,2\n", "wind [m/s]")]
    [InlineData("# \"moment\",\"wind speed\"\n2020-01-01,1\n2020-01-02,2\n", "wind speed")]
    public void A_sentence_above_the_rows_names_nothing(string text, string name) =>
        Assert.Equal(name, CsvFrameReader.Read(_folder.Write("above.txt", text)).ColumnNames[^1]);

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
