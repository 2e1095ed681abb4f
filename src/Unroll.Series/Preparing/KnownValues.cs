using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>The values of a column that are not missing, of all series, one after the other.</summary>
internal static class KnownValues
{
    private const int BlockRows = 1024;

    /// <summary>Their number; infinite values, which nothing can be fitted on, are refused with their place.</summary>
    /// <exception cref="InputException">A value is infinite.</exception>
    public static int Count(IReadOnlyList<SeriesItem> items, string column)
    {
        int count = 0;
        Span<double> block = stackalloc double[BlockRows];
        foreach (SeriesItem item in items)
        {
            for (int start = 0; start < item.Frame.RowCount; start += BlockRows)
            {
                Span<double> values = block[..Math.Min(BlockRows, item.Frame.RowCount - start)];
                item.Frame.CopyColumn(column, start, values);
                for (int i = 0; i < values.Length; i++)
                {
                    count += double.IsNaN(values[i]) ? 0 : 1;
                    if (double.IsInfinity(values[i]))
                    {
                        throw new InputException(
                            $"Column '{column}' of series '{item.Id}' is {values[i]} at {item.Frame.Time.Place(start + i)}, but only "
                            + $"finite numbers can be " +
                            "learned from: correct it, or leave the value out.");
                    }
                }
            }
        }

        return count;
    }

    /// <summary>The values.</summary>
    public static double[] Of(IReadOnlyList<SeriesItem> items, string column)
    {
        double[] known = new double[Count(items, column)];
        int next = 0;
        foreach (SeriesItem item in items)
        {
            foreach (double value in item.Frame.Column(column))
            {
                if (!double.IsNaN(value))
                {
                    known[next++] = value;
                }
            }
        }

        return known;
    }

    /// <summary>Their mean; null where there are none.</summary>
    public static double? Mean(IReadOnlyList<SeriesItem> items, string column)
    {
        int count = Count(items, column);
        double sum = 0;
        foreach (SeriesItem item in items)
        {
            foreach (double value in item.Frame.Column(column))
            {
                sum += double.IsNaN(value) ? 0 : value;
            }
        }

        return count > 0 ? sum / count : null;
    }
}
