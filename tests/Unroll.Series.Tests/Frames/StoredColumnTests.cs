using Unroll.Series.Frames;

namespace Unroll.Series.Tests.Frames;

public class StoredColumnTests
{
    private const int Rows = 50_000;

    [Fact]
    public void Columns_beyond_the_budget_are_kept_in_a_file_and_read_back_bit_for_bit()
    {
        (Frame memory, Frame stored) = Both();
        Assert.Null(memory.Values("a").Store);
        Assert.NotNull(stored.Values("a").Store);
        AssertSame(memory, stored);
    }

    [Fact]
    public void A_frame_with_columns_in_a_file_does_what_one_in_memory_does()
    {
        (Frame memory, Frame stored) = Both();
        AssertSame(memory.Slice(100, 40_000), stored.Slice(100, 40_000));
        AssertSame(memory.Slice(100, 40_000).Slice(20_000, 7), stored.Slice(100, 40_000).Slice(20_000, 7));
        AssertSame(memory.Select("b"), stored.Select("b"));
        AssertSame(memory.Slice(17_000, 20_000).Extend(10_000), stored.Slice(17_000, 20_000).Extend(10_000));
        AssertSame(memory.Extend(3).Slice(Rows - 5, 8).Extend(1), stored.Extend(3).Slice(Rows - 5, 8).Extend(1));
        Assert.NotNull(stored.Extend(3).Values("b").Store);

        double[] more = [.. Enumerable.Range(0, Rows).Select(row => row / 3.0)];
        Frame with = stored.With("c", more).With("a", more);
        AssertSame(memory.With("c", more).With("a", more), with);
        Assert.Same(stored.Values("a").Store, with.Values("c").Store);
        Assert.Same(stored.Values("a").Store, with.Values("a").Store);
    }

    [Fact]
    public void Threads_read_at_once()
    {
        (Frame memory, Frame stored) = Both();
        double[] expected = memory.Column("b").ToArray();
        int wrong = 0;
        Parallel.For(0, 200, task =>
        {
            int start = task * 211;
            double[] read = new double[1 + (task * 31)];
            stored.CopyColumn("b", start, read);
            if (!read.AsSpan().SequenceEqual(expected.AsSpan(start, read.Length)))
            {
                Interlocked.Increment(ref wrong);
            }
        });
        Assert.Equal(0, wrong);
    }

    [Fact]
    public void The_file_is_gone_from_its_folder()
    {
        string folder = Environment.GetEnvironmentVariable("UNROLL_TEMP") is { Length: > 0 } given ? given : Path.GetTempPath();
        (_, Frame stored) = Both();
        Assert.NotEmpty(stored.Column("a").ToArray());
        if (!OperatingSystem.IsWindows())
        {
            Assert.Empty(Directory.GetFiles(folder, "unroll-*.columns"));
        }
    }

    [Fact]
    public void Rows_beyond_the_column_are_refused()
    {
        (_, Frame stored) = Both();
        Assert.Throws<ArgumentOutOfRangeException>(() => stored.CopyColumn("a", Rows - 1, new double[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => stored.CopyColumn("a", -1, new double[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => stored.Values("a").Slice(5, Rows));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 15)]
    [InlineData(3, 17)]
    [InlineData(2, 16_384)]
    [InlineData(2, 16_385)]
    [InlineData(5_000, 700)] // short blocks, as there are many columns
    public void Any_number_of_rows_and_columns_comes_back(int columns, int rows)
    {
        foreach (long budget in new[] { 1, long.MaxValue })
        {
            ColumnsBuilder builder = new(columns, budget);
            double[] row = new double[columns];
            for (int i = 0; i < rows; i++)
            {
                for (int j = 0; j < columns; j++)
                {
                    row[j] = (i * 7) + j;
                }

                builder.Add(row);
            }

            ColumnValues[] values = builder.ToColumns();
            Assert.Equal(columns, values.Length);
            for (int j = 0; j < columns; j += 97)
            {
                Assert.Equal(Enumerable.Range(0, rows).Select(i => (double)((i * 7) + j)), values[j].AsSpan().ToArray());
            }
        }
    }

    private static (Frame Memory, Frame Stored) Both()
    {
        ColumnsBuilder memory = new(2, long.MaxValue);
        ColumnsBuilder stored = new(2, 1);
        Random random = new(7);
        for (int row = 0; row < Rows; row++)
        {
            ReadOnlySpan<double> values = [
                BitConverter.Int32BitsToSingle(random.Next()), random.Next(10) == 0 ? double.NaN : random.NextSingle()];
            memory.Add(values);
            stored.Add(values);
        }

        TimeIndex time = TimeIndex.Numbered(Rows);
        return (Of(memory), Of(stored));
        Frame Of(ColumnsBuilder builder) => new(time, ["a", "b"], builder.ToColumns(), new Dictionary<string, IReadOnlyList<string>>());
    }

    private static void AssertSame(Frame expected, Frame actual)
    {
        Assert.Equal(expected.ColumnNames, actual.ColumnNames);
        Assert.Equal(expected.RowCount, actual.RowCount);
        Assert.True(expected.Time.AsSpan().SequenceEqual(actual.Time.AsSpan()));
        foreach (string name in expected.ColumnNames)
        {
            Assert.Equal(Bits(expected.Column(name)), Bits(actual.Column(name)));
        }
    }

    private static long[] Bits(ReadOnlySpan<double> values) =>
        System.Runtime.InteropServices.MemoryMarshal.Cast<double, long>(values).ToArray();
}
