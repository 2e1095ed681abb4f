using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Evaluation;

/// <summary>
/// The usual measures of forecasts, by their names <c>mape</c>, <c>mae</c>, <c>rmse</c>, <c>smape</c>, <c>mase</c>, <c>rmsse</c>,
/// <c>owa</c>, <c>scaled_mse</c>, <c>scaled_mae</c> and, of quantiles, <c>crps</c>. A measure that is not defined for the data is NaN.
/// </summary>
internal static class ForecastScores
{
    /// <summary>Name of the mean over many series of the MASE of each.</summary>
    public const string SeriesScaled = "series_mase";

    /// <summary>
    /// The measures of sums, the MAPE first, since it can be compared from series to series. It is not defined where a true value is zero;
    /// sMAPE goes from 0 to 200 as in the M4 competition (Makridakis, Spiliotis and Assimakopoulos 2020), both in per cent; MAE and RMSE
    /// are in the unit of the series; MASE (Hyndman and Koehler 2006) is the MAE divided by that of the seasonal-naive forecast one step
    /// ahead within the training part.
    /// </summary>
    /// <param name="sums">The errors.</param>
    /// <param name="scale">
    /// Errors of the seasonal-naive forecast within the training part, from <see cref="Baselines.SeasonalNaiveScale"/>.
    /// </param>
    /// <param name="naive2">The errors of <see cref="Naive2"/> of the same points.</param>
    /// <param name="scaled">The errors of standardised values, over all targets; null for those of none.</param>
    /// <param name="crps">The CRPS where forecasts are distributions or stand beside such; null where none is.</param>
    /// <param name="series">The errors of each of many series; null where there is one.</param>
    /// <param name="seriesNaive2">Those of Naive2, which the OWA of many series divides by.</param>
    public static Scores Of(
        ErrorSums sums, NaiveScale scale, ErrorSums naive2, ScaledErrors? scaled = null, double? crps = null,
        SeriesErrors? series = null, SeriesErrors? seriesNaive2 = null) => new(
    [
        sums.Percentage, sums.Absolute, sums.Rooted,
        new Score("smape", "sMAPE", sums.MeanSymmetricPercentage, ScoreFormat.Percent)
        {
            Help = "Mean of the absolute error as a share of the mean of true value and forecast, from 0 to 200 %.",
        },
        new Score("mase", "MASE", scale.Absolute > 0 ? sums.MeanAbsolute / scale.Absolute : double.NaN)
        {
            IsScaled = true,
            Help = "MAE divided by that of the seasonal-naive forecast within the training part; below 1 is better than that.",
        },
        .. series is null ? [] : (Score[])[new Score(SeriesScaled, "MASE, mean of series", series.MeanScaled)
        {
            Help = "Mean over the series of the MASE of each, scaled by all of its rows before the test part: series count alike, as in "
                + "the M4 competition.",
        }],
        new Score("rmsse", "RMSSE", scale.Squared > 0 ? Math.Sqrt(sums.MeanSquared / scale.Squared) : double.NaN)
        {
            IsFurther = true,
            IsScaled = true,
            Help = "RMSE divided by that of the seasonal-naive forecast within the training part; below 1 is better than that.",
        },
        new Score("owa", "OWA", series is not null && seriesNaive2 is not null
            ? OverallWeighted(
                series.MeanSymmetricPercentage, series.MeanScaled, seriesNaive2.MeanSymmetricPercentage, seriesNaive2.MeanScaled)
            : OverallWeighted(sums.MeanSymmetricPercentage, sums.MeanAbsolute, naive2.MeanSymmetricPercentage, naive2.MeanAbsolute))
        {
            IsFurther = true,
            Help = "Mean of sMAPE and MASE, each divided by that of Naive2 of the same part, the naive forecast of the seasonally adjusted "
                + "series; below 1 is better than that. Of many series, both are means over the series.",
        },
        .. scaled is { } errors ? Scaled(errors) : [],
        .. crps is { } value ? [Crps.ScoreOf(value)] : (Score[])[],
    ]);

    /// <summary>Whether a measure is of all targets, and so stands with none of them.</summary>
    /// <param name="measure">Name of the measure.</param>
    public static bool IsOfAllTargets(string measure) => measure is "scaled_mse" or "scaled_mae";

    private static Score[] Scaled(ScaledErrors errors) =>
    [
        new Score("scaled_mse", "scaled MSE", errors.Squared)
        {
            IsFurther = true,
            IsScaled = true,
            Help = "Mean squared error in units of the variance of the training part; the mean over all targets.",
        },
        new Score("scaled_mae", "scaled MAE", errors.Absolute)
        {
            IsFurther = true,
            IsScaled = true,
            Help = "Mean absolute error in units of the standard deviation of the training part; the mean over all targets.",
        },
    ];

    /// <summary>
    /// The overall weighted average of the M4 competition, against Naive2; NaN where that has no error.
    /// </summary>
    private static double OverallWeighted(double symmetric, double scaled, double naiveSymmetric, double naiveScaled) =>
        naiveScaled > 0 && naiveSymmetric > 0 ? 0.5 * ((symmetric / naiveSymmetric) + (scaled / naiveScaled)) : double.NaN;
}
