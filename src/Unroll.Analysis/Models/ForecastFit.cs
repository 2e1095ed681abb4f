using System.Text.Json.Nodes;

namespace Unroll.Analysis.Models;

/// <summary>A forecast model fitted to a series.</summary>
public abstract class ForecastFit
{
    private string? _warning;

    /// <summary>The model that was fitted.</summary>
    internal ForecastModel? Model { get; set; }

    /// <summary>The name of the fitted model with the orders that were chosen: <c>ARIMA(0,1,1)(0,1,1)[12]</c>.</summary>
    public abstract string Description { get; }

    /// <summary>The estimates; none for a model without parameters.</summary>
    public virtual IReadOnlyList<ParameterEstimate> Parameters => [];

    /// <summary>Akaike's information criterion with the correction for short series; null where the model has no likelihood.</summary>
    public virtual double? Aicc => null;

    /// <summary>The forecast of each value of the series by those before it; NaN where there is none.</summary>
    public abstract double[] Fitted { get; }

    /// <summary>The warning to read before the forecasts are trusted; null where there is none.</summary>
    public string? Warning
    {
        get => _warning;
        init => _warning = value;
    }

    /// <summary>The time that fitting took.</summary>
    public TimeSpan Cost { get; internal set; }

    /// <summary>This fit with a warning, where there is one.</summary>
    /// <param name="warning">The warning; null to leave what it has.</param>
    internal ForecastFit Warn(string? warning)
    {
        _warning = warning ?? _warning;
        return this;
    }

    /// <summary>Forecasts the steps after the series.</summary>
    /// <param name="horizon">How many steps, at least 1.</param>
    /// <param name="regressors">
    /// The regressors at those steps, [column][step], where the series had some; null for those that it has after its values.
    /// </param>
    /// <exception cref="InputException">
    /// Regressors do not reach, or the forecast is beyond what numbers hold, or the history is too short for it.
    /// </exception>
    public ForecastResult Forecast(int horizon, double[][]? regressors = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        ForecastResult forecast = ForecastCore(horizon, regressors ?? []);
        int wrong = Array.FindIndex(forecast.Mean, mean => !double.IsFinite(mean));
        wrong = wrong >= 0 ? wrong : Array.FindIndex(forecast.StandardError, double.IsNaN);
        return wrong < 0 ? forecast : throw new InputException(
            $"{Description} has no finite forecast of step {wrong + 1} by {CountFormatter.Format(Fitted.Length, "values")}: give a longer "
            + "history, forecast fewer steps, or take another model.");
    }

    /// <summary>Forecasts the steps after an earlier value by the values up to it, with the estimates held as they are.</summary>
    /// <param name="origin">How many values there are up to the earlier one, at least 1.</param>
    /// <param name="horizon">How many steps, at least 1; for a model with regressors no more than these go on.</param>
    /// <returns>The forecasts; NaN where there are too few values before.</returns>
    /// <exception cref="ArgumentException">The origin is outside the series.</exception>
    public double[] ForecastFrom(int origin, int horizon) => ForecastFrom([origin], horizon)[0];

    /// <summary>
    /// Forecasts the steps after earlier values of the series, each by the values up to it, with the estimates held as they are.
    /// </summary>
    /// <param name="origins">How many values there are up to each of the earlier ones, at least 1, rising.</param>
    /// <param name="horizon">How many steps, at least 1; for a model with regressors no more than these go on.</param>
    /// <returns>The forecasts, [origin][step]; NaN where there are too few values before.</returns>
    /// <exception cref="ArgumentException">The origins do not rise, or are outside the series.</exception>
    public double[][] ForecastFrom(IReadOnlyList<int> origins, int horizon)
    {
        ArgumentNullException.ThrowIfNull(origins);
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        for (int i = 0; i < origins.Count; i++)
        {
            if (origins[i] < (i == 0 ? 1 : origins[i - 1] + 1) || origins[i] > Fitted.Length)
            {
                throw new ArgumentException(
                    $"Origin {origins[i]} is number {i} (from 0), but origins rise, from 1 to the number of values, {Fitted.Length}.",
                    nameof(origins));
            }
        }

        return origins.Count == 0 ? [] : ForecastFromCore(origins, horizon);
    }

    /// <summary>
    /// The same estimates on another history of the same series, which begins at the same time: nothing is estimated anew.
    /// </summary>
    /// <param name="series">The history, longer or shorter, with the same season and regressors.</param>
    /// <exception cref="InputException">The model cannot do with its values.</exception>
    /// <exception cref="InvalidOperationException">The fit was not made by <see cref="ForecastModel.Fit"/>.</exception>
    public ForecastFit Apply(ObservedSeries series) => (Model ?? throw new InvalidOperationException(
        "A fit that no model made cannot be applied to another history: call ForecastModel.Fit.")).Apply(ToJson(), series);

    /// <summary>The estimates as JSON, by which <see cref="ForecastModel.Apply"/> forecasts again.</summary>
    public abstract JsonObject ToJson();

    /// <summary>Forecasts the steps after earlier values.</summary>
    /// <param name="origins">How many values there are up to each, rising and within the series.</param>
    /// <param name="horizon">How many steps, at least 1.</param>
    protected virtual double[][] ForecastFromCore(IReadOnlyList<int> origins, int horizon) => throw new NotSupportedException(
        $"{GetType().Name} does not forecast from earlier values.");

    /// <summary>Forecasts the steps after the series.</summary>
    /// <param name="horizon">How many steps, at least 1.</param>
    /// <param name="regressors">The regressors at those steps, [column][step]; empty where there are none.</param>
    protected abstract ForecastResult ForecastCore(int horizon, double[][] regressors);
}
