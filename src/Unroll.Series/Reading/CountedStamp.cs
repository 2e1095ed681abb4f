using System.Globalization;

namespace Unroll.Series.Reading;

/// <summary>
/// Reads stamps that are numbers: those of rows, time since 1970 in seconds to nanoseconds (also as <c>1.58E+12</c>), and the days of
/// spreadsheets, of MATLAB and of astronomers, whose fraction is the time of day.
/// </summary>
internal static class CountedStamp
{
    private const int LongestNumber = 40;
    private const double UsualShare = 0.9;

    /// <summary>The kinds of counts and the numbers they have from 1973 to 2103; days of spreadsheets from 1950 to 2100.</summary>
    private static readonly (StampKind Kind, decimal Least, decimal Most)[] _ranges =
    [
        (StampKind.SpreadsheetDays, 18_264m, 73_415m),
        (StampKind.UnixSeconds, 1e8m, 4.2e9m), (StampKind.UnixMilliseconds, 1e11m, 4.2e12m),
        (StampKind.UnixMicroseconds, 1e14m, 4.2e15m), (StampKind.UnixNanoseconds, 1e17m, 4.2e18m),
    ];

    private static readonly long _spreadsheetOrigin = new DateTime(1899, 12, 30).Ticks;
    private static readonly long _spreadsheetOrigin1904 = new DateTime(1904, 1, 1).Ticks;
    private static readonly long _matlabOrigin = -367 * TimeSpan.TicksPerDay;
    private static readonly long _julianOrigin = (-1_721_426 * TimeSpan.TicksPerDay) + (TimeSpan.TicksPerDay / 2);
    private static readonly long _modifiedJulianOrigin = new DateTime(1858, 11, 17).Ticks;

    /// <summary>
    /// Counts of days that only the name of their column tells from other numbers, and the numbers they have from 1900 to 2100.
    /// </summary>
    private static readonly (string Name, StampKind Kind, decimal Least, decimal Most)[] _named =
    [
        ("datenum", StampKind.MatlabDays, 693_962m, 767_011m), ("matlab", StampKind.MatlabDays, 693_962m, 767_011m),
        ("jd", StampKind.JulianDays, 2_415_020m, 2_488_070m), ("juliandate", StampKind.JulianDays, 2_415_020m, 2_488_070m),
        ("julianday", StampKind.JulianDays, 2_415_020m, 2_488_070m), ("mjd", StampKind.ModifiedJulianDays, 15_020m, 88_070m),
        ("modifiedjuliandate", StampKind.ModifiedJulianDays, 15_020m, 88_070m),
    ];

    /// <summary>The count of days that a column holds by its name and its numbers; null where it holds none.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="cells">Its cells.</param>
    public static StampKind? KindOf(string name, IReadOnlyCollection<string> cells)
    {
        string plain = string.Concat(name.Where(char.IsLetter)).ToLowerInvariant();
        int found = Array.FindIndex(_named, entry => entry.Name == plain);
        return found >= 0 && cells.Count > 0 && cells.All(
            cell => TryNumber(System.Text.Encoding.UTF8.GetBytes(cell), out decimal number, out _) && number >= _named[found].Least
                && number <= _named[found].Most) ? _named[found].Kind : null;
    }

    /// <summary>The unit that all of some numbers count; null where they are no stamps, or not all of one kind.</summary>
    /// <param name="cells">The numbers.</param>
    public static StampKind? KindOf(IEnumerable<string> cells)
    {
        StampKind? kind = null;
        foreach (string cell in cells)
        {
            if (!TryNumber(System.Text.Encoding.UTF8.GetBytes(cell), out decimal number, out _))
            {
                return null;
            }

            StampKind own = Array.Find(_ranges, range => number >= range.Least && number <= range.Most).Kind;
            if (own == default || (kind is { } other && other != own))
            {
                return null;
            }

            kind = own;
        }

        return kind;
    }

    /// <summary>Whether nearly all of some numbers are those of rows: whole, and not below 0.</summary>
    /// <param name="cells">The numbers.</param>
    public static bool AreRowNumbers(IReadOnlyCollection<string> cells) => UsualShare * cells.Count <= cells.Count(
        cell => TryNumber(System.Text.Encoding.UTF8.GetBytes(cell), out decimal number, out _) && IsRowNumber(number));

