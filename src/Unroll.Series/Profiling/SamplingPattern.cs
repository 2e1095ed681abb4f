using System.Globalization;

namespace Unroll.Series.Profiling;

/// <summary>The days of a week and the hours of a day that a series is measured in, as an exchange or an office is open.</summary>
/// <param name="Weekdays">The days, from Monday; all seven where days make no difference.</param>
/// <param name="From">Time of the first stamp of a day; null where hours make no difference.</param>
/// <param name="To">Time of the last stamp of a day, which is after midnight where it is before <paramref name="From"/>.</param>
public sealed record SamplingPattern(IReadOnlyList<DayOfWeek> Weekdays, TimeSpan? From, TimeSpan? To)
{
    private const int DaysOfAWeek = 7;

    /// <summary>For example <c>Mon–Fri 09:00–17:30</c>.</summary>
    public override string ToString() => string.Join(' ', new[] { Days(), Hours() }.Where(part => part.Length > 0));

    private string Days()
    {
        if (Weekdays.Count == DaysOfAWeek)
        {
            return "";
        }

        // From Monday on; a run may go round the end of the week, as Sunday to Thursday does.
        bool[] open = new bool[DaysOfAWeek];
        foreach (DayOfWeek day in Weekdays)
        {
            open[((int)day + 6) % DaysOfAWeek] = true;
        }

        int first = Enumerable.Range(0, DaysOfAWeek).First(day => open[day] && !open[(day + 6) % DaysOfAWeek]);
        bool isRun = Weekdays.Count > 2 && Enumerable.Range(first, Weekdays.Count).All(day => open[day % DaysOfAWeek]);
        return isRun
            ? $"{Name(first)}–{Name(first + Weekdays.Count - 1)}"
            : string.Join(", ", Enumerable.Range(0, DaysOfAWeek).Where(day => open[day]).Select(Name));
    }

    private string Hours() => From is { } from && To is { } to
        ? string.Create(CultureInfo.InvariantCulture, $"{Text(from)}–{Text(to)}")
        : "";

    private static string Name(int day) => CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedDayNames[(day + 1) % DaysOfAWeek];

    private static string Text(TimeSpan time) => time.ToString(time.Seconds == 0 ? @"hh\:mm" : @"hh\:mm\:ss", CultureInfo.InvariantCulture);
}
