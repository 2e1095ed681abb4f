using System.Text;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

/// <summary>What is no file of series is told to be what it is, whatever its name.</summary>
public sealed class ForeignFormatTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("PK\u0003\u0004\u0014\0", "Excel")]
    [InlineData("\u00D0\u00CF\u0011\u00E0\u00A1", "Excel")]
    [InlineData("PAR1\u0015", "Parquet")]
    [InlineData("\u0089PNG\r\n\u001A\n\0\0", "image (PNG)")]
    [InlineData("%PDF-1.7\n", "PDF")]
    [InlineData("BZh91AY", "unpack it")]
    [InlineData("SQLite format 3\0", "SQLite")]
    [InlineData("\n<!DOCTYPE html>\n<p>1,2</p>\n", "web page")]
    [InlineData("<?xml version=\"1.0\"?>\n", "XML")]
    public void Formats_that_are_not_read_are_named(string text, string part)
    {
        foreach (string name in (string[])["data.csv", "data.txt", "data"])
        {
            string path = _folder.Write(name, "");
            File.WriteAllBytes(path, Encoding.Latin1.GetBytes(text));
            InputException exception = Assert.Throws<InputException>(() => SeriesReader.Read(path));
            Assert.StartsWith($"{path} is ", exception.Message, StringComparison.Ordinal);
            Assert.Contains(part, exception.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("First Citizen:\nBefore we proceed any further, hear me speak.\n\nAll:\nSpeak, speak.\n", "play.txt")]
    [InlineData("Data, and what they are\n=====\nSome words, and more.\n", "README.md")]
    public void Running_text_is_no_table(string text, string name)
    {
        InputException exception = Assert.Throws<InputException>(() => SeriesReader.Read(_folder.Write(name, text)));

        Assert.Contains("running text", exception.Message, StringComparison.Ordinal);
        Assert.Equal(2, SeriesReader.Read(_folder.Write("table.txt", "date,a\n2017-01-01,1\n2017-01-02,2\n"))[0].Frame.RowCount);
    }

    [Fact]
    public void A_folder_is_told_to_be_one()
    {
        string folder = Path.GetDirectoryName(_folder.Write("a.csv", "a\n1\n"))!;

        Assert.Contains("is a folder", Assert.Throws<InputException>(() => SeriesReader.Read(folder)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Utf16_needs_no_mark(bool bigEndian)
    {
        string path = _folder.Write("utf16.csv", "");
        File.WriteAllBytes(
            path, new UnicodeEncoding(bigEndian, byteOrderMark: false).GetBytes("date;Größe\n2017-01-01;1,5\n2017-01-02;2\n"));

        Assert.Equal(bigEndian ? "utf-16BE" : "utf-16", CsvFormat.Detect(path).Encoding);
        Assert.Equal([1.5, 2], SeriesReader.Read(path)[0].Frame.Column("Größe").ToArray());
    }

    [Fact]
    public void A_delimiter_at_the_end_of_rows_is_no_cell()
    {
        Assert.Equal(
            [1, 2], CsvFrameReader.Read(_folder.Write("ends.csv", "date,a\n2017-01-01,1,\n2017-01-02,2,,\n")).Column("a").ToArray());

        string message =
            Assert.Throws<InputException>(
                () => CsvFrameReader.Read(_folder.Write("more.csv", "date,a\n2017-01-01,1,\n2017-01-02,2,3\n"))).Message;
        Assert.Contains("line 3: 3 cells, but the header has 2", message, StringComparison.Ordinal);
        message =
            Assert.Throws<InputException>(
                () => CsvFrameReader.Read(_folder.Write("less.csv", "date,a\n2017-01-01,1\n2017-01-02\n"))).Message;
        Assert.Contains("line 3: 1 cell, but", message, StringComparison.Ordinal);
    }
}
