using System.Globalization;
using System.Text;
using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

/// <summary>Files whose columns exceed the memory that they may take give the same numbers, bit for bit.</summary>
public sealed class CsvStoreTests : IDisposable
{
    private const int Rows = 60_000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_single_series()
    {
        string path = Write(order: row => row, ids: 1);
        Frame stored = AssertSame(path, new() { Columns = ["a", "b"], CategoryColumns = ["c"] })[0].Frame;
        Assert.NotNull(stored.Values("a").Store);
        Assert.Equal(["x", "y", "z"], stored.Categories("c"));
        Assert.Equal(TimeSpan.FromMinutes(1), stored.Time.Interval);
    }

    [Fact]
    public void Series_one_after_the_other() =>
        Assert.NotNull(AssertSame(Write(row => row, 13), new() { IdColumns = ["id"] })[12].Frame.Values("a").Store);

    [Fact]
    public void Series_that_take_turns_and_are_not_sorted()
    {
        string path = Write(row => (row * 7919) % Rows, 13);
        SeriesSet stored = AssertSame(path, new() { IdColumns = ["id"], Sort = true });
        Assert.NotNull(stored[3].Frame.Values("b").Store);
        SeriesSet sorted = CsvFrameReader.ReadSet(Write(row => row, 13), new() { IdColumns = ["id"] });
        Assert.Equal(
            sorted[5].Frame.Column("a").ToArray(), stored.Items.Single(item => item.Id == sorted[5].Id).Frame.Column("a").ToArray());
    }

    [Fact]
    public void Repeats_made_one() =>
        AssertSame(Write(row => row / 2 * 2, 13), new() { IdColumns = ["id"], DuplicateTimestamps = DuplicateTimestamps.Mean });

    [Fact]
    public void Measurements_a_row()
    {
        StringBuilder text = new("time,p,v\n");
        for (int row = 0; row < Rows; row++)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{new DateTime(2017, 1, 1).AddMinutes(row / 3):yyyy-MM-dd HH:mm},{"abc"[row % 3]},{row / 7.0}\n");
        }

        SeriesSet stored = AssertSame(_folder.Write("long.csv", text.ToString()), new() { VariableColumn = "p", ValueColumn = "v" });
        Assert.NotNull(stored[0].Frame.Values("a").Store);
    }

    private static SeriesSet AssertSame(string path, CsvFrameOptions options)
    {
        SeriesSet memory = CsvFrameReader.ReadSet(path, options);
        SeriesSet stored = CsvFrameReader.ReadSet(path, options with { MemoryBudget = 1 });
        Assert.Equal(memory.Count, stored.Count);
        for (int i = 0; i < memory.Count; i++)
        {
            (Frame expected, Frame actual) = (memory[i].Frame, stored[i].Frame);
            Assert.Equal(memory[i].Id, stored[i].Id);
            Assert.True(expected.Time.AsSpan().SequenceEqual(actual.Time.AsSpan()));
            foreach (string name in expected.ColumnNames)
            {
                Assert.Null(expected.Values(name).Store);
                Assert.True(Bits(expected.Column(name)).SequenceEqual(Bits(actual.Column(name))), $"{memory[i].Id}, {name}");
            }
        }

        return stored;
    }

    private static int[] Bits(ReadOnlySpan<double> values) =>
        System.Runtime.InteropServices.MemoryMarshal.Cast<double, int>(values).ToArray();

    private string Write(Func<int, int> order, int ids)
    {
        StringBuilder text = new("id,time,a,b,c\n");
        for (int i = 0; i < Rows; i++)
        {
            int row = order(i);
            int length = (Rows / ids) + 1;
            DateTime time = new DateTime(2017, 1, 1).AddMinutes(row % length);
            string gaps = row % 11 == 0 ? "" : row.ToString(CultureInfo.InvariantCulture);
            text.Append(
                CultureInfo.InvariantCulture, $"s{row / length},{time:yyyy-MM-dd HH:mm},{row / 3.0},{gaps},{"xyz"[row % 3]}\n");
        }

        return _folder.Write("store.csv", text.ToString());
    }
}
