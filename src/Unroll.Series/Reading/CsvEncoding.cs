using System.Text;
using System.Text.Unicode;

namespace Unroll.Series.Reading;

/// <summary>The encoding of a text file, by its byte order mark, its name or its first bytes.</summary>
internal static class CsvEncoding
{
    /// <summary>Bytes below which zeros among them are no evidence of UTF-16.</summary>
    private const int ShortestUtf16 = 16;

    /// <summary>The first letter of the alphabet in Windows-1251, and of accents in Latin-1.</summary>
    private const byte FirstLetter = 0xC0;

    private const int ShortestWord = 4;

    private static ReadOnlySpan<byte> _signs =>
        [0x85, 0x91, 0x92, 0x93, 0x94, 0x96, 0x97, 0xA0, 0xA7, 0xA8, 0xA9, 0xAB, 0xB0, 0xB1, 0xB8, 0xB9, 0xBB];

    /// <summary>The encoding of a file, and the bytes of its byte order mark.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="sample">Its first bytes.</param>
    /// <param name="name">The name of its encoding; null to have it found.</param>
    /// <param name="isCut">Whether there are more bytes.</param>
    /// <exception cref="InputException">There is no encoding of the name.</exception>
    public static (Encoding Encoding, int Mark) Of(string path, byte[] sample, string? name, bool isCut)
    {
        (Encoding? marked, int mark) = sample switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
            [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
            [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
            _ => ((Encoding?)null, 0),
        };
        if (name is not null)
        {
            Encoding given = Named(path, name);
            return (given, marked?.CodePage == given.CodePage ? mark : 0);
        }

        return (marked ?? Utf16Of(sample) ?? (IsUtf8(sample, isCut) ? Encoding.UTF8 : OtherAlphabet(sample) ?? Western(sample)), mark);
    }

    /// <summary>
    /// Windows-1252 has the euro sign, dashes and quotes where Latin-1 has control characters, which no table needs; else they are the
    /// same.
    /// </summary>
    private static Encoding Western(ReadOnlySpan<byte> sample) =>
        sample.ContainsAnyInRange((byte)0x80, (byte)0x9F) ? CodePagesEncodingProvider.Instance.GetEncoding(1252)! : Encoding.Latin1;

    /// <summary>
    /// Windows-1251 or 1253 where words have no letters but Cyrillic or Greek ones, which Latin-1 would have as four accents in a row; in
    /// Greek words, accents stand where Cyrillic ones would have capitals. Null for another encoding.
    /// </summary>
    private static Encoding? OtherAlphabet(ReadOnlySpan<byte> sample)
    {
        int words = 0, greek = 0;
        for (int start = 0; start < sample.Length; start++)
        {
            if (sample[start] < FirstLetter)
            {
                // Signs that both have: quotes, dashes, degrees, the number sign and the letter yo.
                if (sample[start] >= 0x80 && _signs.IndexOf(sample[start]) < 0)
                {
                    return null;
                }

                continue;
            }

            int end = start;
            while (end < sample.Length && sample[end] >= FirstLetter)
            {
                end++;
            }

            if (end - start >= ShortestWord)
            {
                ReadOnlySpan<byte> rest = sample[(start + 1)..end];
                words++;
                greek += rest.ContainsAnyInRange((byte)0xDC, (byte)0xDF) && !rest.ContainsAnyInRange((byte)0xC0, (byte)0xDB) ? 1 : 0;
            }

            start = end - 1;
        }

        return words == 0 ? null : CodePagesEncodingProvider.Instance.GetEncoding(greek > 0 ? 1253 : 1251);
    }

    /// <summary>
    /// UTF-16 without a mark: of digits, delimiters and line ends every other byte is zero, always the same one of the two.
    /// </summary>
    private static UnicodeEncoding? Utf16Of(ReadOnlySpan<byte> sample)
    {
        int[] zeros = new int[2];
        for (int i = 0; i < sample.Length; i++)
        {
            zeros[i % 2] += sample[i] == 0 ? 1 : 0;
        }

        int half = sample.Length < ShortestUtf16 ? int.MaxValue : sample.Length / 2;
        return zeros[1] > half * 0.8 && zeros[0] <= half * 0.05 ? new UnicodeEncoding(bigEndian: false, byteOrderMark: false)
            : zeros[0] > half * 0.8 && zeros[1] <= half * 0.05 ? new UnicodeEncoding(bigEndian: true, byteOrderMark: false)
            : null;
    }

    private static Encoding Named(string path, string name)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException exception)
        {
            throw new InputException(
                $"{path}: there is no encoding '{MessageFormatter.Of(name)}': give a name such as utf-8, latin1, windows-1252 or utf-16.",
                exception)
            { Field = "data.encoding" };
        }
    }

    private static bool IsUtf8(ReadOnlySpan<byte> sample, bool isCut)
    {
        // The last character may be cut where the sample ends.
        for (int cut = 0; cut <= (isCut ? Math.Min(3, sample.Length) : 0); cut++)
        {
            if (Utf8.IsValid(sample[..^cut]))
            {
                return true;
            }
        }

        return false;
    }
}
