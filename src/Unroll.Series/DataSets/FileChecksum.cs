using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Unroll.Series.DataSets;

/// <summary>SHA-256 of files, as lower-case hexadecimal digits.</summary>
internal static class FileChecksum
{
    /// <summary>Computes the checksum of what a data set is on this machine.</summary>
    /// <param name="dataSet">The data set.</param>
    /// <param name="path">Its file, or its folder.</param>
    internal static string Of(DataSet dataSet, string path) => dataSet.Archive is { } archive ? OfFolder(path, archive) : Compute(path);

    /// <summary>The checksum of the lines that <c>sha256sum</c> prints of the files of a folder.</summary>
    private static string OfFolder(string folder, DataSetArchive archive)
    {
        StringBuilder lines = new();
        foreach (string file in Directory.EnumerateFiles(folder, $"*{archive.Extension}").Order(StringComparer.Ordinal))
        {
            lines.Append(Compute(file)).Append("  ").Append(Path.GetFileName(file)).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines.ToString())));
    }

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
