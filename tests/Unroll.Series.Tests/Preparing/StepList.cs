using Unroll.Series.Preparing;

namespace Unroll.Series.Tests.Preparing;

/// <summary>Every step, in every way that it works differently.</summary>
internal static class StepList
{
    public static Dictionary<string, (PreparingStep Step, bool NeedsEvenStamps)> All { get; } = new()
    {
        ["scale, standard"] = (new ScaleStep(), false),
        ["scale, robust, per series"] = (new ScaleStep(new() { Method = ScaleMethod.Robust, PerSeries = true }), false),
        ["scale, min-max"] = (new ScaleStep(new() { Method = ScaleMethod.MinMax, Columns = ["whole"] }), false),
        ["scale, none"] = (new ScaleStep(new() { Method = ScaleMethod.None }), false),
        ["impute, forward"] = (new ImputeStep(), false),
        ["impute, forward, limit"] = (new ImputeStep(new() { Limit = 2, Mask = true }), false),
        ["impute, forward, columns"] = (new ImputeStep(new() { Mask = true, TimeSince = true, Leading = LeadingGap.Refuse }), false),
        ["impute, linear"] = (new ImputeStep(new() { Method = ImputeMethod.Linear }), false),
        ["impute, seasonal"] = (new ImputeStep(new() { Method = ImputeMethod.Seasonal, Season = Season.Day }), false),
        ["impute, seasonal rows"] = (new ImputeStep(new() { Method = ImputeMethod.Seasonal, Season = Season.Rows(6), PerSeries = true }), true),
        ["impute, season ago"] = (new ImputeStep(new() { Method = ImputeMethod.SeasonAgo, Season = Season.Of(TimeSpan.FromHours(5)) }), false),
        ["impute, season of rows ago"] = (new ImputeStep(new() { Method = ImputeMethod.SeasonAgo, Season = Season.Rows(4), Leading = LeadingGap.Keep }), false),
        ["impute, constant"] = (new ImputeStep(new() { Method = ImputeMethod.Constant, Value = -1 }), false),
        ["impute, mean"] = (new ImputeStep(new() { Method = ImputeMethod.Mean, Limit = 3 }), false),
        ["lag"] = (new LagStep(new() { Steps = [1, 7] }), false),
        ["rolling, rows"] = (new RollingStep(new() { Rows = 5, Statistics = Sliding }), false),
        ["rolling, span"] = (new RollingStep(new() { Span = TimeSpan.FromHours(6), Statistics = Sliding, MinimumCount = 2 }), false),
        ["rolling, centred"] = (new RollingStep(new() { Rows = 4, Statistics = Sliding, Centred = true }), false),
    };

    private static Statistic[] Sliding =>
        [Statistic.Mean, Statistic.StandardDeviation, Statistic.Minimum, Statistic.Maximum, Statistic.Sum, Statistic.Median, Statistic.Count];
}
