using System.Data;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Unroll.Series.Reading;
using Unroll.Series.Texts;

namespace Unroll.Series.Tests.Reading;

/// <summary>Every reader stops where it is once it is cancelled.</summary>
public sealed class StoppedReadingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.csv", "date,x\n", "2020-01-01,1\n")]
    [InlineData("a.ts", "@problemName a\n@classLabel false\n@data\n", "1,2,3\n")]
    [InlineData("a.tsf", "@relation a\n@attribute series_name string\n@frequency daily\n@data\n", "T1:1,2,3\n")]
    [InlineData("a.jsonl", "", "{\"x\": 1}\n")]
    public void A_text_is_not_read_on(string name, string header, string line)
    {
        string path = _folder.Write(name, header + line);
        Assert.True(SeriesReader.Read(path).Count > 0);

        Stops(new SeriesReaderOptions(), path);
    }

    [Theory]
    [InlineData("a.tsv", "date\tx\n2020-01-01\t1\n")]
    [InlineData("a.jsonl", "{\"id\": \"a\", \"start\": \"2020-01-01\", \"freq\": \"D\", \"target\": [1, 2]}\n")]
    [InlineData("a.csv.gz", "date,x\n2020-01-01,1\n")]
    [InlineData("a.jsonl.gz", "{\"x\": 1}\n")]
    [InlineData("a.ts.gz", "@problemName a\n@classLabel false\n@data\n1,2,3\n")]
    public void Nor_are_other_shapes_and_packed_files(string name, string text)
    {
        string path = name.EndsWith(".gz", StringComparison.Ordinal) ? Packed(name, text) : _folder.Write(name, text);
        Assert.True(SeriesReader.Read(path).Count > 0);

        Stops(new SeriesReaderOptions(), path);
    }

    [Fact]
    public void Nor_are_the_layouts_of_tables()
    {
        string measured = _folder.Write("long.csv", "date,what,value\n2020-01-01,a,1\n2020-01-01,b,2\n");
        string wide = _folder.Write("wide.csv", "id,2020-01-01,2020-01-02\na,1,2\n");

        Stops(new() { Csv = new() { VariableColumn = "what", ValueColumn = "value" } }, measured);
        Stops(new() { Csv = new() { SeriesInRows = true } }, wide);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Looks_at_a_table_that_go_through_all_of_it_stop_too(bool isPacked)
    {
        const string text = "date,what,value\n2020-01-01,a,1\n2020-01-01,b,2\n";
        string path = isPacked ? Packed("long.csv.gz", text) : _folder.Write("long.csv", text);
        CsvFrameOptions stopped = new() { VariableColumn = "what", ValueColumn = "value", CancellationToken = new(canceled: true) };

        Assert.Throws<OperationCanceledException>(() => CsvDiagnosis.Of(path, stopped));
        Assert.Throws<OperationCanceledException>(
            () => SeriesReader.ColumnNames(path, new() { Csv = stopped, CancellationToken = stopped.CancellationToken }));
    }

    [Fact]
    public void A_large_table_stops_between_two_pieces_of_the_file_whoever_reads_it()
    {
        // Beyond the first megabyte, which is kept.
        string path = _folder.Write("large.csv", "date,x\n" + string.Concat(Enumerable.Repeat("2020-01-01,1\n", 200_000)));
        using CancellationTokenSource stop = new();
        CsvSource source = CsvSource.Of(path, null, null, stop.Token);
        using CsvHelper.CsvReader reader = source.Open(',', countLines: false);
        Assert.True(reader.Read());
        stop.Cancel();

        Assert.Throws<OperationCanceledException>(() =>
        {
            while (reader.Read())
            {
            }
        });
    }

    [Theory]
    [InlineData("a.csv", "text,label\ngood,1\n")]
    [InlineData("a.jsonl", "{\"text\": \"good\", \"label\": \"1\"}\n")]
    public void A_table_of_texts_is_not_read_on(string name, string content)
    {
        TextTableOptions options = new() { TextColumns = ["text"], ClassColumn = "label" };
        string path = _folder.Write(name, content);
        Assert.Equal(1, TextTableReader.Read(path, options).Count);

        Assert.Throws<OperationCanceledException>(
            () => TextTableReader.Read(path, options with { CancellationToken = new(canceled: true) }));
    }

    [Fact]
    public void A_text_of_words_is_not_read_on() => Assert.Throws<OperationCanceledException>(
        () => TextCorpusReader.Read(_folder.Write("a.txt", "a b c"), TextUnit.Word, new CancellationToken(canceled: true)));

    [Fact]
    public void Images_and_their_labels_are_not_read_on()
    {
        string path = _folder.In("a-idx3-ubyte");
        File.WriteAllBytes(path, IdxFile.Of(0x08, [1, 2, 2], 1, 2, 3, 4));
        Assert.Single(SeriesReader.Read(path).Items);

        Stops(new SeriesReaderOptions(), path);
    }

    [Fact]
    public void A_stream_stops_between_two_pieces()
    {
        using CancellationTokenSource stop = new();
        using StoppableStream stream = new(new MemoryStream(new byte[100]), stop.Token);
        Assert.Equal(40, stream.Read(new byte[40]));
        stop.Cancel();

        Assert.Throws<OperationCanceledException>(() => stream.Read(new byte[40]));
    }

    [Fact]
    public void Rows_of_a_database_are_not_read_on()
    {
        using DataTable table = new() { Locale = CultureInfo.InvariantCulture };
        table.Columns.Add("x", typeof(double));
        table.Rows.Add(1.0);
        table.Rows.Add(2.0);
        using DataTableReader rows = table.CreateDataReader();

        Assert.Throws<OperationCanceledException>(
            () => DbFrameReader.ReadSet(rows, new DbFrameOptions { CancellationToken = new CancellationToken(canceled: true) }));
    }

    private string Packed(string name, string text)
    {
        string path = _folder.In(name);
        using GZipStream packed = new(File.Create(path), CompressionLevel.Fastest);
        packed.Write(Encoding.UTF8.GetBytes(text));
        return path;
    }

    private static void Stops(SeriesReaderOptions options, string path) => Assert.Throws<OperationCanceledException>(
        () => SeriesReader.Read(path, options with { CancellationToken = new CancellationToken(canceled: true) }));
}
