using Unroll.Series.Frames;

namespace Unroll.Series.Windowing;

/// <summary>The inputs and targets of one window for a person to check, so that no window is off by one unseen.</summary>
/// <param name="Sample">The window, from 0.</param>
/// <param name="SeriesId">Its series.</param>
/// <param name="Inputs">Input rows of the series, without those that are filled, and their past covariates.</param>
/// <param name="FutureCovariates">Rows of the horizon, and their future covariates; null where there are none.</param>
/// <param name="Targets">Target rows and their values; null for the window of a forecast.</param>
/// <param name="StaticNames">Names of the static covariates.</param>
/// <param name="StaticCovariates">Static covariates.</param>
public sealed record WindowDescription(
    int Sample, string SeriesId, WindowRows Inputs, WindowRows? FutureCovariates, WindowRows? Targets, IReadOnlyList<string> StaticNames,
    IReadOnlyList<double> StaticCovariates)
{
    /// <summary>The description of a window.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="sample">Which one.</param>
    internal static WindowDescription Of(SeriesWindows windows, int sample)
    {
        WindowedSeries series = windows.Series(windows.SeriesOf(sample));
        (WindowLayout layout, WindowColumns columns) = (windows.Layout, windows.Columns);
        int origin = windows.Origin(sample);
        int first = Math.Max(origin - layout.Length + 1, layout.IsPadded ? series.FirstRow : 0);
        RowRange ahead = new(origin + layout.Gap + 1, layout.Horizon);
        return new(
            sample,
            series.Id,
            WindowRows.Of(series.Frame, columns.Past, new(first, origin - first + 1)),
            columns.FutureCovariates.Count == 0 ? null : WindowRows.Of(series.Frame, columns.FutureCovariates, ahead),
            windows.HasTargets ? WindowRows.Of(series.Frame, columns.Targets, ahead) : null,
            columns.StaticNames,
            series.StaticCovariates);
    }
}
