namespace Unroll.Series.Frames;

/// <summary>
/// A row-major copy of columns in a file, so that a window over many columns is a single read. Its values are floats, as in windows. It is
/// made once for the same columns, and kept as long as their file.
/// </summary>
internal sealed class StoredRows
{
    private const int RowsAtOnce = 4096;

    private readonly ColumnStore _store;
    private readonly long _offset;
    private readonly int _width;

    private StoredRows(ColumnStore store, long offset, int width) => (_store, _offset, _width) = (store, offset, width);

    /// <summary>The rows of columns; null where there are fewer than two, or one is not in the same file as the others.</summary>
    /// <param name="columns">The columns, equally long.</param>
    public static StoredRows? Of(IReadOnlyList<ColumnValues> columns)
    {
        if (columns.Count < 2 || columns[0] is not StoredColumn { Store: { } store }
            || !columns.All(column => column is StoredColumn && column.Store == store))
        {
            return null;
        }

        string key = string.Join(' ', columns.Cast<StoredColumn>().Select(column => column.Place));
        return store.RowTables.GetOrAdd(key, _ => new Lazy<StoredRows>(() => Write(store, columns))).Value;
    }

    /// <summary>Reads rows; may be called from several threads at once.</summary>
    /// <param name="first">The first row.</param>
    /// <param name="rows">As many rows as are wanted, out, column after column in each.</param>
    public void CopyTo(int first, Span<float> rows) => _store.Read(_offset + ((long)first * _width * sizeof(float)), rows);

    private static StoredRows Write(ColumnStore store, IReadOnlyList<ColumnValues> columns)
    {
        (int length, int width) = (columns[0].Length, columns.Count);
        StoredRows table = new(store, store.Reserve((long)length * width * sizeof(float)), width);
        float[] column = new float[Math.Min(RowsAtOnce, length)];
        float[] rows = new float[column.Length * width];
        for (int first = 0; first < length; first += RowsAtOnce)
        {
            int count = Math.Min(RowsAtOnce, length - first);
            for (int j = 0; j < width; j++)
            {
                columns[j].CopyTo(first, column.AsSpan(0, count));
                for (int i = 0; i < count; i++)
                {
                    rows[(i * width) + j] = column[i];
                }
            }

            store.WriteAt<float>(table._offset + ((long)first * width * sizeof(float)), rows.AsSpan(0, count * width));
        }

        return table;
    }
}
