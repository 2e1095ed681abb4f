using Unroll.Formats;

namespace Unroll.Series.DataSets;

/// <summary>A local store of data sets: finds and verifies their files, and downloads or generates what is missing.</summary>
/// <param name="folders">Where to look and where to keep downloads.</param>
public sealed class DataSetStore(DataFolders folders)
{
    /// <summary>The folders to look in and to keep downloads in.</summary>
    public DataFolders Folders { get; } = folders;

    /// <summary>The path of a data set's file in the cache, whether it exists or not.</summary>
    /// <param name="dataSet">The data set.</param>
    public string CachePath(DataSet dataSet)
    {
        ArgumentNullException.ThrowIfNull(dataSet);
        return Path.GetFullPath(Path.Combine([Folders.Cache, .. dataSet.RelativePath.Split('/')]));
    }

    /// <summary>
    /// The verified file of a data set on this machine, or null when it has to be downloaded (or generated) first. Where a local folder is
    /// named, only that folder counts.
    /// </summary>
    /// <param name="dataSet">The data set.</param>
    /// <exception cref="InputException">The named local folder lacks the file, or has another one under its name.</exception>
    public string? TryLocate(DataSet dataSet)
    {
        ArgumentNullException.ThrowIfNull(dataSet);
        if (Folders.Local is not null && !dataSet.IsGenerated)
        {
            return LocateIn(Folders.Local, dataSet);
        }

        string cached = CachePath(dataSet);
        bool good = IsThere(dataSet, cached) && (dataSet.Sha256 is null || FileChecksum.Of(dataSet, cached) == dataSet.Sha256);
        return good ? cached : null;
    }

    /// <summary>The verified file of a data set, downloaded into the cache if it is not on this machine.</summary>
    /// <param name="dataSet">The data set; not a generated one.</param>
    /// <param name="downloader">Downloads it if need be.</param>
    /// <param name="progress">Reports the progress of a download; null for none.</param>
    /// <param name="cancellationToken">Stops a download; received bytes are kept.</param>
    /// <returns>Full path of the file.</returns>
    /// <exception cref="InputException">The named local folder lacks the file, or has another one under its name.</exception>
    /// <exception cref="IOException">The download failed.</exception>
    /// <exception cref="InvalidDataException">What was downloaded has a wrong SHA-256.</exception>
    public async Task<string> GetAsync(
        DataSet dataSet, DataSetDownloader downloader, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(downloader);
        if (TryLocate(dataSet) is { } there)
        {
            return there;
        }

        string path = CachePath(dataSet);
        await downloader.DownloadAsync(dataSet, path, progress, cancellationToken).ConfigureAwait(false);
        return path;
    }

    /// <summary>The file of a generated data set, written into the cache if it is not there yet.</summary>
    /// <param name="dataSet">The data set, a generated one.</param>
    /// <returns>Full path of the file.</returns>
    /// <exception cref="InputException">The cache cannot be written to.</exception>
    public string Generate(DataSet dataSet)
    {
        string path = CachePath(dataSet);
        string text = GeneratedDataSets.Csv(dataSet);
        if (!File.Exists(path) || File.ReadAllText(path) != text)
        {
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                AtomicFile.WriteText(path, text);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new InputException($"{path} cannot be written: {exception.Message}", exception);
            }
        }

        return path;
    }

    private static bool IsThere(DataSet dataSet, string path) => dataSet.Archive is null ? File.Exists(path) : Directory.Exists(path);

    private static string LocateIn(string folder, DataSet dataSet)
    {
        string[] candidates =
        [
            Path.GetFullPath(Path.Combine([folder, .. dataSet.RelativePath.Split('/')])),
            Path.GetFullPath(Path.Combine(folder, dataSet.FileName)),
        ];

        // Also packed: then what is in the file counts.
        candidates = [.. candidates, .. candidates.Select(candidate => candidate + ".gz")];
        string found = Array.Find(candidates, path => IsThere(dataSet, path)) ?? throw new InputException(
            $"{DataFolders.LocalVariable} names the folder {folder}, but the data set \"{dataSet.Name}\" is not there: neither "
            + $"{candidates[0]} nor {candidates[1]} exists. Put the file there, or unset {DataFolders.LocalVariable} to download it.");

        string actual = found.EndsWith(dataSet.FileName, StringComparison.Ordinal) ? FileChecksum.Of(dataSet, found)
            : Unpacked(found);
        return actual == dataSet.Sha256
            ? found
            : throw new InputException(
                $"{found} is not the data set \"{dataSet.Name}\": its SHA-256 is {actual}, expected {dataSet.Sha256}. "
                + $"Replace the file, or unset {DataFolders.LocalVariable} to download the right one.");
    }

    private static string Unpacked(string path)
    {
        try
        {
            return FileChecksum.ComputeUnpacked(path);
        }
        catch (InvalidDataException exception)
        {
            throw new InputException($"{path} cannot be unpacked: it is damaged, or not packed by gzip. Replace the file.", exception);
        }
    }
}
