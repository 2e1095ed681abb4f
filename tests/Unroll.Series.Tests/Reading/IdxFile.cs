using System.Buffers.Binary;
using System.IO.Compression;

namespace Unroll.Series.Tests.Reading;

/// <summary>Makes IDX files.</summary>
internal static class IdxFile
{
    /// <summary>A header with the data behind it.</summary>
    public static byte[] Of(byte type, int[] dimensions, params byte[] data)
    {
        byte[] file = new byte[4 + (4 * dimensions.Length) + data.Length];
        file[2] = type;
        file[3] = (byte)dimensions.Length;
        for (int i = 0; i < dimensions.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(4 + (4 * i)), dimensions[i]);
        }

        data.CopyTo(file, file.Length - data.Length);
        return file;
    }

    /// <summary>A file as gzip packs it.</summary>
    public static byte[] Packed(byte[] file)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Optimal))
        {
            gzip.Write(file);
        }

        return packed.ToArray();
    }
}
