using CsvHelper;

namespace Unroll.Series.Reading;

/// <summary>Opens a file for reading, unpacking it on the way where its first bytes are gzip's, whatever its name.</summary>
internal static class PackedFile
{
    // Text of numbers shrinks to a tenth at best; what shrinks far beyond that was made to fill a memory.
    private const long LargestGrowth = 50;
    private const long AlwaysAllowed = 16L << 20;

    /// <summary>Opens a file; what gzip packed comes out unpacked, up to a limit.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InputException">The file is empty.</exception>
    public static Stream Open(string path, CancellationToken cancellationToken = default)
    {
        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        try
        {
            if (file.Length == 0)
            {
                throw new InputException($"{path} is empty: expected a text, or series as {SeriesReader.Known}.");
            }

            return new StoppableStream(
                IsGzip(file) ? new UnpackingStream(file, AlwaysAllowed + (LargestGrowth * file.Length)) : file, cancellationToken);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Whether the file at a path begins as gzip does.</summary>
    /// <param name="path">The file.</param>
    public static bool IsGzip(string path)
    {
        using FileStream file = File.OpenRead(path);
        return IsGzip(file);
    }

    /// <summary>Whether a file begins as gzip does; it then stands at its begin again.</summary>
    /// <param name="file">The file, at its begin.</param>
    public static bool IsGzip(FileStream file)
    {
        Span<byte> first = stackalloc byte[2];
        int count = file.ReadAtLeast(first, 2, throwOnEndOfStream: false);
        file.Position = 0;
        return count == 2 && first[0] == 0x1f && first[1] == 0x8b;
    }

    /// <summary>Runs the reading of a file that has to be there unpacked; of a gzip file, a copy that is deleted afterwards.</summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="read">Reads the file whose path it is given.</param>
    /// <param name="cancellationToken">Ends the unpacking.</param>
    /// <exception cref="InputException">
    /// The file is missing or damaged, or the reading throws it; the message then names the packed file.
    /// </exception>
    public static T Unpacked<T>(string path, Func<string, T> read, CancellationToken cancellationToken = default) => Guard(path, () =>
    {
        if (!IsGzip(path))
        {
            return read(path);
        }

        using ScratchFolder folder = new();
        string plain = Path.Combine(folder.Path, "unpacked");
        try
        {
            using (Stream packed = Open(path, cancellationToken))
            {
                using FileStream copy = new(plain, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 1);
                byte[] buffer = new byte[1 << 17];
                for (int count; (count = packed.Read(buffer)) > 0;)
                {
                    ScratchFolder.Write(copy, buffer.AsSpan(0, count), path);
                }
            }

            return read(plain);
        }
        catch (InputException exception)
        {
            throw exception.WithMessage(exception.Message.Replace(plain, path, StringComparison.Ordinal));
        }
    });

    /// <summary>Runs the reading of a file, and turns errors of the system into one line.</summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="read">Reads it.</param>
    /// <exception cref="InputException">The file is missing, cannot be read, or is no intact gzip file.</exception>
    public static T Guard<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"There is no file {path}: check the path, or name a data set with 'unroll data list'.", exception);
        }
        catch (InvalidDataException exception)
        {
            throw new InputException(
                $"{path} begins as a gzip file but cannot be unpacked: it is damaged or cut off. Get it again.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read: {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
        catch (CsvFormatException exception)
        {
            throw CsvDetection.Irregular(path, exception);
        }
    }
}
