using System.Text;
using System.Text.Unicode;

namespace Unroll.Series.Reading;

/// <summary>The encoding of a text file, by its byte order mark, its name or its first bytes.</summary>
internal static class CsvEncoding
{
    /// <summary>Bytes below which zeros among them are no evidence of UTF-16.</summary>
    private const int ShortestUtf16 = 16;

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

        return (marked ?? Utf16Of(sample) ?? (IsUtf8(sample, isCut) ? Encoding.UTF8
            : EastAsianEncoding.Of(sample, isCut) ?? ByteAlphabet.Of(sample) ?? Western(sample)), mark);
    }

    /// <summary>
    /// Windows-1252 has the euro sign, dashes and quotes where Latin-1 has control characters, which no table needs; else they are the
    /// same.
    /// </summary>
    private static Encoding Western(ReadOnlySpan<byte> sample) =>
        sample.ContainsAnyInRange((byte)0x80, (byte)0x9F) ? CodePagesEncodingProvider.Instance.GetEncoding(1252)! : Encoding.Latin1;

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
                $"{path}: there is no encoding '{MessageFormatter.Of(name)}': give a name such as utf-8, latin1, windows-1252, "
                    + "shift_jis or utf-16.",
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
