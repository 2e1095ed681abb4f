using System.Diagnostics;
using Unroll.Data;
using Unroll.Series.Frames;
using Unroll.Series.Windowing;
using Unroll.Workloads.Own;

namespace Unroll.Workloads.Throughput;

/// <summary>Copies windows out of a long series into a network's time-major buffer, a batch at a time, on one thread.</summary>
internal static class WindowCopying
{
    private const int Rows = 1_000_000;
    private const int Columns = 10;
    private const int Length = 100;
    private const int BatchSize = 64;
    private const int Batches = 1000;

    /// <summary>Windows in order, and in an order of chance, as training wants them.</summary>
    public static IReadOnlyList<DataTask> Tasks()
    {
        SeriesWindows windows = Over(RandomFrame(Rows, Columns), Length);
        int[] order = [.. Enumerable.Range(0, windows.Count)];
        int[] shuffled = [.. order];
        new RandomStream(7).Shuffle<int>(shuffled);
        return [Task("in order", windows, order), Task("shuffled", windows, shuffled)];
    }

    /// <summary>A frame of random columns, a row a minute.</summary>
    public static Frame RandomFrame(int rows, int columns)
    {
        var random = new RandomStream(6);
        double[][] values = [.. Enumerable.Range(0, columns).Select(_ => new double[rows])];
        foreach (double[] column in values)
        {
            for (int row = 0; row < rows; row++)
            {
                column[row] = random.NextNormal();
            }
        }

        return new Frame(
            TimeIndex.Numbered(rows), [.. Enumerable.Range(1, columns).Select(column => FormattableString.Invariant($"column-{column}"))],
            values);
    }

    /// <summary>All windows of a frame: all columns in, the next value of the first one out.</summary>
    public static SeriesWindows Over(Frame frame, int length) => new(
        [new WindowedSeries("series", frame, new RowRange(0, frame.RowCount))],
        new WindowColumns(frame.ColumnNames, [], [frame.ColumnNames[0]]),
        new WindowLayout(length, 1));

    private static DataTask Task(string name, SeriesWindows windows, int[] order)
    {
        float[] inputs = new float[Length * BatchSize * Columns], targets = new float[BatchSize];
        return new DataTask(
            $"copying windows of {Length} rows × {Columns} columns from {Rows:N0} rows, on one thread",
            name,
            UnrollContestant.Name,
            [new("windows", Batches * BatchSize), new("values", (double)Batches * BatchSize * Length * Columns)],
            () =>
            {
                long begin = Stopwatch.GetTimestamp();
                for (int batch = 0; batch < Batches; batch++)
                {
                    ReadOnlySpan<int> samples = order.AsSpan(batch * BatchSize, BatchSize);
                    windows.CopyInputs(samples, new TimeMajorSpan(inputs, Length, BatchSize, Columns));
                    windows.CopyTargets(samples, new TimeMajorSpan(targets, 1, BatchSize, 1));
                }

                return new Turn(Stopwatch.GetElapsedTime(begin).TotalSeconds);
            });
    }
}
