using System.Globalization;

namespace Unroll.Series.Reading;

/// <summary>
/// Reads stamps that begin with their year: 2017-12-31, 20171231, 2017-12, 2017, 2017Q4, 2017M12, 2017-W52-7, 2017-365, FY2017,
/// 2017年12月31日.
/// </summary>
internal static class YearStamp
{
    private const int Quarter = 3;
    private const int Half = 6;

    public static bool TryParse(ref StampScanner scanner, out long ticks)
    {
        ticks = 0;
        if (scanner.SkipText("FY"u8))
        {
            // A fiscal year counts as the year that names it; its quarters begin in a month that nothing tells.
            scanner.Skip((byte)' ');
            return StampParser.TryYear(ref scanner, out int fiscal) && scanner.AtEnd && StampParser.TryDate(fiscal, 1, 1, out ticks);
        }

        int digits = scanner.DigitCount;
        if (digits is 6 or 8 or 10 or 12 or 14)
        {
            return TryCompact(ref scanner, digits, out ticks);
        }

        if (digits == 7)
        {
            return scanner.TryNumber(4, 4, out int ordinal) && TryDayOfYear(ref scanner, ordinal, out ticks);
        }

        if (digits != 4 || !scanner.TryNumber(4, 4, out int year))
        {
            return false;
        }

        if (scanner.SkipText("年"u8) || scanner.SkipText("년"u8))
        {
            return TryEastAsian(ref scanner, year, out ticks);
        }

        byte separator = scanner.Next;
        bool isApart = separator is (byte)'-' or (byte)'/' or (byte)'.' or (byte)' ';
        scanner.Position += isApart ? 1 : 0;
        switch ((char)(scanner.Next & ~0x20))
        {
            case 'Q':
                return TryPart(ref scanner, year, Quarter, out ticks);

            // In statistics of French, Scandinavian and other offices, which say no time of day.
            case 'T' or 'K':
                return TryPart(ref scanner, year, Quarter, out ticks) && scanner.AtEnd;
            case 'H' or 'S':
                return TryPart(ref scanner, year, Half, out ticks) && scanner.AtEnd;
            case 'M':
                return TryPart(ref scanner, year, 1, out ticks) && scanner.AtEnd;
            case 'W':
                scanner.Position++;
                return TryWeekDay(ref scanner, year, out ticks);
        }

        if (!isApart || separator == ' ')
        {
            return scanner.AtEnd && !isApart && StampParser.TryDate(year, 1, 1, out ticks);
        }

        if (separator is (byte)'-' or (byte)'/' && scanner.DigitCount == 3)
        {
            return TryDayOfYear(ref scanner, year, out ticks);
        }

        // 2020.01.01. and 2020. 1. 1., as Hungarian and Korean tables have it.
        bool isPoint = separator == '.';
        _ = isPoint && scanner.Skip((byte)' ');
        if (!scanner.TryNumber(1, 2, out int month))
        {
            return false;
        }

        int day = 1;
        bool isMonth = scanner.AtEnd || (scanner.Skip(separator) && (scanner.AtEnd ? isPoint : SkipTo(ref scanner, isPoint, out day)));
        return isMonth && StampParser.TryDate(year, month, day, out ticks);

        static bool SkipTo(ref StampScanner scanner, bool isPoint, out int day)
        {
            _ = isPoint && scanner.Skip((byte)' ');
            bool isDay = scanner.TryNumber(1, 2, out day);
            _ = isPoint && scanner.Skip((byte)'.');
            return isDay;
        }
    }

    /// <summary>A year and a week as one number, 202052, or with a sign between them, 2020-52.</summary>
    public static bool TryYearWeek(ref StampScanner scanner, out long ticks)
    {
        ticks = 0;
        if (scanner.DigitCount == 4)
        {
            return scanner.TryNumber(4, 4, out int before) && (scanner.Skip((byte)'-') || scanner.Skip((byte)'/'))
                && scanner.TryNumber(1, 2, out int number) && scanner.AtEnd && TryWeek(before, number, 1, out ticks);
        }

        return scanner.DigitCount == 6 && scanner.TryNumber(4, 4, out int year) && scanner.TryNumber(2, 2, out int week)
            && TryWeek(year, week, 1, out ticks);
    }

    /// <summary>Whether a text is a year, a slash and a day of the year, 2017/365: only a name tells it from an invoice.</summary>
    /// <param name="text">The text.</param>
    public static bool IsDayBehindSlash(string text) =>
        text.Length == 8 && text[4] == '/' && text.Remove(4, 1).All(char.IsAsciiDigit);

