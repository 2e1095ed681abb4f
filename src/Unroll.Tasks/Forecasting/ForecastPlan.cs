using System.Globalization;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Series.Windowing;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Forecasting;

/// <summary>
/// What a forecaster is trained, watched and tested on: prepared series and their windows, before any network. For a look at which rows fall into
/// which window, and for other models that are to be compared on exactly the same.
/// </summary>
public sealed class ForecastPlan
{
    private ForecastPlan(IReadOnlyList<string> notes, ForecastPipeline pipeline, IReadOnlyList<PreparedSeries> series, IReadOnlyList<SeriesParts> parts, WindowColumns columns, WindowLayout layout)
    {
        (Notes, Pipeline, Series, Parts) = (notes, pipeline, series, parts);
        Training = WindowsOf(columns, layout, part => part.Training, "training");
        Validation = WindowsOf(columns, layout, part => part.Validation, "validation");
        Test = WindowsOf(columns, layout, part => part.Test, "test");
    }

    /// <summary>The windows that are learned from.</summary>
    public SeriesWindows Training { get; }

    /// <summary>The windows that training is watched on.</summary>
    public SeriesWindows Validation { get; }

    /// <summary>The windows that the result is told on.</summary>
    public SeriesWindows Test { get; }

    /// <summary>What steps have to tell of the series, such as rows that they left out; empty where there is nothing.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>The three parts by their names in reports.</summary>
    public IReadOnlyList<KeyValuePair<string, SeriesWindows>> Windows => [new("train", Training), new("validation", Validation), new("test", Test)];

    internal ForecastPipeline Pipeline { get; }

    internal IReadOnlyList<PreparedSeries> Series { get; }

    internal IReadOnlyList<SeriesParts> Parts { get; }

