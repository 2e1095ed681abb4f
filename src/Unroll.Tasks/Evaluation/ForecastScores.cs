using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Evaluation;

/// <summary>
/// The five usual measures of forecasts, by their names <c>mae</c>, <c>rmse</c>, <c>mape</c>, <c>smape</c> and <c>mase</c>. A measure that
/// is not defined for the data is NaN.
/// </summary>
internal static class ForecastScores
{
    /// <summary>
    /// The measures of sums, the MAPE first, since it can be compared from series to series. It is not defined where a true value is zero;
    /// sMAPE goes from 0 to 200 as in the M4 competition (Makridakis, Spiliotis and Assimakopoulos 2020), both in per cent; MAE and RMSE
    /// are in the unit of the series; MASE (Hyndman and Koehler 2006) is the MAE divided by that of the seasonal-naive forecast one step
    /// ahead within the training part.
    /// </summary>
    /// <param name="sums">The errors.</param>
    /// <param name="maseScale">
    /// Mean absolute error of the seasonal-naive forecast within the training part, from <see cref="Baselines.SeasonalNaiveScale"/>; NaN
    /// when unknown.
    /// </param>
    public static Scores Of(ErrorSums sums, double maseScale) => new(
    [
        sums.Percentage, sums.Absolute, sums.Rooted,
        new Score("smape", "sMAPE", sums.MeanSymmetricPercentage, ScoreFormat.Percent)
        {
            Help = "Mean of the absolute error as a share of the mean of true value and forecast, from 0 to 200 %.",
        },
        new Score("mase", "MASE", maseScale > 0 ? sums.MeanAbsolute / maseScale : double.NaN)
        {
            Help = "MAE divided by that of the seasonal-naive forecast within the training part; below 1 is better than that.",
        },
    ]);
}
