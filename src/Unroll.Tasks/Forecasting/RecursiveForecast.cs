using System.Globalization;
using Unroll.Formats;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Series.Windowing;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Forecasting;

/// <summary>Recursive forecasting: beyond the network's horizon, forecasts are fed back as inputs.</summary>
/// <param name="recipe">The recipe.</param>
/// <param name="preparation">The preparation of series.</param>
/// <param name="head">The meaning of outputs.</param>
/// <param name="networks">The networks.</param>
/// <param name="threads">Threads; 0 for one a core.</param>
internal sealed class RecursiveForecast(Recipe recipe, Preparation preparation, ForecastHead head, Ensemble networks, int threads)
{
    private readonly WindowLayout _layout = ForecastTask.LayoutOf(recipe);

    /// <summary>Checks that the recipe can forecast up to a horizon.</summary>
    /// <exception cref="InputException">It cannot, and why.</exception>
    public void RequireForecastable(int horizon)
    {
        if (horizon <= _layout.Horizon)
        {
            return;
        }

        string more = string.Create(
            CultureInfo.InvariantCulture, $"{horizon} steps are more than the {_layout.Horizon} that the network gives at once");
        string instead = string.Create(
            CultureInfo.InvariantCulture, $"Ask for at most {_layout.Horizon}, or train with window.horizon: {horizon}.");
        string[] others = [.. recipe.Data.Columns.Except(recipe.Data.Targets).Except(recipe.Data.FutureCovariates)];
        if (others.Length > 0)
        {
            throw new InputException(
                $"{more}; it would have to go on from its own forecasts, but it also needs {string.Join(", ", others)}, which nobody " +
                $"forecasts. {instead}");
        }

        if (_layout.Gap > 0)
        {
            throw new InputException(
                $"{more}, and it cannot go on from its own forecasts, since window.gap leaves " +
                $"{CountFormatter.Format(_layout.Gap, "rows")} out. {instead}");
        }
    }

    /// <summary>Forecasts a series.</summary>
    /// <param name="reshaped">The series so far, behind the steps that change rows.</param>
    /// <param name="index">Index of the series.</param>
    /// <param name="horizon">Steps.</param>
    /// <returns>A forecast of each target.</returns>
    public IEnumerable<SeriesForecast> Forecast(ReshapedSeries reshaped, int index, int horizon)
    {
        SeriesItem item = reshaped.Series[index];
        int step = _layout.Horizon;
        int rounds = (horizon + step - 1) / step;
        (Frame frame, int known) = WithRowsAhead(item, reshaped.KnownRows[index], _layout.Gap + (rounds * step));
        string[] targets = [.. recipe.Data.Targets];
        double[][] values = [.. targets.Select(target => frame.Column(target).ToArray())];
        ForecastPoint[] last = [.. values.Select(column => PointAt(known - 1, column[known - 1]))];
        double[][] quantiles = [.. targets.Select((_, j) => new double[head.LevelsOf(j).Count * rounds * step])];
        for (int round = 0; round < rounds; round++)
        {
            int origin = known + (round * step) - 1;
            for (int j = 0; j < targets.Length; j++)
            {
                frame = frame.With(targets[j], [.. values[j]]);
            }

            PreparedItem prepared = preparation.Transform(
                new SeriesSet([item with { Frame = frame }], reshaped.Series.StaticNames, reshaped.Series.ClassNames))[0];
            WindowedSeries windowed = new(item.Id, prepared.Frame, new RowRange(0, frame.RowCount), prepared.Item.StaticCovariates)
            {
                FirstRow = preparation.WarmUp,
            };
            float[] outputs = networks.Predict(
                SeriesWindows.At(windowed, LearnedForecast.ColumnsOf(preparation), _layout, origin), threads);
            for (int j = 0; j < targets.Length; j++)
            {
                Read(prepared, outputs, j, origin + _layout.Gap + 1, values[j], quantiles[j].AsSpan(head.LevelsOf(j).Count * round * step));
            }
        }

        int first = known + _layout.Gap;
        return targets.Select((target, j) => new SeriesForecast(
            item.Id, target, [.. Enumerable.Range(0, horizon).Select(i => PointAt(first + i, values[j][first + i]))])
        {
            Quantiles =
            [
                .. head.LevelsOf(j).Select((level, of) => new QuantileForecast(
                    level,
                    [.. Enumerable.Range(0, horizon).Select(i => PointAt(
                        first + i, quantiles[j][(((i / step * head.LevelsOf(j).Count) + of) * step) + (i % step)]))])),
            ],
            LastKnown = last[j],
        });

        ForecastPoint PointAt(int row, double value) => new(frame.Time[row], value) { Zone = frame.Time.Zone };
    }

