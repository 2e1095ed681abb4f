namespace Unroll.Series.Frames;

/// <summary>The regular distance between stamps: a span of time, or a number of calendar months.</summary>
/// <param name="Span">The span; zero where months are counted.</param>
/// <param name="Months">Calendar months (12 for years); 0 where a span is counted.</param>
public readonly record struct TimeStep(TimeSpan Span, int Months)
{
    private const int LastDay = 31;
    private const int FewestStamps = 10;

    /// <summary>
    /// Day of the month that stamps are on where months are counted, cut to the length of a shorter month; 31 stands for the last day. 0:
    /// the day of the moment that is counted from.
    /// </summary>
    public int Day { get; init; }

    /// <summary>
    /// The day of the month that stamps are on where it is no number (the last working day) and months are counted; <c>default</c>: that of
    /// <see cref="Day"/>.
    /// </summary>
    public MonthAnchor Anchor { get; init; }

    /// <summary>
    /// The days of a week or a month that stamps are on, where these are several; <see cref="Span"/> is then the mean from one to the next.
    /// <c>default</c>: a span or months are counted.
    /// </summary>
    public RecurringDays Days { get; init; }

    /// <summary>
    /// The zone whose local time months and days are counted in, moments being in UTC; null where the step is counted in time as it passes.
    /// </summary>
    public TimeZoneInfo? Zone { get; init; }

    /// <summary>The moment some steps after another.</summary>
    /// <param name="moment">The moment to count from.</param>
    /// <param name="steps">Steps.</param>
    public DateTime After(DateTime moment, int steps)
    {
        DateTime local = ZoneClock.ToLocal(moment, Zone);
        if (Days.Count > 0)
        {
            return ZoneClock.ToUtc(Days.After(local, steps), Zone);
        }

        if (Months > 0 && Anchor.Kind != MonthAnchorKind.Day)
        {
            DateTime month = new DateTime(local.Year, local.Month, 1).AddMonths(Months * steps);
            return ZoneClock.ToUtc(Anchor.In(month.Year, month.Month) + local.TimeOfDay, Zone);
        }

        return ZoneClock.ToUtc(
            Months == 0 ? local + (Span * steps) : OnDay(local.AddMonths(Months * steps), Day == 0 ? local.Day : Day), Zone);
    }

    /// <summary>A step of a span: counted in local time where it is of whole days and there is a zone.</summary>
    /// <param name="span">The span.</param>
    /// <param name="zone">The zone of the series; null where it has none.</param>
    internal static TimeStep Of(TimeSpan span, TimeZoneInfo? zone) =>
        new(span, 0) { Zone = span.Ticks % TimeSpan.TicksPerDay == 0 ? zone : null };

    /// <summary>The step that all stamps keep; null where there is none.</summary>
    /// <param name="stamps">Sorted stamps.</param>
    internal static TimeStep? Of(TimeIndex stamps)
    {
        if (stamps.Count < 2)
        {
            return null;
        }

        TimeSpan span = stamps[1] - stamps[0];
        (DateTime first, DateTime second) = (stamps.Local(0), stamps.Local(1));
        int months = ((second.Year - first.Year) * 12) + second.Month - first.Month;

        // Months first: some of them are equally long (July and August, the years between leap years), and the next one need not be.
        TimeStep byMonth = new(TimeSpan.Zero, months) { Zone = stamps.Zone };
        TimeStep[] byAnchor = months > 0 ? [.. MonthAnchor.Of(first).Select(anchor => byMonth with { Anchor = anchor })] : [];
        TimeStep[] candidates =
        [
            byMonth with { Day = months > 0 ? DayOf(stamps) : 0 },
            .. byAnchor.Where(step => IsWorkingDay(step.Anchor)), Of(second - first, stamps.Zone), new(span, 0),
            .. byAnchor.Where(step => !IsWorkingDay(step.Anchor)),
        ];
        foreach (TimeStep candidate in candidates)
        {
            if ((candidate.Months > 0 || candidate.Span > TimeSpan.Zero) && Fits(candidate, stamps))
            {
                return candidate;
            }
        }

        return OnDays(stamps, isExact: true);
    }

    /// <summary>
    /// The step that nearly all stamps keep: of months on a working day or a weekday of the month, which holidays move now and then, or on
    /// several days of a week or month, some of which are left out. Null where there is none.
    /// </summary>
    /// <param name="stamps">Sorted stamps.</param>
    internal static TimeStep? NearlyOf(TimeIndex stamps)
    {
        if (stamps.IsNumbered || stamps.Count < FewestStamps)
        {
            return null;
        }

        if (MonthAnchor.Of(stamps) is not { } anchor)
        {
            return OnDays(stamps, isExact: false);
        }

        (DateTime before, DateTime last) = (stamps.Local(stamps.Count - 2), stamps.Local(stamps.Count - 1));
        int months = ((last.Year - before.Year) * 12) + last.Month - before.Month;
        TimeStep step = new(TimeSpan.Zero, months) { Anchor = anchor, Zone = stamps.Zone };

        // Only days are moved: a month that is left out is a gap.
        return months > 0 && Enumerable.Range(1, stamps.Count - 1).All(row => MonthOf(row) - MonthOf(row - 1) == months) ? step : null;

        int MonthOf(int row) => stamps.Local(row) is var local ? (local.Year * 12) + local.Month : 0;
    }

    /// <summary>A step on several days of each week or month; null where stamps are not on such ones.</summary>
    /// <param name="stamps">Sorted stamps.</param>
    /// <param name="isExact">Whether no stamp may be moved or left out.</param>
    internal static TimeStep? OnDays(TimeIndex stamps, bool isExact) => RecurringDays.Of(stamps, isExact) is { Count: > 0 } days
        ? new(days.MeanInterval, 0) { Days = days, Zone = stamps.Zone } : null;

    private static bool IsWorkingDay(MonthAnchor anchor) =>
        anchor.Kind is MonthAnchorKind.LastWorkingDay or MonthAnchorKind.FirstWorkingDay;

    private static bool Fits(TimeStep step, TimeIndex stamps)
    {
        for (int i = 1; i < stamps.Count; i++)
        {
            if (step.After(stamps[i - 1], 1) != stamps[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// The day of the month that all stamps are on: the last one if every stamp is, else the latest, which a short month may cut.
    /// </summary>
    private static int DayOf(TimeIndex stamps)
    {
        int latest = 0;
        bool allLast = true;
        ZoneClock clock = new(stamps.Zone);
        for (int i = 0; i < stamps.Count; i++)
        {
            DateTime stamp = clock.ToLocal(stamps[i]);
            latest = Math.Max(latest, stamp.Day);
            allLast &= stamp.Day == DateTime.DaysInMonth(stamp.Year, stamp.Month);
        }

        return allLast ? LastDay : latest;
    }

    private static DateTime OnDay(DateTime moment, int day) =>
        moment.AddDays(Math.Min(day, DateTime.DaysInMonth(moment.Year, moment.Month)) - moment.Day);
}
