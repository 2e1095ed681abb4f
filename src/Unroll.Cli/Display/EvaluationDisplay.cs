using Unroll.Tasks.Forecasting;

namespace Unroll.Cli.Display;

/// <summary>An evaluation for people: the table of scores, and a chart of the last steps.</summary>
internal static class EvaluationDisplay
{
    private const int StepsInChart = 60;

    /// <summary>Draws it.</summary>
    internal static void Draw(Screen screen, PartEvaluation evaluation, string target, string? unit)
    {
        MetricsTable.Draw(screen.Console, evaluation, unit);
        ChartPoint[] points =
        [
            .. evaluation.Predictions.Where(prediction => prediction.Step == 1 && prediction.Series == evaluation.Predictions[^1].Series).TakeLast(StepsInChart)
                .Select(prediction => new ChartPoint(prediction.Time, prediction.Actual, prediction.Forecast) { Zone = prediction.Zone }),
        ];
        string of = string.IsNullOrEmpty(unit) ? target : $"{target} in {unit}";
        ForecastChart.Draw(screen.Console, points, $"{of}, one step ahead, the last {points.Length} steps");
    }
}
