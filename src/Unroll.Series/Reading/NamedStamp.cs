using System.Text;

namespace Unroll.Series.Reading;

/// <summary>
/// Reads dates with the name of a month, in English or another language (<see cref="MonthNames"/>): 31-Dec-2017, Dec 2017,
/// December 31, 2017, Sun, 31 Dec 2017, 31. Dezember 2017, Sun Dec 31 18:00:00 2017; and quarters or weeks before their year.
/// </summary>
internal static class NamedStamp
{
    private static readonly string[] _months =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    private static readonly string[] _weeks = ["w", "wk", "week", "kw", "cw", "semaine", "semana", "vecka", "uge", "uke"];

    private static readonly string[] _days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    /// <summary>Whether a word is a day of the week, whole or its first three letters.</summary>
    public static bool IsDay(string word) => IndexOf(_days, Encoding.ASCII.GetBytes(word)) >= 0;

    /// <summary>Whether a word is a month or a day of the week, whole or its first three letters.</summary>
    public static bool IsName(string word) => IsDay(word) || IndexOf(_months, Encoding.ASCII.GetBytes(word)) >= 0;

    public static bool TryParse(ref StampScanner scanner, out long ticks)
    {
        int start = scanner.Position;
        if (TryWeek(ref scanner, out ticks))
        {
            return true;
        }

        scanner.Position = start;
        return TryDate(ref scanner, out ticks);
    }

    private static bool TryDate(ref StampScanner scanner, out long ticks)
    {
        ticks = 0;
        long ofDay = 0;
        bool hasTime = false;
        int month = 0;
        int day = -1;
        int year = -1;
        bool isShort = false;
        while (true)
        {
            if (scanner.IsDigit && scanner.DigitCount == 1 && month == 0
                && scanner.Rest is [_, (byte)'Q' or (byte)'q' or (byte)'T' or (byte)'t', .. var behind]
                && (behind.IsEmpty || !IsLetter(behind[0])))
            {
                // 4Q17, in languages of Latin origin 4T17.
                if (!scanner.TryNumber(1, 1, out int quarter) || quarter is < 1 or > 4)
                {
                    return false;
                }

                month = (quarter * 3) - 2;
                scanner.Position++;
                isShort = false;
            }
            else if (scanner.IsDigit && month > 0 && day >= 0 && year < 0 && !hasTime && IsTimeOfDay(scanner))
            {
                // As C's ctime writes it, the time of day before the year.
                if (!scanner.TryTimeOfDay(out ofDay))
                {
                    return false;
                }

                hasTime = true;
            }
            else if (scanner.IsDigit)
            {
                bool isYear = scanner.DigitCount != 2 ? scanner.DigitCount == 4 : day >= 0;
                isShort = scanner.DigitCount == 1;
                if (isYear ? year >= 0 || !StampParser.TryYear(ref scanner, out year) : day >= 0 || !scanner.TryNumber(1, 2, out day))
                {
                    return false;
                }

                SkipOrdinal(ref scanner, isYear ? 0 : day);
            }
            else if (!TryWord(ref scanner, ref month))
            {
                return false;
            }

            if (month > 0 && year >= 0 && (day >= 0 || !NumberFollows(scanner)))
            {
                bool isDate = day != 0 && StampParser.TryDate(year, month, Math.Max(day, 1), out ticks);
                ticks += ofDay;
                return isDate;
            }

            if (scanner.AtEnd)
            {
                // Jan 17: a month without a day is more common than a day without a year. Jan 7 is a day, and so is Jan 17 18:00.
                year = day >= 0 && month > 0 && year < 0 && !isShort && !hasTime ? StampParser.Century(day) : -1;
                return year >= 0 && StampParser.TryDate(year, month, 1, out ticks);
            }

            if (!SkipSeparators(ref scanner))
            {
                return false;
            }
        }
    }

    /// <summary>Skips the ending of an ordinal number: 1st, 2nd, 3rd, 4th, in French 1er, in Portuguese 1º.</summary>
    private static void SkipOrdinal(ref StampScanner scanner, int day)
    {
        ReadOnlySpan<byte> ending = (day % 10, day / 10) switch
        {
            (_, 1) => "th"u8,
            (1, _) => "st"u8,
            (2, _) => "nd"u8,
            (3, _) => "rd"u8,
            _ => "th"u8,
        };
        int start = scanner.Position;
        bool isOrdinal = day > 0 && (scanner.SkipText(ending) || (day == 1 && (scanner.SkipText("er"u8) || scanner.SkipText("º"u8))));
        if (!isOrdinal || IsLetter(scanner.Next))
        {
            scanner.Position = start;
        }
    }

