namespace Unroll.Series.Frames;

/// <summary>The regular distance between stamps: a span of time, or a number of calendar months.</summary>
/// <param name="Span">The span; zero where months are counted.</param>
/// <param name="Months">Calendar months (12 for years); 0 where a span is counted.</param>
public readonly record struct TimeStep(TimeSpan Span, int Months)
{
    /// <summary>The moment some steps after another.</summary>
    /// <param name="moment">The moment to count from.</param>
    /// <param name="steps">Steps.</param>
    public DateTime After(DateTime moment, int steps) => Months == 0 ? moment + (Span * steps) : EndAware(moment, Months * steps);

    /// <summary>The step that all stamps keep; null where there is none.</summary>
    /// <param name="stamps">Sorted stamps.</param>
    internal static TimeStep? Of(ReadOnlySpan<DateTime> stamps)
    {
        if (stamps.Length < 2)
        {
            return null;
        }

        TimeSpan span = stamps[1] - stamps[0];
        int months = ((stamps[1].Year - stamps[0].Year) * 12) + stamps[1].Month - stamps[0].Month;

        // Months first: some of them are equally long (July and August, the years between leap years), and the next one need not be.
        TimeStep[] candidates = [new(TimeSpan.Zero, months), new(span, 0)];
        foreach (TimeStep candidate in candidates)
        {
            if ((candidate.Months > 0 || candidate.Span > TimeSpan.Zero) && Fits(candidate, stamps))
            {
                return candidate;
            }
        }

        return null;
    }

    private static bool Fits(TimeStep step, ReadOnlySpan<DateTime> stamps)
    {
        for (int i = 1; i < stamps.Length; i++)
        {
            if (step.After(stamps[i - 1], 1) != stamps[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Months on; the last day of a month leads to the last day of the other.</summary>
    private static DateTime EndAware(DateTime moment, int months)
    {
        DateTime moved = moment.AddMonths(months);
        bool isLastDay = moment.Day == DateTime.DaysInMonth(moment.Year, moment.Month);
        return isLastDay ? moved.AddDays(DateTime.DaysInMonth(moved.Year, moved.Month) - moved.Day) : moved;
    }
}
