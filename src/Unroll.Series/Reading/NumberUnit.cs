using System.Globalization;
using System.Text;

namespace Unroll.Series.Reading;

/// <summary>The unit before or behind all numbers of a column: <c>12.3 kWh</c>, <c>50 %</c>, <c>$1,200.00</c>.</summary>
internal sealed class NumberUnit
{
    private const int LongestUnit = 16;
    private const string Signs = "+-\u2212";
    private const string Separators = ".,' \u2019\u00A0\u202F\u2009";
    private const string Symbols = "%\u2030\u00B0\u00B5\u03A9";
    private const string Inner = " ./*\u00B7^-()\u00B2\u00B3\u207B\u00B9";

    // Only amounts of money have their unit before the number; A1 and T2 are names.
    private static readonly string[] _currencies =
        ["EUR", "USD", "GBP", "CHF", "JPY", "CNY", "SEK", "NOK", "DKK", "PLN", "CZK", "AUD", "CAD", "NZD", "INR", "BRL", "ZAR", "Rs", "Rs.",
            "Fr."];

    // Halves of a day, ordinals and bounds.
    private static readonly string[] _noUnits = ["am", "pm", "a.m.", "p.m.", "st", "nd", "rd", "th"];

    private readonly byte[] _prefix;
    private readonly byte[] _suffix;

    private NumberUnit(string prefix, string suffix)
    {
        _prefix = Encoding.UTF8.GetBytes(prefix);
        _suffix = Encoding.UTF8.GetBytes(suffix);
        Text = prefix.Length == 0 ? suffix : suffix.Length == 0 ? prefix : $"{prefix} {suffix}";
    }

    /// <summary>The unit alone.</summary>
    public string Text { get; }

    /// <summary>The unit of a column; null where its cells have none, or not the same.</summary>
    /// <param name="cells">Cells of the column, without missing ones.</param>
    public static NumberUnit? Of(IReadOnlyList<string> cells)
    {
        if (cells.Count == 0 || !TrySplit(cells[0], out string prefix, out string number, out string suffix))
        {
            return null;
        }

        // One text throughout, such as 5G, is rather a name; 0.0 mm and 100 % are numbers all the same.
        bool isNumber = number.AsSpan().IndexOfAny('.', ',') >= 0 || prefix.Length > 0 || !suffix.All(char.IsLetterOrDigit);
        foreach (string cell in cells)
        {
            if (!TrySplit(cell, out string ownPrefix, out _, out string ownSuffix) || ownPrefix != prefix || ownSuffix != suffix)
            {
                return null;
            }

            isNumber |= cell != cells[0];
        }

        return isNumber ? new NumberUnit(prefix, suffix) : null;
    }

    /// <summary>Takes a cell apart.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="prefix">What stands before the number; empty for nothing.</param>
    /// <param name="number">The number, with its sign.</param>
    /// <param name="suffix">What stands behind the number; empty for nothing.</param>
    /// <returns>Whether it is a number with a unit, and neither a plain number nor a date.</returns>
    public static bool TrySplit(string cell, out string prefix, out string number, out string suffix)
    {
        (prefix, number, suffix) = ("", "", "");
        ReadOnlySpan<char> rest = (BracketedBelowZero(cell) ?? cell).AsSpan().Trim();
        int first = rest.IndexOfAnyInRange('0', '9');
        if (first < 0 || rest.Length > 64)
        {
            return false;
        }

        first -= first > 0 && rest[first - 1] is '.' or ',' ? 1 : 0;
        int end = EndOfNumber(rest, first);
        ReadOnlySpan<char> head = rest[..first].Trim();
        ReadOnlySpan<char> tail = rest[end..].Trim();
        string sign = "";
        if (!head.IsEmpty && Signs.Contains(head[0], StringComparison.Ordinal))
        {
            sign = head[..1].ToString();
            head = head[1..].TrimStart();
        }
        else if (!head.IsEmpty && Signs.Contains(head[^1], StringComparison.Ordinal))
        {
            sign = head[^1..].ToString();
            head = head[..^1].TrimEnd();
        }

        (prefix, number, suffix) = (head.ToString(), sign + rest[first..end].ToString(), tail.ToString());
        return prefix.Length + suffix.Length > 0 && (prefix.Length == 0 || IsCurrency(prefix)) && (suffix.Length == 0 || IsUnit(suffix))
            && NumberParser.LooksLikeNumber(number) && !StampParser.IsStamp(cell);
    }

    /// <summary>A cell with this unit, for messages.</summary>
    /// <param name="number">The number in it.</param>
    public string Example(string number) =>
        (_prefix.Length == 0 ? "" : Encoding.UTF8.GetString(_prefix) + " ")
        + number
        + (_suffix.Length == 0 ? "" : " " + Encoding.UTF8.GetString(_suffix));

