using System.IO.Compression;

namespace Unroll.Series.DataSets;

/// <summary>
/// Unpacks the archive of a data set of many files into its folder, which is there only when all of them are, and verified.
/// </summary>
internal static class DataSetUnpacker
{
    private const long LargestFile = 1L << 30;

    /// <summary>Unpacks an archive, which is deleted afterwards.</summary>
    /// <param name="dataSet">The data set.</param>
    /// <param name="wanted">Which of the archive's files are its own.</param>
    /// <param name="archive">The archive.</param>
    /// <param name="destination">The data set's folder.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InvalidDataException">It is no ZIP archive, or its files are not those of the data set.</exception>
    public static void Unpack(
        DataSet dataSet, DataSetArchive wanted, string archive, string destination, CancellationToken cancellationToken)
    {
        string folder = $"{destination}.unpacked";
        try
        {
            Delete(folder);
            Directory.CreateDirectory(folder);
            Extract(wanted, archive, folder, cancellationToken);
            string actual = FileChecksum.Of(dataSet, folder);
            if (actual != dataSet.Sha256)
            {
                throw new InvalidDataException(
                    $"What {dataSet.Address} sent is not \"{dataSet.Name}\": the SHA-256 of its files is {actual}, expected "
                    + $"{dataSet.Sha256}. It was deleted; try again, and if this happens once more, the server's files have been changed.");
            }

            Delete(destination);
            Directory.Move(folder, destination);
        }
        finally
        {
            Delete(folder);
            File.Delete(archive);
        }
    }

    private static void Extract(DataSetArchive wanted, string archive, string folder, CancellationToken cancellationToken)
    {
        using ZipArchive zip = ZipFile.OpenRead(archive);
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // The top folder of a repository's archive is named after the commit. A name without folders leads nowhere else.
            string parent = entry.FullName[..^entry.Name.Length].TrimEnd('/');
            int top = parent.IndexOf('/', StringComparison.Ordinal);
            if (entry.Name.EndsWith(wanted.Extension, StringComparison.OrdinalIgnoreCase) && entry.Length <= LargestFile
                && (top < 0 ? "" : parent[(top + 1)..]) == wanted.Folder)
            {
                entry.ExtractToFile(Path.Combine(folder, Path.GetFileName(entry.Name)));
            }
        }
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
