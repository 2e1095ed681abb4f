using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Unroll.Reports.Html;

/// <summary>
/// Numbers as a picture of a pixel each, which a page enlarges: blue for negative, green for positive, and the less of it the nearer to 0,
/// so
/// that it fits light and dark pages.
/// </summary>
internal static class HeatMapImage
{
    private static readonly byte[] _blue = [0x1d, 0x5f, 0xd0];
    private static readonly byte[] _green = [0x0b, 0x8a, 0x4a];
    private static readonly byte[] _signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
    private static readonly uint[] _crcTable = [.. Enumerable.Range(0, 256).Select(CrcOf)];

    /// <summary>The picture as the address of an image, a PNG within the page.</summary>
    /// <param name="values">The numbers, row by row, at least one; NaN is left empty.</param>
    /// <param name="limit">The magnitude of the full colour, above 0.</param>
    public static string Of(IReadOnlyList<IReadOnlyList<double>> values, double limit)
    {
        int width = values[0].Count, height = values.Count;
        using MemoryStream pixels = new();
        using (ZLibStream packed = new(pixels, CompressionLevel.Optimal, leaveOpen: true))
        {
            foreach (IReadOnlyList<double> row in values)
            {
                // Each line begins with its filter: none.
                packed.WriteByte(0);
                foreach (double value in row)
                {
                    double strength = double.IsNaN(value) ? 0 : Math.Min(1, Math.Abs(value) / limit);
                    packed.Write(value < 0 ? _blue : _green);
                    packed.WriteByte((byte)Math.Round(255 * strength));
                }
            }
        }

        // Eight bits a channel; red, green, blue and alpha.
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 6);
        using MemoryStream file = new();
        file.Write(_signature);
        WriteChunk(file, "IHDR", header);
        WriteChunk(file, "IDAT", pixels.ToArray());
        WriteChunk(file, "IEND", []);
        return $"data:image/png;base64,{Convert.ToBase64String(file.ToArray())}";
    }

    private static void WriteChunk(Stream file, string name, byte[] content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        byte[] named = [.. Encoding.ASCII.GetBytes(name), .. content];
        file.Write(named);
        uint crc = uint.MaxValue;
        foreach (byte value in named)
        {
            crc = _crcTable[(crc ^ value) & 0xff] ^ (crc >> 8);
        }

        BinaryPrimitives.WriteUInt32BigEndian(number, ~crc);
        file.Write(number);
    }

    private static uint CrcOf(int value)
    {
        uint crc = (uint)value;
        for (int bit = 0; bit < 8; bit++)
        {
            crc = (crc & 1) == 1 ? 0xedb88320 ^ (crc >> 1) : crc >> 1;
        }

        return crc;
    }
}
