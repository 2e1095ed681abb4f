using System.Security;

namespace Unroll.Series.Reading;

/// <summary>
/// Turns the local times of a zone into UTC. A clock that is set back shows an hour twice: the first time it is summer time.
/// </summary>
internal sealed class LocalClock
{
    private long _evenFrom;
    private long _evenTo = -1;
    private long _evenOffset;

    /// <summary>Creates a clock.</summary>
    /// <param name="name">IANA name of the zone.</param>
    /// <exception cref="InputException">There is no such zone.</exception>
    public LocalClock(string name)
    {
        try
        {
            Zone = TimeZoneInfo.FindSystemTimeZoneById(name);
        }
        catch (Exception exception) when (exception
            is TimeZoneNotFoundException or InvalidTimeZoneException or SecurityException or ArgumentException or IOException)
        {
            string nearest = MessageFormatter.DidYouMean(name, TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id));
            throw new InputException(
                $"There is no time zone '{MessageFormatter.Of(name)}'{(nearest.Length == 0 ? ":" : $".{nearest} Else")} give an IANA name "
                + "such as Europe/Berlin, America/New_York or UTC.", exception)
            { Field = "data.time-zone" };
        }
    }

    /// <summary>The zone.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>Whether the offset is the same throughout the day that was looked at last.</summary>
    public bool IsEvenDay => _evenTo >= 0;

    /// <summary>Turns a local time into UTC.</summary>
    /// <param name="local">Ticks of the local time.</param>
    /// <param name="first">Ticks in UTC; the first of two moments where the clock shows the time twice.</param>
    /// <param name="second">The second of the two; else the same.</param>
    /// <returns>Whether there was such a time: not where the clock was set forward over it.</returns>
    public bool TryToUtc(long local, out long first, out long second)
    {
        if (local < _evenFrom || local >= _evenTo)
        {
            FindDay(local);
        }

        if (local < _evenTo)
        {
            first = second = local - _evenOffset;
            return first >= 0 && first <= DateTime.MaxValue.Ticks;
        }

        DateTime time = new(local);
        first = second = local;
        if (Zone.IsInvalidTime(time))
        {
            return false;
        }

        if (!Zone.IsAmbiguousTime(time))
        {
            first = second = local - Zone.GetUtcOffset(time).Ticks;
            return first >= 0 && first <= DateTime.MaxValue.Ticks;
        }

        TimeSpan[] offsets = Zone.GetAmbiguousTimeOffsets(time);
        (first, second) = (local - offsets.Max().Ticks, local - offsets.Min().Ticks);
        return true;
    }

    /// <summary>
    /// The moment of a row in UTC, of rows in the order of time: of two that the clock shows with the same time, the first unless it is not
    /// after the row before.
    /// </summary>
    /// <param name="stamp">The row's stamp.</param>
    /// <param name="isUtc">Whether it is in UTC.</param>
    /// <param name="before">The moment of the row before; null for the first.</param>
    /// <param name="bad">Makes the error of a stamp, by what was expected.</param>
    /// <exception cref="InputException">The clock was set forward over the local time.</exception>
    public DateTime Next(DateTime stamp, bool isUtc, DateTime? before, Func<string, InputException> bad)
    {
        if (isUtc)
        {
            return stamp;
        }

        return TryToUtc(stamp.Ticks, out long first, out long second)
            ? new DateTime(first <= before?.Ticks ? second : first)
            : throw bad($"a time that there is in {Zone.Id}: the clock is set forward over it (leave the time zone out, recipe: " +
                "data.time-zone, where stamps are in standard time all year)");
    }

    /// <summary>Keeps the offset of a day where it does not change on it, which is nearly always.</summary>
    private void FindDay(long local)
    {
        _evenFrom = local - (local % TimeSpan.TicksPerDay);
        DateTime day = new(_evenFrom);
        bool hasNext = day < DateTime.MaxValue.Date;
        DateTime next = hasNext ? day.AddDays(1) : day;
        TimeSpan offset = Zone.GetUtcOffset(day);
        bool isEven = offset == Zone.GetUtcOffset(next) && !IsOdd(day) && !IsOdd(next);
        _evenOffset = offset.Ticks;
        _evenTo = isEven ? _evenFrom + TimeSpan.TicksPerDay : -1;
    }

    private bool IsOdd(DateTime time) => Zone.IsInvalidTime(time) || Zone.IsAmbiguousTime(time);
}
