using Unroll.Analysis;
using Unroll.Series.Frames;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Tasks.Analysing;

/// <summary>Charts of columns over their times.</summary>
internal static class SeriesCharts
{
    /// <summary>Charts above each other over the times of a column.</summary>
    /// <param name="title">Their heading.</param>
    /// <param name="column">The column.</param>
    /// <param name="panels">The charts.</param>
    public static SeriesSection Over(string title, AnalysedColumn column, params IReadOnlyList<SeriesPanel> panels)
    {
        ChartAxis across = column.Axis.IsColumn ? new ChartAxis(column.Axis.Unit)
            : column.Time.IsNumbered ? new ChartAxis("row") { IsWhole = true } : new ChartAxis("time");
        return new SeriesSection(title, across, Places(column, 0), panels) { IsTime = HasStamps(column) };
    }

    /// <summary>The times of a column as places of a chart, and those of rows to come.</summary>
    /// <param name="column">The column.</param>
    /// <param name="more">The rows to come.</param>
    public static double[] Places(AnalysedColumn column, int more)
    {
        double[] times = column.Axis.Times;
        if (HasStamps(column) && (more == 0 || column.Time.IsExtensible))
        {
            TimeIndex time = more == 0 ? column.Time : column.Time.Extend(more);
            return [.. Enumerable.Range(0, time.Count).Select(row => Milliseconds(time.Local(row)))];
        }

        double[] known = HasStamps(column) ? Places(column, 0)
            : column.Axis.IsColumn ? times : [.. Enumerable.Range(0, times.Length).Select(row => (double)row)];
        double step = known.Length < 2 ? 1 : (known[^1] - known[0]) / (known.Length - 1);
        return [.. known, .. Enumerable.Range(1, more).Select(row => known[^1] + (row * step))];
    }

    /// <summary>The column itself.</summary>
    /// <param name="column">The column.</param>
    public static SeriesLine Given(AnalysedColumn column) => new(column.Column, column.Values) { IsGiven = true };

    /// <summary>A line with its 95 % interval, by the standard error of each value.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="mean">Its values.</param>
    /// <param name="errors">Their standard errors.</param>
    public static SeriesLine Band(string name, double[] mean, double[] errors)
    {
        PredictionIntervals bounds = new ForecastResult(mean, errors).Intervals(ForecastRows.Coverage);
        return new SeriesLine(name, mean) { Lower = bounds.Lower, Upper = bounds.Upper };
    }

    /// <summary>The same value everywhere.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">The value.</param>
    /// <param name="count">How many places there are.</param>
    public static SeriesLine Constant(string name, double value, int count) =>
        new(name, [.. Enumerable.Repeat(value, count)]) { IsReference = true };

    private static bool HasStamps(AnalysedColumn column) => !column.Axis.IsColumn && !column.Time.IsNumbered;

    private static double Milliseconds(DateTime local) => (local.Ticks - DateTime.UnixEpoch.Ticks) / (double)TimeSpan.TicksPerMillisecond;
}
