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

    /// <summary>The file that the values are in; null where they are in memory.</summary>
    public virtual ColumnStore? Store => null;

    /// <summary>The values with missing ones behind, kept where these are.</summary>
    /// <param name="steps">How many missing ones.</param>
    public virtual ColumnValues Extend(int steps)
    {
        float[] extended = new float[Length + steps];
        CopyTo(0, extended.AsSpan(0, Length));
        extended.AsSpan(Length).Fill(float.NaN);
        return new MemoryColumn(extended);
    }
}
