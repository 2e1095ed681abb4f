namespace Unroll.Series.Reading;

/// <summary>Opens files for readers, packed by gzip or not, and says in one line why one cannot be read.</summary>
internal static class InputFile
{
    /// <summary>Reads a file from its beginning to its end.</summary>
    /// <typeparam name="T">What it becomes.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="read">Reads the bytes, which may be none.</param>
    /// <exception cref="InputException">The file is missing or cannot be read.</exception>
    public static T Read<T>(string path, Func<Stream, T> read)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return PackedFile.Guard(path, () =>
        {
            // The reader itself says what it expects in place of an empty file.
            using Stream stream = new FileInfo(path).Length == 0 ? Stream.Null : PackedFile.Open(path);
            return read(stream);
        });
    }
}
