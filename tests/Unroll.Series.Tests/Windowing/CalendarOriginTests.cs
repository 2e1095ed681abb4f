using Unroll.Series.Frames;
using Unroll.Series.Windowing;

namespace Unroll.Series.Tests.Windowing;

/// <summary>Windows that are kept by the place of their last input row in the calendar.</summary>
public class CalendarOriginTests
{
    private static readonly WindowColumns _columns = new(["load"], [], ["load"]);

    [Fact]
    public void Windows_are_kept_by_month_day_weekday_and_hour()
    {
        TimeIndex time = Hours(24 * 400);
        CalendarOrigins[] calendars =
        [
            new() { Months = [3, 12] }, new() { Days = [1, 31] }, new() { Weekdays = [DayOfWeek.Monday] }, new() { Hours = [6, 18] },
            new() { Months = [2], Weekdays = [DayOfWeek.Friday, DayOfWeek.Sunday], Hours = [0] },
        ];
        foreach (CalendarOrigins calendar in calendars)
        {
            WindowLayout layout = new(5, 3) { Gap = 1, Stride = 2, Origins = calendar };
            SeriesWindows all = Windows(time, layout with { Origins = null }), kept = Windows(time, layout);
            Assert.Equal(
                Enumerable.Range(0, all.Count).Select(all.Origin).Where(origin => calendar.Includes(time[origin])),
                Enumerable.Range(0, kept.Count).Select(kept.Origin));
            Assert.Equal(0, kept.SkippedCount);
        }
    }

    [Fact]
    public void Of_the_windows_at_those_places_the_ones_that_touch_a_missing_value_are_left_out_and_counted()
    {
        TimeIndex time = Hours(100);
        double[] load = [.. Enumerable.Range(0, 100).Select(row => row is 30 or 31 or 70 ? double.NaN : row)];
        WindowLayout layout = new(3, 2) { SkipMissing = true, Origins = new CalendarOrigins { Hours = [6] } };
        SeriesWindows windows = new([new("1", new Frame(time, ["load"], [load]), new(0, 100))], _columns, layout);

        // Origins at 6, 30, 54 and 78 o'clock: that at 30 is missing itself.
        Assert.Equal([6, 54, 78], Enumerable.Range(0, windows.Count).Select(windows.Origin));
        Assert.Equal(1, windows.SkippedForMissing);

        // What no window at these places needs may be missing, and nothing is refused.
        load[30] = load[31] = 1;
        Assert.Equal(4, new SeriesWindows(
            [new("1", new Frame(time, ["load"], [load]), new(0, 100))], _columns, layout with { SkipMissing = false }).Count);
    }

    [Fact]
    public void Places_go_by_local_time()
    {
        TimeZoneInfo berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        TimeIndex time = new([.. Enumerable.Range(0, 24 * 10).Select(hour => new DateTime(2022, 3, 22).AddHours(hour))], berlin);
        SeriesWindows windows = Windows(time, new(2, 1) { Origins = new CalendarOrigins { Hours = [6] } });

        Assert.All(Enumerable.Range(0, windows.Count), window => Assert.Equal(6, time.Local(windows.Origin(window)).Hour));
        Assert.Equal([5, 4], new[] { 0, windows.Count - 1 }.Select(window => time[windows.Origin(window)].Hour));
    }

    [Fact]
    public void Places_without_a_window_are_told()
    {
        InputException none = Assert.Throws<InputException>(
            () => Windows(Hours(100), new(2, 1) { Origins = new CalendarOrigins { Months = [12], Hours = [6, 7] } }));
        Assert.Contains(
            "none has its last input row at month december, hour 6 or 7, by local time", none.Message, StringComparison.Ordinal);
        Assert.Contains("2024-01-01", none.Message, StringComparison.Ordinal);

        InputException numbered = Assert.Throws<InputException>(
            () => Windows(TimeIndex.Numbered(50), new(2, 1) { Origins = new CalendarOrigins { Hours = [6] } }));
        Assert.Contains("numbered", numbered.Message, StringComparison.Ordinal);
    }

    private static TimeIndex Hours(int count) =>
        new([.. Enumerable.Range(0, count).Select(hour => new DateTime(2024, 1, 1).AddHours(hour))]);

    private static SeriesWindows Windows(TimeIndex time, WindowLayout layout) => new(
        [new("1", new Frame(time, ["load"], [[.. Enumerable.Range(0, time.Count).Select(row => (double)row)]]), new(0, time.Count))],
        _columns, layout);
}
