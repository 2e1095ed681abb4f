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
            throw new InputException(
                $"There is no time zone '{MessageFormatter.Of(name)}': give an IANA name such as Europe/Berlin, America/New_York or UTC.",
                exception);
        }
    }

    /// <summary>The zone.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>Turns a local time into UTC.</summary>
    /// <param name="local">Ticks of the local time.</param>
    /// <param name="isSecond">Asked where the time stands for two moments: whether the first one, whose ticks it gets, is over.</param>
    /// <param name="utc">Ticks in UTC.</param>
    /// <returns>Whether there was such a time: not where the clock was set forward over it.</returns>
    public bool TryToUtc(long local, Func<long, bool> isSecond, out long utc)
    {
        if (local < _evenFrom || local >= _evenTo)
        {
            FindDay(local);
        }

        if (local < _evenTo)
        {
            utc = local - _evenOffset;
            return utc >= 0 && utc <= DateTime.MaxValue.Ticks;
        }

        DateTime time = new(local);
        utc = local;
        if (Zone.IsInvalidTime(time))
        {
            return false;
        }

        if (!Zone.IsAmbiguousTime(time))
        {
            utc = local - Zone.GetUtcOffset(time).Ticks;
            return true;
        }

        TimeSpan[] offsets = Zone.GetAmbiguousTimeOffsets(time);
        utc = local - offsets.Max().Ticks;
        utc = isSecond(utc) ? local - offsets.Min().Ticks : utc;
        return true;
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
