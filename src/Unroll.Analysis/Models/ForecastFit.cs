namespace Unroll.Analysis.Models;

/// <summary>A forecast model fitted to a series.</summary>
public abstract class ForecastFit
{
    /// <summary>The name of the fitted model with the orders that were chosen: <c>ARIMA(0,1,1)(0,1,1)[12]</c>.</summary>
    public abstract string Description { get; }

    /// <summary>The estimates; none for a model without parameters.</summary>
    public virtual IReadOnlyList<ParameterEstimate> Parameters => [];

    /// <summary>Akaike's information criterion with the correction for short series; null where the model has no likelihood.</summary>
    public virtual double? Aicc => null;

    /// <summary>The forecast of each value of the series by those before it; NaN where there is none.</summary>
    public abstract double[] Fitted { get; }

    /// <summary>The warning to read before the forecasts are trusted; null where there is none.</summary>
    public string? Warning { get; init; }

    /// <summary>The time that fitting took.</summary>
    public TimeSpan Cost { get; internal set; }

    /// <summary>Forecasts the steps after the series.</summary>
    /// <param name="horizon">How many steps, at least 1.</param>
    /// <param name="regressors">The regressors at those steps, [column][step], where the series had some.</param>
    public SeriesForecast Forecast(int horizon, double[][]? regressors = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        return ForecastCore(horizon, regressors ?? []);
    }

    /// <summary>Forecasts the steps after an earlier value by the values up to it, with the estimates of the whole series.</summary>
    /// <param name="origin">How many values there are up to the earlier one.</param>
    /// <param name="horizon">How many steps, at least 1, all within the series.</param>
    /// <returns>The forecasts; null where the model cannot tell.</returns>
    internal virtual double[]? ForecastFrom(int origin, int horizon) => null;

    /// <summary>Forecasts the steps after the series.</summary>
    /// <param name="horizon">How many steps, at least 1.</param>
    /// <param name="regressors">The regressors at those steps, [column][step]; empty where there are none.</param>
    protected abstract SeriesForecast ForecastCore(int horizon, double[][] regressors);
}
