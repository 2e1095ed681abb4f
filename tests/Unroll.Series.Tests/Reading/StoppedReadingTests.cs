using System.Data;
using System.Globalization;
using Unroll.Series.Reading;

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

    private static void Stops(SeriesReaderOptions options, string path) => Assert.Throws<OperationCanceledException>(
        () => SeriesReader.Read(path, options with { CancellationToken = new CancellationToken(canceled: true) }));
}
