using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Frames;

/// <summary>Rows know the lines of the file that they are from, whatever their order, as long as they are the file's own.</summary>
public sealed class SourceLinesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Comments_blank_lines_and_lines_within_quotes_are_counted()
    {
        string path = _folder.Write(
            "a.csv", "# note\n\ndate,x,text\n2020-01-01,1,a\n2020-01-02,2,\"two\nlines\"\n\n2020-01-03,3,b\n2020-01-04,4,c\n");
        TimeIndex time = CsvFrameReader.Read(path).Time;

        Assert.Equal(["2020-01-01 (line 4)", "2020-01-02 (line 5)", "2020-01-03 (line 8)", "2020-01-04 (line 9)"], Places(time));
        Assert.Equal(["2020-01-02 (line 5)", "2020-01-03 (line 8)"], Places(time.Slice(1, 2)));
        Assert.Equal(["2020-01-04 (line 9)", "2020-01-05"], Places(time.Extend(1).Slice(3, 2)));
    }

    [Fact]
    public void Series_that_take_turns_know_their_lines()
    {
        string path = _folder.Write("a.csv", "id,date,x\n" + string.Concat(Enumerable.Range(0, 12).Select(
            row => $"{"abc"[row % 3]},2020-01-0{1 + (row / 3)},{row}\n")));
        SeriesSet set = SeriesReader.Read(path, new() { Csv = new() { IdColumns = ["id"] } });

        Assert.Equal([3L, 6, 9, 12], Lines(set[1].Frame.Time));
    }

    [Fact]
    public void Sorted_and_joined_rows_know_their_lines()
    {
        string path = _folder.Write("a.csv", "date,x\n2020-01-03,3\n2020-01-02,2\n2020-01-02,4\n2020-01-01,1\n");
        Frame frame = CsvFrameReader.Read(path, new() { Sort = true, DuplicateTimestamps = DuplicateTimestamps.Mean });

        Assert.Equal([5L, 3, 2], Lines(frame.Time));
    }

    [Fact]
    public void Rows_without_stamps_and_those_of_json_know_theirs()
    {
        Assert.Equal(["row 0 (line 2)", "row 1 (line 3)"], Places(CsvFrameReader.Read(_folder.Write("a.csv", "x\n1\n2\n")).Time));
        string path = _folder.Write("a.jsonl", "{\"id\": \"a\", \"x\": 1}\n\n{\"id\": \"b\", \"x\": 2}\n{\"id\": \"a\", \"x\": 3}\n");
        SeriesSet set = SeriesReader.Read(path, new() { Json = new() { IdColumns = ["id"] } });

        Assert.Equal([1L, 4], Lines(set[0].Frame.Time));
        Assert.Equal([3L], Lines(set[1].Frame.Time));
    }

    [Fact]
    public void Lines_without_any_order_are_given_up_for_their_room()
    {
        SourceLinesBuilder builder = new();
        for (int row = 0; row < 20_000; row++)
        {
            builder.Add(1 + ((row * 7919L) % 20_011 * (1 + (row % 5))));
        }

        Assert.Null(builder.ToLines());
        Assert.Null(new SourceLinesBuilder().ToLines());
    }

    private static string[] Places(TimeIndex time) => [.. Enumerable.Range(0, time.Count).Select(time.Place)];

    private static long[] Lines(TimeIndex time) => [.. Enumerable.Range(0, time.Count).Select(row => time.Lines![row]!.Value)];
}