    /// <summary>A week before its year: KW 52/2017, W52 2017, week 52, 2017.</summary>
    private static bool TryWeek(ref StampScanner scanner, out long ticks)
    {
        ticks = 0;
        int letters = 0;
        while (char.IsAsciiLetter((char)(letters < scanner.Rest.Length ? scanner.Rest[letters] : 0)))
        {
            letters++;
        }

        if (letters == 0 || Array.IndexOf(_weeks, Encoding.ASCII.GetString(scanner.Rest[..letters]).ToLowerInvariant()) < 0)
        {
            return false;
        }

        scanner.Position += letters;
        return SkipSeparators(ref scanner) && scanner.TryNumber(1, 2, out int week) && !scanner.IsDigit && SkipSeparators(ref scanner)
            && scanner.DigitCount == 4 && StampParser.TryYear(ref scanner, out int year) && YearStamp.TryWeek(year, week, 1, out ticks);
    }

    private static bool IsTimeOfDay(StampScanner scanner) =>
        scanner.DigitCount <= 2 && scanner.Rest.Length > scanner.DigitCount && scanner.Rest[scanner.DigitCount] == ':';

    /// <summary>Whether a day follows a year, as in 2017 Dec 31; a time of day does not count.</summary>
    private static bool NumberFollows(StampScanner scanner)
    {
        int start = scanner.Position;
        if (!SkipSeparators(ref scanner) || scanner.DigitCount is 0 or > 2)
        {
            return false;
        }

        scanner.Position += scanner.DigitCount;
        return scanner.Position > start && scanner.Next != ':';
    }

    private static bool SkipSeparators(ref StampScanner scanner)
    {
        int start = scanner.Position;
        while (scanner.Next is (byte)' ' or (byte)'-' or (byte)'/' or (byte)',' or (byte)'.' or (byte)'\'')
        {
            scanner.Position++;
        }

        return scanner.Position > start || scanner.IsDigit || IsLetter(scanner.Next);
    }

    /// <summary>The name of a month or of a day of the week, whole or its first three letters; a quarter such as Q4.</summary>
    private static bool TryWord(ref StampScanner scanner, ref int month)
    {
        int length = 0;
        ReadOnlySpan<byte> rest = scanner.Rest;
        while (length < rest.Length && IsLetter(rest[length]))
        {
            length++;
        }

        if (length == 1 && month == 0
            && rest is [_, >= (byte)'1' and <= (byte)'4', ..] && (rest[0] is (byte)'Q' or (byte)'q' || IsQuarterOfWholeYear(rest)))
        {
            month = ((rest[1] - '0') * 3) - 2;
            scanner.Position += 2;
            return true;
        }

        int found = MonthOf(rest[..length]);
        bool isMonth = found >= 0 && month == 0;
        month = isMonth ? found + 1 : month;
        scanner.Position += length;

        // 1 de enero de 2017.
        return isMonth || IndexOf(_days, rest[..length]) >= 0 || rest[..length].SequenceEqual("de"u8);
    }

    /// <summary>T3 2020: T1-01 is a well, or another thing that is counted.</summary>
    private static bool IsQuarterOfWholeYear(ReadOnlySpan<byte> rest) =>
        rest[0] is (byte)'T' or (byte)'t' && rest[2..].TrimStart(" -/.,'"u8) is { Length: >= 4 } year
            && !year[..4].ContainsAnyExceptInRange((byte)'0', (byte)'9') && (year.Length == 4 || !char.IsAsciiDigit((char)year[4]));

    /// <summary>The index of a month, in English or another language, from 0; -1 for a word that is none.</summary>
    /// <param name="word">The word in UTF-8.</param>
    public static int MonthOf(ReadOnlySpan<byte> word) => IndexOf(_months, word) is >= 0 and var month ? month : MonthNames.IndexOf(word);

    /// <summary>A letter of ASCII, or a part of another one in UTF-8.</summary>
    private static bool IsLetter(byte character) => char.IsAsciiLetter((char)character) || character >= 0x80;

    private static int IndexOf(string[] names, ReadOnlySpan<byte> word)
    {
        if (word.Length is < 3 or > 9)
        {
            return -1;
        }

        for (int i = 0; i < names.Length; i++)
        {
            // Sept is the one usual short form of four letters.
            if ((word.Length is 3 or 4 || word.Length == names[i].Length) && word.Length <= names[i].Length &&
                Ascii.EqualsIgnoreCase(word, names[i].AsSpan(0, word.Length)))
            {
                return i;
            }
        }

        return -1;
    }
}
