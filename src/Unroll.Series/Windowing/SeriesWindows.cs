using System.Globalization;
using Unroll.Data;

namespace Unroll.Series.Windowing;

/// <summary>
/// Windows over one or many prepared series as samples of a network, read straight from the frames' columns, wherever those are: nothing is
/// copied, and nothing is held for each window. Step k of a window whose last input row is o (its origin) holds, in this order,
/// <list type="number">
/// <item>the past covariates of row t = o − length + 1 + k;</item>
/// <item>the future covariates of row t + gap + 1: at the last step those of the first row to forecast;</item>
/// <item>the static covariates, unless they are an input of their own (<see cref="WindowLayout.StaticCovariatesAsInput"/>).</item>
/// </list>
/// Where the horizon has several rows, the future covariates of the rows o + gap + 1 … o + gap + horizon are a second input, a sequence
/// of <c>[horizon, future covariates]</c> (<see cref="WindowLayout.FutureCovariatesAsInput"/>).
/// The target is the rows o + gap + 1 … o + gap + horizon, row after row: column j of the h-th of them is at h × targets + j, from 0.
/// Thread-safe.
/// </summary>
public sealed partial class SeriesWindows : SampleSource
{
    private readonly SeriesOrigins[] _series;
    private readonly int[] _before;
    private readonly WindowColumns _columns;
    private readonly WindowLayout _layout;
    private readonly int _staticCovariatesInSteps;
    private readonly int _ahead;

    /// <summary>
    /// The windows whose targets are all in the target rows of their series; the first is the first that fits. Series shorter than a
    /// window, or than the fewest rows of one (<see cref="WindowLayout.MinLength"/>), have none.
    /// </summary>
    /// <param name="series">The series, at least one.</param>
    /// <param name="columns">Covariates and targets.</param>
    /// <param name="layout">The shape of windows.</param>
    /// <exception cref="InputException">
    /// No window fits, a column is not there, or a window touches a missing value and that is refused.
    /// </exception>
    public SeriesWindows(IReadOnlyList<WindowedSeries> series, WindowColumns columns, WindowLayout layout)
        : this(Find(series, columns, layout), columns, layout)
    {
        if (Count > 0)
        {
            return;
        }

        if (SkippedCount == 0 && _series.Sum(each => each.Elsewhere) is var elsewhere and > 0)
        {
            throw WindowErrors.Elsewhere(series, layout, elsewhere);
        }

        throw SkippedCount > 0
            ? new InputException(SkippedForPauses == 0
                ? (SkippedCount == 1 ? "The only window touches" : $"All {CountFormatter.Format(SkippedCount, "windows")} touch")
                    + " a missing value: fill missing values (recipe: the step impute)."
                : (SkippedCount == 1 ? "The only window is" : $"All {CountFormatter.Format(SkippedCount, "windows")} are")
                    + $" left out: {SkippedForPauses} run over a pause, {SkippedForMissing} touch a missing "
                    + $"value. Allow a longer pause, or take shorter windows.")
            {
                Field = SkippedForPauses == 0 ? "prepare" : "window",
            }
            : WindowErrors.NoneFits(series, layout);
    }

    private SeriesWindows(SeriesOrigins[] series, WindowColumns columns, WindowLayout layout, int ahead = 0)
    {
        (_series, _columns, _layout, _ahead) = (series, columns, layout, ahead);
        _before = new int[series.Length + 1];
        for (int i = 0; i < series.Length; i++)
        {
            _before[i + 1] = checked(_before[i] + series[i].Count);
        }

        IsSlow = Array.Exists(
            series,
            origins => origins.Past.Concat(origins.FutureCovariates).Concat(origins.Targets).Any(column => column.Store is not null));
        FeatureNames = columns.FeatureNames(layout);
        _staticCovariatesInSteps = layout.StaticCovariatesAsInput ? 0 : columns.StaticNames.Count;
        InputShape = Shape.Sequence(layout.Length, FeatureNames.Count);
        TargetShape = Shape.Vector(checked(layout.Horizon * columns.Targets.Count));
    }

