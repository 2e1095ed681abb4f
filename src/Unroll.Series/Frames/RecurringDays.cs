using System.Globalization;
using System.Numerics;

namespace Unroll.Series.Frames;

/// <summary>
/// Several days of each week or of each month that stamps are on: Monday, Wednesday and Friday; the 1st and the 15th. <c>default</c> stands
/// for none.
/// </summary>
/// <param name="Weekdays">The days of a week, a bit each from Sunday at 1; 0 where days of the month are meant.</param>
/// <param name="MonthDays">
/// The days of a month, a bit each (1 &lt;&lt; 15 for the 15th), cut to the length of a shorter month; bit 31 is the last day. 0 where
/// days of the week are meant.
/// </param>
public readonly record struct RecurringDays(int Weekdays, uint MonthDays)
{
    private const int FewestStamps = 5;
    private const int LastDay = 31;
    private const int DaysOfAWeek = 7;
    private const int MostAMonth = 6;
    private const int ShortestMonth = 28;
    private const double DaysOfAMonth = 365.2425 / 12;

    /// <summary>The number of days in a week or a month; 0 for none.</summary>
    public int Count => BitOperations.PopCount((uint)Weekdays) + BitOperations.PopCount(MonthDays);

    /// <summary>Whether they are days of the week.</summary>
    public bool AreOfWeek => Weekdays != 0;

    /// <summary>The mean time from one of the days to the next.</summary>
    internal TimeSpan MeanInterval => TimeSpan.FromDays((AreOfWeek ? DaysOfAWeek : DaysOfAMonth) / Count);

    /// <summary>The rhythm in words: <c>twice a month, on the 1st and the 15th</c>; empty for none.</summary>
    public override string ToString()
    {
        if (Count == 0)
        {
            return "";
        }

        RecurringDays own = this;
        string[] names = AreOfWeek
            ? [.. Enumerable.Range(1, DaysOfAWeek).Select(day => day % DaysOfAWeek).Where(day => (own.Weekdays & (1 << day)) != 0)
                .Select(day => CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedDayNames[day])]
            : [.. Enumerable.Range(1, LastDay).Where(day => (own.MonthDays & (1u << day)) != 0).Select(Ordinal)];
        string often = Count == 2 ? "twice" : string.Create(CultureInfo.InvariantCulture, $"{Count} times");
        return $"{often} a {(AreOfWeek ? "week" : "month")}, on {string.Join(", ", names[..^1])} and {names[^1]}";

        static string Ordinal(int day) => day == LastDay ? "the last day" : string.Create(
            CultureInfo.InvariantCulture, $"the {day}{(day is 1 or 21 ? "st" : day is 2 or 22 ? "nd" : day is 3 or 23 ? "rd" : "th")}");
    }

    /// <summary>The days that local stamps are on, each now and again; none where they are on too many or too few, or too rarely.</summary>
    /// <param name="stamps">Sorted stamps.</param>
    /// <param name="isExact">Whether no stamp may be moved or left out; else one in ten may be, but not the last one.</param>
    internal static RecurringDays Of(TimeIndex stamps, bool isExact)
    {
        // Days are at least one apart: what has more stamps need not be looked at.
        if (stamps.IsNumbered || stamps.Count < FewestStamps || (stamps[stamps.Count - 1] - stamps[0]).TotalDays < stamps.Count - 1)
        {
            return default;
        }

        DateTime[] local = new DateTime[stamps.Count];
        stamps.CopyLocal(0, local);
        return new[] { OfWeek(local), OfMonth(local) }.FirstOrDefault(days => days.Count > 1 && days.Fits(local, isExact));
    }

    /// <summary>The number of the last of the days up to a local time, counted on from week to week or month to month.</summary>
    /// <param name="local">The time.</param>
    internal long IndexOf(DateTime local)
    {
        if (AreOfWeek)
        {
            (long week, long day) = Math.DivRem(local.Ticks / TimeSpan.TicksPerDay, DaysOfAWeek);
            return (week * Count) + BitOperations.PopCount((uint)(FromMonday & ((2 << (int)day) - 1))) - 1;
        }

        int before = DatesOf(local.Year, local.Month).Count(date => date <= local.Date);
        return ((((long)local.Year * 12) + local.Month - 1) * Count) + before - 1;
    }

    /// <summary>The local time some of the days after another one, at its time of day.</summary>
    /// <param name="local">The time.</param>
    /// <param name="steps">Days, of those that are meant.</param>
    internal DateTime After(DateTime local, int steps)
    {
        long cycle = Math.DivRem(IndexOf(local) + steps, Count, out long index);
        if (!AreOfWeek)
        {
            return DatesOf((int)(cycle / 12), (int)(cycle % 12) + 1)[(int)index] + local.TimeOfDay;
        }

        int mask = FromMonday;
        for (; index > 0; index--)
        {
            mask &= mask - 1;
        }

        return new DateTime(((cycle * DaysOfAWeek) + BitOperations.TrailingZeroCount(mask)) * TimeSpan.TicksPerDay) + local.TimeOfDay;
    }

    /// <summary>The days of the week from Monday at 1, as the first day of the calendar is one.</summary>
    private int FromMonday => (Weekdays >> 1) | ((Weekdays & 1) << (DaysOfAWeek - 1));

    private DateTime[] DatesOf(int year, int month)
    {
        int length = DateTime.DaysInMonth(year, month);
        DateTime[] dates = new DateTime[Count];
        int count = 0;
        for (uint mask = MonthDays; mask != 0; mask &= mask - 1)
        {
            dates[count++] = new(year, month, Math.Min(BitOperations.TrailingZeroCount(mask), length));
        }

        return dates;
    }

    private bool Fits(DateTime[] local, bool isExact)
    {
        int told = 0;
        for (int i = 1; i < local.Length; i++)
        {
            told += After(local[i - 1], 1) == local[i] ? 1 : 0;
        }

        int intervals = local.Length - 1;
        return local.Length > 2 * Count && (isExact ? told == intervals
            : told >= MonthAnchor.LeastShare * intervals && After(local[^2], 1) == local[^1]);
    }

    /// <summary>The weekdays that most stamps are on; none where most follow the day before, as on working days.</summary>
    private static RecurringDays OfWeek(DateTime[] local)
    {
        int[] counts = new int[DaysOfAWeek];
        int next = 0;
        for (int i = 0; i < local.Length; i++)
        {
            counts[(int)local[i].DayOfWeek]++;
            next += i > 0 && local[i].Date <= local[i - 1].Date.AddDays(1) ? 1 : 0;
        }

        int mask = 0;
        for (int day = 0; day < DaysOfAWeek; day++)
        {
            mask |= IsUsual(counts[day], counts.Max()) ? 1 << day : 0;
        }

        return 2 * next > local.Length - 1 ? default : new(mask, 0);
    }

    private static RecurringDays OfMonth(DateTime[] local)
    {
        int[] counts = new int[LastDay + 1];
        int late = 0;
        bool areLast = true;
        foreach (DateTime stamp in local)
        {
            if (stamp.Day < ShortestMonth)
            {
                counts[stamp.Day]++;
                continue;
            }

            // Days that short months do not have are all one, which these cut: the last one, or the 30th.
            late = Math.Max(late, stamp.Day);
            counts[0]++;
            areLast &= stamp.Day == DateTime.DaysInMonth(stamp.Year, stamp.Month);
        }

        counts[areLast ? LastDay : late] += counts[0];
        counts[0] = 0;
        uint mask = 0;
        for (int day = 1; day <= LastDay; day++)
        {
            mask |= IsUsual(counts[day], counts.Max()) ? 1u << day : 0;
        }

        return BitOperations.PopCount(mask) <= MostAMonth ? new(0, mask) : default;
    }

    private static bool IsUsual(int count, int most) => count > 0 && 3 * count >= most;
}
