namespace Unroll.Tasks.Forecasting;

/// <summary>What comes next of a target of a series.</summary>
/// <param name="Series">Id of the series.</param>
/// <param name="Target">The column that is forecast.</param>
/// <param name="Points">The forecast, from the first step ahead.</param>
public sealed record SeriesForecast(string Series, string Target, IReadOnlyList<ForecastPoint> Points);