    /// <summary>A year that begins in one and ends in the next: 1960/61, 1960-1961. It counts as the first one.</summary>
    public static bool TryTwoYears(ref StampScanner scanner, out long ticks)
    {
        ticks = 0;
        return scanner.DigitCount == 4 && scanner.TryNumber(4, 4, out int year)
            && (scanner.Skip((byte)'/') || scanner.Skip((byte)'-') || scanner.SkipText("–"u8)) && scanner.DigitCount is 2 or 4
            && scanner.DigitCount is var digits && scanner.TryNumber(2, 4, out int next)
            && next == (digits == 2 ? (year + 1) % 100 : year + 1) && scanner.AtEnd && StampParser.TryDate(year, 1, 1, out ticks);
    }

    /// <summary>A week of a year by ISO 8601, with the day of it or without.</summary>
    /// <param name="year">The year that the week belongs to.</param>
    /// <param name="week">Its number, from 1.</param>
    /// <param name="day">The day, 1 for Monday.</param>
    /// <param name="ticks">The ticks of the day.</param>
    public static bool TryWeek(int year, int week, int day, out long ticks)
    {
        bool isWeek = year is >= 2 and <= 9998 && week >= 1 && week <= ISOWeek.GetWeeksInYear(year) && day is >= 1 and <= 7;
        ticks = isWeek ? ISOWeek.ToDateTime(year, week, (DayOfWeek)(day % 7)).Ticks : 0;
        return isWeek;
    }

    private static bool TryWeekDay(ref StampScanner scanner, int year, out long ticks)
    {
        ticks = 0;
        int day = 1;
        return scanner.TryNumber(1, 2, out int week)
            && (!scanner.Skip((byte)'-') || (scanner.DigitCount == 1 && scanner.TryNumber(1, 1, out day)))
            && TryWeek(year, week, day, out ticks);
    }

    /// <summary>A letter, and the number of a part of a year: Q4, M12.</summary>
    private static bool TryPart(ref StampScanner scanner, int year, int months, out long ticks)
    {
        ticks = 0;
        scanner.Position++;
        return scanner.TryNumber(1, months == 1 ? 2 : 1, out int part) && part >= 1 && part * months <= 12
            && StampParser.TryDate(year, ((part - 1) * months) + 1, 1, out ticks);
    }

    private static bool TryDayOfYear(ref StampScanner scanner, int year, out long ticks)
    {
        ticks = 0;
        bool isDay = scanner.TryNumber(3, 3, out int day) && year is >= 1 and <= 9998 && day >= 1
            && day <= (DateTime.IsLeapYear(year) ? 366 : 365);
        ticks = isDay ? new DateTime(year, 1, 1).AddDays(day - 1).Ticks : 0;
        return isDay;
    }

    /// <summary>The rest of 2017年12月31日, 2017年12月 or 2017년 12월 31일, behind the year.</summary>
    private static bool TryEastAsian(ref StampScanner scanner, int year, out long ticks)
    {
        scanner.Skip((byte)' ');
        int month = 1, day = 1;
        if (scanner.IsDigit)
        {
            if (!scanner.TryNumber(1, 2, out month) || !(scanner.SkipText("月"u8) || scanner.SkipText("월"u8)))
            {
                ticks = 0;
                return false;
            }

            int behind = scanner.Position;
            scanner.Skip((byte)' ');
            bool isDay = scanner.TryNumber(1, 2, out int number) && (scanner.SkipText("日"u8) || scanner.SkipText("일"u8));
            (day, scanner.Position) = isDay ? (number, scanner.Position) : (1, behind);
        }

        return StampParser.TryDate(year, month, day, out ticks) && TryEastAsianTime(ref scanner, ref ticks);
    }

    /// <summary>18时30分 behind a date; nothing, or a time of digits, is left to the reader.</summary>
    private static bool TryEastAsianTime(ref StampScanner scanner, ref long ticks)
    {
        int start = scanner.Position;
        scanner.Skip((byte)' ');
        if (!scanner.TryNumber(1, 2, out int hour) || !(scanner.SkipText("时"u8) || scanner.SkipText("時"u8) || scanner.SkipText("시"u8)))
        {
            scanner.Position = start;
            return true;
        }

        scanner.Skip((byte)' ');
        int minute = 0;
        bool isMinute = !scanner.IsDigit || (scanner.TryNumber(1, 2, out minute) && (scanner.SkipText("分"u8) || scanner.SkipText("분"u8)));
        ticks += ((hour * 60L) + minute) * TimeSpan.TicksPerMinute;
        return isMinute && hour <= 24 && minute < 60;
    }

    /// <summary>201712, 20171231, and with hours, minutes and seconds.</summary>
    private static bool TryCompact(ref StampScanner scanner, int digits, out long ticks)
    {
        ticks = 0;
        int day = 1;
        if (!scanner.TryNumber(4, 4, out int year) || !scanner.TryNumber(2, 2, out int month)
            || (digits > 6 && !scanner.TryNumber(2, 2, out day)))
        {
            return false;
        }

        long ofDay = 0;
        return StampParser.TryDate(year, month, day, out ticks) && (digits <= 8 || scanner.TryTimeOfDay(out ofDay))
            && (ticks += ofDay) >= 0;
    }
}
