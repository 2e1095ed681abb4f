using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Profiling;

/// <summary>The step of a column that counts the rows of each series (<c>time_idx</c>), and the numbers that it leaves out.</summary>
/// <param name="Step">The least distance of neighbours.</param>
/// <param name="Missing">Numbers left out, of all series.</param>
/// <param name="Before">The number before the longest run of them.</param>
/// <param name="After">The number after it.</param>
public sealed record Counter(double Step, long Missing, double Before, double After)
{
    /// <summary>Whether each series counts 0, 1, 2, … or 1, 2, 3, …, and leaves no number out.</summary>
    public bool NumbersRows { get; init; }

    /// <summary>The counter that a column is; null where its values fall or repeat, or rarely follow one another at a step.</summary>
    /// <param name="set">The series.</param>
    /// <param name="column">The column, of numbers.</param>
    public static Counter? Of(SeriesSet set, string column)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(column);
        return CounterSearch.Of(set, column);
    }

    /// <summary>
    /// The counter that is the time of series without stamps: a column of numbers that is named like one (<c>time</c>, <c>t</c>,
    /// <c>step</c>, <c>index</c>); null where it is none, or the series have stamps.
    /// </summary>
    /// <param name="set">The series.</param>
    /// <param name="column">The column.</param>
    public static Counter? OfRows(SeriesSet set, string column)
    {
        ArgumentNullException.ThrowIfNull(set);
        return ColumnNames.IsCounter(column) && set.Items.All(item => item.Frame.Time.IsNumbered && item.Frame.Categories(column) is null)
            ? Of(set, column) : null;
    }
}
