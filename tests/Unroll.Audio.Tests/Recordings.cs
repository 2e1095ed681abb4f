using System.Text;

namespace Unroll.Audio.Tests;

/// <summary>WAV files for tests, written byte by byte.</summary>
internal static class Recordings
{
    private const short Pcm = 1;
    private const short Float = 3;
    private const short Extensible = unchecked((short)0xFFFE);

    /// <summary>A file of samples from −1 to 1, a channel each.</summary>
    /// <param name="path">Where to write it.</param>
    /// <param name="rate">The sampling rate.</param>
    /// <param name="bits">Bits of a sample.</param>
    /// <param name="isFloat">Whether samples are floats.</param>
    /// <param name="isExtensible">Whether the header is the extended one.</param>
    /// <param name="channels">The samples.</param>
    public static string Write(
        string path, int rate, int bits, bool isFloat, bool isExtensible, params double[][] channels)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using BinaryWriter writer = new(File.Create(path));
        int width = bits / 8 * channels.Length, length = width * channels[0].Length, header = isExtensible ? 40 : 16;
        writer.Write("RIFF"u8);
        writer.Write(4 + 8 + header + 8 + length + (length % 2));
        writer.Write("WAVEfmt "u8);
        writer.Write(header);
        writer.Write(isExtensible ? Extensible : isFloat ? Float : Pcm);
        writer.Write((short)channels.Length);
        writer.Write(rate);
        writer.Write(rate * width);
        writer.Write((short)width);
        writer.Write((short)bits);
        if (isExtensible)
        {
            writer.Write((short)22);
            writer.Write((short)bits);
            writer.Write(0);
            writer.Write(new Guid(isFloat ? Float : Pcm, 0, 0x10, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71).ToByteArray());
        }

        writer.Write("data"u8);
        writer.Write(length);
        for (int row = 0; row < channels[0].Length; row++)
        {
            foreach (double[] channel in channels)
            {
                WriteSample(writer, channel[row], bits, isFloat);
            }
        }

        writer.Write(new byte[length % 2]);
        return path;
    }

    /// <summary>A 16-bit file of one channel.</summary>
    public static string Write(string path, int rate, double[] samples) => Write(path, rate, 16, false, false, samples);

    /// <summary>A tone with a little noise.</summary>
    /// <param name="rate">The sampling rate.</param>
    /// <param name="seconds">Its duration.</param>
    /// <param name="from">Frequency at the begin, in hertz.</param>
    /// <param name="to">Frequency at the end.</param>
    /// <param name="seed">Seed of the noise and the phase.</param>
    public static double[] Chirp(int rate, double seconds, double from, double to, ulong seed)
    {
        RandomStream random = new(seed);
        double phase = random.NextDouble();
        double[] samples = new double[(int)(rate * seconds)];
        for (int i = 0; i < samples.Length; i++)
        {
            phase += (from + ((to - from) * i / samples.Length)) / rate;
            samples[i] = (0.4 * Math.Sin(2 * Math.PI * phase)) + (0.02 * random.NextNormal());
        }

        return samples;
    }

    /// <summary>
    /// A folder of recordings of four kinds (low and high tones, rising and falling ones) by some instruments that play apart, named
    /// <c>KIND_INSTRUMENT_INDEX.wav</c>.
    /// </summary>
    public static void WriteFolder(string folder, int instruments, int each, int rate = 8000)
    {
        (string Name, double From, double To)[] kinds = [("low", 400, 400), ("high", 1600, 1600), ("up", 500, 1500), ("down", 1500, 500)];
        ulong seed = 0;
        foreach ((string name, double from, double to) in kinds)
        {
            for (int instrument = 0; instrument < instruments; instrument++)
            {
                for (int index = 0; index < each; index++)
                {
                    double pitch = 1 + (0.1 * instrument), seconds = 0.15 + (0.01 * (seed % 7));
                    Write(
                        Path.Combine(folder, $"{name}_{(char)('a' + instrument)}_{index}.wav"), rate,
                        Chirp(rate, seconds, from * pitch, to * pitch, ++seed));
                }
            }
        }
    }

    /// <summary>The bytes of a text as a file, which is no recording.</summary>
    public static string WriteBytes(string path, string text)
    {
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes(text));
        return path;
    }

    private static void WriteSample(BinaryWriter writer, double value, int bits, bool isFloat)
    {
        switch (bits)
        {
            case 8:
                writer.Write((byte)(128 + Math.Round(value * 128)));
                break;
            case 16:
                writer.Write((short)Math.Clamp(Math.Round(value * 32768), short.MinValue, short.MaxValue));
                break;
            case 24:
                int number = (int)Math.Round(value * 8388608);
                writer.Write((byte)number);
                writer.Write((byte)(number >> 8));
                writer.Write((byte)(number >> 16));
                break;
            case 32 when isFloat:
                writer.Write((float)value);
                break;
            case 32:
                writer.Write((int)Math.Round(value * 2147483648));
                break;
            default:
                writer.Write(value);
                break;
        }
    }
}
