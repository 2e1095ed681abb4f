using Unroll.Series.Frames;

namespace Unroll.Tasks.Proposals;

/// <summary>The courses of a column in many series: how many of them rise, fall and change.</summary>
public sealed class PanelCourse
{
    private const int MostSeries = 100;

    private readonly int _all;

    private PanelCourse(ColumnCourse[] courses, int all)
    {
        (SeriesCount, _all) = (courses.Length, all);
        Rising = courses.Count(course => course.HasTrend && course.Slope > 0);
        Falling = courses.Count(course => course.HasTrend && course.Slope < 0);
        Changing = courses.Count(course => course.ChangeRows.Count > 0);
    }

    /// <summary>The number of series that were looked at: of more than a hundred evenly spaced ones, without those too short.</summary>
    public int SeriesCount { get; }

    /// <summary>The number of series with a rising trend that counts.</summary>
    public int Rising { get; }

    /// <summary>The number of series with a falling trend that counts.</summary>
    public int Falling { get; }

    /// <summary>The number of series with a change at least.</summary>
    public int Changing { get; }

    /// <summary>The trends in words: <c>rises in 41 of 100 series, falls in 12</c>.</summary>
    public string TrendText => Rising + Falling == 0 ? $"no trend that counts in any of {Looked}"
        : FormattableString.Invariant($"rises in {Rising:N0} of {Looked}, falls in {Falling:N0}");

    /// <summary>The changes in words: <c>has some in 23 of 100 series</c>.</summary>
    public string ChangesText => Changing == 0 ? "has none"
        : FormattableString.Invariant($"has some in {Changing:N0} of {Looked}");

    private string Looked => CountFormatter.Format(SeriesCount, "series")
        + (_all > MostSeries ? FormattableString.Invariant($" looked at among {_all:N0}") : "");

    /// <summary>The courses of a column; null where no series has enough values.</summary>
    /// <param name="set">The series.</param>
    /// <param name="column">The column.</param>
    /// <param name="seasons">The periods of its seasons in rows.</param>
    internal static PanelCourse? Of(SeriesSet set, string column, IReadOnlyList<int> seasons)
    {
        int count = Math.Min(set.Count, MostSeries);
        ColumnCourse?[] courses = new ColumnCourse?[count];
        Workers.For(count, i =>
        {
            Frame frame = set[(int)((long)i * set.Count / count)].Frame;
            if (frame.HasColumn(column) && frame.RowCount > 0)
            {
                double[] values = new double[frame.RowCount];
                frame.CopyColumn(column, 0, values);
                courses[i] = ColumnCourse.Of(values, frame.Time, seasons);
            }
        });
        ColumnCourse[] known = [.. courses.OfType<ColumnCourse>()];
        return known.Length == 0 ? null : new PanelCourse(known, set.Count);
    }
}
