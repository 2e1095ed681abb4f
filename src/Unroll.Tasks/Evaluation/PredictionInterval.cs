namespace Unroll.Tasks.Evaluation;

/// <summary>A prediction interval of a forecast value.</summary>
/// <param name="Level">Its level, above 0 and below 1: the share of true values that such intervals are calibrated to hold.</param>
/// <param name="Lower">Its lower end, in the unit of the series; NaN where none is given.</param>
/// <param name="Upper">Its upper end, in the unit of the series; NaN where none is given.</param>
public readonly record struct PredictionInterval(double Level, double Lower, double Upper)
{
    /// <summary>The interval between two ends; quantiles that are much too far apart may have been moved past each other.</summary>
    internal static PredictionInterval Between(double level, double lower, double upper) =>
        lower <= upper ? new(level, lower, upper) : new(level, (lower + upper) / 2, (lower + upper) / 2);
}
