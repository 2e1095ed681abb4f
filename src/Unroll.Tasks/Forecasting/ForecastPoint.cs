namespace Unroll.Tasks.Forecasting;

/// <summary>One point of a forecast.</summary>
/// <param name="Time">Its time, as in the series' index: in UTC where it has a zone.</param>
/// <param name="Value">The forecast, in the unit of the series.</param>
public readonly record struct ForecastPoint(DateTime Time, double Value)
{
    /// <summary>
    /// The time zone of the series, whose local time is shown, its times being in UTC; null where they are as they stand.
    /// </summary>
    public TimeZoneInfo? Zone { get; init; }
}
