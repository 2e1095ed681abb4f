namespace Unroll.Series.Frames;

/// <summary>A run of rows.</summary>
/// <param name="Start">First row, from 0.</param>
/// <param name="Count">Number of rows.</param>
public readonly record struct RowRange(int Start, int Count)
{
    /// <summary>The first row after the run.</summary>
    public int End => Start + Count;

    /// <summary>Whether a row is in the run.</summary>
    /// <param name="row">The row.</param>
    public bool Contains(int row) => row >= Start && row < End;
}
