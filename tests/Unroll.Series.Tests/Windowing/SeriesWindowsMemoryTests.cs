using Unroll.Data;
using Unroll.Series.Frames;
using Unroll.Series.Windowing;

namespace Unroll.Series.Tests.Windowing;

public class SeriesWindowsMemoryTests
{
    private const int Rows = 1_000_000;
    private const int Columns = 10;

    [Fact]
    public void A_million_rows_of_ten_columns_in_windows_of_100_cost_little_more_than_the_series()
    {
        Frame frame = Long(Rows);
        string[] names = [.. frame.ColumnNames];
        long before = GC.GetAllocatedBytesForCurrentThread();
        SeriesWindows windows = new([new("1", frame, new(0, Rows))], new(names, [], names[..1]), new(100, 1));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(Rows - 100, windows.Count);
        Assert.True(allocated < 20_000, $"{allocated} bytes for a series of {Rows * Columns * sizeof(float)}.");
    }

    [Fact]
    public void Windows_left_out_cost_little_too()
    {
        Frame frame = Long(Rows);
        double[] gappy = frame.Column("c0").ToArray();
        for (int row = 0; row < Rows; row += 500)
        {
            gappy[row] = double.NaN;
        }

        frame = frame.With("c0", gappy);
        string[] names = [.. frame.ColumnNames];
        long before = GC.GetAllocatedBytesForCurrentThread();
        SeriesWindows windows = new([new("1", frame, new(0, Rows))], new(names, [], names[..1]), new(100, 1) { SkipMissing = true });
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        // Between two missing values, 500 rows apart, are 499 rows: 399 windows of 101.
        Assert.Equal(2000 * 399, windows.Count);
        Assert.True(allocated < Rows * Columns * sizeof(float) / 50, $"{allocated} bytes.");
    }

    [Fact]
    public void Asking_for_windows_allocates_nothing()
    {
        Frame frame = Long(2000);
        string[] names = [.. frame.ColumnNames];
        SeriesWindows windows = new([new("1", frame, new(0, 2000))], new(names[..6], names[6..], names[..2]), new(100, 3));
        float[] inputs = new float[100 * 32 * windows.InputShape.Features];
        float[] targets = new float[32 * 6];
        int[] samples = [.. Enumerable.Range(0, 32).Select(i => i * 50)];

        // The least of several times: what the runtime allocates on this thread now and then is not there the next time.
        long allocated = long.MaxValue;
        for (int i = 0; i < 5; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            windows.CopyInputs(samples, new TimeMajorSpan(inputs, 100, 32, windows.InputShape.Features));
            windows.CopyTargets(samples, new TimeMajorSpan(targets, 1, 32, 6));
            allocated = Math.Min(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, allocated);
    }

    [Fact]
    public void Columns_in_a_file_are_windows_sequences_and_streams_like_others()
    {
        double[] numbers = [.. Enumerable.Range(0, 50).Select(t => (double)t)];
        ColumnStore store = new();
        Frame stored = new(TimeIndex.Numbered(50), ["x"], [store.Write(numbers)], new Dictionary<string, IReadOnlyList<string>>());
        Frame inMemory = new(TimeIndex.Numbered(50), ["x"], [numbers]);
        SampleSource[][] sources = [.. new[] { stored, inMemory }.Select(frame => new SampleSource[]
        {
            new SeriesWindows([new("1", frame, new(0, 50))], new(["x"], ["x"], ["x"]), new(5, 2)),
            new SeriesSequences(SeriesSet.Of(frame), ["x"], SequenceTarget.Columns("x"), new() { Length = 7, Split = true }),
            StatefulBatches.OfFrame(frame, ["x"], ["x"], new(2, 5)),
        })];
        for (int i = 0; i < sources[0].Length; i++)
        {
            Assert.True(sources[0][i].IsSlow);
            Assert.True(new SelectedSamples(sources[0][i], [0]).IsSlow);
            Assert.False(sources[1][i].IsSlow);
            Assert.Equal(All(sources[1][i]), All(sources[0][i]));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Several_threads_may_ask_at_once(bool inMemory)
    {
        double[] numbers = [.. Enumerable.Range(0, 3000).Select(t => (double)t)];
        ColumnValues column = inMemory ? new MemoryColumn(numbers) : new NumbersElsewhere(numbers);
        Frame frame = new(TimeIndex.Numbered(3000), ["x"], [column], new Dictionary<string, IReadOnlyList<string>>());
        SeriesWindows windows = new([new("1", frame, new(0, 3000))], new(["x"], ["x"], ["x"]), new(20, 2) { SkipMissing = true });
        int wrong = 0;
        Parallel.For(0, 400, i =>
        {
            int[] samples = [i, windows.Count - 1 - i];
            TimeMajorSpan inputs = new(new float[20 * 2 * 2], 20, 2, 2), future = new(new float[2 * 2 * 1], 2, 2, 1);
            windows.CopyInputs(samples, inputs);
            windows.CopyInputs(1, samples, future);
            for (int row = 0; row < 2; row++)
            {
                for (int step = 0; step < 20; step++)
                {
                    float t = windows.Origin(samples[row]) - 19 + step;
                    if (!inputs.At(step, row).SequenceEqual([t, t + 1]) || future.At(1, row)[0] != windows.Origin(samples[row]) + 2)
                    {
                        Interlocked.Increment(ref wrong);
                    }
                }
            }
        });
        Assert.Equal(0, wrong);
    }

    private static float[] All(SampleSource source)
    {
        int[] samples = [.. Enumerable.Range(0, source.Count)];
        (Shape input, Shape target) = (source.InputShape, source.TargetShape);
        float[] inputs = new float[input.Timesteps * samples.Length * input.Features];
        float[] targets = new float[target.Timesteps * samples.Length * target.Features];
        source.CopyInputs(samples, new(inputs, input.Timesteps, samples.Length, input.Features));
        source.CopyTargets(samples, new(targets, target.Timesteps, samples.Length, target.Features));
        return [.. inputs, .. targets];
    }

    private static Frame Long(int rows) => new(
        TimeIndex.Numbered(rows), [.. Enumerable.Range(0, Columns).Select(c => $"c{c}")],
        [.. Enumerable.Range(0, Columns).Select(_ => new double[rows])]);
}
