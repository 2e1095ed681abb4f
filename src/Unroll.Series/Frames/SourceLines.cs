namespace Unroll.Series.Frames;

/// <summary>
/// The lines of a file that rows were read from, for messages. They are kept as runs of lines at even distances, so that whole files take
/// next to no room: rows of series that take turns are such runs, too.
/// </summary>
internal sealed class SourceLines
{
    private readonly LineRun[] _runs;
    private readonly int _start;
    private readonly int _count;

    /// <summary>Creates the lines of some rows.</summary>
    /// <param name="runs">The runs of all rows, in their order.</param>
    /// <param name="start">The first row.</param>
    /// <param name="count">Rows.</param>
    public SourceLines(LineRun[] runs, int start, int count) => (_runs, _start, _count) = (runs, start, count);

    /// <summary>Rows that are from one line, as a whole series is.</summary>
    /// <param name="line">The line.</param>
    /// <param name="count">Rows.</param>
    public static SourceLines Same(long line, int count) => new([new(0, line, 0)], 0, count);

    /// <summary>The line of a row, from 1; null for a row that comes from no line.</summary>
    /// <param name="row">The row.</param>
    public long? this[int row]
    {
        get
        {
            if ((uint)row >= (uint)_count)
            {
                return null;
            }

            int at = _start + row;
            int low = 0;
            for (int high = _runs.Length - 1; low < high;)
            {
                int middle = (low + high + 1) / 2;
                (low, high) = _runs[middle].Row <= at ? (middle, high) : (low, middle - 1);
            }

            LineRun run = _runs[low];
            return run.Line + ((at - run.Row) * run.Step);
        }
    }

    /// <summary>The lines of a run of rows.</summary>
    /// <param name="start">First row.</param>
    /// <param name="count">Rows.</param>
    public SourceLines Slice(int start, int count) => new(_runs, _start + start, Math.Clamp(_count - start, 0, count));
}

/// <summary>A run of rows whose lines are at even distances.</summary>
/// <param name="Row">The first row.</param>
/// <param name="Line">Its line.</param>
/// <param name="Step">Lines from row to row.</param>
internal readonly record struct LineRun(int Row, long Line, long Step);
