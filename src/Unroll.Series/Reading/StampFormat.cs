using System.Globalization;
using System.Text;

namespace Unroll.Series.Reading;

/// <summary>The format of the time stamps of a file.</summary>
/// <param name="Kind">The family of spellings.</param>
/// <param name="Text">The .NET format, or the name of a count since 1970.</param>
internal sealed record StampFormat(StampKind Kind, string Text)
{
    private const int LongestStamp = 128;

    /// <summary>
    /// Whether a time of day stands behind what <see cref="Text"/> describes, with a space between: it is found by itself.
    /// </summary>
    public bool HasTimeBehind { get; init; }

    /// <summary>
    /// What stands between the two stamps of a cell that is a span of time, of which the first counts; null where a cell is one stamp.
    /// </summary>
    public byte[]? Between { get; init; }

    /// <summary>The rounding of the stamps; <c>default</c> for none.</summary>
    public StampRounding Rounding { get; init; }

    private static readonly Dictionary<string, StampKind> _counts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["unix-s"] = StampKind.UnixSeconds,
        ["unix-ms"] = StampKind.UnixMilliseconds,
        ["unix-us"] = StampKind.UnixMicroseconds,
        ["unix-ns"] = StampKind.UnixNanoseconds,
        [StampDescription.Spreadsheet] = StampKind.SpreadsheetDays,
        [StampDescription.Spreadsheet1904] = StampKind.SpreadsheetDays1904,
        [StampDescription.Matlab] = StampKind.MatlabDays,
        [StampDescription.Julian] = StampKind.JulianDays,
        [StampDescription.ModifiedJulian] = StampKind.ModifiedJulianDays,
        [StampDescription.RowNumber] = StampKind.RowNumbers,
        [StampDescription.YearQuarter] = StampKind.YearFirst,
        [StampDescription.QuarterYear] = StampKind.Named,
        [StampDescription.Week] = StampKind.YearFirst,
        [StampDescription.WeekDay] = StampKind.YearFirst,
        [StampDescription.YearDay] = StampKind.YearFirst,
        [StampDescription.YearPart] = StampKind.YearFirst,
        [StampDescription.CompactYearDay] = StampKind.YearFirst,
        [StampDescription.YearMonth] = StampKind.YearFirst,
        [StampDescription.FiscalYear] = StampKind.YearFirst,
        [StampDescription.YearWeek] = StampKind.YearWeeks,
        [StampDescription.TwoYears] = StampKind.TwoYears,
        [StampDescription.WeekYear] = StampKind.Named,
    };

    /// <summary>Examples of stamps, for messages.</summary>
    public string Expected => Kind switch
    {
        StampKind.YearFirst => StampParser.Expected,
        StampKind.RowNumbers => $"the number of a row, from 0 to {int.MaxValue}",
        StampKind.Exact => $"a date in the format {MessageFormatter.Of(Text)}",
        _ => $"a date such as the first ones, in the format {MessageFormatter.Of(Text)} (give another as data.date-format, in code as "
            + $"DateFormat)",
    };

    /// <summary>The format that a user gives.</summary>
    /// <exception cref="InputException">It is no format.</exception>
    public static StampFormat Given(string format)
    {
        try
        {
            _ = DateTime.UnixEpoch.ToString(format, CultureInfo.InvariantCulture);
        }
        catch (FormatException)
        {
            throw new InputException(
                $"'{MessageFormatter.Of(format)}' is no format of dates: give a .NET format such as dd.MM.yyyy HH:mm, unix-s for "
                + $"seconds since 1970, or excel for the days of a spreadsheet.")
            { Field = "data.date-format" };
        }

        return new(_counts.GetValueOrDefault(format, StampKind.Exact), format);
    }

    /// <summary>Reads a stamp.</summary>
    public bool TryParse(ReadOnlySpan<byte> text, out long ticks, out bool isUtc)
    {
        if (Between is null)
        {
            return TryStamp(text, out ticks, out isUtc);
        }

        (ticks, isUtc) = (0, false);
        int end = text.IndexOf(Between);
        return end > 0 && TryStamp(text[(end + Between.Length)..], out _, out _) && TryStamp(text[..end], out ticks, out isUtc);
    }

    private bool TryStamp(ReadOnlySpan<byte> text, out long ticks, out bool isUtc)
    {
        if (Kind != StampKind.Exact)
        {
            return StampParser.TryParse(Kind, text, out ticks, out isUtc) && Rounding.TryRound(ref ticks);
        }

        if (!HasTimeBehind)
        {
            return TryExact(text, out ticks, out isUtc);
        }

        for (int space = text.IndexOf((byte)' '); space >= 0; space = Next(text, space))
        {
            StampScanner tail = new(text[space..]);
            if (TryExact(text[..space], out ticks, out _) && tail.TryTail(out long ofDay, out isUtc))
            {
                ticks += ofDay;
                return ticks <= DateTime.MaxValue.Ticks;
            }
        }

        ticks = 0;
        isUtc = false;
        return false;

        static int Next(ReadOnlySpan<byte> text, int space) => text[(space + 1)..].IndexOf((byte)' ') is >= 0 and var next
            ? space + 1 + next : -1;
    }

    private bool TryExact(ReadOnlySpan<byte> text, out long ticks, out bool isUtc)
    {
        ticks = 0;
        isUtc = false;
        Span<char> characters = stackalloc char[LongestStamp];
        if (text.Length > LongestStamp)
        {
            return false;
        }

        // A .NET format has no place for the name of a zone: where an offset may stand at the end, a name may as well.
        int name = Text.EndsWith('K') ? ZoneName.LengthIn(text) : 0;
        long offset = 0;
        bool isNamed = name > 1 && ZoneName.TryParse(text[^name..], out offset);
        int length = Encoding.UTF8.GetChars(isNamed ? text[..^name] : text, characters);
        const DateTimeStyles Styles = DateTimeStyles.AdjustToUniversal | DateTimeStyles.NoCurrentDateDefault;
        if (!DateTime.TryParseExact(characters[..length], Text, CultureInfo.InvariantCulture, Styles, out DateTime stamp))
        {
            return false;
        }

        ticks = stamp.Ticks - offset;
        isUtc = isNamed || stamp.Kind == DateTimeKind.Utc;
        return ticks >= 0;
    }
}
