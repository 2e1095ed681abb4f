namespace Unroll.Cli.Display;

/// <summary>One step of a chart.</summary>
/// <param name="Time">The step's time.</param>
/// <param name="Truth">The true value, or NaN.</param>
/// <param name="Forecast">The forecast, or NaN.</param>
internal readonly record struct ChartPoint(DateTime Time, double Truth, double Forecast);
