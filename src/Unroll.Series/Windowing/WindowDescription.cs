using Unroll.Series.Frames;

namespace Unroll.Series.Windowing;

/// <summary>What one window looks at and is to predict, for a person to check: no window is off by one unseen.</summary>
/// <param name="Sample">The window, from 0.</param>
/// <param name="SeriesId">The series that it is of.</param>
/// <param name="Inputs">Rows that go in, and the past columns there.</param>
/// <param name="Known">Rows whose columns known in advance the last step holds; null where there are no such columns.</param>
/// <param name="Targets">Rows to be predicted, and the targets there; null for the window of a forecast.</param>
/// <param name="StaticNames">Names of what does not change over time.</param>
/// <param name="Statics">What does not change over time.</param>
public sealed record WindowDescription(
    int Sample, string SeriesId, WindowRows Inputs, WindowRows? Known, WindowRows? Targets, IReadOnlyList<string> StaticNames, IReadOnlyList<double> Statics)
{
    /// <summary>Looks a window up.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="sample">Which one.</param>
    internal static WindowDescription Of(SeriesWindows windows, int sample)
    {
        WindowedSeries series = windows.Series(windows.SeriesOf(sample));
        (WindowLayout layout, WindowColumns columns) = (windows.Layout, windows.Columns);
        int origin = windows.Origin(sample);
        RowRange ahead = new(origin + layout.Gap + 1, layout.Horizon);
        return new(
            sample,
            series.Id,
            WindowRows.Of(series.Frame, columns.Past, new(origin - layout.Length + 1, layout.Length)),
            columns.Known.Count == 0 ? null : WindowRows.Of(series.Frame, columns.Known, ahead),
            windows.HasTargets ? WindowRows.Of(series.Frame, columns.Targets, ahead) : null,
            columns.StaticNames,
            series.Statics);
    }
}
