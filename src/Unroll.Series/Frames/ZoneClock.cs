namespace Unroll.Series.Frames;

/// <summary>
/// The local time of a zone at moments in UTC, with a cache of days on which the offset does not change. Not thread-safe.
/// </summary>
/// <param name="zone">The zone; null where stamps are as they stand.</param>
internal sealed class ZoneClock(TimeZoneInfo? zone)
{
    private long _evenFrom;
    private long _evenTo;
    private long _evenOffset;

    /// <summary>The local time at a moment; the moment itself without a zone.</summary>
    /// <param name="moment">The moment, in UTC.</param>
    public DateTime ToLocal(DateTime moment)
    {
        if (zone is null)
        {
            return moment;
        }

        if (moment.Ticks < _evenFrom || moment.Ticks >= _evenTo)
        {
            FindDay(moment.Ticks);
        }

        return moment.Ticks < _evenTo ? new(moment.Ticks + _evenOffset) : ToLocal(moment, zone);
    }

    /// <summary>The local time at a moment; the moment itself without a zone.</summary>
    /// <param name="moment">The moment, in UTC.</param>
    /// <param name="zone">The zone.</param>
    public static DateTime ToLocal(DateTime moment, TimeZoneInfo? zone) => zone is null ? moment
        : new(moment.Ticks + OffsetAt(moment, zone).Ticks);

    /// <summary>
    /// The moment at which a local time is: the first one where the clock shows it twice, and as much later as the clock is set forward
    /// where it leaves the time out.
    /// </summary>
    /// <param name="local">The local time.</param>
    /// <param name="zone">The zone; null where stamps are as they stand.</param>
    public static DateTime ToUtc(DateTime local, TimeZoneInfo? zone)
    {
        if (zone is null)
        {
            return local;
        }

        TimeSpan offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new(Math.Clamp(local.Ticks - offset.Ticks, 0, DateTime.MaxValue.Ticks));
    }

    /// <summary>The zone's offset from UTC at a moment.</summary>
    /// <param name="moment">The moment, in UTC.</param>
    /// <param name="zone">The zone.</param>
    public static TimeSpan OffsetAt(DateTime moment, TimeZoneInfo zone)
    {
        TimeSpan offset = zone.GetUtcOffset(new DateTimeOffset(moment.Ticks, TimeSpan.Zero));
        return new(Math.Clamp(moment.Ticks + offset.Ticks, 0, DateTime.MaxValue.Ticks) - moment.Ticks);
    }

    private void FindDay(long moment)
    {
        _evenFrom = moment - (moment % TimeSpan.TicksPerDay);
        long next = Math.Min(_evenFrom + TimeSpan.TicksPerDay, DateTime.MaxValue.Ticks);
        TimeSpan offset = OffsetAt(new(_evenFrom), zone!);
        _evenOffset = offset.Ticks;
        _evenTo = offset == OffsetAt(new(next), zone!) ? next : _evenFrom;
    }
}
