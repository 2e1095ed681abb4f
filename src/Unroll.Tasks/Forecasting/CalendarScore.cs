namespace Unroll.Tasks.Forecasting;

/// <summary>The errors at an hour of the day or on a day of the week, by the local time of the forecast values.</summary>
/// <param name="Place">The hour, from 0 to 23, or the day, 0 for Sunday as <see cref="DayOfWeek"/> counts.</param>
/// <param name="Count">Number of forecasts there whose true value is known.</param>
/// <param name="MeanAbsoluteError">Mean absolute error, in the unit of the series.</param>
/// <param name="SeasonalNaive">That of the seasonal-naive forecast; NaN where it has none.</param>
public sealed record CalendarScore(int Place, int Count, double MeanAbsoluteError, double SeasonalNaive);
