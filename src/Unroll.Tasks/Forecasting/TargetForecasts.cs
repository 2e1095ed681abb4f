using Unroll.Tasks.Evaluation;

namespace Unroll.Tasks.Forecasting;

/// <summary>The forecasts of a target in a part, by origin and then by step, with the errors of networks and baselines.</summary>
/// <param name="target">The target column.</param>
/// <param name="horizon">Steps of each origin.</param>
/// <param name="levels">Levels of the quantiles.</param>
/// <param name="scales">The scale of the MASE of each of many series, by its id; null where there is one.</param>
internal sealed class TargetForecasts(
    string target, int horizon, IReadOnlyList<double> levels, IReadOnlyDictionary<string, double>? scales)
{
    private readonly double[] _scores = new double[horizon];
    private readonly int[] _scored = new int[horizon];
    private ErrorSums _all;
    private ErrorSums _naive;
    private ErrorSums _seasonal;
    private ErrorSums _naive2;

    public string Target => target;

    /// <summary>The scale of the MASE of each of many series, by its id; null where there is one.</summary>
    public IReadOnlyDictionary<string, double>? Scales => scales;

    public int Horizon => horizon;

    public IReadOnlyList<double> Levels => levels;

    public required PredictionList Predictions { get; init; }

    /// <summary>The networks' errors of each of many series; null where there is one.</summary>
    public SeriesErrors? SeriesAll { get; } = scales is null ? null : new(scales);

    /// <summary>The naive forecast's errors of each of many series.</summary>
    public SeriesErrors? SeriesNaive { get; } = scales is null ? null : new(scales);

    /// <summary>The errors of Naive2 of each of many series.</summary>
    public SeriesErrors? SeriesNaive2 { get; } = scales is null ? null : new(scales);

    /// <summary>The seasonal-naive forecast's errors of each of many series.</summary>
    public SeriesErrors? SeriesSeasonal { get; } = scales is null ? null : new(scales);

    /// <summary>The forecasts as prediction intervals are calibrated on them; null once that is done.</summary>
    public ErrorSpace? Space { get; set; }

    /// <summary>Levels of the prediction intervals, rising; none where there are none.</summary>
    public IReadOnlyList<double> IntervalLevels { get; private set; } = [];

    /// <summary>The forecasts of the classical models among the baselines for the same windows, by name.</summary>
    public IReadOnlyList<KeyValuePair<string, TargetForecasts>> Baselines { get; private set; } = [];

    public ErrorSums All => _all;

    public ErrorSums Naive => _naive;

    public ErrorSums Seasonal => _seasonal;

    /// <summary>Those of Naive2, which the OWA divides by.</summary>
    public ErrorSums Naive2 => _naive2;

    /// <summary>Those of Naive2 of each step ahead.</summary>
    public ErrorSums[] Naive2ByStep { get; } = new ErrorSums[horizon];

    /// <summary>Those of each step ahead.</summary>
    public ErrorSums[] ByStep { get; } = new ErrorSums[horizon];

    /// <summary>Those of the seasonal-naive forecast of each step ahead.</summary>
    public ErrorSums[] SeasonalByStep { get; } = new ErrorSums[horizon];

    /// <summary>Those of each quantile (inner array) of each step ahead.</summary>
    public QuantileSums[][] QuantilesByStep { get; } =
        [.. Enumerable.Range(0, horizon).Select(_ => (QuantileSums[])[.. levels.Select(level => new QuantileSums(level))])];

    /// <summary>Those of each prediction interval (inner array) of each step ahead.</summary>
    public IntervalSums[][] IntervalsByStep { get; private set; } =
        [.. Enumerable.Range(0, horizon).Select(_ => Array.Empty<IntervalSums>())];

    /// <summary>Those of each quantile, of all steps.</summary>
    public IReadOnlyList<QuantileSums> Quantiles => [.. levels.Select((level, index) =>
    {
        QuantileSums sums = new(level);
        foreach (QuantileSums[] step in QuantilesByStep)
        {
            sums.Add(step[index]);
        }

        return sums;
    })];

    /// <summary>Those of each prediction interval, of all steps.</summary>
    public IReadOnlyList<IntervalSums> Intervals => [.. IntervalLevels.Select((level, index) =>
    {
        IntervalSums sums = new(level);
        foreach (IntervalSums[] step in IntervalsByStep)
        {
            sums.Add(step[index]);
        }

        return sums;
    })];

    /// <summary>
    /// The CRPS of all steps: that of the distributions where it is known, else by the quantiles, twice the mean of their pinball losses
    /// as <see cref="Crps.Quantiles"/>; null without any.
    /// </summary>
    public double? Crps => _scored.Sum() > 0 ? _scores.Sum() / _scored.Sum() : CrpsOf(Quantiles);

    /// <summary>The CRPS of a step.</summary>
    /// <param name="step">Which step, from 0.</param>
    public double? CrpsOfStep(int step) => _scored[step] > 0 ? _scores[step] / _scored[step] : CrpsOf(QuantilesByStep[step]);

    /// <summary>The forecasts of several parts as those of one.</summary>
    /// <param name="parts">The parts, of the same target.</param>
    public static TargetForecasts Join(IReadOnlyList<TargetForecasts> parts)
    {
        if (parts.Count == 1)
        {
            return parts[0];
        }

        TargetForecasts joined = new(parts[0].Target, parts[0].Horizon, parts[0].Levels, parts[0].Scales)
        {
            Predictions = new PredictionList([.. parts.SelectMany(part => part.Predictions.Columns)]),
        };
        foreach (TargetForecasts part in parts)
        {
            joined._all.Add(part._all);
            joined._naive.Add(part._naive);
            joined._seasonal.Add(part._seasonal);
            joined._naive2.Add(part._naive2);
            if (part is { SeriesAll: { } all, SeriesNaive: { } naive, SeriesNaive2: { } naive2, SeriesSeasonal: { } seasonal })
            {
                joined.SeriesAll?.Add(all);
                joined.SeriesNaive?.Add(naive);
                joined.SeriesNaive2?.Add(naive2);
                joined.SeriesSeasonal?.Add(seasonal);
            }

            for (int step = 0; step < part.Horizon; step++)
            {
                joined.ByStep[step].Add(part.ByStep[step]);
                joined.SeasonalByStep[step].Add(part.SeasonalByStep[step]);
                joined.Naive2ByStep[step].Add(part.Naive2ByStep[step]);
                joined._scores[step] += part._scores[step];
                joined._scored[step] += part._scored[step];
                for (int i = 0; i < part.QuantilesByStep[step].Length; i++)
                {
                    joined.QuantilesByStep[step][i].Add(part.QuantilesByStep[step][i]);
                }
            }
        }

        joined.Baselines = [.. parts[0].Baselines.Select((baseline, index) => KeyValuePair.Create(
            baseline.Key, Join([.. parts.Select(part => part.Baselines[index].Value)])))];

        // A level is given where every fold has it.
        joined.SumIntervals([.. parts[0].IntervalLevels.Where(level => parts.All(part => part.IntervalLevels.Contains(level)))]);
        return joined;
    }

    /// <summary>Adds the forecasts of a classical model for the same windows.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="forecasts">Its forecasts.</param>
    public void AddBaseline(string name, TargetForecasts forecasts)
    {
        Baselines = [.. Baselines, KeyValuePair.Create(name, forecasts)];
        Predictions.Columns.Single().AddBaseline(name, forecasts.Predictions.Columns.Single());
    }

    /// <summary>Adds the CRPS of a forecast distribution; that of a point without a true value counts nowhere.</summary>
    /// <param name="step">Which step, from 0.</param>
    /// <param name="score">The score; NaN where it is not known.</param>
    public void AddCrps(int step, double score)
    {
        if (!double.IsNaN(score))
        {
            _scores[step] += score;
            _scored[step]++;
        }
    }

    private static double? CrpsOf(IReadOnlyCollection<QuantileSums> quantiles) =>
        quantiles.Count == 0 ? null : 2 * quantiles.Average(sums => sums.Pinball);

    /// <summary>Adds the forecasts of a window, beside those of the baselines.</summary>
    /// <param name="columns">The forecasts.</param>
    /// <param name="window">The window.</param>
    public void AddWindow(ForecastColumns columns, int window)
    {
        double[] seasonal = new double[horizon], naive2 = new double[horizon], quantiles = new double[levels.Count];
        ReadOnlySpan<double> actual = columns.Actual(window), points = columns.Forecast(window);
        string series = columns.Series(window).Id;
        columns.CopySeasonal(window, seasonal);
        columns.CopyNaive2(window, naive2);
        for (int step = 0; step < horizon; step++)
        {
            Add(series, step, actual[step], points[step], columns.Naive(window), seasonal[step], naive2[step]);
            for (int i = 0; i < quantiles.Length; i++)
            {
                quantiles[i] = columns.Quantile(i, window)[step];
            }

            AddQuantiles(step, actual[step], quantiles);
        }
    }

    /// <summary>
    /// Adds a forecast and its truth. A point without a true value counts nowhere, one without a season before it not for the
    /// seasonal-naive forecast.
    /// </summary>
    /// <param name="series">Id of the series.</param>
    /// <param name="step">Which step, from 0.</param>
    /// <param name="actual">The true value; NaN where not known.</param>
    /// <param name="forecast">The forecast.</param>
    /// <param name="naive">The naive forecast.</param>
    /// <param name="seasonal">The seasonal-naive forecast; NaN where the series does not reach back so far.</param>
    /// <param name="naive2">The forecast of Naive2; NaN where the naive one is not known.</param>
    private void Add(string series, int step, double actual, double forecast, double naive, double seasonal, double naive2)
    {
        if (double.IsNaN(actual))
        {
            return;
        }

        _all.Add(actual, forecast);
        ByStep[step].Add(actual, forecast);
        SeriesAll?.Add(series, actual, forecast);
        if (!double.IsNaN(naive))
        {
            _naive.Add(actual, naive);
            _naive2.Add(actual, naive2);
            Naive2ByStep[step].Add(actual, naive2);
            SeriesNaive?.Add(series, actual, naive);
            SeriesNaive2?.Add(series, actual, naive2);
        }

        if (!double.IsNaN(seasonal))
        {
            _seasonal.Add(actual, seasonal);
            SeasonalByStep[step].Add(actual, seasonal);
            SeriesSeasonal?.Add(series, actual, seasonal);
        }
    }

    /// <summary>Adds the quantiles of a forecast and its truth; a point without a true value counts nowhere.</summary>
    /// <param name="step">Which step, from 0.</param>
    /// <param name="actual">The true value; NaN where not known.</param>
    /// <param name="quantiles">The quantile of each level.</param>
    private void AddQuantiles(int step, double actual, ReadOnlySpan<double> quantiles)
    {
        if (double.IsNaN(actual))
        {
            return;
        }

        for (int i = 0; i < quantiles.Length; i++)
        {
            QuantilesByStep[step][i].Add(actual, quantiles[i]);
        }
    }

    /// <summary>Gives the forecasts of a part their prediction intervals.</summary>
    /// <param name="ends">Their ends.</param>
    public void SetIntervals(IntervalEnds ends)
    {
        Predictions.Columns.Single().Intervals = ends;
        SumIntervals(ends.Levels);
    }

    private void SumIntervals(IReadOnlyList<double> given)
    {
        IntervalLevels = given;
        IntervalsByStep = [.. Enumerable.Range(0, Horizon).Select(
            _ => (IntervalSums[])[.. given.Select(level => new IntervalSums(level))])];
        foreach (ForecastColumns columns in Predictions.Columns)
        {
            for (int i = 0; i < given.Count; i++)
            {
                Sum(columns, columns.Intervals!, i, columns.Intervals!.Levels.ToList().IndexOf(given[i]));
            }
        }
    }

    private void Sum(ForecastColumns columns, IntervalEnds ends, int level, int place)
    {
        for (int window = 0; window < columns.Windows; window++)
        {
            ReadOnlySpan<double> actual = columns.Actual(window), forecast = columns.Forecast(window);
            ReadOnlySpan<float> lower = ends.Lower(place, window), upper = ends.Upper(place, window);
            for (int step = 0; step < actual.Length; step++)
            {
                IntervalsByStep[step][level].Add(
                    actual[step], IntervalEnds.End(forecast[step], lower[step]), IntervalEnds.End(forecast[step], upper[step]));
            }
        }
    }
}
