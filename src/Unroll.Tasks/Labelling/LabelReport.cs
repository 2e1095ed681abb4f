using System.Globalization;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Tasks.Labelling;

/// <summary>The sections of a labelling's report.</summary>
internal static class LabelReport
{
    private const int StretchLength = 400;

    /// <summary>A part of a series with its labels over time, and the scores and confusion of labels in the test part.</summary>
    public static IReadOnlyList<ReportSection> Of(TrainingRun run) => run.Test switch
    {
        ClassLabelEvaluation test => [Labels(test), Confusion(test), Stretch(test), Steps(test)],
        NumberLabelEvaluation test => [Stretch(test, run.Recipe.Data.Unit), Residuals(test, run.Recipe.Data.Unit)],
        _ => [],
    };

    /// <summary>Target and inputs in a line: <c>wave (none, p, qrs, t), a label of each step</c>.</summary>
    public static string Subject(TrainingRun run)
    {
        string target = run.Recipe.Data.Target, unit = run.Recipe.Data.Unit is { Length: > 0 } name ? $" in {name}" : "";
        return run.Test is ClassLabelEvaluation test
            ? $"{target} ({string.Join(", ", test.ClassNames)}), a label of each step"
            : $"{target}{unit}, a number of each step";
    }

    private static TableSection Labels(ClassLabelEvaluation test) => new(
        "Labels",
        [
            new("Label"), new("Steps", ScoreFormat.Count), new("Precision", ScoreFormat.Share), new("Recall", ScoreFormat.Share), new("F1"),
        ],
        [.. test.Labels.Select(row => (IReadOnlyList<object?>)[row.Label, row.Support, row.Precision, row.Recall, row.F1])])
    {
        Note = "Precision is the share of the steps predicted to have a label that have it; recall the share of its steps that "
            + "are found; F1 their harmonic mean.",
    };

    private static MatrixSection Confusion(ClassLabelEvaluation test) => new(
        "Confusion", "true label", "predicted label", test.ClassNames, test.Confusion)
    {
        Note = "How many steps of each label are predicted to have each, and their share of the true label; those on the diagonal "
            + "are right.",
    };

    /// <summary>The true and the predicted labels around the first mistake of the series that has most steps.</summary>
    private static LineSection Stretch(ClassLabelEvaluation test)
    {
        SeriesLabels series = test.Series.MaxBy(labels => labels.Count)!;
        int wrong = Enumerable.Range(0, series.Count)
            .FirstOrDefault(step => series.ActualAt(step) is { } actual && actual != series.PredictedAt(step), 0);
        int start = Math.Clamp(wrong - (StretchLength / 2), 0, Math.Max(0, series.Count - StretchLength));
        int[] steps = [.. Enumerable.Range(start, Math.Min(StretchLength, series.Count - start))];
        double[] across = [.. steps.Select(step => step + 1.0)];
        string names = string.Join(", ", test.ClassNames.Select((name, index) => FormattableString.Invariant($"{index} {name}")));
        return new(
            "Labels over time",
            new ChartAxis("step") { IsWhole = true },
            new ChartAxis("label") { Minimum = -0.5, Maximum = test.ClassNames.Count - 0.5, IsWhole = true },
            [
                new("predicted", across, [.. steps.Select(step => (double)series.PredictedAt(step))]),
                new("true", across, [.. steps.Select(step => (double?)series.ActualAt(step) ?? double.NaN)]) { IsReference = true },
            ])
        {
            Note = $"The labels of series {series.Id} over its steps: {names}.",
        };
    }

    /// <summary>The steps of a short series, or the first ones, one by one.</summary>
    private static TableSection Steps(ClassLabelEvaluation test)
    {
        const int Most = 40;
        SeriesLabels series = test.Series.FirstOrDefault(
            labels => labels.Count is > 5 and <= Most && labels.Any(step => step.Actual != step.Predicted)) ?? test.Series[0];
        return new(
            "Labels of each step",
            [new("Time"), .. series.TextColumns.Select(name => new TableColumn(name)), new("True label"), new("Predicted"),
                new("Probability", ScoreFormat.Share)],
            [.. series.Take(Most).Select((step, index) => (IReadOnlyList<object?>)
            [
                LabelEvaluation.TimeOf(series.Time, index).ToString(), .. series.TextColumns.Select(name => series.TextAt(name, index)),
                step.Actual, step.Predicted, step.Probability,
            ])])
        {
            Note = $"Steps of series {series.Id} of the test part.",
        };
    }

    private static LineSection Stretch(NumberLabelEvaluation test, string? unit)
    {
        SeriesNumbers series = test.Series.MaxBy(numbers => numbers.Count)!;
        StepNumber[] steps = [.. series.Take(StretchLength)];
        double[] across = [.. steps.Select((_, step) => step + 1.0)];
        return new(
            "Numbers over time",
            new ChartAxis("step") { IsWhole = true },
            new ChartAxis(test.Target, unit),
            [
                new("predicted", across, [.. steps.Select(step => step.Predicted)]),
                new("true", across, [.. steps.Select(step => step.Actual ?? double.NaN)]) { IsReference = true },
            ])
        {
            Note = string.Create(CultureInfo.InvariantCulture, $"The first steps of series {series.Id} of the test part."),
        };
    }

    private static HistogramSection Residuals(NumberLabelEvaluation test, string? unit) => new(
        "Residuals",
        new ChartAxis("actual − predicted", unit),
        [.. test.Series.SelectMany(series => series).Where(step => step.Actual is not null)
            .Select(step => step.Actual!.Value - step.Predicted)])
    {
        Note = "How often errors of some size occur; they should lie around 0.",
    };
}
