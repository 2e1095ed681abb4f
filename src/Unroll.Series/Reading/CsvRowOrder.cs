using Unroll.Series.Frames;

namespace Unroll.Series.Reading;

/// <summary>
/// The rows of a file brought into order: series by series, each by time where that is wanted, rows with one stamp made one. Columns are
/// put into the new order one after the other.
/// </summary>
internal sealed class CsvRowOrder
{
    private readonly int[] _rows;
    private readonly int[]? _groups;
    private readonly DuplicateTimestamps _duplicates;

    private CsvRowOrder(int[] rows, int[]? groups, DuplicateTimestamps duplicates, int[] starts, StampList? stamps)
    {
        _rows = rows;
        _groups = groups;
        _duplicates = duplicates;
        Starts = starts;
        Stamps = stamps;
    }

    /// <summary>The first row of each series in the new order, and the number of rows.</summary>
    public int[] Starts { get; }

    /// <summary>The stamps in the new order; null where rows have none.</summary>
    public StampList? Stamps { get; }

    /// <summary>Finds the order.</summary>
    /// <param name="runs">The rows that a series' turn begins with.</param>
    /// <param name="runSeries">The series of each turn.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="series">Number of series.</param>
    /// <param name="stamps">Stamps of the rows; null where they have none.</param>
    /// <param name="sort">Whether rows are sorted by time.</param>
    /// <param name="duplicates">The treatment of duplicate timestamps.</param>
    public static CsvRowOrder Of(
        List<int> runs, List<int> runSeries, int rows, int series, StampList? stamps, bool sort, DuplicateTimestamps duplicates)
    {
        int[] starts = new int[series + 1];
        for (int run = 0; run < runs.Count; run++)
        {
            starts[runSeries[run] + 1] += (run + 1 < runs.Count ? runs[run + 1] : rows) - runs[run];
        }

        for (int i = 0; i < series; i++)
        {
            starts[i + 1] += starts[i];
        }

        int[] order = new int[rows];
        int[] next = starts[..series];
        for (int run = 0; run < runs.Count; run++)
        {
            int end = run + 1 < runs.Count ? runs[run + 1] : rows;
            for (int row = runs[run]; row < end; row++)
            {
                order[next[runSeries[run]]++] = row;
            }
        }

        if (stamps is null)
        {
            return new(order, null, duplicates, starts, null);
        }

        if (sort)
        {
            for (int i = 0; i < series; i++)
            {
                Sort(order.AsSpan(starts[i], starts[i + 1] - starts[i]), stamps);
            }
        }

        int[]? groups = duplicates == DuplicateTimestamps.Refuse ? null : Groups(order, ref starts, stamps);
        StampBuilder ordered = new();
        for (int i = 0; i < (groups?.Length - 1 ?? rows); i++)
        {
            ordered.Add(stamps[order[groups?[i] ?? i]].Ticks);
        }

        return new(order, groups, duplicates, starts, ordered.ToList());
    }

    /// <summary>The lines of the rows in the new order; of rows with one stamp, that of the first.</summary>
    /// <param name="lines">The lines in the order of the file.</param>
    public SourceLines? Apply(SourceLines lines)
    {
        SourceLinesBuilder ordered = new();
        for (int i = 0; i < (_groups?.Length - 1 ?? _rows.Length); i++)
        {
            ordered.Add(lines[_rows[_groups?[i] ?? i]]!.Value);
        }

        return ordered.ToLines();
    }

    /// <summary>The rows of the file that stand at a place of the new order and the one before it; for messages about repeats.</summary>
    public int Row(int place) => _rows[place];

    /// <summary>A column in the new order, in memory or in a file as before.</summary>
    /// <param name="column">The column.</param>
    /// <param name="isCategory">Whether its values are indices, which have no mean.</param>
    public ColumnValues Apply(ColumnValues column, bool isCategory)
    {
        ReadOnlySpan<double> source = column.AsSpan();
        double[] ordered = new double[_groups?.Length - 1 ?? _rows.Length];
        for (int i = 0; i < ordered.Length; i++)
        {
            ordered[i] = _groups is null ? source[_rows[i]]
                : One(source, _rows.AsSpan(_groups[i], _groups[i + 1] - _groups[i]), isCategory);
        }

        return column.Store is { } store ? store.Write(ordered) : new MemoryColumn(ordered);
    }

    private static void Sort(Span<int> rows, StampList stamps)
    {
        long[] ticks = new long[rows.Length];
        bool isSorted = true;
        for (int i = 0; i < ticks.Length; i++)
        {
            ticks[i] = stamps[rows[i]].Ticks;
            isSorted &= i == 0 || ticks[i - 1] <= ticks[i];
        }

        if (isSorted)
        {
            return;
        }

        ticks.AsSpan().Sort(rows);
        for (int start = 0; start < ticks.Length;)
        {
            // Rows of one stamp stay in the file's order: which is the first and which the last counts.
            int end = start + 1;
            while (end < ticks.Length && ticks[end] == ticks[start])
            {
                end++;
            }

            rows[start..end].Sort();
            start = end;
        }
    }

    /// <summary>
    /// Where each group of rows with one stamp begins, and the number of rows; the starts of the series are then those of groups.
    /// </summary>
    private static int[] Groups(int[] order, ref int[] starts, StampList stamps)
    {
        List<int> groups = [];
        int[] grouped = new int[starts.Length];
        for (int i = 0; i + 1 < starts.Length; i++)
        {
            grouped[i] = groups.Count;
            for (int place = starts[i]; place < starts[i + 1]; place++)
            {
                if (place == starts[i] || stamps[order[place]] != stamps[order[place - 1]])
                {
                    groups.Add(place);
                }
            }
        }

        grouped[^1] = groups.Count;
        groups.Add(order.Length);
        starts = grouped;
        return [.. groups];
    }

    private double One(ReadOnlySpan<double> source, ReadOnlySpan<int> rows, bool isCategory)
    {
        if (_duplicates == DuplicateTimestamps.First || rows.Length == 1)
        {
            return source[rows[0]];
        }

        if (_duplicates == DuplicateTimestamps.Last)
        {
            return source[rows[^1]];
        }

        double sum = 0;
        int count = 0;
        foreach (int row in rows)
        {
            if (!double.IsNaN(source[row]))
            {
                if (isCategory)
                {
                    return source[row];
                }

                sum += source[row];
                count++;
            }
        }

        return count == 0 ? double.NaN : sum / count;
    }
}
