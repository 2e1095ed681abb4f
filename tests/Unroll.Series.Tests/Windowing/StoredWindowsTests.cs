using Unroll.Data;
using Unroll.Series.Frames;
using Unroll.Series.Windowing;

namespace Unroll.Series.Tests.Windowing;

/// <summary>Windows over columns in a file hold what those over columns in memory do, read by the row or by the column.</summary>
public sealed class StoredWindowsTests
{
    private const int Rows = 10_000;

    [Theory]
    [InlineData(3, 2, 1, 0, 1)]
    [InlineData(1, 1, 4, 0, 3)]
    [InlineData(5, 0, 2, 3, 7)]
    [InlineData(1, 4, 24, 2, 1)]
    public void Windows_are_the_same_in_a_file_and_in_memory(int past, int known, int horizon, int gap, int stride)
    {
        RandomStream random = new(7);
        string[] names = [.. Enumerable.Range(0, past + known).Select(index => $"c{index}")];
        double[][] columns = [.. names.Select(_ => Enumerable.Range(0, Rows).Select(_ => random.NextDouble()).ToArray())];
        TimeIndex time = TimeIndex.Numbered(Rows);
        Frame memory = new(time, names, columns);
        ColumnStore store = new();
        Frame stored = new(
            time, names, [.. columns.Select(column => (ColumnValues)store.Write(column))], new Dictionary<string, IReadOnlyList<string>>());
        WindowColumns which = new(names[..past], names[past..], [names[0], names[^1]]);
        WindowLayout layout = new(12, horizon) { Gap = gap, Stride = stride };

        SeriesWindows[] windows = [
            .. new[] { memory, stored }.Select(frame => new SeriesWindows([new("a", frame, new(100, Rows - 200))], which, layout))];
        long length = store.Length;
        _ = new SeriesWindows([new("a", stored, new(5000, 100))], which, layout);

        Assert.Equal(length, store.Length); // The same columns are not written twice.
        int[] samples = [0, windows[0].Count - 1, .. Enumerable.Range(0, 30).Select(_ => random.NextInt32(windows[0].Count))];
        Assert.Equal(Inputs(windows[0], samples), Inputs(windows[1], samples));
        Assert.Equal(Targets(windows[0], samples), Targets(windows[1], samples));
    }

    private static float[] Inputs(SeriesWindows windows, int[] samples)
    {
        float[] values = new float[samples.Length * windows.InputShape.Timesteps * windows.InputShape.Features];
        windows.CopyInputs(samples, new TimeMajorSpan(values, windows.InputShape.Timesteps, samples.Length, windows.InputShape.Features));
        return values;
    }

    private static float[] Targets(SeriesWindows windows, int[] samples)
    {
        float[] values = new float[samples.Length * windows.TargetShape.Features];
        windows.CopyTargets(samples, new TimeMajorSpan(values, 1, samples.Length, windows.TargetShape.Features));
        return values;
    }
}
