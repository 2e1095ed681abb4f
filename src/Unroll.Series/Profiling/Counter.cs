using Unroll.Series.Frames;

namespace Unroll.Series.Profiling;

/// <summary>The step of a column that counts the rows of each series (<c>time_idx</c>), and the numbers that it leaves out.</summary>
/// <param name="Step">The least distance of neighbours.</param>
/// <param name="Missing">Numbers left out, of all series.</param>
/// <param name="Before">The number before the longest run of them.</param>
/// <param name="After">The number after it.</param>
public sealed record Counter(double Step, long Missing, double Before, double After)
{
    /// <summary>The counter that a column is; null where its values fall or repeat, or rarely follow one another at a step.</summary>
    /// <param name="set">The series.</param>
    /// <param name="column">The column, of numbers.</param>
    public static Counter? Of(SeriesSet set, string column)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(column);
        return CounterSearch.Of(set, column);
    }
}
