namespace Unroll.Series.Frames;

/// <summary>A column that has values in some rows only; the others are missing, and take no memory.</summary>
/// <param name="rows">Rows that have a value, in ascending order.</param>
/// <param name="values">Their values.</param>
/// <param name="first">The row that this column begins with.</param>
/// <param name="length">Rows of this column.</param>
internal sealed class SparseColumn(int[] rows, double[] values, int first, int length) : ColumnValues
{
    /// <inheritdoc/>
    public override int Length => length;

    /// <inheritdoc/>
    public override ColumnValues Slice(int start, int count)
    {
        Check(start, count);
        return new SparseColumn(rows, values, first + start, count);
    }

    /// <inheritdoc/>
    public override void CopyTo(int start, Span<double> destination)
    {
        Check(start, destination.Length);
        destination.Fill(double.NaN);
        int begin = first + start;
        int found = Array.BinarySearch(rows, begin);
        for (int i = found >= 0 ? found : ~found; i < rows.Length && rows[i] - begin < destination.Length; i++)
        {
            destination[rows[i] - begin] = values[i];
        }
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<double> AsSpan() => ToArray();
}
