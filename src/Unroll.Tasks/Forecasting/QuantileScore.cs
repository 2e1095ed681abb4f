namespace Unroll.Tasks.Forecasting;

/// <summary>The scores of a quantile's forecasts.</summary>
/// <param name="Level">The quantile's level, above 0 and below 1.</param>
/// <param name="Pinball">Mean pinball loss (Koenker and Bassett 1978), in the unit of the series.</param>
/// <param name="Coverage">Share of true values at or below the forecast: near the level where forecasts are calibrated.</param>
public sealed record QuantileScore(double Level, double Pinball, double Coverage);
