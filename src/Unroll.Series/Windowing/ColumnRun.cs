using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using Unroll.Series.Frames;

namespace Unroll.Series.Windowing;

/// <summary>Run-by-run access to columns in memory or in a file.</summary>
internal static class ColumnRun
{
    private const int ScannedAtOnce = 16384;

    /// <summary>The action on a run of missing values.</summary>
    /// <param name="start">Its first row.</param>
    /// <param name="end">The row after its last one.</param>
    /// <returns>Whether to look further.</returns>
    public delegate bool MissingRun(int start, int end);

    /// <summary>
    /// Some values of a column, each rounded to the nearest float: the values themselves where they are floats in memory, else a copy.
    /// </summary>
    /// <param name="column">The column.</param>
    /// <param name="start">First row.</param>
    /// <param name="buffer">As many places as values are wanted; filled only where the column is not one of floats in memory.</param>
    public static ReadOnlySpan<float> Read(ColumnValues column, int start, Span<float> buffer)
    {
        if (column is FloatColumn { Floats: var floats })
        {
            return floats.Slice(start, buffer.Length);
        }

        column.CopyTo(start, buffer);
        return buffer;
    }

    /// <summary>Finds the runs of missing values of a column in one pass, in order; a run may be reported in several pieces.</summary>
    /// <param name="column">The column.</param>
    /// <param name="rows">The rows to look at.</param>
    /// <param name="found">What to do with each run.</param>
    public static void FindMissing(ColumnValues column, RowRange rows, MissingRun found)
    {
        if (column is MemoryColumn)
        {
            FindMissing(column.AsSpan().Slice(rows.Start, rows.Count), rows.Start, found);
            return;
        }

        double[] buffer = ArrayPool<double>.Shared.Rent(Math.Max(1, Math.Min(rows.Count, ScannedAtOnce)));
        try
        {
            bool further = true;
            for (int start = rows.Start; further && start < rows.End; start += ScannedAtOnce)
            {
                Span<double> values = buffer.AsSpan(0, Math.Min(ScannedAtOnce, rows.End - start));
                column.CopyTo(start, values);
                further = FindMissing(values, start, found);
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(buffer);
        }
    }

    private static bool FindMissing(ReadOnlySpan<double> values, int firstRow, MissingRun found)
    {
        int at = NextMissing(values, 0);
        while (at < values.Length)
        {
            int end = at + 1;
            while (end < values.Length && double.IsNaN(values[end]))
            {
                end++;
            }

            if (!found(firstRow + at, firstRow + end))
            {
                return false;
            }

            at = NextMissing(values, end);
        }

        return true;
    }

    private static int NextMissing(ReadOnlySpan<double> values, int from)
    {
        int at = from;
        foreach (Vector<double> some in MemoryMarshal.Cast<double, Vector<double>>(values[from..]))
        {
            if (!Vector.EqualsAll(some, some))
            {
                break;
            }

            at += Vector<double>.Count;
        }

        while (at < values.Length && !double.IsNaN(values[at]))
        {
            at++;
        }

        return at;
    }
}