    private static bool IsRowNumber(decimal number) => number is >= 0 and <= int.MaxValue && number == decimal.Truncate(number);

    /// <summary>Reads a stamp up to its end, or up to a time of day behind the days of a spreadsheet.</summary>
    /// <param name="scanner">At the number.</param>
    /// <param name="kind">What it counts.</param>
    /// <param name="ticks">The ticks of the stamp.</param>
    public static bool TryParse(ref StampScanner scanner, StampKind kind, out long ticks)
    {
        ticks = 0;
        ReadOnlySpan<byte> rest = scanner.Rest;
        bool isDays = kind is >= StampKind.SpreadsheetDays and <= StampKind.ModifiedJulianDays;
        int end = isDays && rest.IndexOf((byte)' ') is > 0 and var space ? space : rest.Length;
        if (!TryNumber(rest[..end], out decimal number, out int decimals) || Math.Abs(number) > 1e19m || (isDays && number < 0))
        {
            return false;
        }

        if (kind == StampKind.RowNumbers && !IsRowNumber(number))
        {
            return false;
        }

        scanner.Position += end;
        Int128 wide = kind switch
        {
            StampKind.UnixSeconds => (Int128)(number * TimeSpan.TicksPerSecond) + DateTime.UnixEpoch.Ticks,
            StampKind.UnixMilliseconds => (Int128)(number * TimeSpan.TicksPerMillisecond) + DateTime.UnixEpoch.Ticks,
            StampKind.UnixMicroseconds => (Int128)(number * TimeSpan.TicksPerMicrosecond) + DateTime.UnixEpoch.Ticks,
            StampKind.UnixNanoseconds => (Int128)(number / TimeSpan.NanosecondsPerTick) + DateTime.UnixEpoch.Ticks,
            StampKind.RowNumbers => (Int128)number,
            _ => Rounded(number, decimals) + kind switch
            {
                StampKind.SpreadsheetDays => _spreadsheetOrigin,
                StampKind.SpreadsheetDays1904 => _spreadsheetOrigin1904,
                StampKind.MatlabDays => _matlabOrigin,
                StampKind.JulianDays => _julianOrigin,
                _ => _modifiedJulianOrigin,
            },
        };
        ticks = wide >= 0 && wide <= DateTime.MaxValue.Ticks ? (long)wide : -1;
        return ticks >= 0;
    }

    /// <summary>
    /// Ticks of a number of days. Its decimals are a rounded share of a day (0.0417 is an hour), so it is brought to the time that is
    /// meant: whole seconds, or what few decimals leave of them.
    /// </summary>
    private static Int128 Rounded(decimal days, int decimals)
    {
        long unit = decimals switch
        {
            > 8 => TimeSpan.TicksPerMillisecond,
            > 4 => TimeSpan.TicksPerSecond,
            > 2 => TimeSpan.TicksPerMinute,
            _ => TimeSpan.TicksPerMinute * 15,
        };
        return days > 4_000_000 ? -1 : (Int128)Math.Round(days * TimeSpan.TicksPerDay / unit) * unit;
    }

    /// <summary>Reads digits with a point or comma among them and maybe an exponent.</summary>
    private static bool TryNumber(ReadOnlySpan<byte> text, out decimal number, out int decimals)
    {
        (number, decimals) = (0, 0);
        if (text.Length is 0 or > LongestNumber)
        {
            return false;
        }

        Span<char> plain = stackalloc char[text.Length];
        int separator = -1, exponent = -1;
        for (int i = 0; i < text.Length; i++)
        {
            char character = (char)text[i];
            bool isSeparator = character is '.' or ',';
            bool isExponent = character is 'e' or 'E';
            bool isSign = character is '+' or '-';
            if ((isSeparator && (separator >= 0 || exponent >= 0)) || (isExponent && (exponent >= 0 || i == 0))
                || (isSign && i > 0 && exponent != i - 1) || !(isSeparator || isExponent || isSign || char.IsAsciiDigit(character)))
            {
                return false;
            }

            separator = isSeparator ? i : separator;
            exponent = isExponent ? i : exponent;
            plain[i] = isSeparator ? '.' : character;
        }

        decimals = separator < 0 ? 0 : (exponent < 0 ? text.Length : exponent) - separator - 1;
        return decimal.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }
}