    /// <inheritdoc/>
    public override int Count => _before[^1];

    /// <inheritdoc/>
    public override Shape InputShape { get; }

    /// <inheritdoc/>
    public override Shape TargetShape { get; }

    /// <summary>1, and one more each for the future covariates of the horizon and for static covariates as an input of their own.</summary>
    /// <inheritdoc/>
    public override int InputCount => 1 + (HasFutureInput ? 1 : 0) + (HasStaticInput ? 1 : 0);

    /// <summary>Whether columns are read from a file.</summary>
    /// <inheritdoc/>
    public override bool IsSlow { get; }

    /// <summary>Shape of windows.</summary>
    public WindowLayout Layout => _layout;

    /// <summary>Covariates and targets.</summary>
    public WindowColumns Columns => _columns;

    /// <summary>Names of the features of each step, in order; <c>sunday+1</c> is a future covariate of the next row.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>Windows left out: those that touch a missing value, and those that span a pause.</summary>
    public int SkippedCount => SkippedForMissing + SkippedForPauses;

    /// <summary>Windows left out because they touch a missing value.</summary>
    public int SkippedForMissing => _series.Sum(series => series.SkippedForMissing);

    /// <summary>Windows left out because of <see cref="WindowLayout.MaxGap"/> or <see cref="WindowLayout.LengthSpan"/>.</summary>
    public int SkippedForPauses => _series.Sum(series => series.SkippedForPauses);

    /// <summary>Series without any window, mostly because they are too short.</summary>
    public int SeriesWithoutWindows => _series.Count(series => series.Count == 0);

    /// <summary>Whether the targets are known; not for the window of a forecast.</summary>
    public bool HasTargets => _series[0].Targets.Length > 0;

    private bool HasFutureInput => _columns.HasFutureInput(_layout);

    private bool HasStaticInput => _layout.StaticCovariatesAsInput && _columns.StaticNames.Count > 0;

    /// <summary>The window that ends at a row, without its targets: the input of a forecast.</summary>
    /// <param name="series">The series; it must hold the future covariates of the rows to forecast. Its target rows are not read.</param>
    /// <param name="columns">Covariates and targets.</param>
    /// <param name="layout">The shape of windows.</param>
    /// <param name="origin">The last row that is known.</param>
    /// <exception cref="InputException">The window does not fit, touches a missing value or spans a pause.</exception>
    public static SeriesWindows At(WindowedSeries series, WindowColumns columns, WindowLayout layout, int origin)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(columns);
        columns.Validate();
        layout.Validate();
        int rows = series.Frame.RowCount;
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(origin, rows);
        int first = layout.IsPadded ? series.FirstRow : 0;
        if (origin + 1 - first < layout.MinLength)
        {
            throw WindowErrors.TooFewRows(layout, origin + 1 - first, 0);
        }

        if (columns.FutureCovariates.Count > 0 && (long)origin + layout.Gap + layout.Horizon >= rows)
        {
            throw new InputException(
                $"The forecast after {series.Frame.Time.Text(origin)} needs {string.Join(", ", columns.FutureCovariates)} of "
                + $"{CountFormatter.Format(layout.Gap + layout.Horizon, "rows")} after it, " +
                $"but there are {rows - 1 - origin}: give rows with what is known in advance.");
        }

