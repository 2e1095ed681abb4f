namespace Unroll.Series.Frames;

/// <summary>The regular distance between stamps: a span of time, or a number of calendar months.</summary>
/// <param name="Span">The span; zero where months are counted.</param>
/// <param name="Months">Calendar months (12 for years); 0 where a span is counted.</param>
public readonly record struct TimeStep(TimeSpan Span, int Months)
{
    private const int LastDay = 31;

    /// <summary>
    /// Day of the month that stamps are on where months are counted, cut to the length of a shorter month; 31 stands for the last day. 0: the
    /// day of the moment that is counted from.
    /// </summary>
    public int Day { get; init; }

    /// <summary>The moment some steps after another.</summary>
    /// <param name="moment">The moment to count from.</param>
    /// <param name="steps">Steps.</param>
    public DateTime After(DateTime moment, int steps) => Months == 0 ? moment + (Span * steps) : OnDay(moment.AddMonths(Months * steps), Day == 0 ? moment.Day : Day);

    /// <summary>The step that all stamps keep; null where there is none.</summary>
    /// <param name="stamps">Sorted stamps.</param>
    internal static TimeStep? Of(TimeIndex stamps)
    {
        if (stamps.Count < 2)
        {
            return null;
        }

        TimeSpan span = stamps[1] - stamps[0];
        int months = ((stamps[1].Year - stamps[0].Year) * 12) + stamps[1].Month - stamps[0].Month;

        // Months first: some of them are equally long (July and August, the years between leap years), and the next one need not be.
        TimeStep[] candidates = [new(TimeSpan.Zero, months) { Day = months > 0 ? DayOf(stamps) : 0 }, new(span, 0)];
        foreach (TimeStep candidate in candidates)
        {
            if ((candidate.Months > 0 || candidate.Span > TimeSpan.Zero) && Fits(candidate, stamps))
            {
                return candidate;
            }
        }

        return null;
    }

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

    /// <summary>The day of the month that all stamps are on: the last one if every stamp is, else the latest, which a short month may cut.</summary>
    private static int DayOf(TimeIndex stamps)
    {
        int latest = 0;
        bool allLast = true;
        for (int i = 0; i < stamps.Count; i++)
        {
            DateTime stamp = stamps[i];
            latest = Math.Max(latest, stamp.Day);
            allLast &= stamp.Day == DateTime.DaysInMonth(stamp.Year, stamp.Month);
        }

        return allLast ? LastDay : latest;
    }

    private static DateTime OnDay(DateTime moment, int day) =>
        moment.AddDays(Math.Min(day, DateTime.DaysInMonth(moment.Year, moment.Month)) - moment.Day);
}
