namespace Unroll.Tasks.Forecasting;

/// <summary>A prediction interval of a forecast value.</summary>
/// <param name="Level">Its level, above 0 and below 1: the share of true values that such intervals are calibrated to hold.</param>
/// <param name="Lower">Its lower end, in the unit of the series; NaN where none is given.</param>
/// <param name="Upper">Its upper end, in the unit of the series; NaN where none is given.</param>
public readonly record struct PredictionInterval(double Level, double Lower, double Upper);
