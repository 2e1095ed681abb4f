using System.Buffers.Binary;
using System.Globalization;
using Unroll.Series.Frames;

namespace Unroll.Audio.Reading;

/// <summary>
/// A reader of WAV files: PCM of 8, 16, 24 or 32 bits and floats of 32 or 64 bits, of any sampling rate and number of channels. A sample
/// is a row, from −1 to 1; the column of one channel is <c>audio</c>, of two <c>left</c> and <c>right</c>, of more <c>channel-1</c>, ….
/// </summary>
public static class WavReader
{
    /// <summary>The column of a recording with one channel.</summary>
    public const string MonoName = "audio";

    private const string ChannelPrefix = "channel-";

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>A frame whose time index knows the sampling rate.</returns>
    /// <exception cref="InputException">The file is missing, damaged or cut off, has no samples, or is compressed.</exception>
    public static Frame Read(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return Read(path, WavContent.Of(path, File.ReadAllBytes(path)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read ({exception.Message.TrimEnd('.')}): expected a WAV file.", exception);
        }
    }

    /// <summary>Whether a column is a channel of sound, by its name.</summary>
    internal static bool IsChannel(string name) =>
        name is MonoName or "left" or "right" || name.StartsWith(ChannelPrefix, StringComparison.Ordinal);

    private static Frame Read(string path, WavContent content)
    {
        int bytes = content.Bits / 8, channels = content.Channels, rows = content.Samples.Length / (bytes * channels);
        Func<ReadOnlySpan<byte>, double> decode = Decoder(content) ?? throw new InputException(
            $"{path} has {content.Bits}-bit samples of the encoding 0x{content.Encoding:X4}: expected PCM of 8, 16, 24 or 32 bits "
            + "(0x0001), or floats of 32 or 64 (0x0003). Convert it (ffmpeg -i FILE -c:a pcm_s16le out.wav).");
        double[][] values = [.. Enumerable.Range(0, channels).Select(_ => new double[rows])];
        for (int row = 0, at = 0; row < rows; row++)
        {
            for (int channel = 0; channel < channels; channel++, at += bytes)
            {
                double value = decode(content.Samples.Span.Slice(at, bytes));
                values[channel][row] = float.IsFinite((float)value) ? value : throw new InputException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{path}: sample {row + 1:N0} is {value}, expected a finite number. The file is damaged: get it again."));
            }
        }

        return new Frame(TimeIndex.Sampled(rows, content.SampleRate), NamesOf(channels), values);
    }

    private static string[] NamesOf(int channels) => channels switch
    {
        1 => [MonoName],
        2 => ["left", "right"],
        _ => [.. Enumerable.Range(1, channels).Select(channel => ChannelPrefix + channel.ToString(CultureInfo.InvariantCulture))],
    };

    /// <summary>The value of a sample in [−1, 1); null for what is not read. 8-bit samples are unsigned, others signed.</summary>
    private static Func<ReadOnlySpan<byte>, double>? Decoder(WavContent content) => (content.Encoding, content.Bits) switch
    {
        (WavContent.Pcm, 8) => sample => (sample[0] - 128) / 128.0,
        (WavContent.Pcm, 16) => sample => BinaryPrimitives.ReadInt16LittleEndian(sample) / 32768.0,
        (WavContent.Pcm, 24) => sample => ((sample[2] << 24) | (sample[1] << 16) | (sample[0] << 8)) / 2147483648.0,
        (WavContent.Pcm, 32) => sample => BinaryPrimitives.ReadInt32LittleEndian(sample) / 2147483648.0,
        (WavContent.Float, 32) => sample => BinaryPrimitives.ReadSingleLittleEndian(sample),
        (WavContent.Float, 64) => sample => BinaryPrimitives.ReadDoubleLittleEndian(sample),
        _ => null,
    };
}
