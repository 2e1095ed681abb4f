using Unroll.Tasks.Forecasting;

namespace Unroll.Tasks.Evaluation;

/// <summary>Scores the forecasts of a part, beside the baselines.</summary>
internal static class ForecastEvaluation
{
    /// <summary>
    /// Scores forecasts that are in order of origin and then of step. Points without a true value count nowhere, those without a season before
    /// them not for the seasonal-naive forecast.
    /// </summary>
    /// <param name="part">The part's name.</param>
    /// <param name="predictions">The forecasts, as they are listed.</param>
    /// <param name="actual">The true values; NaN where not known.</param>
    /// <param name="forecast">The network's forecasts.</param>
    /// <param name="naive">The naive forecasts.</param>
    /// <param name="seasonal">The seasonal-naive forecasts; NaN where the series does not reach back so far.</param>
    /// <param name="horizon">Steps of each origin.</param>
    /// <param name="maseScale">Scale of the MASE.</param>
    /// <exception cref="InputException">No true value is known.</exception>
    public static PartEvaluation Score(
        string part,
        IReadOnlyList<Prediction> predictions,
        ReadOnlySpan<double> actual,
        ReadOnlySpan<double> forecast,
        ReadOnlySpan<double> naive,
        ReadOnlySpan<double> seasonal,
        int horizon,
        double maseScale)
    {
        ForecastErrors all = default, naiveErrors = default, seasonalErrors = default;
        ForecastErrors[] byStep = new ForecastErrors[horizon];
        for (int i = 0; i < actual.Length; i++)
        {
            if (double.IsNaN(actual[i]))
            {
                continue;
            }

            all.Add(actual[i], forecast[i]);
            byStep[i % horizon].Add(actual[i], forecast[i]);
            if (!double.IsNaN(naive[i]))
            {
                naiveErrors.Add(actual[i], naive[i]);
            }

            if (!double.IsNaN(seasonal[i]))
            {
                seasonalErrors.Add(actual[i], seasonal[i]);
            }
        }

        return all.Count == 0
            ? throw new InputException($"No true value of the {part} part is known, so that forecasts cannot be held against anything: give data with values of the target.")
            : new PartEvaluation(
                part,
                all.ToScores(maseScale),
                new Dictionary<string, ForecastScores>(StringComparer.Ordinal)
                {
                    [Baselines.NaiveName] = naiveErrors.ToScores(maseScale),
                    [Baselines.SeasonalNaiveName] = seasonalErrors.ToScores(maseScale),
                },
                [.. byStep.Select(errors => errors.ToScores(maseScale))],
                predictions);
    }
}