    /// <summary>Reads the number of a cell with exactly this unit.</summary>
    /// <param name="numbers">How numbers are written.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="value">The number as it is written: <c>50 %</c> is 50.</param>
    public bool TryParse(NumberParser numbers, ReadOnlySpan<byte> cell, out double value)
    {
        if (cell.IndexOf((byte)'(') >= 0 && BracketedBelowZero(Encoding.UTF8.GetString(cell)) is { } negative)
        {
            return TryParse(numbers, Encoding.UTF8.GetBytes(negative), out value);
        }

        bool isOutside = _prefix.Length > 0 && SignLength(cell) > 0;
        bool isNegative = isOutside && cell[0] != '+';
        ReadOnlySpan<byte> rest = isOutside ? TrimStart(cell[SignLength(cell)..]) : cell;
        value = 0;
        if (rest.Length <= _prefix.Length + _suffix.Length || !rest.StartsWith(_prefix) || !rest.EndsWith(_suffix))
        {
            return false;
        }

        rest = rest[_prefix.Length..^_suffix.Length];
        rest = TrimStart(rest);
        while (SpaceBehind(rest) is > 0 and var space)
        {
            rest = rest[..^space];
        }

        if ((isOutside && SignLength(rest) > 0) || !numbers.TryParse(rest, out value))
        {
            return false;
        }

        value = isNegative ? -value : value;
        return true;
    }

    /// <summary>
    /// A number below 0 as bookkeepers write it, <c>(5.00 €)</c>, <c>€ (5.00)</c> or <c>(5.00) €</c>, with a minus instead: <c>-5.00 €</c>;
    /// null where brackets stand for something else.
    /// </summary>
    private static string? BracketedBelowZero(string cell)
    {
        int open = cell.IndexOf('(', StringComparison.Ordinal);
        int close = cell.IndexOf(')', StringComparison.Ordinal);
        bool isNumber = open >= 0 && close > open && cell.AsSpan(open, close - open).ContainsAnyInRange('0', '9')
            && !cell.AsSpan(0, open).ContainsAnyInRange('0', '9') && !cell.AsSpan(close).ContainsAnyInRange('0', '9')
            && cell.AsSpan(open + 1, close - open - 1).IndexOfAny("(+-\u2212") < 0;
        return isNumber ? $"-{cell[..open].TrimEnd()}{cell[(open + 1)..close]}{cell[(close + 1)..]}" : null;
    }

    /// <summary>Digits with what parts them, and an exponent where no unit begins with an e.</summary>
    private static int EndOfNumber(ReadOnlySpan<char> text, int start)
    {
        int end = start;
        while (end < text.Length && (char.IsAsciiDigit(text[end])
            || (Separators.Contains(text[end], StringComparison.Ordinal) && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1]))))
        {
            end++;
        }

        if (end + 1 < text.Length && text[end] is 'e' or 'E')
        {
            int digits = end + (Signs.Contains(text[end + 1], StringComparison.Ordinal) ? 2 : 1);
            int after = digits;
            while (after < text.Length && char.IsAsciiDigit(text[after]))
            {
                after++;
            }

            end = after > digits ? after : end;
        }

        return end;
    }

    private static bool IsSymbol(char character) => Symbols.Contains(character, StringComparison.Ordinal)
        || char.GetUnicodeCategory(character) == UnicodeCategory.CurrencySymbol;

    private static bool IsCurrency(string prefix) =>
        Array.IndexOf(_currencies, prefix) >= 0
            || (prefix.Length <= 3 && char.GetUnicodeCategory(prefix[^1]) == UnicodeCategory.CurrencySymbol
                && prefix[..^1].All(char.IsAsciiLetterUpper));

    private static bool IsUnit(string suffix) =>
        suffix.Length <= LongestUnit && (char.IsLetter(suffix[0]) || IsSymbol(suffix[0]))
        && suffix.All(
            character => char.IsLetterOrDigit(character) || IsSymbol(character) || Inner.Contains(character, StringComparison.Ordinal))
        && !_noUnits.Contains(suffix, StringComparer.OrdinalIgnoreCase) && !NamedStamp.IsName(suffix);

    private static ReadOnlySpan<byte> TrimStart(ReadOnlySpan<byte> text)
    {
        while (SpaceBefore(text) is > 0 and var space)
        {
            text = text[space..];
        }

        return text;
    }

    /// <summary>Bytes of a space at the start, a plain, unbreakable or narrow one; 0 where there is none.</summary>
    private static int SpaceBefore(ReadOnlySpan<byte> text) => text switch
    {
        [(byte)' ', ..] => 1,
        [0xC2, 0xA0, ..] => 2,
        [0xE2, 0x80, 0xAF or 0x89, ..] => 3,
        _ => 0,
    };

    private static int SpaceBehind(ReadOnlySpan<byte> text) => text switch
    {
        [.., (byte)' '] => 1,
        [.., 0xC2, 0xA0] => 2,
        [.., 0xE2, 0x80, 0xAF or 0x89] => 3,
        _ => 0,
    };

    private static int SignLength(ReadOnlySpan<byte> text) => text switch
    {
        [(byte)'-' or (byte)'+', ..] => 1,
        [0xE2, 0x88, 0x92, ..] => 3,
        _ => 0,
    };
}
