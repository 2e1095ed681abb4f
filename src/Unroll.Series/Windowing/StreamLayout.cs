namespace Unroll.Series.Windowing;

/// <summary>The cut of a long sequence into parallel streams.</summary>
/// <param name="Streams">Streams, at least 1: the batch size to train with.</param>
/// <param name="Length">Steps of each stream in a batch, at least 1.</param>
public readonly record struct StreamLayout(int Streams, int Length)
{
    // Stored so that all bits zero mean the default.
    private readonly int _aheadBeyondOne;

    /// <summary>Rows from a step to its target: 1 for the next row, 0 for the step itself. Default: 1.</summary>
    public int Ahead
    {
        get => _aheadBeyondOne + 1;
        init => _aheadBeyondOne = value - 1;
    }

    /// <summary>The batches that rows give.</summary>
    /// <param name="rows">Rows.</param>
    /// <exception cref="InputException">A number is out of range, or there are too few rows for a batch.</exception>
    internal int BatchesOf(int rows)
    {
        if (Streams < 1 || Length < 1 || Ahead < 0)
        {
            throw new InputException(
                $"Streams cannot be cut: there are to be {CountFormatter.Format(Streams, "streams")} of " +
                $"{CountFormatter.Format(Length, "steps")} a batch, telling {CountFormatter.Format(Ahead, "rows")} ahead. Give "
                + $"at least 1 stream and 1 step, and at least 0 rows ahead.");
        }

        long batches = Math.Max(0L, (long)rows - Ahead) / Streams / Length;
        return batches >= 1
            ? (int)batches
            : throw new InputException(
                $"{CountFormatter.Format(rows, "rows")} {(rows == 1 ? "is" : "are")} too few for " +
                $"{CountFormatter.Format(Streams, "streams")} of " +
                $"{CountFormatter.Format(Length, "steps")}: {((long)Streams * Length) + Ahead} are needed. Take "
                + $"fewer streams, shorter steps, or more rows.");
    }
}
