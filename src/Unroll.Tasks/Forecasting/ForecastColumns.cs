using Unroll.Series.Windowing;
using Unroll.Tasks.Evaluation;

namespace Unroll.Tasks.Forecasting;

/// <summary>
/// The forecasts of a target at the windows of a part, by window and then by step. Only what the networks said is held for each of them;
/// true values, baselines and stamps are looked up in the series.
/// </summary>
/// <param name="rows">The rows of the windows.</param>
/// <param name="values">The target in the unit of the file, for each series of the windows.</param>
/// <param name="indices">The seasonal indices of the target that Naive2 adjusts by, for each series of the windows.</param>
/// <param name="forecast">The forecasts.</param>
/// <param name="quantiles">The forecast of each quantile.</param>
internal sealed class ForecastColumns(
    ForecastRows rows, IReadOnlyList<double[]> values, IReadOnlyList<double[]> indices, double[] forecast, double[][] quantiles)
{
    private readonly List<KeyValuePair<string, ForecastColumns>> _baselines = [];

    /// <summary>Number of windows.</summary>
    public int Windows => rows.Count;

    /// <summary>Steps of each window.</summary>
    public int Horizon => rows.Horizon;

    /// <summary>The rows of the windows.</summary>
    public ForecastRows Rows => rows;

    /// <summary>The prediction intervals; null where there are none.</summary>
    public IntervalEnds? Intervals { get; set; }

    /// <summary>Adds the forecasts of a classical model among the baselines for the same windows.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="columns">Its forecasts.</param>
    public void AddBaseline(string name, ForecastColumns columns) => _baselines.Add(new(name, columns));

    /// <summary>Other forecasts at the same windows.</summary>
    /// <param name="others">The forecasts.</param>
    /// <param name="otherQuantiles">The forecast of each quantile.</param>
    public ForecastColumns With(double[] others, double[][] otherQuantiles) => new(rows, values, indices, others, otherQuantiles);

    /// <summary>The series of a window.</summary>
    public WindowedSeries Series(int window) => rows.Windows.Series(rows.SeriesOf(window));

    /// <summary>Stamp of a window's last input row.</summary>
    public DateTime Origin(int window) => Series(window).Frame.Time[rows.Origin(window)];

    /// <summary>Stamp of a step of a window, from 0.</summary>
    public DateTime Time(int window, int step) => Series(window).Frame.Time[rows.First(window) + step];

    /// <summary>The true values of a window; NaN where not known.</summary>
    public ReadOnlySpan<double> Actual(int window) => values[rows.SeriesOf(window)].AsSpan(rows.First(window), Horizon);

    /// <summary>The forecasts of a window.</summary>
    public Span<double> Forecast(int window) => forecast.AsSpan(window * Horizon, Horizon);

    /// <summary>The forecasts of a quantile of a window.</summary>
    public Span<double> Quantile(int level, int window) => quantiles[level].AsSpan(window * Horizon, Horizon);

    /// <summary>The naive forecast of a window: its last known value; NaN where that is not known.</summary>
    public double Naive(int window) => values[rows.SeriesOf(window)][rows.Origin(window)];

    /// <summary>Copies the seasonal-naive forecasts of a window; NaN where the series does not reach back so far.</summary>
    /// <param name="window">The window.</param>
    /// <param name="destination">A place for each step.</param>
    public void CopySeasonal(int window, Span<double> destination)
    {
        double[] column = values[rows.SeriesOf(window)];
        ReadOnlySpan<int> seasonal = rows.Seasonal(window);
        for (int step = 0; step < destination.Length; step++)
        {
            destination[step] = seasonal[step] < 0 ? double.NaN : column[seasonal[step]];
        }
    }

    /// <summary>Copies the forecasts of Naive2 for a window: the last known value, by the season.</summary>
    /// <param name="window">The window.</param>
    /// <param name="destination">A place for each step.</param>
    public void CopyNaive2(int window, Span<double> destination)
    {
        double[] season = indices[rows.SeriesOf(window)];
        SeasonPhases phases = rows.Phases(window);
        double adjusted = Naive(window) / season[phases[rows.Origin(window)]];
        for (int step = 0; step < destination.Length; step++)
        {
            destination[step] = adjusted * season[phases[rows.First(window) + step]];
        }
    }

    /// <summary>Copies the forecasts of a baseline for a window.</summary>
    /// <param name="baseline">Name of the baseline.</param>
    /// <param name="window">The window.</param>
    /// <param name="destination">A place for each step.</param>
    public void CopyBaseline(string baseline, int window, Span<double> destination)
    {
        if (baseline == Baselines.NaiveName)
        {
            destination.Fill(Naive(window));
            return;
        }

        if (_baselines.FirstOrDefault(own => own.Key == baseline).Value is { } columns)
        {
            columns.Forecast(window).CopyTo(destination);
            return;
        }

        CopySeasonal(window, destination);
    }

    /// <summary>A forecast of a window.</summary>
    /// <param name="window">The window.</param>
    /// <param name="step">The step, from 0.</param>
    public Prediction this[int window, int step]
    {
        get
        {
            int at = (window * Horizon) + step, seasonal = rows.Seasonal(window)[step];
            return new Prediction(
                Origin(window), Time(window, step), step + 1, Actual(window)[step], forecast[at],
                seasonal < 0 ? double.NaN : values[rows.SeriesOf(window)][seasonal])
            {
                Series = Series(window).Id,
                Naive = Naive(window),
                Quantiles = quantiles.Length == 0 ? [] : [.. quantiles.Select(quantile => quantile[at])],
                Intervals = Intervals?.At(at, forecast[at]) ?? [],
                Baselines = _baselines.Count == 0 ? [] : [.. _baselines.Select(own => own.Value.Forecast(window)[step])],
            };
        }
    }
}
