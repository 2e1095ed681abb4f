namespace Unroll.Series.Frames;

/// <summary>Rows of another column, by a table of them; NaN where the table has none. Nothing is copied before it is asked for.</summary>
/// <param name="source">The other column.</param>
/// <param name="rows">A row of it for each row, not falling; -1 for none.</param>
/// <param name="offset">First entry of the table.</param>
/// <param name="length">Entries.</param>
internal sealed class GatheredColumn(ColumnValues source, int[] rows, int offset, int length) : ColumnValues
{
    private const int BlockRows = 2048;

    /// <inheritdoc/>
    public override int Length => length;

    /// <inheritdoc/>
    public override ColumnStore? Store => source.Store;

    /// <inheritdoc/>
    public override ColumnValues Slice(int start, int count)
    {
        _ = rows.AsSpan(offset, length).Slice(start, count);
        return new GatheredColumn(source, rows, offset + start, count);
    }

    /// <inheritdoc/>
    public override void CopyTo(int start, Span<double> destination)
    {
        ReadOnlySpan<int> wanted = rows.AsSpan(offset, length).Slice(start, destination.Length);
        Span<double> block = stackalloc double[BlockRows];
        int first = 0;
        int end = 0;
        for (int i = 0; i < wanted.Length; i++)
        {
            int row = wanted[i];
            if (row < 0)
            {
                destination[i] = double.NaN;
                continue;
            }

            if (row >= end)
            {
                // Rows do not fall, so a run from here serves the next ones, too.
                first = row;
                end = Math.Min(row + Math.Min(BlockRows, wanted.Length - i), source.Length);
                source.CopyTo(first, block[..(end - first)]);
            }

            destination[i] = block[row - first];
        }
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<double> AsSpan() => ToArray();
}
