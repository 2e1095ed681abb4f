using System.Text;
using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

/// <summary>What spreadsheets, statistics offices and databases leave in the files that they write.</summary>
public sealed class CsvExportsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_of_delimiters_alone_are_passed_over_where_rows_have_stamps()
    {
        Frame frame = Read("date;a;b\n2017-01-01;1;2\n;;\n2017-01-02;3;4\n;;\n;\n");
        Assert.Equal([1.0, 3], frame.Column("a").ToArray());
        Assert.Equal(
            CsvLayout.Wide,
            CsvFormat.Detect(_folder.Write("blank.csv", "date,name,value\n2017-01-01,x,2\n2017-01-02,x,2\n,,\n,,\n")).Layout);

        // Without stamps each row is a step, and one at which nothing was measured counts.
        Assert.Equal([1.0, double.NaN, 3], Read("a,b\n1,2\n,\n3,4\n").Column("a").ToArray());
    }

    [Theory]
    [InlineData("series.csv.gz", "date,a\n2017-01-01,1\n2017-01-02,2\n")]
    [InlineData("series.jsonl.gz", "{\"date\": \"2017-01-01\", \"a\": 1}\n")]
    [InlineData("series.ts.gz", "@data\n1,2:a\n")]
    public void A_file_that_is_packed_twice_is_told(string name, string content)
    {
        string path = _folder.In(name);
        File.WriteAllBytes(path, IdxFile.Packed(IdxFile.Packed(Encoding.UTF8.GetBytes(content))));
        Assert.Equal(
            $"{path} is packed by gzip twice, and unpacked once it is packed still: unpack it first (gzip -d).",
            Assert.Throws<InputException>(() => SeriesReader.Read(path)).Message);
    }

    [Fact]
    public void A_stamp_that_is_missing_beside_a_value_is_refused() => Assert.Contains(
        "line 3, column 'date': got '', expected a date",
        Assert.Throws<InputException>(() => Read("date,a\n2017-01-01,1\n,2\n")).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(".")] // FRED, SAS
    [InlineData("--")]
    [InlineData("#N/A")] // Excel
    [InlineData("<NA>")] // pandas
    [InlineData("\\N")] // MySQL
    public void Texts_that_programs_write_for_missing_values_are_missing(string missing) =>
        Assert.Equal([1.0, double.NaN], Read($"DATE,UNRATE\n2017-01-01,1\n2017-02-01,{missing}\n").Column("UNRATE").ToArray());

    [Fact]
    public void Another_text_leads_to_the_list_of_missing_ones()
    {
        InputException exception = Assert.Throws<InputException>(() => Read("date,a\n2017-01-01,1\n2017-02-01,n.d.\n"));
        Assert.Contains("got 'n.d.'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("data.missing", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_beyond_single_precision_is_told_to_be_one() => Assert.Contains(
        "line 3, column 'a': got '1e39', expected a number that single precision holds",
        Assert.Throws<InputException>(() => Read("date,a\n2017-01-01,1\n2017-02-01,1e39\n")).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("Nov-99,1\nDec-99,2\nJan-00,3\n", "2000-01-01", "MMM-yy")]
    [InlineData("20161231T220000Z,1\n20161231T230000Z,2\n20170101T000000Z,3\n", "2017-01-01", "yyyyMMdd'T'HHmmssK")]
    [InlineData("20161231T2200,1\n20161231T2300,2\n20170101T0000,3\n", "2017-01-01", "yyyyMMdd'T'HHmm")]
    public void Short_spellings_are_read_and_described(string rows, string third, string format)
    {
        string path = _folder.Write("short.csv", "date,a\n" + rows);
        Assert.Equal(third, TimeIndex.ToText(CsvFrameReader.Read(path).Time[2]));
        Assert.Equal(format, CsvFormat.Detect(path).DateFormat);
        Assert.Equal(third, TimeIndex.ToText(CsvFrameReader.Read(path, new() { DateFormat = format }).Time[2]));
    }

    [Fact]
    public void The_day_0_of_a_month_is_no_date() =>
        Assert.Null(CsvFormat.Detect(_folder.Write("zero.csv", "d,a\n00 Jan 2017,1\n00 Feb 2017,2\n")).TimeColumn);

    [Theory]
    [InlineData(new byte[] { 0x80 }, "€", "windows-1252")]
    [InlineData(new byte[] { 0xF6 }, "ö", "iso-8859-1")]
    public void Texts_of_one_byte_are_told_apart(byte[] character, string read, string encoding)
    {
        string path = _folder.Write("western.csv", "");
        File.WriteAllBytes(path, [.. "date;"u8, .. character, .. "\n2017-01-01;1\n"u8]);
        CsvFormat format = CsvFormat.Detect(path);
        Assert.Equal((read, encoding), (format.Columns[1].Name, format.Encoding));
        Assert.Equal([1.0], CsvFrameReader.Read(path).Column(read).ToArray());
    }

    [Fact]
    public void Missing_numbers_as_python_writes_them_are_missing()
    {
        Frame rows = JsonLinesReader.Read(
            _folder.Write(
                "rows.jsonl",
                "{\"time\": \"2017-01-01\", \"a\": NaN, \"t\": \"a \\\"NaN\"}\n{\"time\": \"2017-01-02\", \"a\": 2, \"t\": \"b\"}\n"));
        Assert.Equal([double.NaN, 2], rows.Column("a").ToArray());
        Assert.Equal(["a \"NaN", "b"], rows.Categories("t"));
        Frame series = JsonLinesReader.Read(
            _folder.Write("series.jsonl", "{\"start\": \"2017-01-01\", \"freq\": \"D\", \"target\": [NaN,1.5, NaN]}\n"));
        Assert.Equal([double.NaN, 1.5, double.NaN], series.Column("target").ToArray());
        Assert.Throws<InputException>(() => JsonLinesReader.Read(_folder.Write("odd.jsonl", "{\"a\": NaNa}\n")));
    }

    [Theory]
    [InlineData("[{\"time\": \"2017-01-01\", \"a\": 1}]")]
    [InlineData("[\n {\"time\": \"2017-01-01\", \"a\": 1}\n]\n")]
    [InlineData("{\n \"time\": [\"2017-01-01\"],\n \"a\": [1]\n}\n")]
    public void A_document_of_json_is_told_to_be_one(string text) => Assert.Contains(
        "is one JSON document, but JSON lines have an object on each line",
        Assert.Throws<InputException>(() => SeriesReader.Read(_folder.Write("a.json", text))).Message,
        StringComparison.Ordinal);

    private Frame Read(string text, CsvFrameOptions options = default) => CsvFrameReader.Read(_folder.Write("export.csv", text), options);
}
