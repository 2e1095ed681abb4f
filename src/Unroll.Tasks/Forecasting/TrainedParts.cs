using Unroll.Tasks.Evaluation;

namespace Unroll.Tasks.Forecasting;

/// <summary>What later evaluations need to know of the parts that were learned from and watched.</summary>
internal static class TrainedParts
{
    /// <summary>The mean, over the series that are learned from, of the error of the seasonal naive forecast in the training part.</summary>
    public static double MaseScale(ForecastPlan plan, string target, int season)
    {
        double[] scales =
        [
            .. plan.Series.Zip(plan.Parts)
                .SelectMany(pair => pair.Second.Training.Select(rows => Baselines.SeasonalNaiveScale(pair.First.Raw.Slice(rows.Start, rows.Count).Column(target), season)))
                .Where(double.IsFinite),
        ];
        return scales.Length == 0 ? double.NaN : scales.Average();
    }

    /// <summary>Last moment of the training and validation parts.</summary>
    public static DateTime SeenUntil(ForecastPlan plan) => plan.Series.Zip(plan.Parts)
        .SelectMany(pair => pair.Second.Training.Concat(pair.Second.Validation).Select(rows => pair.First.Frame.Time[rows.End - 1]))
        .Max();

    /// <summary>Of many series, each may end at its own time; those that only the test part has were never seen.</summary>
    public static Dictionary<string, DateTime>? SeenOf(ForecastPlan plan) => plan.Series.Count == 1 ? null : plan.Series.Zip(plan.Parts)
        .Select(pair => (pair.First, Seen: pair.Second.Training.Concat(pair.Second.Validation).Select(rows => rows.End).DefaultIfEmpty(0).Max()))
        .Where(pair => pair.Seen > 0)
        .ToDictionary(pair => pair.First.Id, pair => pair.First.Frame.Time[pair.Seen - 1], StringComparer.Ordinal);
}