    /// <summary>Plans what a recipe says: one plan, or one for each fold of a walk forward.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="series">The series as they were read.</param>
    /// <exception cref="InputException">The series do not fit the recipe.</exception>
    public static IEnumerable<ForecastPlan> Of(Recipe recipe, SeriesSet series)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(series);
        List<string> notes = [];
        SeriesSet reshaped = ForecastPipeline.WithoutRowsAhead(recipe, ForecastPipeline.Reshape(recipe, series, out IReadOnlyList<FittedStep> rowSteps, notes));
        foreach (IReadOnlyList<SeriesParts> whole in ForecastFolds.Of(recipe, reshaped))
        {
            IReadOnlyList<SeriesParts> parts = BoundaryRows.LeftOut(recipe, series, reshaped, rowSteps, whole);
            ForecastPipeline pipeline = ForecastPipeline.Fit(recipe, reshaped, rowSteps, parts);
            RequireApart(recipe, pipeline);
            IReadOnlyList<PreparedSeries> prepared = pipeline.Prepare(reshaped);
            yield return new ForecastPlan(notes, pipeline, prepared, parts, pipeline.ColumnsOf(prepared[0]), LayoutOf(recipe));
        }
    }

    /// <summary>A target's value as it was read, in the unit of the series; NaN where it is missing.</summary>
    /// <param name="seriesId">Id of the series.</param>
    /// <param name="target">The target.</param>
    /// <param name="row">Row of the prepared series.</param>
    public double ValueAt(string seriesId, string target, int row)
    {
        Span<double> value = stackalloc double[1];
        Series.First(series => series.Id == seriesId).Raw.CopyColumn(target, row, value);
        return value[0];
    }

    internal static WindowLayout LayoutOf(Recipe recipe) => new(recipe.Window.Length, recipe.Window.Horizon)
    {
        Stride = recipe.Window.Stride,
        Gap = recipe.Window.Gap,
        SkipMissing = recipe.Window.SkipMissing,
        MaxGap = recipe.Window.MaxGap,
    };

    /// <summary>The rows of a part that can be targets: those with a window, and what steps and lags reach back to, before them.</summary>
    internal static RowRange Reachable(RowRange part, WindowLayout layout, ForecastPipeline pipeline)
    {
        int first = Math.Clamp(layout.Length + layout.Gap + pipeline.WarmUp, part.Start, part.End);
        return new RowRange(first, part.End - first);
    }

    private SeriesWindows WindowsOf(WindowColumns columns, WindowLayout layout, Func<SeriesParts, IReadOnlyList<RowRange>> rowsOf, string name)
    {
        List<WindowedSeries> windowed = [];
        for (int i = 0; i < Series.Count; i++)
        {
            PreparedSeries series = Series[i];
            windowed.AddRange(rowsOf(Parts[i]).Select(rows => new WindowedSeries(series.Id, series.Frame, Reachable(rows, layout, Pipeline), series.Statics)));
        }

        if (windowed.Count == 0)
        {
            throw new InputException($"The {name} part has no rows: give it a longer range or a larger share.");
        }

        int before = layout.Length + layout.Gap + Pipeline.WarmUp;
        int last = windowed.Max(series => series.Targets.End);
        if (last < before + layout.Horizon)
        {
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture,
                $"No window fits into the {name} part: it takes {before + layout.Horizon} rows (window.length {layout.Length}") +
                (layout.Gap > 0 ? $", window.gap {layout.Gap}" : "") +
                (Pipeline.WarmUp > 0 ? $", steps and lags that reach {Pipeline.WarmUp} further back" : "") +
                $", window.horizon {layout.Horizon}), but the part ends with row {last}. Take a shorter window, or give more rows.");
        }

        int most = windowed.Max(series => series.Targets.Count);
        if (most < layout.Horizon)
        {
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture,
                $"No window fits into the {name} part: window.horizon is {layout.Horizon}, but at most {most} rows of it follow one another. Take a shorter horizon, or give the part more rows."));
        }

        SeriesWindows windows = new(windowed, columns, layout);
        if (name == "training")
        {
            return windows;
        }

        RequireUndoable(windows);
        return HasTruth(windows)
            ? windows
            : throw new InputException($"No true value of the {name} part is known, so that forecasts cannot be held against anything: give data with values of the target.");
    }

    /// <summary>Whether forecasts can be brought back to the unit of the series: known before a long training, not after it.</summary>
    private void RequireUndoable(SeriesWindows windows)
    {
        if (Pipeline.Steps.All(step => step.InverseReach == 0))
        {
            return;
        }

        Dictionary<string, PreparedSeries> series = Series.ToDictionary(preparedSeries => preparedSeries.Id, StringComparer.Ordinal);
        double[] values = new double[windows.Layout.Horizon];
        for (int sample = 0; sample < windows.Count; sample++)
        {
            foreach (string target in windows.Columns.Targets)
            {
                Array.Clear(values);
                Pipeline.Inverse(series[windows.Series(windows.SeriesOf(sample)).Id], target, windows.Origin(sample) + windows.Layout.Gap + 1, values);
            }
        }
    }

    /// <summary>Whether forecasts can be held against something: known before a long training, not after it.</summary>
    private bool HasTruth(SeriesWindows windows)
    {
        Dictionary<string, PreparedSeries> series = Series.ToDictionary(preparedSeries => preparedSeries.Id, StringComparer.Ordinal);
        double[] values = new double[windows.Layout.Horizon];
        return windows.Columns.Targets.All(target => Enumerable.Range(0, windows.Count).Any(sample =>
        {
            series[windows.Series(windows.SeriesOf(sample)).Id].Raw.CopyColumn(target, windows.Origin(sample) + windows.Layout.Gap + 1, values);
            return values.AsSpan().ContainsAnyExcept(double.NaN);
        }));
    }

    /// <summary>Windows at random may not share rows, nor what steps and lags make of earlier ones.</summary>
    private static void RequireApart(Recipe recipe, ForecastPipeline pipeline)
    {
        if (recipe.Split.By != SplitKind.Shuffled)
        {
            return;
        }

        if (pipeline.Steps.FirstOrDefault(step => step.ReachBack is null) is { } endless)
        {
            throw new InputException(
                $"The recipe {recipe.Name} shuffles windows, but what step {endless.Name} makes of a row may come from any row before it, so that training would see rows that " +
                "are tested on. Use split.by: time, or bound the step: impute by method: mean or seasonal, or a limit, and without time-since; rolling and clip by rows instead of a span.");
        }

        WindowLayout layout = LayoutOf(recipe);
        int needed = layout.Length + layout.Gap + layout.Horizon + pipeline.WarmUp;
        if (layout.Stride < needed)
        {
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture,
                $"The recipe {recipe.Name} shuffles windows that begin {layout.Stride} rows apart, but steps and lags reach {pipeline.WarmUp} rows further back than a window, so that ") +
                $"training would see rows that are tested on. Use split.by: time, or window.stride: {needed}.");
        }
    }
}
