using System.IO.Compression;
using System.Security.Cryptography;

namespace Unroll.Series.DataSets;

/// <summary>SHA-256 of files, as lower-case hexadecimal digits.</summary>
internal static class FileChecksum
{
    /// <summary>Computes the checksum of a file.</summary>
    internal static string Compute(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <summary>Computes the checksum of what is in a file packed by gzip.</summary>
    /// <exception cref="InvalidDataException">The file is not packed, or is damaged.</exception>
    internal static string ComputeUnpacked(string path)
    {
        using GZipStream content = new(File.OpenRead(path), CompressionMode.Decompress);
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }

    /// <summary>Computes the checksum of a file.</summary>
    internal static async Task<string> ComputeAsync(string path, CancellationToken cancellationToken)
    {
        FileStream file = File.OpenRead(path);
        await using (file.ConfigureAwait(false))
        {
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken).ConfigureAwait(false));
        }
    }
}
