using System.Globalization;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Forecasting;

/// <summary>The likely causes why a forecast does not beat the naive ones.</summary>
internal static class ForecastCauses
{
    private const double Biased = 0.6;
    private const double Near = 0.02;

    /// <summary>The causes, a sentence each with what to do.</summary>
    /// <param name="run">The run.</param>
    internal static IEnumerable<string> Of(TrainingRun run)
    {
        ForecastEvaluation test = (ForecastEvaluation)run.Test;
        int length = run.Recipe.Section(ForecastTask.Window).Length;
        int season = ((LearnedForecast)run.Learned).SeasonalPeriod;
        double[] errors = [.. test.Forecasts.Where(forecast => double.IsFinite(forecast.Actual))
            .Select(forecast => forecast.Actual - forecast.Forecast)];
        double bias = errors.Average();
        bool isDifferenced = run.Recipe.EffectiveSteps.Any(step => step.Name is "difference" or "detrend");
        if (!isDifferenced && Math.Abs(bias) > Biased * errors.Average(Math.Abs))
        {
            yield return $"The forecasts are too {(bias > 0 ? "low" : "high")} nearly everywhere, as where a trend leads beyond the values "
                + "of the training part: add the step - difference: 1 (and - log where values grow by a share) before scaling.";
        }

        if (season > 1 && length < season)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"A window of {CountFormatter.Format(length, "rows")} is shorter than the season of " +
                    $"{season}: raise window.length.");
        }

        if (test.Comparison is { Best: { Key: Evaluation.Baselines.NaiveName } best, Score: { } score }
            && Math.Abs(score.Value - best.Value.Value) <= Near * best.Value.Value)
        {
            yield return "The forecasts are nearly the naive ones, which are the best that a random walk has: columns that go before the "
                + "target (past-covariates) or are known ahead (future-covariates) may tell more.";
        }
    }
}