    /// <summary>Reads the forecasts of a target, and inverts their preparation.</summary>
    private void Read(PreparedItem prepared, float[] outputs, int index, int first, double[] values, Span<double> quantiles)
    {
        string target = recipe.Data.Targets[index];
        int levels = head.LevelsOf(index).Count;
        Span<double> points = values.AsSpan(first, _layout.Horizon);
        head.Read(networks.Networks[0], outputs, index, points, quantiles);
        preparation.Inverse(prepared, target, first, points);
        for (int i = 0; i < levels; i++)
        {
            preparation.Inverse(prepared, target, first, quantiles.Slice(i * _layout.Horizon, _layout.Horizon));
        }

        for (int i = 0; i < points.Length + (levels * _layout.Horizon); i++)
        {
            double value = i < points.Length ? points[i] : quantiles[i - points.Length];
            if (!double.IsFinite(value))
            {
                throw new InputException(
                    $"The forecast of {target} for {prepared.Frame.Time.Text(first + (i % _layout.Horizon))} is no finite number " +
                    $"({value.ToString(CultureInfo.InvariantCulture)}): the " +
                    "network's training diverged, or a step cannot bring its output back. Train again with a smaller " +
                    "train.learning-rate or train.clip-norm: 1, or with other steps.");
            }
        }
    }

    /// <summary>The rows needed, followed by those of the horizon, and how many of them are known.</summary>
    private (Frame Frame, int Known) WithRowsAhead(SeriesItem item, int known, int ahead)
    {
        // The last window and its lookback are all that is needed.
        int kept = preparation.ReachBack is { } reach ? Math.Min(known, _layout.Length + reach) : known;
        Frame history = item.Frame.Slice(0, known);
        if (recipe.Data.FutureCovariates.Count == 0)
        {
            return (history.Extend(ahead).Slice(known - kept, kept + ahead), kept);
        }

        RequireRowsAhead(item, history.Time, ahead);
        return (item.Frame.Slice(known - kept, kept + ahead), kept);
    }

    /// <summary>Rows with future covariates must be there, and follow the history step by step.</summary>
    private void RequireRowsAhead(SeriesItem item, TimeIndex history, int ahead)
    {
        (int known, int given) = (history.Count, item.Frame.RowCount - history.Count);
        string of = recipe.Data.Id.Count == 0 ? "" : $"of series '{item.Id}' ";
        string columns = string.Join(", ", recipe.Data.FutureCovariates);
        if (given < ahead)
        {
            throw new InputException(
                string.Create(CultureInfo.InvariantCulture,
                    $"A forecast {of}needs {columns} of the {ahead} rows after {history.Text(known - 1)}, but the data have " +
                    $"{CountFormatter.Format(given, "rows")} " +
                    $"without ") +
                $"{recipe.Data.Target} at their end: add rows with these columns, and the target left empty.");
        }

        if (!history.IsExtensible)
        {
            return;
        }

        TimeIndex expected = history.Extend(ahead);
        for (int row = known; row < known + ahead; row++)
        {
            if (item.Frame.Time[row] != expected[row])
            {
                throw new InputException(
                    $"A forecast {of}needs {columns} of each row after {history.Text(known - 1)}: {expected.Text(row)} is expected, but " +
                    "the data go on with " +
                    $"{item.Frame.Time.Text(row)}. Add the rows between, with these columns and the target left empty.");
            }
        }
    }
}
