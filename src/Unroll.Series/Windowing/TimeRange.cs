using Unroll.Series.Frames;

namespace Unroll.Series.Windowing;

/// <summary>A range of time, ends inclusive: local times where a series has a zone.</summary>
/// <param name="First">The first moment.</param>
/// <param name="Last">The last moment.</param>
public readonly record struct TimeRange(DateTime First, DateTime Last)
{
    /// <summary>The rows whose stamps are in it.</summary>
    /// <param name="time">Stamps.</param>
    public RowRange RowsOf(TimeIndex time)
    {
        ArgumentNullException.ThrowIfNull(time);
        DateTime last = Last == DateTime.MaxValue ? Last : time.FromLocal(Last.AddTicks(1)).AddTicks(-1);
        return new TimeRange(time.FromLocal(First), last).RowsBetween(time);
    }

    /// <summary>The rows whose stamps are in it, where its ends are moments as stamps are, not local times.</summary>
    /// <param name="time">Stamps.</param>
    internal RowRange RowsBetween(TimeIndex time)
    {
        int start = time.IndexAtOrAfter(First);
        int end = Last == DateTime.MaxValue ? time.Count : time.IndexAtOrAfter(Last.AddTicks(1));
        return new(start, Math.Max(0, end - start));
    }

    /// <summary>The range as messages show it.</summary>
    public override string ToString() => $"{TimeIndex.ToText(First)} to {TimeIndex.ToText(IsWholeDay ? Last.Date : Last)}";

    /// <summary>Whether the range ends with the last tick of a day: <c>2016</c> is to 2016-12-31.</summary>
    private bool IsWholeDay => First.TimeOfDay == TimeSpan.Zero && Last != DateTime.MaxValue && Last.AddTicks(1).TimeOfDay == TimeSpan.Zero;
}
