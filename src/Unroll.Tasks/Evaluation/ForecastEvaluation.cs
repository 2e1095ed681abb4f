using Unroll.Tasks.Forecasting;

namespace Unroll.Tasks.Evaluation;

/// <summary>Scores the forecasts of a part, beside the baselines.</summary>
internal static class ForecastEvaluation
{
    /// <summary>Scores forecasts that are in order of origin and then of step.</summary>
    /// <param name="part">The part's name.</param>
    /// <param name="predictions">The forecasts; at least one origin, each with all steps.</param>
    /// <param name="naive">The naive forecast of each.</param>
    /// <param name="horizon">Steps of each origin.</param>
    /// <param name="maseScale">Scale of the MASE.</param>
    public static PartEvaluation Score(string part, IReadOnlyList<Prediction> predictions, ReadOnlySpan<double> naive, int horizon, double maseScale)
    {
        double[] actual = [.. predictions.Select(prediction => prediction.Actual)];
        double[] forecast = [.. predictions.Select(prediction => prediction.Forecast)];
        double[] seasonal = [.. predictions.Select(prediction => prediction.SeasonalNaive)];
        ForecastScores[] byStep = new ForecastScores[horizon];
        for (int step = 0; step < horizon; step++)
        {
            byStep[step] = ForecastScores.Of(EveryNth(actual, step, horizon), EveryNth(forecast, step, horizon), maseScale);
        }

        return new PartEvaluation(
            part,
            ForecastScores.Of(actual, forecast, maseScale),
            new Dictionary<string, ForecastScores>(StringComparer.Ordinal)
            {
                [Baselines.NaiveName] = ForecastScores.Of(actual, naive, maseScale),
                [Baselines.SeasonalNaiveName] = OfKnown(actual, seasonal, maseScale),
            },
            byStep,
            predictions);
    }

    // Only points that the seasonal-naive forecast exists for: a short history does not reach back a season for the first of them.
    private static ForecastScores OfKnown(double[] actual, double[] forecast, double maseScale)
    {
        if (!forecast.Any(double.IsNaN))
        {
            return ForecastScores.Of(actual, forecast, maseScale);
        }

        int[] known = [.. Enumerable.Range(0, actual.Length).Where(i => !double.IsNaN(forecast[i]))];
        return known.Length == 0
            ? new ForecastScores(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN)
            : ForecastScores.Of([.. known.Select(i => actual[i])], [.. known.Select(i => forecast[i])], maseScale);
    }

    private static double[] EveryNth(double[] values, int first, int step)
    {
        double[] taken = new double[values.Length / step];
        for (int i = 0; i < taken.Length; i++)
        {
            taken[i] = values[first + (i * step)];
        }

        return taken;
    }
}
