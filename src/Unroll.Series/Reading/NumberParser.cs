using System.Globalization;
using System.Text;

namespace Unroll.Series.Reading;

/// <summary>Reads numbers from their bytes: with a decimal point or comma, with thousands set apart, exactly rounded.</summary>
/// <param name="decimalSeparator">The decimal separator, <c>.</c> or <c>,</c>; the other one may part thousands.</param>
internal sealed class NumberParser(char decimalSeparator)
{
    private const int LongestNumber = 400;

    /// <summary>Digits that a 64-bit number holds for certain.</summary>
    private const int MostDigits = 19;

    /// <summary>
    /// The whole numbers up to here are doubles, so that their quotient by a power of ten up to 10²² is the double nearest to the text.
    /// </summary>
    private const ulong LargestExact = 1UL << 53;

    private static readonly double[] _powersOfTen =
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    /// <summary>The decimal separator.</summary>
    public char DecimalSeparator => decimalSeparator;

    /// <summary>Whether a text is a number in one of the spellings, whichever the separator.</summary>
    public static bool LooksLikeNumber(string cell)
    {
        cell = cell.Trim(' ');
        if (cell.Length is 0 or > LongestNumber || !(char.IsAsciiDigit(cell[^1]) || cell[^1] is '.' or ',' or ')' or '-'))
        {
            return false;
        }

        byte[] bytes = Encoding.UTF8.GetBytes(cell);
        return new NumberParser('.').TryParse(bytes, out _) || new NumberParser(',').TryParse(bytes, out _);
    }

    /// <summary>Reads a number; an infinite one where it is too large for a double.</summary>
    public bool TryParse(ReadOnlySpan<byte> text, out double value) => TryParseShort(text, out value) || TryParseSlowly(text, out value);

    /// <summary>Digits with at most one separator, no exponent, and few enough that one division rounds them right.</summary>
    private bool TryParseShort(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        int i = text.Length > 0 && text[0] == '-' ? 1 : 0;
        int first = i;
        ulong digits = 0;
        int fraction = -1;
        for (; i < text.Length; i++)
        {
            uint digit = (uint)(text[i] - '0');
            if (digit <= 9)
            {
                digits = (digits * 10) + digit;
            }
            else if (text[i] == decimalSeparator && fraction < 0)
            {
                fraction = i + 1;
            }
            else
            {
                return false;
            }
        }

        int count = text.Length - first - (fraction < 0 ? 0 : 1);
        if (count is 0 or > MostDigits || digits > LargestExact)
        {
            return false;
        }

        double quotient = digits / _powersOfTen[fraction < 0 ? 0 : text.Length - fraction];
        value = first == 0 ? quotient : -quotient;
        return true;
    }

    private bool TryParseSlowly(ReadOnlySpan<byte> cell, out double value)
    {
        // Numbers may be filled up with blanks within quotes.
        ReadOnlySpan<byte> text = cell.Trim((byte)' ');
        value = 0;
        if (text.Length is 0 or > LongestNumber)
        {
            return false;
        }

        if (text is [(byte)'(', .., (byte)')'])
        {
            // As bookkeepers write a number below 0.
            bool isNumber = text.Length > 2 && (char.IsAsciiDigit((char)text[1]) || text[1] == decimalSeparator)
                && TryParse(text[1..^1], out value);
            value = -value;
            return isNumber;
        }

        if (text is [.. var before, (byte)'-'])
        {
            // As SAP writes it.
            bool isNumber = before.Length > 0 && char.IsAsciiDigit((char)before[0]) && char.IsAsciiDigit((char)before[^1])
                && TryParse(before, out value);
            value = -value;
            return isNumber;
        }

        // Groups of three (of two, as in India, before the last) are taken out, the separator becomes a point; what remains is a number
        // as programs write it, or none.
        Span<byte> plain = stackalloc byte[LongestNumber];
        byte group = (byte)(decimalSeparator == '.' ? ',' : '.');
        int length = 0;
        int sinceGroup = -1;
        int groups = 0;
        bool whole = true;
        for (int i = 0; i < text.Length; i++)
        {
            byte character = text[i];
            if (text[i..] is [0xE2, 0x88, 0x92, ..])
            {
                // U+2212, the minus of typesetting.
                character = (byte)'-';
                i += 2;
            }

            bool isDigit = char.IsAsciiDigit((char)character);
            int gap = whole && !isDigit && character != '-' ? GroupLength(text[i..], group) : 0;
            if (gap > 0)
            {
                if (sinceGroup is >= 0 and not (2 or 3) || (sinceGroup < 0 && DigitsBefore(plain[..length]) is 0 or > 3))
                {
                    return false;
                }

                if (sinceGroup > 0)
                {
                    if (groups > 0 && groups != sinceGroup || (sinceGroup == 2 && DigitsBefore(plain[..length]) > 4 && groups == 0))
                    {
                        return false;
                    }

                    groups = sinceGroup;
                }

                sinceGroup = 0;
                i += gap - 1;
                continue;
            }

            if (isDigit)
            {
                sinceGroup += sinceGroup >= 0 && whole ? 1 : 0;
            }
            else if (character == decimalSeparator || character is (byte)'e' or (byte)'E')
            {
                whole = false;
                character = character == decimalSeparator ? (byte)'.' : character;
            }
            else if (character is not ((byte)'-' or (byte)'+'))
            {
                return false;
            }

            plain[length++] = character;
        }

        return double.TryParse(plain[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out value) && sinceGroup is < 0 or 3;
    }

    /// <summary>
    /// Bytes of what sets thousands apart: the other separator, an apostrophe, a space (a narrow or unbreakable one, too); 0 where it does
    /// not.
    /// </summary>
    private static int GroupLength(ReadOnlySpan<byte> text, byte group) => text switch
    {
        [(byte)'\'' or (byte)' ', ..] => 1,
        [0xC2, 0xA0, ..] => 2,
        [0xE2, 0x80, 0xAF or 0x89 or 0x99, ..] => 3,
        [var other, ..] when other == group => 1,
        _ => 0,
    };

    private static int DigitsBefore(ReadOnlySpan<byte> text) => text.Length - text.LastIndexOfAnyExceptInRange((byte)'0', (byte)'9') - 1;
}
