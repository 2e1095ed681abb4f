using Unroll.Series.Frames;

namespace Unroll.Series.Windowing;

/// <summary>The errors of windows that do not fit.</summary>
internal static class WindowErrors
{
    /// <summary>No series has a window.</summary>
    /// <param name="series">The series.</param>
    /// <param name="layout">The shape of windows.</param>
    public static InputException NoneFits(IReadOnlyList<WindowedSeries> series, WindowLayout layout)
    {
        if (series.Count == 0)
        {
            return new InputException("There is no series to take windows from: give at least one.");
        }

        WindowedSeries longest = series.MaxBy(windowedSeries => windowedSeries.Targets.Count)!;
        return longest.Targets.Count < layout.Horizon
            ? new InputException(
                $"A window predicts {CountFormatter.Format(layout.Horizon, "rows")}, but the part that they must be in has " +
                $"{CountFormatter.Format(longest.Targets.Count, "rows")}" +
                $"{Longest(series, longest)}: give a longer part, or a shorter horizon.")
            { Field = "window.horizon" }
            : TooFewRows(layout, series.Max(windowedSeries => windowedSeries.Targets.End), layout.Horizon);
    }

    /// <summary>No window has its origin where it should be in the calendar.</summary>
    /// <param name="series">The series.</param>
    /// <param name="layout">The shape of windows.</param>
    /// <param name="windows">Windows with origins elsewhere.</param>
    public static InputException Elsewhere(IReadOnlyList<WindowedSeries> series, WindowLayout layout, int windows)
    {
        WindowedSeries longest = series.MaxBy(windowedSeries => windowedSeries.Targets.Count)!;
        TimeIndex time = longest.Frame.Time;
        return new InputException(
            $"Of {CountFormatter.Format(windows, "windows")} none has its last input row at {layout.Origins}, by local time: their "
            + $"targets are from {time.Text(longest.Targets.Start)} to {time.Text(longest.Targets.End - 1)}. Take other origins, or a "
            + "longer part.");
    }

    /// <summary>There are fewer rows than a window has.</summary>
    /// <param name="layout">The shape of windows.</param>
    /// <param name="rows">Rows that there are.</param>
    /// <param name="horizon">Rows of the horizon; 0 where they need not be there.</param>
    public static InputException TooFewRows(WindowLayout layout, int rows, int horizon) => new(
        $"A window needs {layout.MinLength + (horizon > 0 ? layout.Gap : 0) + horizon} rows ({layout.MinLength} in" +
        (horizon > 0 && layout.Gap > 0 ? $", {layout.Gap} of gap" : "") + (horizon > 0 ? $", {horizon} to be predicted" : "") +
        $"), but there are {rows}: give more rows, or a shorter window.")
    { Field = "window" };

    /// <summary>The window of a forecast spans a pause.</summary>
    /// <param name="series">The series.</param>
    /// <param name="layout">The shape of windows.</param>
    /// <param name="origin">The last row that is known.</param>
    public static InputException OverPause(WindowedSeries series, WindowLayout layout, int origin)
    {
        TimeIndex time = series.Frame.Time;
        int start = Math.Max(origin - layout.Length + 1, layout.IsPadded ? series.FirstRow : 0);
        int end = Math.Min(origin + layout.Gap + layout.Horizon, time.Count - 1);
        for (int row = start + 1; layout.MaxGap is { } most && row <= end; row++)
        {
            if (time[row] - time[row - 1] > most)
            {
                return new InputException(
                    $"The window of the forecast runs over a pause from {time.Place(row - 1)} to {time.Place(row)}, longer than {most}: "
                    + $"forecast from a later row, or allow a longer pause (recipe: window.max-gap).")
                { Field = "window.max-gap" };
            }
        }

        return new InputException(
            $"The window of the forecast runs from {time.Text(start)} to {time.Text(origin)}, longer than {layout.LengthSpan}: forecast "
            + $"from another row, or allow a longer length span.");
    }

    private static string Longest(IReadOnlyList<WindowedSeries> series, WindowedSeries longest) =>
        series.Count == 1 ? "" : $" in the longest series, '{longest.Id}'";
}
