using System.Globalization;
using Unroll.Probability;
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
/// <param name="intervals">The prediction intervals; null where none are calibrated.</param>
/// <param name="threads">Threads; 0 for one a core.</param>
internal sealed class RecursiveForecast(
    Recipe recipe, Preparation preparation, ForecastHead head, Ensemble networks, ForecastIntervals? intervals, int threads)
{
    private readonly WindowLayout _layout = ForecastTask.NetworkLayoutOf(recipe);

    /// <summary>Checks that the recipe can forecast up to a horizon.</summary>
    /// <exception cref="InputException">It cannot, and why.</exception>
    public void RequireForecastable(int horizon)
    {
        if (horizon <= _layout.Horizon)
        {
            return;
        }

        string more = string.Create(
            CultureInfo.InvariantCulture, $"{CountFormatter.Format(horizon, "steps")} are more than the {_layout.Horizon} that " +
                $"the network gives at once");
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

    /// <summary>Checks that paths can be drawn.</summary>
    /// <exception cref="InputException">The loss of a target is that of no distribution.</exception>
    public void RequireDistributions()
    {
        for (int j = 0; j < recipe.Data.Targets.Count; j++)
        {
            if (!head.HasDistribution(j))
            {
                throw new InputException(
                    $"Paths are drawn from a forecast distribution, but the loss of {recipe.Data.Targets[j]} has none: train with " +
                    "train.loss: student-t-likelihood, gaussian-likelihood, or of counts negative-binomial-likelihood or " +
                    "poisson-likelihood.");
            }
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
        string[] targets = [.. recipe.Data.Targets];
        int step = _layout.Horizon;
        int calibrated = Math.Min(recipe.Section(ForecastTask.Window).Horizon, (horizon + step - 1) / step * step), begin = -1;
        PreparedItem? start = null;
        ErrorSpace[] spaces = [.. targets.Select((target, j) => new ErrorSpace(
            preparation, target, 1, calibrated, head.LevelsOf(j).Count))];
        List<Distribution>[] distributions = [.. targets.Select(_ => new List<Distribution>())];
        List<double[]>[] quantiles = [.. targets.Select(_ => new List<double[]>())];
        (Frame frame, int known, double[][] values) = Walk(reshaped, index, horizon, null, (prepared, forecast, j, first, points) =>
        {
            float[] outputs = forecast.Outputs;
            double[] round = new double[head.LevelsOf(j).Count * step];
            head.Read(networks.Networks[0], outputs, j, points.Span, round);
            (start, begin) = (start ?? prepared, begin < 0 ? first : begin);
            spaces[j].Invert(0, prepared, first, points.Span, round, first - begin);
            RequireFinite(prepared, targets[j], first, round);
            quantiles[j].Add(round);
            if (head.HasDistribution(j))
            {
                distributions[j].AddRange(StepDistributions.InUnit(
                    preparation, prepared, targets[j], first, head.Distributions(networks.Networks[0], outputs, j)));
            }
        });
        int ahead = known + _layout.Gap;
        IntervalEnds?[] ends = [.. spaces.Select((space, j) => intervals?.Of(j, space))];
        return targets.Select((target, j) => new SeriesForecast(
            item.Id, target, [.. Enumerable.Range(0, horizon).Select(i => PointAt(frame, ahead + i, values[j][ahead + i]) with
            {
                // Beyond the horizon nothing was calibrated.
                Intervals = i < calibrated && ends[j] is { } own ? own.At(i, values[j][ahead + i]) : [],
            })])
        {
            Quantiles =
            [
                .. head.LevelsOf(j).Select((level, of) => new QuantileForecast(
                    level,
                    [.. Enumerable.Range(0, horizon).Select(i => PointAt(
                        frame, ahead + i, quantiles[j][i / step][(of * step) + (i % step)]))])),
            ],
            Distributions = [.. distributions[j].Take(horizon)],
            LastKnown = PointAt(frame, known - 1, values[j][known - 1]),
            Place = (start!, begin),
        });
    }

    /// <summary>Draws paths of a series: what is drawn in a round goes on into the next.</summary>
    /// <param name="reshaped">The series so far, behind the steps that change rows.</param>
    /// <param name="index">Index of the series.</param>
    /// <param name="horizon">Steps.</param>
    /// <param name="number">Number of the path, from 1.</param>
    /// <param name="random">The stream of random numbers.</param>
    /// <returns>A path of each target.</returns>
    public IEnumerable<SampledPath> Draw(ReshapedSeries reshaped, int index, int horizon, int number, RandomStream random)
    {
        string[] targets = [.. recipe.Data.Targets];
        (Frame frame, int known, double[][] values) = Walk(reshaped, index, horizon, random, (prepared, forecast, j, first, points) =>
        {
            if (forecast.Rows.Length == 0)
            {
                StepDistributions.Draw(head.Distributions(networks.Networks[0], forecast.Outputs, j), random, points.Span);
            }

            // A decoder has drawn each row given those before.
            for (int step = 0; step < points.Length && forecast.Rows.Length > 0; step++)
            {
                points.Span[step] = forecast.Rows[(step * targets.Length) + j];
            }

            preparation.Inverse(prepared, targets[j], first, points.Span);
        });
        int ahead = known + _layout.Gap;
        return targets.Select((target, j) => new SampledPath(
            reshaped.Series[index].Id, target, number,
            [.. Enumerable.Range(0, horizon).Select(i => PointAt(frame, ahead + i, values[j][ahead + i]))]));
    }

    private static ForecastPoint PointAt(Frame frame, int row, double value) => new(frame.Time[row], value) { Zone = frame.Time.Zone };

    /// <summary>Goes on round after round, each as long as the network's horizon, from the values that the rounds before gave.</summary>
    /// <param name="reshaped">The series so far.</param>
    /// <param name="index">Index of the series.</param>
    /// <param name="horizon">Steps.</param>
    /// <param name="random">What a decoder draws its rows by; null for means and medians.</param>
    /// <param name="read">
    /// Reads the values of a target from outputs, in the unit of the file: its index, the row of the first, and where they go.
    /// </param>
    /// <returns>The rows, how many of them are known, and the values of each target.</returns>
    private (Frame Frame, int Known, double[][] Values) Walk(
        ReshapedSeries reshaped, int index, int horizon, RandomStream? random,
        Action<PreparedItem, FreeRunningForecast, int, int, Memory<double>> read)
    {
        SeriesItem item = reshaped.Series[index];
        int step = _layout.Horizon;
        int rounds = (horizon + step - 1) / step;
        (Frame frame, int known) = WithRowsAhead(item, reshaped.KnownRows[index], _layout.Gap + horizon, _layout.Gap + (rounds * step));
        string[] targets = [.. recipe.Data.Targets];
        double[][] values = [.. targets.Select(target => frame.Column(target).ToArray())];
        for (int round = 0; round < rounds; round++)
        {
            int origin = known + (round * step) - 1, first = origin + _layout.Gap + 1;
            frame = frame.With(targets.Select((target, j) => (target, values[j].ToArray())));
            PreparedItem prepared = preparation.Transform(
                new SeriesSet([item with { Frame = frame }], reshaped.Series.StaticNames, reshaped.Series.ClassNames))[0];
            WindowedSeries windowed = new(item.Id, prepared.Frame, new RowRange(0, frame.RowCount), prepared.Item.StaticCovariates)
            {
                FirstRow = preparation.WarmUp,
            };
            SeriesWindows window = SeriesWindows.At(windowed, LearnedForecast.ColumnsOf(preparation), _layout, origin);
            FreeRunningForecast forecast = ForecastTask.IsSequenceToSequence(recipe)
                ? new FreeRunning(head, networks).Forecast(window, threads, random)
                : new FreeRunningForecast(networks.Predict(window, threads), []);
            for (int j = 0; j < targets.Length; j++)
            {
                read(prepared, forecast, j, first, values[j].AsMemory(first, step));
                RequireFinite(prepared, targets[j], first, values[j].AsSpan(first, step));
            }
        }

        return (frame, known, values);
    }

    /// <summary>Refuses forecasts that are no finite numbers.</summary>
    private void RequireFinite(PreparedItem prepared, string target, int first, ReadOnlySpan<double> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                throw new InputException(
                    $"The forecast of {target} for {prepared.Frame.Time.Text(first + (i % _layout.Horizon))} is no finite number " +
                    $"({values[i].ToString(CultureInfo.InvariantCulture)}): the " +
                    "network's training diverged, or a step cannot bring its output back. Train again with a smaller " +
                    "train.learning-rate or train.clip-norm: 1, or with other steps.");
            }
        }
    }

    /// <summary>The rows needed, followed by those of the network's horizon, and how many of them are known.</summary>
    /// <param name="item">The series.</param>
    /// <param name="known">Its known rows.</param>
    /// <param name="asked">Rows ahead whose future covariates must be there: those of the steps that were asked for.</param>
    /// <param name="ahead">Rows ahead that the network takes; further ones go on as the last that is there.</param>
    private (Frame Frame, int Known) WithRowsAhead(SeriesItem item, int known, int asked, int ahead)
    {
        // The last window and its lookback are all that is needed, but by a model of time.
        int kept = Math.Min(known, _layout.Length + (recipe.Classical is { IsOfTime: true } ? known : preparation.ReachBack ?? known));
        Frame history = item.Frame.Slice(0, known);
        if (recipe.Data.FutureCovariates.Count == 0)
        {
            return (history.Extend(ahead).Slice(known - kept, kept + ahead), kept);
        }

        RequireRowsAhead(item, history.Time, asked);
        int given = Math.Min(item.Frame.RowCount - known, ahead);
        Frame rows = item.Frame.Slice(0, known + given);
        return (WithLastRepeated(rows.Time.IsExtensible
            ? rows.Extend(ahead - given).Slice(known - kept, kept + ahead)
            : WithStampsAhead(rows.Slice(known - kept, kept + given), ahead - given), ahead - given), kept);
    }

    /// <summary>The frame with further rows, as far from one another as its last two.</summary>
    private static Frame WithStampsAhead(Frame frame, int rows)
    {
        (TimeIndex time, int last) = (frame.Time, frame.RowCount - 1);
        DateTime[] stamps = [.. Enumerable.Range(1, rows).Select(row => time[last] + (row * (time[last] - time[last - 1])))];
        return frame.Append(new Frame(
            new TimeIndex(stamps, time.Zone), frame.ColumnNames,
            [.. frame.ColumnNames.Select(_ => Enumerable.Repeat(double.NaN, rows).ToArray())]));
    }

    /// <summary>The frame with the future covariates of its last rows as in the row before them.</summary>
    private Frame WithLastRepeated(Frame frame, int rows)
    {
        foreach (string name in rows == 0 ? [] : recipe.Data.FutureCovariates)
        {
            double[] values = frame.Column(name).ToArray();
            values.AsSpan(^rows).Fill(values[^(rows + 1)]);
            IReadOnlyList<string>? categories = frame.Categories(name);
            frame = frame.With(name, values);
            frame = categories is null ? frame : frame.WithCategories(name, categories);
        }

        return frame;
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
                    $"A forecast {of}needs {columns} of the {CountFormatter.Format(ahead, "rows")} after " +
                    $"{history.Text(known - 1)}, but the data have " +
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
                    $"{item.Frame.Time.Place(row)}. Add the rows between, with these columns and the target left empty.");
            }
        }
    }
}
