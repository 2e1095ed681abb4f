namespace Unroll.Series.Frames;

/// <summary>Where the numbers of a column are: in memory, or in a file that they are read from run by run.</summary>
internal abstract class ColumnValues
{
    /// <summary>Number of values.</summary>
    public abstract int Length { get; }

    /// <summary>A run of the values, as a view.</summary>
    /// <param name="start">First value.</param>
    /// <param name="count">Values.</param>
    public abstract ColumnValues Slice(int start, int count);

    /// <summary>Copies a run of the values; may be called from several threads at once.</summary>
    /// <param name="start">First value.</param>
    /// <param name="destination">As many as are wanted.</param>
    public abstract void CopyTo(int start, Span<float> destination);

    /// <summary>All values in memory: the values themselves where they are there, else a copy.</summary>
    public abstract ReadOnlySpan<float> AsSpan();
}
