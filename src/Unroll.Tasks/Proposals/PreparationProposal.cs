using System.Text.Json.Nodes;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Series.Profiling;

namespace Unroll.Tasks.Proposals;

/// <summary>The treatment of gaps and missing values in a proposed recipe: steps of preparation, and windows left out.</summary>
internal sealed record PreparationProposal
{
    /// <summary>Share of invented rows above which rows are left as they are.</summary>
    private const double MostMadeUp = 1.0 / 3;

    /// <summary>Share of missing values above which missingness itself is informative.</summary>
    private const double MuchMissing = 0.2;

    private const int DaysOfAWeek = 7;
    private const int FilledShare = 4;

    /// <summary>The steps before scaling, in order.</summary>
    internal IReadOnlyList<JsonObject> Steps { get; private init; } = [];

    /// <summary>The comments on them.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> Comments { get; private init; } = [];

    /// <summary>Whether windows with a missing value are left out.</summary>
    internal bool SkipsMissing { get; private init; }

    /// <summary>The longest pause within a window; null for any.</summary>
    internal TimeSpan? MaxGap { get; private init; }

    /// <summary>Whether windows are left out, so that there may be too few.</summary>
    internal bool LeavesOut => SkipsMissing || MaxGap is not null;

    /// <summary>
    /// The options for a forecast, the most careful first. The first ones leave out windows over long gaps, rather than fill these; the
    /// last one leaves out nothing.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="target">The target column.</param>
    /// <param name="windowLength">Rows of a window.</param>
    internal static IEnumerable<PreparationProposal> ForForecast(ProposalSource file, ColumnProfile target, int windowLength)
    {
        TimeProfile time = file.Profile.Time;
        JsonObject? resample = Resample(file);
        TimeSpan? pause = time is { Step: null, Gaps: > 0, LongestUsualInterval: { } usual } ? PauseSpan.AtLeast(usual) : null;
        bool isMissing = target.Missing > 0 || resample is not null;
        long longest = Math.Max(
            target.LongestMissingRun?.Rows ?? 0, resample is null ? 0 : time.LargestGaps.Max(gap => gap.MissingStamps ?? 0));
        int limit = Math.Max(1, windowLength / FilledShare);
        bool fillsAll = longest <= limit && !(target.Missing > 0 && BeginsMissing(file, target.Name));
        foreach (TimeSpan? maxGap in pause is null ? [null] : (TimeSpan?[])[pause, null])
        {
            if (isMissing && !fillsAll)
            {
                JsonObject impute = Blocks.StepJson(
                    "impute", new JsonObject { ["method"] = "forward", ["limit"] = limit, ["leading"] = "keep" });
                yield return new()
                {
                    Steps = StepsOf(resample, impute),
                    SkipsMissing = true,
                    MaxGap = maxGap,
                    Comments = [new("- impute:", "longer gaps stay, and their windows are left out")],
                };
            }

            yield return new() { Steps = StepsOf(resample, isMissing ? Forward : null), MaxGap = maxGap };
        }
    }

    /// <summary>The treatment for a classification, where no row is left out.</summary>
    /// <param name="file">The file.</param>
    /// <param name="columns">The input columns.</param>
    internal static PreparationProposal ForClasses(ProposalSource file, IEnumerable<ColumnProfile> columns)
    {
        JsonObject? resample = Resample(file);
        double missing = columns.Select(column => column.MissingShare).DefaultIfEmpty(0).Max();
        bool isMasked = missing >= MuchMissing;
        JsonObject? impute = isMasked ? Blocks.StepJson("impute", new JsonObject { ["method"] = "forward", ["mask"] = true })
            : missing > 0 || resample is not null ? Forward : null;
        return new() { Steps = StepsOf(resample, impute), Comments = isMasked ? [new("- impute:", "and where it was missing")] : [] };
    }

    private static JsonObject Forward => Blocks.StepJson("impute", "forward");

    private static JsonObject[] StepsOf(JsonObject? resample, JsonObject? impute) =>
        [.. new[] { resample, impute }.OfType<JsonObject>()];

    /// <summary>
    /// Brings stamps with gaps to their regular step, with a row of missing values for each one that is left out. Null where there is none,
    /// or where rows are left out on purpose: outside hours and days of work nobody measures, and no row is made up.
    /// </summary>
    private static JsonObject? Resample(ProposalSource file)
    {
        TimeProfile time = file.Profile.Time;
        if (time is not { Step: { Days.Count: 0 } step, Pattern: null, Gaps: > 0, First: { } first, Last: { } last }
            || time.MissingStamps > MostMadeUp * (time.MissingStamps + file.Profile.Rows)
            || ((last - first).TotalDays >= DaysOfAWeek && step is { Months: 0, Span.TotalDays: <= 1 } && LacksADay(file.Set)))
        {
            return null;
        }

        string? calendar = step.Months switch { 1 => "month", 3 => "quarter", 12 => "year", _ => null };
        string every = TimeSpanFormatter.Format(step.Span);
        return step.Months == 0
            ? Blocks.StepJson(
                "resample", IsOnTheClock(file.Set, step.Span) ? every : new JsonObject { ["every"] = every, ["from-start"] = true })
            : calendar is null ? null : Blocks.StepJson("resample", new JsonObject { ["calendar"] = calendar });
    }

    /// <summary>Whether a day of the week never occurs.</summary>
    private static bool LacksADay(SeriesSet set)
    {
        HashSet<DayOfWeek> days = [];
        foreach (SeriesItem item in set.Items)
        {
            for (int row = 0; row < item.Frame.RowCount && days.Count < DaysOfAWeek; row++)
            {
                days.Add(item.Frame.Time.Local(row).DayOfWeek);
            }
        }

        return days.Count < DaysOfAWeek;
    }

    /// <summary>Whether series begin where steps counted by the clock begin, so that rows keep their stamps.</summary>
    private static bool IsOnTheClock(SeriesSet set, TimeSpan step) =>
        set.Items.All(item => item.Frame.RowCount == 0 || item.Frame.Time.Local(0).Ticks % step.Ticks == 0);

    /// <summary>Whether a series begins without a value, so that there is none to be carried forward.</summary>
    private static bool BeginsMissing(ProposalSource file, string column)
    {
        Span<double> first = stackalloc double[1];
        foreach (SeriesItem item in file.Set.Items)
        {
            if (item.Frame.RowCount > 0)
            {
                item.Frame.CopyColumn(column, 0, first);
                if (double.IsNaN(first[0]))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
