using System.Runtime.InteropServices;

namespace Unroll.Series.Reading;

/// <summary>
/// Reads the commonest stamps quickly: 2017-12-31, 2017-12-31 18:00 and 2017-12-31 18:00:05. The date is looked at again only when it
/// changes.
/// </summary>
internal sealed class IsoClock
{
    private const int DateLength = 10;

    private ulong _yearAndMonth;
    private ushort _day;
    private long _dateTicks = -1;

    /// <summary>Reads a stamp; false where it is of another form, which says nothing of whether it is a proper one.</summary>
    /// <param name="text">The stamp.</param>
    /// <param name="ticks">Its ticks.</param>
    public bool TryParse(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (text.Length is not (DateLength or 16 or 19))
        {
            return false;
        }

        ulong yearAndMonth = MemoryMarshal.Read<ulong>(text);
        ushort day = MemoryMarshal.Read<ushort>(text[8..]);
        if (yearAndMonth != _yearAndMonth || day != _day || _dateTicks < 0)
        {
            if (text[4] != '-' || text[7] != '-' || !StampParser.TryParse(StampKind.YearFirst, text[..DateLength], out long date, out _))
            {
                return false;
            }

            (_yearAndMonth, _day, _dateTicks) = (yearAndMonth, day, date);
        }

        ticks = _dateTicks;
        if (text.Length == DateLength)
        {
            return true;
        }

        int hour = TwoDigits(text, 11);
        int minute = TwoDigits(text, 14);
        int second = text.Length == 19 ? TwoDigits(text, 17) : 0;
        if (text[10] is not ((byte)' ' or (byte)'T') || text[13] != ':' || (text.Length == 19 && text[16] != ':') || (uint)hour > 23
            || (uint)minute > 59 || (uint)second > 59)
        {
            return false;
        }

        ticks += ((((hour * 60L) + minute) * 60) + second) * TimeSpan.TicksPerSecond;
        return true;
    }

    private static int TwoDigits(ReadOnlySpan<byte> text, int at)
    {
        uint tens = (uint)(text[at] - '0');
        uint ones = (uint)(text[at + 1] - '0');
        return tens <= 9 && ones <= 9 ? (int)((tens * 10) + ones) : -1;
    }
}
