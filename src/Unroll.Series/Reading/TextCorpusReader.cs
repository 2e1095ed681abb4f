using System.Buffers;
using System.Globalization;
using System.Text;

namespace Unroll.Series.Reading;

/// <summary>
/// A reader of plain text as characters or words. The file is UTF-8, or UTF-16 with a byte order mark; a mark itself is no part of the
/// text. Line breaks stay as they are. No more of the file is in memory than a block, beside two bytes a token.
/// </summary>
public static class TextCorpusReader
{
    private const int BlockLength = 1 << 16;

    private delegate OperationStatus Decode(ReadOnlySpan<byte> bytes, out Rune rune, out int consumed);

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="unit">The unit of tokens.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InputException">
    /// The file is missing or empty, or has bytes that are no text; the message names the line and the byte.
    /// </exception>
    public static TextCorpus Read(string path, TextUnit unit, CancellationToken cancellationToken = default) =>
        InputFile.Read(path, stream => Read(stream, path, unit), cancellationToken);

    /// <summary>Reads what a file holds.</summary>
    internal static TextCorpus Read(Stream stream, string path, TextUnit unit)
    {
        byte[] buffer = new byte[BlockLength];
        int length = stream.ReadAtLeast(buffer, 4, throwOnEndOfStream: false);
        ReadOnlySpan<byte> head = buffer.AsSpan(0, length);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]) || head.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF]))
        {
            throw new InputException($"{path} is text in UTF-32: save the file as UTF-8.");
        }

        (Decode decode, string encoding, int mark) =
            head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? (Rune.DecodeFromUtf8, "UTF-8", 3)
            : head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) ? (DecodeLittleEndian, "UTF-16", 2)
            : head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? (DecodeBigEndian, "UTF-16", 2)
            : ((Decode)Rune.DecodeFromUtf8, "UTF-8", 0);
        CorpusBuilder builder = new(unit);
        long line = 1;
        long offset = 0;
        int at = mark;
        bool isAtEnd = false;
        while (true)
        {
            while (at < length)
            {
                Rune rune;
                int consumed = 1;
                if (buffer[at] < 0x80 && encoding == "UTF-8")
                {
                    rune = new Rune(buffer[at]);
                }
                else
                {
                    OperationStatus status = decode(buffer.AsSpan(at, length - at), out rune, out consumed);
                    if (status == OperationStatus.NeedMoreData && !isAtEnd)
                    {
                        break;
                    }

                    if (status != OperationStatus.Done)
                    {
                        throw new InputException(string.Create(
                            CultureInfo.InvariantCulture,
                            $"{path}, line {line}: byte {offset + at} (0x{buffer[at]:X2}) is not {encoding}: save the file as UTF-8."));
                    }
                }

                if (!builder.TryAdd(rune))
                {
                    throw new InputException(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{path}, line {line}: a word of more than {CorpusBuilder.LongestWord} characters: expected a text, or read it "
                        + $"as characters."));
                }

                line += rune.Value == '\n' ? 1 : 0;
                at += consumed;
            }

            if (isAtEnd)
            {
                break;
            }

            buffer.AsSpan(at, length - at).CopyTo(buffer);
            offset += at;
            length -= at;
            at = 0;
            int read = stream.Read(buffer, length, buffer.Length - length);
            isAtEnd = read == 0;
            length += read;
        }

        TextCorpus corpus = builder.Build();
        return corpus.Count > 0
            ? corpus
            : throw new InputException(
                $"{path} is empty: expected a text of at least one {(unit == TextUnit.Character ? "character" : "word")}.");
    }

    private static OperationStatus DecodeLittleEndian(ReadOnlySpan<byte> bytes, out Rune rune, out int consumed) =>
        DecodeUtf16(bytes, low: 0, out rune, out consumed);

    private static OperationStatus DecodeBigEndian(ReadOnlySpan<byte> bytes, out Rune rune, out int consumed) =>
        DecodeUtf16(bytes, low: 1, out rune, out consumed);

    private static OperationStatus DecodeUtf16(ReadOnlySpan<byte> bytes, int low, out Rune rune, out int consumed)
    {
        Span<char> units = stackalloc char[2];
        int count = Math.Min(bytes.Length / 2, 2);
        for (int i = 0; i < count; i++)
        {
            units[i] = (char)(bytes[(2 * i) + low] | (bytes[(2 * i) + 1 - low] << 8));
        }

        OperationStatus status = Rune.DecodeFromUtf16(units[..count], out rune, out int used);
        consumed = 2 * used;
        return status;
    }
}
