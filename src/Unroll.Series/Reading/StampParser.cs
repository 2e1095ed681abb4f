using System.Text;

namespace Unroll.Series.Reading;

/// <summary>Reads time stamps as files spell them, from their bytes.</summary>
internal static class StampParser
{
    /// <summary>Examples of stamps, for messages.</summary>
    public const string Expected = "a date such as 2017-12-31 or 2017-12-31 18:00";

    private const int LongestStamp = 64;

    /// <summary>Characters of a date with blanks in it behind its first number.</summary>
    private const int ApartLength = 8;

    /// <summary>The years that a number may stand for where little else says that it is one.</summary>
    private const int FirstYear = 1500;
    private const int LastYear = 2500;

    private static readonly StampKind[] _dates = [StampKind.YearFirst, StampKind.DayFirst, StampKind.MonthFirst, StampKind.Named];

    /// <summary>Whether a text is a date in one of the spellings, and no plain number, nor three with blanks between them.</summary>
    public static bool IsStamp(string text)
    {
        if (text.Length is < 6 or > LongestStamp || NumberParser.LooksLikeNumber(text) || YearStamp.IsDayBehindSlash(text))
        {
            return false;
        }

        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return !IsApart(bytes)
            && (Array.Exists(_dates, kind => TryParse(kind, bytes, out _, out _)) || StampSpan.SeparatorOf(text) is not null);
    }

    /// <summary>Reads a stamp.</summary>
    /// <param name="kind">How it is written; not <see cref="StampKind.Exact"/>.</param>
    /// <param name="text">The stamp.</param>
    /// <param name="ticks">Ticks of the date and time, in UTC where there is an offset.</param>
    /// <param name="isUtc">Whether the ticks are those of UTC.</param>
    public static bool TryParse(StampKind kind, ReadOnlySpan<byte> text, out long ticks, out bool isUtc)
    {
        ticks = 0;
        isUtc = false;
        if (text.Length is 0 or > LongestStamp)
        {
            return false;
        }

        StampScanner scanner = new(text[^1] is >= (byte)'0' and <= (byte)'9' or (byte)'Z' ? text : DayNames.WithoutBehind(text));
        if (!scanner.IsDigit && kind is StampKind.YearFirst or StampKind.DayFirst or StampKind.MonthFirst)
        {
            DayNames.SkipBefore(ref scanner);
        }

        bool isDate = kind switch
        {
            StampKind.YearFirst => YearStamp.TryParse(ref scanner, out ticks),
            StampKind.YearWeeks => YearStamp.TryYearWeek(ref scanner, out ticks),
            StampKind.TwoYears => YearStamp.TryTwoYears(ref scanner, out ticks),
            StampKind.DayFirst => TryNumbers(ref scanner, isDayFirst: true, out ticks),
            StampKind.MonthFirst => TryNumbers(ref scanner, isDayFirst: false, out ticks),
            StampKind.Named => NamedStamp.TryParse(ref scanner, out ticks),
            _ => CountedStamp.TryParse(ref scanner, kind, out ticks),
        };
        if (!isDate || !scanner.TryTail(out long ofDay, out isUtc))
        {
            return false;
        }

        isUtc |= kind is >= StampKind.UnixSeconds and <= StampKind.UnixNanoseconds;
        ticks += ofDay;
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks;
    }

    private static bool TryNumbers(ref StampScanner scanner, bool isDayFirst, out long ticks)
    {
        ticks = 0;
        bool isApart = scanner.Position == 0 && IsApart(scanner.Rest);
        if (!scanner.TryNumber(1, 2, out int first))
        {
            return false;
        }

        byte separator = scanner.Next;
        if (!(isApart || separator is (byte)'/' or (byte)'.' or (byte)'-') || !scanner.Skip(separator))
        {
            return false;
        }

        if (scanner.DigitCount == 4)
        {
            // 04/2015: a month and its year; 1/1280 and 1.0005 are numbers.
            return TryYear(ref scanner, out int whole) && whole is >= FirstYear and <= LastYear && scanner.AtEnd
                && TryDate(whole, first, 1, out ticks);
        }

        if (!scanner.TryNumber(1, 2, out int second) || !scanner.Skip(separator) || !TryYear(ref scanner, out int year)
            || (isApart && year is < FirstYear or > LastYear))
        {
            return false;
        }

        return isDayFirst ? TryDate(year, second, first, out ticks) : TryDate(year, first, second, out ticks);
    }

    /// <summary>
    /// Whether a text begins like a date with blanks in it, <c>01 01 2018</c>. Codes and three numbers of a row do so as well: it is one
    /// only in a column with the name of a time.
    /// </summary>
    /// <param name="text">The text.</param>
    public static bool IsApart(ReadOnlySpan<byte> text) => text.IndexOf((byte)' ') is (1 or 2) and var blank
        && text[..blank].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
        && text[(blank + 1)..] is
            [>= (byte)'0' and <= (byte)'3', >= (byte)'0' and <= (byte)'9', (byte)' ', (byte)'1' or (byte)'2', _, _, _, ..]
        && (text.Length == blank + ApartLength || text[blank + ApartLength] is (byte)' ' or (byte)'T');

    internal static bool TryYear(ref StampScanner scanner, out int year)
    {
        year = 0;
        int digits = scanner.DigitCount;
        if (digits is not (2 or 4) || !scanner.TryNumber(2, 4, out year))
        {
            return false;
        }

        year = digits == 2 ? Century(year) : year;
        return true;
    }

    /// <summary>The year that two digits stand for: 1950 to 2049.</summary>
    internal static int Century(int twoDigits) => twoDigits + (twoDigits < 50 ? 2000 : 1900);

    internal static bool TryDate(int year, int month, int day, out long ticks)
    {
        ticks = 0;
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || (day > 28 && day > DateTime.DaysInMonth(year, month)))
        {
            return false;
        }

        ticks = new DateTime(year, month, day).Ticks;
        return true;
    }
}
