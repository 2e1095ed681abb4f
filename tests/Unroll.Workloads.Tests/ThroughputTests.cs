using System.Text.Json.Nodes;
using Unroll.Data;
using Unroll.Series.Frames;
using Unroll.Series.Reading;
using Unroll.Series.Windowing;
using Unroll.Workloads.Throughput;

namespace Unroll.Workloads.Tests;

public sealed class ThroughputTests
{
    [Fact]
    public void The_file_is_there_until_it_is_disposed_of_and_reads_as_it_was_meant()
    {
        string path;
        using (var file = new CsvFile(rows: 40, columns: 3))
        {
            path = file.FilePath;
            Frame frame = CsvFrameReader.Read(path);
            Assert.Equal((40, 3), (frame.RowCount, frame.ColumnNames.Count));
            Assert.Equal(new DateTime(2020, 1, 1, 0, 39, 0), frame.Time[39]);
            Assert.InRange(frame.Column("value-3")[20], 1000, 2000);
            Assert.Equal(
                [("rows", 40), ("cells", 160), ("MB", new FileInfo(path).Length / 1e6)],
                file.Amounts.Select(amount => (amount.Unit, amount.Count)));
            Assert.True(CsvReading.Task(file).Run().Seconds > 0);
        }

        Assert.False(File.Exists(path));
    }

    [Fact]
    public void A_dear_source_gives_the_same_samples()
    {
        SeriesWindows cheap = WindowCopying.Over(WindowCopying.RandomFrame(30, 2), 5);
        var dear = new DearSource(cheap, TimeSpan.FromMicroseconds(1), TimeSpan.FromMilliseconds(1));
        Assert.Equal((25, cheap.InputShape, cheap.TargetShape), (dear.Count, dear.InputShape, dear.TargetShape));
        float[][] values = [new float[30], new float[30], new float[3], new float[3]];
        foreach ((SampleSource source, int at) in new[] { ((SampleSource)cheap, 0), (dear, 1) })
        {
            source.CopyInputs([4, 0, 24], new TimeMajorSpan(values[at], 5, 3, 2));
            source.CopyTargets([4, 0, 24], new TimeMajorSpan(values[at + 2], 1, 3, 1));
        }

        Assert.Equal(values[0], values[1]);
        Assert.Equal(values[2], values[3]);
        Assert.Contains(values[0], value => value != 0);
    }

    [Fact]
    public void A_result_is_the_median_of_its_turns()
    {
        DataResult odd = Result("a", "unroll", 3, 1, 8);
        Assert.Equal((3, 1), (odd.Seconds, odd.LeastSeconds));
        Assert.Equal(4, Result("a", "unroll", 3, 1, 8, 5).Seconds);
        Assert.Equal([("rows", 4)], odd.Rates.Select(rate => (rate.Unit, rate.Count)));
        Assert.Null(odd.WaitingShare);
        Assert.Equal(0.25, Result("a", "unroll", new Turn(1, 0.25), new Turn(1, 0.5), new Turn(2, 0.125)).WaitingShare);
    }

    [Fact]
    public void A_run_is_told_as_text_and_document()
    {
        DataRun run = new(
            Samples.Run().Machine,
            DateTimeOffset.UnixEpoch,
            new Dictionary<string, string> { ["pandas"] = "1.5.3" },
            [Result("reading", "unroll", 2, 4, 2), Result("reading", "pandas", 3, 3, 9), Result("training", "unroll", new Turn(6, 0.0125))],
            OtherWork: 0.1);
        string text = DataRunFormatter.Of(run);
        Assert.Contains("pandas 1.5.3", text, StringComparison.Ordinal);
        Assert.Contains("1.50x", text, StringComparison.Ordinal);
        Assert.Contains("1.25 %", text, StringComparison.Ordinal);
        Assert.Contains("Others used 10 %", text, StringComparison.Ordinal);

        JsonNode document = JsonNode.Parse(DataDocument.Of(run))!;
        Assert.StartsWith("Some Processor", (string)document["machine"]!["processor"]!, StringComparison.Ordinal);
        JsonNode[] tasks = [.. document["tasks"]!.AsArray().Select(task => task!)];
        Assert.Equal([6, 4, 2], tasks.Select(task => (double)task["rows_per_second"]!));
        Assert.Equal([null, null, 0.0125], tasks.Select(task => (double?)task["waiting_share"]));
        Assert.Equal(["reading", "reading", "training"], tasks.Select(task => (string)task["part"]!));
    }

    private static DataResult Result(string part, string library, params double[] seconds) =>
        Result(part, library, [.. seconds.Select(second => new Turn(second))]);

    private static DataResult Result(string part, string library, params Turn[] turns) =>
        new(new DataTask(part, "name", library, [new("rows", 12)], () => throw new InvalidOperationException()), turns);
}
