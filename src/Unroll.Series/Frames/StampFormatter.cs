using System.Globalization;

namespace Unroll.Series.Frames;

/// <summary>
/// Stamps as texts. Where a series knows its time zone, they are local times with their offset, such as <c>2022-10-30 02:00:00+01:00</c>,
/// so that the hour that comes twice in autumn differs.
/// </summary>
internal static class StampFormatter
{
    /// <summary>A stamp as files hold it: in a format, with the offset behind a time of day; the number of a row without a stamp.</summary>
    /// <param name="stamp">The stamp.</param>
    /// <param name="format">A .NET format, such as <c>yyyy-MM-dd</c>.</param>
    /// <param name="zone">The zone of the local time to show; null: stamps are as they stand.</param>
    public static string ToFileText(DateTime stamp, string format, TimeZoneInfo? zone)
    {
        if (TimeIndex.IsRowNumber(stamp))
        {
            return stamp.Ticks.ToString(CultureInfo.InvariantCulture);
        }

        string text = ZoneClock.ToLocal(stamp, zone).ToString(format, CultureInfo.InvariantCulture);
        bool hasTime = format.Length == 1 || format.Contains('H', StringComparison.Ordinal)
            || format.Contains('h', StringComparison.Ordinal);
        return zone is null || !hasTime ? text : text + Offset(stamp, zone);
    }

    /// <summary>A stamp as messages show it: the date, and the time where there is one; <c>row 17</c> where rows are numbered.</summary>
    /// <param name="stamp">The stamp.</param>
    /// <param name="zone">The zone of the local time to show; null: stamps are as they stand.</param>
    public static string ToText(DateTime stamp, TimeZoneInfo? zone)
    {
        if (TimeIndex.IsRowNumber(stamp))
        {
            return string.Create(CultureInfo.InvariantCulture, $"row {stamp.Ticks}");
        }

        DateTime local = ZoneClock.ToLocal(stamp, zone);
        return local.TimeOfDay == TimeSpan.Zero
            ? local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : ToFileText(stamp, local.Ticks % TimeSpan.TicksPerMinute == 0 ? "yyyy-MM-dd HH:mm" : "yyyy-MM-dd HH:mm:ss.FFFFFFF", zone);
    }

    /// <summary>The format that shows all of some stamps in the same way.</summary>
    /// <param name="stamps">The stamps, each with the zone of its series.</param>
    public static string FileFormat(IEnumerable<(DateTime Stamp, TimeZoneInfo? Zone)> stamps)
    {
        long finest = TimeSpan.TicksPerDay;
        foreach ((DateTime stamp, TimeZoneInfo? zone) in stamps)
        {
            if (!TimeIndex.IsRowNumber(stamp))
            {
                long local = ZoneClock.ToLocal(stamp, zone).Ticks;
                finest = local % finest == 0 ? finest
                    : local % TimeSpan.TicksPerMinute == 0 ? TimeSpan.TicksPerMinute
                    : local % TimeSpan.TicksPerSecond == 0 ? TimeSpan.TicksPerSecond : 1;
            }
        }

        return finest switch
        {
            TimeSpan.TicksPerDay => "yyyy-MM-dd",
            TimeSpan.TicksPerMinute => "yyyy-MM-dd HH:mm",
            TimeSpan.TicksPerSecond => "yyyy-MM-dd HH:mm:ss",
            _ => "yyyy-MM-dd HH:mm:ss.fffffff",
        };
    }

    private static string Offset(DateTime stamp, TimeZoneInfo zone)
    {
        TimeSpan offset = ZoneClock.OffsetAt(stamp, zone);
        return string.Create(CultureInfo.InvariantCulture, $"{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}");
    }
}
