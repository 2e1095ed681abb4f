namespace Unroll.Tasks.Evaluation;

/// <summary>How far forecasts were from the truth, by the five usual measures. A measure that is not defined for the data is NaN.</summary>
/// <param name="Mae">Mean absolute error, in the unit of the series: <c>mean |y − ŷ|</c>.</param>
/// <param name="Rmse">Root of the mean squared error, in the unit of the series: <c>√(mean (y − ŷ)²)</c>.</param>
/// <param name="Mape">
/// Mean absolute percentage error, in percent: <c>100 · mean |y − ŷ| / |y|</c>. NaN when a true value is zero, where it is not defined.
/// </param>
/// <param name="Smape">
/// Symmetric mean absolute percentage error, in percent, from 0 to 200, as in the M4 competition (Makridakis, Spiliotis and
/// Assimakopoulos 2020): <c>100 · mean 2 |y − ŷ| / (|y| + |ŷ|)</c>; a point where both are zero counts as 0.
/// </param>
/// <param name="Mase">
/// Mean absolute scaled error (Hyndman and Koehler 2006): the MAE divided by the MAE that the seasonal-naive forecast
/// <c>y[t − m]</c> makes one step ahead within the training part, <c>m</c> the seasonal period. Below 1 is better than that.
/// NaN when the scale is zero or unknown.
/// </param>
public sealed record ForecastScores(double Mae, double Rmse, double Mape, double Smape, double Mase)
{
    /// <summary>Scores forecasts against the truth.</summary>
    /// <param name="actual">The true values.</param>
    /// <param name="forecast">The forecasts of the same points.</param>
    /// <param name="maseScale">
    /// MAE of the seasonal-naive forecast within the training part, from <see cref="Baselines.SeasonalNaiveScale"/>; NaN when unknown.
    /// </param>
    /// <exception cref="ArgumentException">There are no points, or not as many forecasts as true values.</exception>
    public static ForecastScores Of(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast, double maseScale)
    {
        if (actual.IsEmpty || actual.Length != forecast.Length)
        {
            throw new ArgumentException(
                $"Scores need as many forecasts as true values, and at least one: got {forecast.Length} forecasts and {actual.Length} true values.",
                nameof(forecast));
        }

        ForecastErrors errors = default;
        for (int i = 0; i < actual.Length; i++)
        {
            errors.Add(actual[i], forecast[i]);
        }

        return errors.ToScores(maseScale);
    }
}
