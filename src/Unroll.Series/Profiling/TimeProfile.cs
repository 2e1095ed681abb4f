using System.Globalization;
using Unroll.Series.Frames;

namespace Unroll.Series.Profiling;

/// <summary>The profile of the time index of one or more series: range, step and gaps.</summary>
public sealed record TimeProfile
{
    /// <summary>Whether rows have numbers instead of stamps; all but gaps is then empty.</summary>
    public bool IsNumbered { get; init; }

    /// <summary>The time zone of the series, all stamps here being in UTC; null where stamps are as they stand.</summary>
    public TimeZoneInfo? Zone { get; init; }

    /// <summary>The earliest stamp; null where rows are numbered or there are none.</summary>
    public DateTime? First { get; init; }

    /// <summary>The latest stamp; null where rows are numbered or there are none.</summary>
    public DateTime? Last { get; init; }

    /// <summary>
    /// The step that most stamps keep, gaps aside: at least half of the intervals are this step, and all but one in twenty are multiples of
    /// it. Null where stamps are irregular, numbered, or fewer than two.
    /// </summary>
    public TimeStep? Step { get; init; }

    /// <summary>Days and hours that are measured; null where there are none or all.</summary>
    public SamplingPattern? Pattern { get; init; }

    /// <summary>The median interval from stamp to stamp.</summary>
    public TimeSpan? MedianInterval { get; init; }

    /// <summary>The most frequent interval.</summary>
    public TimeSpan? MostFrequentInterval { get; init; }

    /// <summary>The shortest interval.</summary>
    public TimeSpan? ShortestInterval { get; init; }

    /// <summary>The longest interval.</summary>
    public TimeSpan? LongestInterval { get; init; }

    /// <summary>
    /// Share of the intervals that are not <see cref="Step"/>, closing times of <see cref="Pattern"/> aside; from the most frequent one
    /// where there is no step.
    /// </summary>
    public double IrregularShare { get; init; }

    /// <summary>
    /// Number of gaps: intervals that leave out stamps of <see cref="Step"/>; without a step, those over three times as long as all but one
    /// in twenty.
    /// </summary>
    public long Gaps { get; init; }

    /// <summary>
    /// The interval beyond which <see cref="Gaps"/> counts one where there is no step; null where there is a step, or no interval.
    /// </summary>
    public TimeSpan? LongestUsualInterval { get; init; }

    /// <summary>Number of stamps that gaps leave out; 0 without a step.</summary>
    public long MissingStamps { get; init; }

    /// <summary>The largest gaps, the largest first.</summary>
    public IReadOnlyList<TimeGap> LargestGaps { get; init; } = [];

    /// <summary>The profile of the time index of series.</summary>
    /// <param name="set">The series.</param>
    /// <param name="options">Level of detail; the defaults when not given.</param>
    public static TimeProfile Of(SeriesSet set, ProfileOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(set);
        return TimeAnalysis.Of(set, (options ?? new ProfileOptions()).Examples);
    }

    /// <summary>A stamp as its rhythm shows it: <c>2008-01</c> where rows are on the first day of months, else the date and time.</summary>
    /// <param name="stamp">The stamp.</param>
    public string Text(DateTime stamp) =>
        Step is { Months: > 0, Day: 1 } step && ZoneClock.ToLocal(stamp, Zone) is { TimeOfDay.Ticks: 0 } local
        ? local.ToString(step.Months % 12 == 0 && local.Month == 1 ? "yyyy" : "yyyy-MM", CultureInfo.InvariantCulture)
        : TimeIndex.ToText(stamp, Zone);

    /// <summary>
    /// The rhythm of the rows in words: <c>every day</c>, <c>every 30 min, Mon–Fri 09:00–17:30</c>, <c>irregular, about every 7
    /// min</c>.
    /// </summary>
    public string Rhythm =>
        IsNumbered ? "numbered rows"
        : Step is { Days: { Count: > 0 } days } ? $"{days}"
        : Step is { Anchor: { Kind: not MonthAnchorKind.Day } anchor } months ? $"every {IntervalFormatter.Of(months)}, on {anchor}"
        : Step is { } step ? $"every {IntervalFormatter.Of(step)}{(Pattern is { } pattern ? $", {pattern}" : "")}"
        : MedianInterval is { } median ? $"irregular, about every {IntervalFormatter.Of(median)}" : "a single stamp";
}
