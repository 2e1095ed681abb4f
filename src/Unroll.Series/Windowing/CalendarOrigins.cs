using System.Globalization;

namespace Unroll.Series.Windowing;

/// <summary>
/// The places in the calendar of the last input row of a window (its origin), by local time: a window is kept where its origin is at all of
/// them. What is empty allows any.
/// </summary>
/// <example>The ends of June and December: <c>new CalendarOrigins { Months = [6, 12] }</c> of monthly rows.</example>
public sealed record CalendarOrigins
{
    /// <summary>Months, from 1 to 12.</summary>
    public IReadOnlyList<int> Months { get; init; } = [];

    /// <summary>Days of the month, from 1 to 31.</summary>
    public IReadOnlyList<int> Days { get; init; } = [];

    /// <summary>Days of the week.</summary>
    public IReadOnlyList<DayOfWeek> Weekdays { get; init; } = [];

    /// <summary>Hours of the day, from 0 to 23.</summary>
    public IReadOnlyList<int> Hours { get; init; } = [];

    /// <summary>Whether a local time is at one of the places.</summary>
    /// <param name="local">The local time.</param>
    public bool Includes(DateTime local) =>
        (Months.Count == 0 || Months.Contains(local.Month))
        && (Days.Count == 0 || Days.Contains(local.Day))
        && (Weekdays.Count == 0 || Weekdays.Contains(local.DayOfWeek))
        && (Hours.Count == 0 || Hours.Contains(local.Hour));

    /// <summary>The places in words: <c>month december, hour 6 or 18</c>.</summary>
    public override string ToString() => string.Join(", ", new[]
    {
        Words("month", Months.Select(month => CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(month).ToLowerInvariant())),
        Words("day", Days.Select(day => day.ToString(CultureInfo.InvariantCulture))),
        Words("weekday", Weekdays.Select(day => day.ToString().ToLowerInvariant())),
        Words("hour", Hours.Select(hour => hour.ToString(CultureInfo.InvariantCulture))),
    }.Where(words => words.Length > 0));

    private static string Words(string name, IEnumerable<string> places) =>
        string.Join(" or ", places) is { Length: > 0 } words ? $"{name} {words}" : "";
}
