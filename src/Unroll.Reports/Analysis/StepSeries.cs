namespace Unroll.Reports.Analysis;

/// <summary>The forecasts made a certain number of steps ahead, one for each time of a part.</summary>
/// <param name="Step">Steps ahead, from 1.</param>
/// <param name="Forecast">The network's forecasts; NaN for a time that was not forecast from so far back.</param>
/// <param name="SeasonalNaive">The seasonal-naive forecasts; NaN where there is none.</param>
/// <param name="Residuals">What the residuals tell.</param>
internal sealed record StepSeries(int Step, IReadOnlyList<double> Forecast, IReadOnlyList<double> SeasonalNaive, ResidualAnalysis Residuals);
