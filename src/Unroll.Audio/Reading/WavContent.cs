using System.Buffers.Binary;
using System.Globalization;

namespace Unroll.Audio.Reading;

/// <summary>The chunks of a WAV file that matter: how samples are written, and their bytes.</summary>
/// <param name="Encoding">The encoding's number: <see cref="Pcm"/>, <see cref="Float"/> or another.</param>
/// <param name="Channels">Number of channels.</param>
/// <param name="SampleRate">The sampling rate in hertz.</param>
/// <param name="Bits">Bits of a sample.</param>
/// <param name="Samples">The samples, channels in turn.</param>
internal sealed record WavContent(int Encoding, int Channels, int SampleRate, int Bits, ReadOnlyMemory<byte> Samples)
{
    public const int Pcm = 1;
    public const int Float = 3;

    private const int Extensible = 0xFFFE;
    private const int MostChannels = 256;
    private const int ChunkHeader = 8;
    private const int FirstChunk = 12;

    /// <summary>Reads the chunks.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <exception cref="InputException">A chunk is missing, damaged or cut off.</exception>
    public static WavContent Of(string path, ReadOnlyMemory<byte> bytes)
    {
        WavContent? format = null;
        for (long at = FirstChunk; at + ChunkHeader <= bytes.Length;)
        {
            ReadOnlySpan<byte> header = bytes.Span.Slice((int)at, ChunkHeader);
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
            ReadOnlyMemory<byte> rest = bytes[((int)at + ChunkHeader)..];
            if (header.StartsWith("fmt "u8))
            {
                format = FormatOf(path, rest.Span[..(int)Math.Min(length, rest.Length)]);
            }
            else if (header.StartsWith("data"u8))
            {
                return (format ?? throw Damaged(path, "samples come before their format (fmt)"))
                    .With(path, rest, bytes.Span.StartsWith("RF64"u8) ? uint.MaxValue : length);
            }

            // Chunks begin at even places.
            at += ChunkHeader + length + (length & 1);
        }

        throw Damaged(path, format is null ? "it has no format (fmt)" : "it has no samples (data)");
    }

    private static WavContent FormatOf(string path, ReadOnlySpan<byte> format)
    {
        if (format.Length < 16)
        {
            throw Damaged(path, "its format (fmt) is cut off");
        }

        int encoding = BinaryPrimitives.ReadUInt16LittleEndian(format), channels = BinaryPrimitives.ReadUInt16LittleEndian(format[2..]);
        int rate = BinaryPrimitives.ReadInt32LittleEndian(format[4..]), bits = BinaryPrimitives.ReadUInt16LittleEndian(format[14..]);
        encoding = encoding == Extensible && format.Length >= 26 ? BinaryPrimitives.ReadUInt16LittleEndian(format[24..]) : encoding;
        return channels is >= 1 and <= MostChannels && rate >= 1 && bits >= 1
            ? new(encoding, channels, rate, (bits + 7) / 8 * 8, default)
            : throw Damaged(path, $"its format tells of {channels} channels of {rate} samples a second and {bits} bits");
    }

    private WavContent With(string path, ReadOnlyMemory<byte> rest, uint length)
    {
        // Who writes into a pipe does not know the length, and puts 0 or the greatest number.
        bool isKnown = length is not (0 or uint.MaxValue);
        int width = Bits / 8 * Channels;
        if (isKnown && length > rest.Length)
        {
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture,
                $"{path} is cut off: its header tells of {length / width:N0} samples, but it has {rest.Length / width:N0}. Get it again."));
        }

        ReadOnlyMemory<byte> samples = isKnown ? rest[..(int)length] : rest;
        return samples.Length >= width ? this with { Samples = samples }
            : throw new InputException($"{path} has no samples: expected a recording. Leave it out, or record it again.");
    }

    private static InputException Damaged(string path, string what) => new(
        $"{path} is damaged, {what}: expected a WAV file with PCM or float samples. Get it again, or convert it (ffmpeg -i FILE -c:a "
        + "pcm_s16le out.wav).");
}
