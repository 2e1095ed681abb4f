using System.Text;
using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

public sealed class SeriesReaderTests : IDisposable
{
    private const string Csv = "Date,Load\n2017-01-01,1\n2017-01-02,2\n";
    private const string Ts = "# two\n@problemName Two\n@classLabel true A\n@data\n1,2:A\n";
    private const string Tsf = "@relation Two\n@attribute id string\n@data\nT1:1,2\n";
    private const string Json = "{\"time\": \"2017-01-01\", \"Load\": 1}\n{\"time\": \"2017-01-02\", \"Load\": 2}\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("load.csv", Csv, "Load")]
    [InlineData("load", Csv, "Load")]
    [InlineData("load.tsv", "Date\tLoad\n2017-01-01\t1\n2017-01-02\t2\n", "Load")]
    [InlineData("series.ts", Ts, "channel-1")]
    [InlineData("series.ts", "@data\n1,2\n", "channel-1")]
    [InlineData("series.txt", Ts, "channel-1")]
    [InlineData("series.tsf", Tsf, "value")]
    [InlineData("series.tsf", "@data\n1,2\n", "value")]
    [InlineData("SERIES.TSF", Tsf, "value")]
    [InlineData("load.jsonl", Json, "Load")]
    [InlineData("load.ndjson", Json, "Load")]
    [InlineData("load", Json, "Load")]
    [InlineData("series.data", Tsf, "value")]
    public void The_format_is_found_by_content_and_name_packed_or_not(string name, string text, string column)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        foreach (string path in new[] { Write(name, bytes), Write(name + ".gz", IdxFile.Packed(bytes)) })
        {
            SeriesSet set = SeriesReader.Read(path);
            Assert.Equal([column], set.ColumnNames);
            Assert.Equal([1, 2], set[0].Frame.Column(column).ToArray());
        }
    }

    [Fact]
    public void Idx_is_found_by_content_and_takes_labels()
    {
        string images = Write("images.bin", IdxFile.Of(0x08, [1, 2, 1], 1, 2));
        Assert.Equal([1, 2], SeriesReader.Read(images)[0].Frame.Column("channel-1").ToArray());
        Assert.Equal(1, SeriesReader.Read(images, new() { Labels = Write("labels.bin", IdxFile.Of(0x08, [1], 1)) })[0].Class);

        string message =
            Assert.Throws<InputException>(
                () => SeriesReader.Read(Write("load.csv", Encoding.UTF8.GetBytes(Csv)), new() { Labels = images })).Message;
        Assert.Contains(images, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_choose_the_format_and_what_is_read_of_a_table()
    {
        string path = Write("two.ts", "Date,Load,Wind\n2017-01-01,1,2\n"u8.ToArray());
        Assert.Throws<InputException>(() => SeriesReader.Read(path));
        SeriesSet set = SeriesReader.Read(path, new() { Format = SeriesFormat.Csv, Csv = new() { Columns = ["Wind"] } });
        Assert.Equal(["Wind"], set.ColumnNames);
    }

    [Theory]
    [InlineData("sheet.xlsx", "504B0304140006")]
    [InlineData("image.png", "89504E470D0A1A0A0000000D")]
    [InlineData("page", "3C68746D6C3E2C2C2C")]
    [InlineData("object.json", "7B0A202261223A20317D")]
    [InlineData("words", "68656C6C6F")]
    [InlineData("archive", "4064617461")]
    [InlineData("table.parquet", "5041523100002C2C")]
    public void Unknown_formats_are_told_with_those_that_are_known(string name, string bytes)
    {
        string path = Write(name, Convert.FromHexString(bytes));
        string message = Assert.Throws<InputException>(() => SeriesReader.Read(path)).Message;
        Assert.All(
            [path, ".csv", ".tsv", ".jsonl", ".ts", ".tsf", "IDX", ".gz"],
            part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Fact]
    public void Errors_name_the_file_that_was_given_though_it_is_packed()
    {
        string path = Write("load.csv.gz", IdxFile.Packed("Date,Load\n2017-01-01,high\n"u8.ToArray()));
        string message = Assert.Throws<InputException>(() => SeriesReader.Read(path, new() { Csv = new() { Columns = ["Load"] } })).Message;
        Assert.StartsWith($"{path}, line 2", message, StringComparison.Ordinal);

        Assert.Contains(
            "nowhere", Assert.Throws<InputException>(() => SeriesReader.Read(Path.Combine(_folder.Path, "nowhere.csv"))).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "empty", Assert.Throws<InputException>(() => SeriesReader.Read(Write("empty.csv", []))).Message, StringComparison.Ordinal);
    }

    private string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(_folder.Path, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
