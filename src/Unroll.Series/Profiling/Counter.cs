namespace Unroll.Series.Profiling;

/// <summary>The step of a column that counts the rows of each series (<c>time_idx</c>), and the numbers that it leaves out.</summary>
/// <param name="Step">The least distance of neighbours.</param>
/// <param name="Missing">Numbers left out, of all series.</param>
/// <param name="Before">The number before the longest run of them.</param>
/// <param name="After">The number after it.</param>
public sealed record Counter(double Step, long Missing, double Before, double After);
