using Unroll.Series.Frames;
using Unroll.Series.Profiling;

namespace Unroll.Analysis.Characteristics;

/// <summary>The search for the outliers of a column, in one pass over its values where there can be some.</summary>
internal static class OutlierSearch
{
    private const int BlockRows = 8192;
    private const double MostOutliers = 0.05;

    private static readonly ColumnOutliers _none = new(0, []);

    /// <summary>The outliers.</summary>
    /// <param name="set">The series.</param>
    /// <param name="column">The profile of the column.</param>
    /// <param name="examples">Outliers to list at most.</param>
    public static ColumnOutliers Of(SeriesSet set, ColumnProfile column, int examples)
    {
        OutlierFences fences = OutlierFences.Of(column);
        if (!fences.IsBeyond(column.Minimum) && !fences.IsBeyond(column.Maximum))
        {
            return _none;
        }

        long count = 0;
        PriorityQueue<ValueAt, double> extreme = new();
        Span<double> block = stackalloc double[BlockRows];
        foreach (SeriesItem item in set.Items)
        {
            for (int start = 0; start < item.Frame.RowCount; start += BlockRows)
            {
                Span<double> values = block[..Math.Min(BlockRows, item.Frame.RowCount - start)];
                item.Frame.CopyColumn(column.Name, start, values);
                for (int i = 0; i < values.Length; i++)
                {
                    if (!fences.IsBeyond(values[i]))
                    {
                        continue;
                    }

                    count++;
                    double distance = Math.Abs(values[i] - column.Median);
                    if (extreme.Count < examples)
                    {
                        extreme.Enqueue(At(item, start + i, values[i]), distance);
                    }
                    else if (extreme.TryPeek(out _, out double least) && distance > least)
                    {
                        extreme.EnqueueDequeue(At(item, start + i, values[i]), distance);
                    }
                }
            }
        }

        return count > MostOutliers * (column.Rows - column.Missing) ? _none : new ColumnOutliers(
            count,
            [
                .. extreme.UnorderedItems.OrderByDescending(item => item.Priority).ThenBy(item => item.Element.Row)
                    .Select(item => item.Element),
            ]);
    }

    private static ValueAt At(SeriesItem item, int row, double value) => new(item.Id, row, item.Frame.Time.Text(row), value);
}