        SeriesWindows window = new(
            new[] { new SeriesOrigins(
                series, columns, layout with { SkipMissing = false }, origin, 1, withTargets: false, isOneOfMany: false) }, columns,
                layout);
        return window.Count == 1 ? window : throw WindowErrors.OverPause(series, layout, origin);
    }

    /// <summary>
    /// The same windows for one row of their horizon: each ends later, so that its target is that row alone. Rows of the horizon are then
    /// among its inputs, which a recursive forecast replaces by its own.
    /// </summary>
    /// <param name="rows">Rows later, from 0, for the first row of the horizon, to below the horizon.</param>
    /// <exception cref="ArgumentOutOfRangeException">The horizon has no such row.</exception>
    public SeriesWindows Ahead(int rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rows, _layout.Horizon);
        return new SeriesWindows(_series, _columns, _layout with { Horizon = 1 }, _ahead + rows);
    }

    /// <summary>Some of the windows, in the same order; what others are left out for is not counted again.</summary>
    /// <param name="isKept">Whether a window is kept, by its index.</param>
    /// <exception cref="InputException">None is kept.</exception>
    public SeriesWindows Keep(Func<int, bool> isKept)
    {
        ArgumentNullException.ThrowIfNull(isKept);
        SeriesWindows kept = new(
            [.. _series.Select((series, index) => series.Keep(window => isKept(_before[index] + window)))], _columns, _layout, _ahead);
        return kept.Count > 0 ? kept
            : throw new InputException("None of the windows is kept: they lie at other rows than those that are asked for.");
    }

    /// <summary>Number of series, those without windows included.</summary>
    public int SeriesCount => _series.Length;

    /// <summary>The index of a window's series.</summary>
    /// <param name="sample">The window, from 0.</param>
    public int SeriesOf(int sample) => Locate(sample).Series;

    /// <summary>The last input row of a window.</summary>
    /// <param name="sample">The window, from 0.</param>
    public int Origin(int sample)
    {
        (int series, int window) = Locate(sample);
        return _series[series].Origin(window) + _ahead;
    }

    /// <summary>One of the series.</summary>
    /// <param name="index">Its index, as <see cref="SeriesOf"/> gives it.</param>
    public WindowedSeries Series(int index) => _series[index].Series;

    /// <summary>The rows, stamps and values of a window's inputs and targets.</summary>
    /// <param name="sample">The window, from 0.</param>
    public WindowDescription Describe(int sample) => WindowDescription.Of(this, sample);

    /// <summary>The name of a window in messages: its number, its series, and the time of its last input row.</summary>
    /// <inheritdoc/>
    public override string GetSampleName(int sample)
    {
        WindowedSeries series = Series(SeriesOf(sample));
        string of = series.Id.Length == 0 ? "" : $" of series '{series.Id}'";
        return string.Create(
            CultureInfo.InvariantCulture, $"sample {sample} (the window{of} whose inputs end at {series.Frame.Time.Text(Origin(sample))})");
    }

    /// <inheritdoc/>
    public override Shape GetInputShape(int input) => input == 0
        ? InputShape
        : IsFutureInput(input)
            ? Shape.Sequence(_layout.Horizon, _columns.FutureCovariates.Count)
            : Shape.Vector(_columns.StaticNames.Count);

    private static SeriesOrigins[] Find(IReadOnlyList<WindowedSeries> series, WindowColumns columns, WindowLayout layout)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(columns);
        columns.Validate();
        layout.Validate();
        return [.. series.Select(windowedSeries =>
        {
            ArgumentOutOfRangeException.ThrowIfNegative(windowedSeries.Targets.Start);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(windowedSeries.Targets.End, windowedSeries.Frame.RowCount);
            int start = layout.IsPadded ? windowedSeries.FirstRow : 0;
            long first = Math.Max((long)windowedSeries.Targets.Start - layout.Gap - 1, (long)start + layout.MinLength - 1);
            long last = (long)windowedSeries.Targets.End - layout.Horizon - layout.Gap - 1;
            int count = last < first ? 0 : (int)((last - first) / layout.Stride) + 1;
            return new SeriesOrigins(
                windowedSeries, columns, layout, count == 0 ? 0 : (int)first, count, withTargets: true, series.Count > 1);
        })];
    }

    private (int Series, int Window) Locate(int sample)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sample);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(sample, Count);
        if (_series.Length == 1)
        {
            return (0, sample);
        }

        // The last series that begins at or before the sample: those without windows begin where the next one does.
        (int low, int high) = (0, _series.Length - 1);
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            (low, high) = _before[middle] <= sample ? (middle, high) : (low, middle - 1);
        }

        return (low, sample - _before[low]);
    }
}
