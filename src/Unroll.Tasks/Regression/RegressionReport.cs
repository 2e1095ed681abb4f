using System.Globalization;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Tasks.Regression;

/// <summary>The sections of a regression's report.</summary>
internal static class RegressionReport
{
    private const int LargestErrors = 10;

    /// <summary>Of each target of the test part: predictions beside the truth, residuals and the largest errors.</summary>
    public static IReadOnlyList<ReportSection> Of(TrainingRun run)
    {
        RegressionEvaluation test = (RegressionEvaluation)run.Test;
        string? unit = run.Recipe.Data.Unit;
        return
        [
            .. test.Targets.Any(target => test.IntervalsOf(target).Count > 0)
                ? [IntervalTables.ForReport(
                    test.JudgedIntervals, unit, "which the test part has no share in", test.Notes)] : (ReportSection[])[],
            .. test.Targets.SelectMany(target => Of(
                target, test.Targets.Count == 1
                    ? "" : $" of {target}", unit, [.. test.Series.Where(prediction => prediction.Target == target)])),
        ];
    }

    /// <summary>Target and inputs in a line: <c>rul in cycles, a number of whole series, from up to 120 steps</c>.</summary>
    public static string Subject(TrainingRun run)
    {
        string targets = string.Join(", ", ((RegressionEvaluation)run.Test).Targets), unit = run.Recipe.Data.Unit is { Length: > 0 } name
            ? $" in {name}" : "";
        int length = ((LearnedRegression)run.Learned).SequenceLength;
        return string.Create(CultureInfo.InvariantCulture, $"{targets}{unit}, a number of whole series, from up to " +
            $"{CountFormatter.Format(length, "steps")}");
    }

    private static IEnumerable<ReportSection> Of(string target, string suffix, string? unit, RegressionPrediction[] series)
    {
        yield return new ScatterSection(
            $"Predictions{suffix}",
            new ChartAxis($"actual {target}", unit),
            new ChartAxis($"predicted {target}", unit),
            [.. series.Select(prediction => new ChartPoint(prediction.Id, prediction.Actual!.Value, prediction.Predicted))])
        {
            HasDiagonal = true,
            Note = "Each point is a series of the test part; on the diagonal, predictions are right.",
        };
        yield return new HistogramSection($"Residuals{suffix}", new ChartAxis("actual − predicted", unit), [.. series.Select(Residual)])
        {
            Note = "How often errors of some size occur; they should lie around 0.",
        };
        yield return new TableSection(
            $"Largest errors{suffix}",
            [new("Series"), new("Actual", ScoreFormat.Unit), new("Predicted", ScoreFormat.Unit),
                new("Residual", ScoreFormat.Unit) { IsSigned = true }],
            [.. series.OrderByDescending(prediction => Math.Abs(Residual(prediction))).Take(LargestErrors)
                .Select(prediction =>
                    (IReadOnlyList<object?>)[prediction.Id, prediction.Actual, prediction.Predicted, Residual(prediction)])])
        {
            Unit = unit,
        };
    }

    private static double Residual(RegressionPrediction prediction) => prediction.Actual!.Value - prediction.Predicted;
}
