namespace Unroll.Tasks.Forecasting;

/// <summary>One forecast of a walk-forward evaluation, made with the true history up to its origin.</summary>
/// <param name="Origin">Time of the last known value.</param>
/// <param name="Time">The time that was forecast.</param>
/// <param name="Step">Which of the steps that are forecast, from 1; the first comes right after the origin, or after the window's gap.</param>
/// <param name="Actual">The true value, in the unit of the series.</param>
/// <param name="Forecast">The network's forecast, in the unit of the series.</param>
/// <param name="SeasonalNaive">The value a season before, in the unit of the series; NaN where the series does not reach back so far.</param>
public readonly record struct Prediction(DateTime Origin, DateTime Time, int Step, double Actual, double Forecast, double SeasonalNaive)
{
    /// <summary>Id of the series, where there are several.</summary>
    public string Series { get; init; } = "";

    /// <summary>The time zone of the series, whose local time is shown, its times being in UTC; null where they are as they stand.</summary>
    public TimeZoneInfo? Zone { get; init; }
}
