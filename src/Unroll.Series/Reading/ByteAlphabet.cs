using System.Text;

namespace Unroll.Series.Reading;

/// <summary>The alphabet of a text with a byte for each letter that is not the Latin one: Windows-1251 or 1253, or KOI8-R.</summary>
internal static class ByteAlphabet
{
    /// <summary>The first letter with an accent in Latin-1, and of Windows-1251 but for those of single languages.</summary>
    private const byte FirstLetter = 0xC0;

    /// <summary>Letters below which a word may also be some accented ones of Latin-1.</summary>
    private const int ShortestWord = 4;

    private static readonly Encoding _cyrillic = CodePagesEncodingProvider.Instance.GetEncoding(1251)!;
    private static readonly Encoding _koi = CodePagesEncodingProvider.Instance.GetEncoding(20866)!;
    private static readonly Encoding _greek = CodePagesEncodingProvider.Instance.GetEncoding(1253)!;

    // Quotes, dashes, degrees and the like, which no word has within.
    private static ReadOnlySpan<byte> _signs =>
        [0x85, 0x91, 0x92, 0x93, 0x94, 0x96, 0x97, 0xA0, 0xA7, 0xA9, 0xAB, 0xB0, 0xB1, 0xB7, 0xB9, 0xBB];

    private static ReadOnlySpan<byte> _umlauts => [0xC4, 0xD6, 0xDC, 0xDF, 0xE4, 0xF6, 0xFC];

    /// <summary>
    /// The encoding, where most words with a letter that ASCII lacks are spelled in its alphabet alone; null for another one. Words of
    /// Latin-1 have a letter of ASCII among their accents.
    /// </summary>
    /// <param name="sample">The first bytes of the text, which are no UTF-8.</param>
    public static Encoding? Of(ReadOnlySpan<byte> sample)
    {
        int cyrillic = 0, greek = 0, either = 0, koi = 0, others = 0;
        int end;
        for (int start = 0; start < sample.Length; start = end + 1)
        {
            for (end = start; end < sample.Length && IsOfWord(sample[end]);)
            {
                end++;
            }

            ReadOnlySpan<byte> word = sample[start..end];
            int letters = 0;
            foreach (byte letter in word)
            {
                letters += letter >= FirstLetter ? 1 : 0;
            }

            bool isMixed = word.ContainsAnyInRange((byte)0, (byte)0x7F);
            if (letters == 0 || (!isMixed && word.Length < ShortestWord))
            {
                continue;
            }

            bool isOther = isMixed || 2 * letters <= word.Length || !word.ContainsAnyExcept(_umlauts);
            bool isCyrillic = !isOther && IsSpelled(_cyrillic.GetString(word));
            bool isGreek = !isOther && IsSpelled(_greek.GetString(word));

            // Capitals are where Windows has small letters, so that a word with a capital at its beginning is only spelled in one.
            koi += !isOther && IsSpelled(_koi.GetString(word)) ? 1 : 0;
            cyrillic += isCyrillic && !isGreek ? 1 : 0;
            greek += isGreek && !isCyrillic ? 1 : 0;
            either += isCyrillic && isGreek ? 1 : 0;
            others += isCyrillic || isGreek ? 0 : 1;
        }

        bool isKoi = koi > Math.Max(cyrillic, greek) + either && 2 * koi > cyrillic + greek + either + others;
        return isKoi ? _koi
            : cyrillic + greek + either <= others ? null : greek > cyrillic ? _greek : _cyrillic;
    }

    private static bool IsOfWord(byte character) =>
        character < 0x80 ? char.IsAsciiLetter((char)character) : _signs.IndexOf(character) < 0;

    /// <summary>Whether a word has letters of Greek or Cyrillic alone, with capitals at its beginning or throughout.</summary>
    private static bool IsSpelled(string word) => word.All(letter => letter is >= '\u0370' and <= '\u04FF' && char.IsLetter(letter))
        && (word.Skip(1).All(char.IsLower) || word.All(char.IsUpper));
}
