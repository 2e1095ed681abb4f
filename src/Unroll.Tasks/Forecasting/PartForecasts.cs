using Unroll.Tasks.Evaluation;

namespace Unroll.Tasks.Forecasting;

/// <summary>The forecasts of a target in a part, by origin and then by step, beside the truth and the naive forecasts.</summary>
/// <param name="Target">The column that was forecast.</param>
/// <param name="Horizon">Steps of each origin.</param>
/// <param name="Predictions">The forecasts as they are listed.</param>
/// <param name="Actual">The true values; NaN where not known.</param>
/// <param name="Forecast">The network's forecasts.</param>
/// <param name="Naive">The naive forecasts.</param>
/// <param name="Seasonal">The seasonal-naive forecasts; NaN where the series does not reach back so far.</param>
internal sealed record PartForecasts(
    string Target, int Horizon, IReadOnlyList<Prediction> Predictions, double[] Actual, double[] Forecast, double[] Naive, double[] Seasonal)
{
    /// <summary>The forecasts of several parts as those of one.</summary>
    /// <param name="parts">The parts, of the same target.</param>
    public static PartForecasts Join(IReadOnlyList<PartForecasts> parts) => parts.Count == 1
        ? parts[0]
        : new(
            parts[0].Target,
            parts[0].Horizon,
            [.. parts.SelectMany(part => part.Predictions)],
            [.. parts.SelectMany(part => part.Actual)],
            [.. parts.SelectMany(part => part.Forecast)],
            [.. parts.SelectMany(part => part.Naive)],
            [.. parts.SelectMany(part => part.Seasonal)]);

    /// <summary>Scores the forecasts.</summary>
    /// <param name="part">Name of the part.</param>
    /// <param name="maseScale">Scale of the MASE.</param>
    /// <exception cref="InputException">No true value is known.</exception>
    public PartEvaluation Score(string part, double maseScale) =>
        ForecastEvaluation.Score(part, Predictions, Actual, Forecast, Naive, Seasonal, Horizon, maseScale) with { Target = Target };
}
