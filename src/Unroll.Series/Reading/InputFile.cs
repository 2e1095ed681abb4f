namespace Unroll.Series.Reading;

/// <summary>Opens files for readers, packed by gzip or not, and says in one line why one cannot be read.</summary>
internal static class InputFile
{
    /// <summary>Reads a file from its beginning to its end.</summary>
    /// <typeparam name="T">What it becomes.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="read">Reads the bytes, which may be none.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InputException">The file is missing or cannot be read.</exception>
    public static T Read<T>(string path, Func<Stream, T> read, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return PackedFile.Guard(path, () =>
        {
            // The reader itself says what it expects in place of an empty file.
            using Stream stream = new FileInfo(path).Length == 0 ? Stream.Null : PackedFile.Open(path, cancellationToken);
            return read(stream);
        });
    }

    /// <summary>Refuses pipes, which are gone once they are read, while a file is looked at several times.</summary>
    /// <param name="path">The path; where there is nothing, whoever reads it says so.</param>
    /// <exception cref="InputException">It is a pipe or a device.</exception>
    public static void RequireFile(string path)
    {
        if (!OperatingSystem.IsWindows() && File.Exists(path)
            && (File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path) is var target
            && (target.StartsWith("/dev/", StringComparison.Ordinal) || target.StartsWith("/proc/", StringComparison.Ordinal)))
        {
            throw new InputException(
                $"{path} is a pipe or a device, which can be read only once, while the file is looked at several times. Write it into a "
                + $"file first.");
        }
    }
}
