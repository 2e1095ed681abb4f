using FsCheck;
using FsCheck.Fluent;
using Unroll.Series.Frames;
using Unroll.Series.Windowing;

namespace Unroll.Series.Tests.Windowing;

/// <summary>Windows on stamps that are not evenly spaced: office hours, outages.</summary>
public class WindowPauseTests
{
    private static readonly WindowColumns _columns = new(["load"], [], ["load"]);

    [Fact]
    public void No_window_runs_over_a_pause_and_no_other_is_left_out() => Prop.ForAll(
        Gen.Choose(1, 5).ArrayOf(30).Where(hours => hours.Length > 1).ToArbitrary(), Gen.Choose(0, 2).Four().ToArbitrary(),
        (hours, shape) =>
    {
        DateTime[] stamps = new DateTime[hours.Length + 1];
        stamps[0] = new(2024, 1, 1);
        for (int i = 0; i < hours.Length; i++)
        {
            stamps[i + 1] = stamps[i].AddHours(hours[i]);
        }

        WindowLayout layout = new(1 + shape.Item1, 1 + shape.Item2)
        {
            Gap = shape.Item3,
            Stride = 1 + shape.Item4,
            MaxGap = TimeSpan.FromHours(3),
            LengthSpan = TimeSpan.FromHours(4)
        };
        int[] expected = [.. Enumerable.Range(0, stamps.Length)
            .Where(o => o - layout.Length + 1 >= 0 && o + layout.Gap + layout.Horizon < stamps.Length)
            .Where((_, i) => i % layout.Stride == 0)];
        int[] kept = [.. expected.Where(o =>
            Enumerable.Range(o - layout.Length + 2, layout.RowCount - 1).All(row => (stamps[row] - stamps[row - 1]).TotalHours <= 3)
            && (stamps[o] - stamps[o - layout.Length + 1]).TotalHours <= 4)];
        try
        {
            SeriesWindows windows = new([new("1", Of(stamps), new(0, stamps.Length))], _columns, layout);
            return kept.SequenceEqual(Enumerable.Range(0, windows.Count).Select(windows.Origin))
                && windows.SkippedForPauses == expected.Length - kept.Length && windows.SkippedForMissing == 0;
        }
        catch (InputException)
        {
            return kept.Length == 0;
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Office_hours_give_windows_within_a_day_only()
    {
        // Two days of nine hours each, 8 to 16 o'clock: windows of 3 + 1 rows, six a day; across the night would be three more.
        DateTime[] stamps = [.. Enumerable.Range(0, 18).Select(i => new DateTime(2024, 5, 6 + (i / 9), 8 + (i % 9), 0, 0))];
        WindowedSeries series = new("1", Of(stamps), new(0, 18));
        Assert.Equal(15, new SeriesWindows([series], _columns, new(3, 1)).Count);
        WindowLayout layout = new(3, 1) { MaxGap = TimeSpan.FromHours(1) };
        SeriesWindows windows = new([series], _columns, layout);
        Assert.Equal((12, 3), (windows.Count, windows.SkippedForPauses));
        Assert.Equal([2, 3, 4, 5, 6, 7, 11, 12, 13, 14, 15, 16], Enumerable.Range(0, 12).Select(windows.Origin));

        string message = Assert.Throws<InputException>(() => SeriesWindows.At(series, _columns, layout, 10)).Message;
        Assert.Contains("2024-05-06 16:00 to 2024-05-07 08:00", message, StringComparison.Ordinal);
        Assert.Equal(17, SeriesWindows.At(series, _columns, layout, 17).Origin(0));
    }

    [Fact]
    public void A_missing_value_in_a_window_that_is_left_out_anyway_does_no_harm()
    {
        DateTime[] stamps = [.. Enumerable.Range(0, 10).Select(i => new DateTime(2024, 5, 6).AddHours(i < 5 ? i : i + 20))];
        Frame frame = Of(stamps).With("load", [1, 2, 3, 4, 5, 6, 7, 8, double.NaN, 10]);
        WindowLayout layout = new(2, 1) { MaxGap = TimeSpan.FromHours(1) };
        Assert.Equal(3, new SeriesWindows([new("1", frame, new(0, 7))], _columns, layout).Count);
        InputException exception = Assert.Throws<InputException>(() => new SeriesWindows([new("1", frame, new(0, 10))], _columns, layout));
        Assert.Contains("2024-05-07 04:00", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbered_rows_have_no_pauses()
    {
        Frame frame = new(TimeIndex.Numbered(5), ["load"], [new double[5]]);
        WindowLayout layout = new(2, 1) { MaxGap = TimeSpan.FromHours(1) };
        Assert.Contains(
            "numbered", Assert.Throws<InputException>(() => new SeriesWindows([new("1", frame, new(0, 5))], _columns, layout)).Message,
            StringComparison.Ordinal);
    }

    private static Frame Of(DateTime[] stamps) => new(new TimeIndex(stamps), ["load"], [[.. stamps.Select((_, i) => (float)i)]]);
}
