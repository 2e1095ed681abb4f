using Unroll.Series.Frames;
using Unroll.Series.Windowing;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Forecasting;

/// <summary>Forecasts what comes after the end of a series, feeding forecasts back where more is asked for than the network gives at once.</summary>
/// <param name="recipe">The recipe.</param>
/// <param name="pipeline">What series go through.</param>
/// <param name="evaluator">Asks the networks.</param>
internal sealed class RecursiveForecast(Recipe recipe, ForecastPipeline pipeline, ForecastEvaluator evaluator)
{
    private WindowLayout Layout => ForecastPlan.LayoutOf(recipe);

    /// <summary>Checks that the recipe can forecast so far.</summary>
    /// <exception cref="InputException">It cannot, and why.</exception>
    public void RequireForecastable(int horizon)
    {
        if (horizon <= Layout.Horizon)
        {
            return;
        }

        string[] others = [.. recipe.RequiredColumns.Except(recipe.Data.Targets).Except(recipe.Data.Known)];
        if (others.Length > 0)
        {
            throw new InputException(
                $"{horizon} steps are more than the {Layout.Horizon} that the network gives at once; it would have to go on from its own forecasts, but it also " +
                $"needs {string.Join(", ", others)}, which nobody forecasts. Ask for at most {Layout.Horizon}, or train with window.horizon: {horizon}.");
        }

        if (Layout.Gap > 0)
        {
            throw new InputException(
                $"{horizon} steps are more than the {Layout.Horizon} that the network gives at once, and it cannot go on from its own forecasts, since window.gap leaves " +
                $"{Layout.Gap} rows out. Ask for at most {Layout.Horizon}, or train with window.horizon: {horizon}.");
        }
    }

    /// <summary>Forecasts a series.</summary>
    /// <param name="series">The series that it is one of, reshaped.</param>
    /// <param name="item">The series.</param>
    /// <param name="horizon">Steps.</param>
    public IEnumerable<SeriesForecast> Forecast(SeriesSet series, SeriesItem item, int horizon)
    {
        int step = Layout.Horizon;
        int rounds = (horizon + step - 1) / step;
        int ahead = Layout.Gap + (rounds * step);
        (Frame frame, int known) = WithRowsAhead(item, ahead);
        string[] targets = [.. recipe.Data.Targets];
        double[][] values = [.. targets.Select(target => frame.Column(target).ToArray())];
        List<ForecastPoint>[] points = [.. targets.Select(_ => new List<ForecastPoint>())];
        for (int round = 0; round < rounds; round++)
        {
            int origin = known + (round * step) - 1;
            int first = origin + Layout.Gap + 1;
            for (int j = 0; j < targets.Length; j++)
            {
                frame = frame.With(targets[j], values[j].ToArray());
            }

            PreparedSeries prepared = pipeline.Prepare(new SeriesSet([item with { Frame = frame }], series.StaticNames, series.ClassNames))[0];
            WindowedSeries windowed = new(item.Id, prepared.Frame, new RowRange(0, frame.RowCount), prepared.Statics);
            double[] predicted = evaluator.Predict(SeriesWindows.At(windowed, pipeline.ColumnsOf(prepared), Layout, origin), threads: 1);
            for (int j = 0; j < targets.Length; j++)
            {
                Span<double> next = values[j].AsSpan(first, step);
                for (int i = 0; i < step; i++)
                {
                    next[i] = predicted[(i * targets.Length) + j];
                }

                pipeline.Inverse(prepared, targets[j], first, next);
                for (int i = 0; i < step; i++)
                {
                    points[j].Add(new ForecastPoint(frame.Time[first + i], next[i]) { Zone = frame.Time.Zone });
                }
            }
        }

        return targets.Select((target, j) => new SeriesForecast(item.Id, target, points[j][..horizon]));
    }

    /// <summary>The rows that count, with as many behind as are to be forecast, and how many of them are known.</summary>
    private (Frame Frame, int Known) WithRowsAhead(SeriesItem item, int ahead)
    {
        Frame frame = item.Frame;
        int known = frame.RowCount;
        if (recipe.Data.Known.Count > 0)
        {
            known = ForecastPipeline.KnownRows(recipe, frame);
            if (frame.RowCount - known < ahead)
            {
                string of = recipe.Data.Id is null ? "" : $"of series '{item.Id}' ";
                throw new InputException(
                    $"A forecast {of}needs {string.Join(", ", recipe.Data.Known)} of the {ahead} rows after {(known > 0 ? frame.Time.Text(known - 1) : "the last")}, but the data have " +
                    $"{frame.RowCount - known} rows without {recipe.Data.Target} at their end: add rows with these columns, and the target left empty.");
            }
        }

        // The last window and what its steps and lags reach back to are all that counts.
        int kept = pipeline.ReachBack is { } reach ? Math.Min(known, recipe.Window.Length + reach) : known;
        return recipe.Data.Known.Count > 0
            ? (frame.Slice(known - kept, kept + ahead), kept)
            : (frame.Extend(ahead).Slice(known - kept, kept + ahead), kept);
    }
}
