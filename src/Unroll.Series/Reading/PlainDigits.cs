using System.Globalization;
using System.Text;

namespace Unroll.Series.Reading;

/// <summary>Numbers and dates in digits other than those of ASCII: Arabic, Persian, Indian, Thai or full-width ones.</summary>
internal static class PlainDigits
{
    private const int LongestSample = 1 << 20;

    // What numbers and dates have beside digits; the years, months, days and hours of East Asia are read as they are.
    private const string Between = " .,:;/-+()%'年月日時时分秒";

    // Full-width signs and those of Arabic, with the plain ones that are read; thousands are parted by an apostrophe, which parts no cells.
    private const string Signs = "．，：／－＋（）％　٫٬٪−";
    private const string PlainSigns = ".':/-+()% .'%-";

    // Marks of the direction of writing, which have no width.
    private const string Marks = "\u061C\u200E\u200F";

    /// <summary>Whether a text has digits that ASCII lacks.</summary>
    /// <param name="encoding">Its encoding.</param>
    /// <param name="sample">Its first bytes.</param>
    public static bool AreIn(Encoding encoding, ReadOnlySpan<byte> sample)
    {
        ReadOnlySpan<byte> looked = sample[..Math.Min(sample.Length, LongestSample)];
        return !Ascii.IsValid(looked) && !encoding.IsSingleByte && encoding.GetString(looked).Any(IsForeign);
    }

    /// <summary>A cell in plain digits, where it is a number or a date in others; else the cell itself.</summary>
    /// <param name="cell">The cell.</param>
    public static string Of(string cell)
    {
        if (!cell.Any(IsForeign) || !cell.All(IsRead))
        {
            return cell;
        }

        return string.Concat(cell.Where(character => !Marks.Contains(character)).Select(character =>
            IsForeign(character) ? (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(character))
                : Signs.IndexOf(character, StringComparison.Ordinal) is >= 0 and var sign ? PlainSigns[sign] : character));
    }

    private static bool IsForeign(char character) => character > '\u007F' && char.IsDigit(character);

    private static bool IsRead(char character) => char.IsDigit(character) || Between.Contains(character)
        || Signs.Contains(character) || Marks.Contains(character);
}
