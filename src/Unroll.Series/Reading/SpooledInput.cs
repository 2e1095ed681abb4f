namespace Unroll.Series.Reading;

/// <summary>
/// An input that can be read several times: a file as it is, or a temporary copy of standard input, a pipe or a device, which give their
/// bytes but once. Disposing it removes the copy.
/// </summary>
public sealed class SpooledInput : IDisposable
{
    /// <summary>The path that stands for standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>The most bytes that are taken of a pipe, where no other limit is given: 16 GB.</summary>
    public const long DefaultLimit = 16_000_000_000;

    /// <summary>Share of the limit at which the first notice is given; the next ones each at twice as much.</summary>
    private const int FirstNotice = 64;

    /// <summary>The bytes that are kept free on the volume of the copy.</summary>
    private const long Reserve = 1_000_000_000;

    /// <summary>After so many bytes the format is looked at, so that what is no series is refused before it fills a disk.</summary>
    private const int FirstLook = 1 << 20;

    private readonly ScratchFolder? _folder;

    private SpooledInput(string path, string name, ScratchFolder? folder) => (Path, Name, _folder) = (path, name, folder);

    /// <summary>The file to read.</summary>
    public string Path { get; }

    /// <summary>The input as messages name it.</summary>
    public string Name { get; }

    /// <summary>Opens an input.</summary>
    /// <param name="path">A file, a pipe, a device, or <see cref="StandardInput"/>.</param>
    /// <param name="options">The limit of a pipe, and who is told of it.</param>
    /// <exception cref="InputException">A pipe gives no series, or more than the limit, which the message tells.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static SpooledInput Open(string path, SpoolOptions options = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (path == StandardInput)
        {
            using Stream standard = StandardStreams.OpenInput();
            return Spool(standard, "standard input", options);
        }

        StandardStreams.RequireOpen(path);

        // What is missing, a folder or not readable is told by whoever reads it.
        if (!File.Exists(path))
        {
            return new(path, path, null);
        }

        return PackedFile.Guard(path, () =>
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1);
            return file.CanSeek && (file.Length > 0 || !HasBytes(file)) ? new(path, path, null) : Spool(file, path, options);
        });
    }

    /// <summary>Whether a path names standard input or what the system gives by name, such as the pipes of a shell.</summary>
    /// <param name="path">The path.</param>
    public static bool IsDevice(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path == StandardInput || (!OperatingSystem.IsWindows()
            && (path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal)));
    }

    /// <summary>Reads an input; messages name it rather than its copy.</summary>
    /// <typeparam name="T">What it becomes.</typeparam>
    /// <param name="path">A file, a pipe, a device, or <see cref="StandardInput"/>.</param>
    /// <param name="read">Reads the file whose path it is given.</param>
    /// <param name="options">The limit of a pipe, and who is told of it.</param>
    /// <exception cref="InputException">It cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static T Read<T>(string path, Func<string, T> read, SpoolOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(read);
        using SpooledInput input = Open(path, options);
        return input.Read(read);
    }

    /// <summary>Reads the input; messages name it rather than its copy.</summary>
    /// <typeparam name="T">What it becomes.</typeparam>
    /// <param name="read">Reads the file whose path it is given.</param>
    /// <exception cref="InputException">It cannot be read.</exception>
    public T Read<T>(Func<string, T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        try
        {
            return read(Path);
        }
        catch (InputException exception) when (_folder is not null && exception.Message.Contains(Path, StringComparison.Ordinal))
        {
            throw exception.WithMessage(exception.Message.Replace(Path, Name, StringComparison.Ordinal));
        }
    }

    /// <summary>Removes the copy, where there is one.</summary>
    public void Dispose() => _folder?.Dispose();

    /// <summary>Copies a stream into a temporary file.</summary>
    internal static SpooledInput Spool(Stream source, string name, SpoolOptions options = default)
    {
        ScratchFolder folder = new();
        SpooledInput input = new(System.IO.Path.Combine(folder.Path, "input"), name, folder);
        try
        {
            Copy(source, input, options);
            return input;
        }
        catch
        {
            input.Dispose();
            throw;
        }
    }

    private static void Copy(Stream source, SpooledInput input, SpoolOptions options)
    {
        long limit = options.Limit ?? DefaultLimit;
        long room = Math.Max(FirstLook, new DriveInfo(input._folder!.Path).AvailableFreeSpace - Reserve);
        long notice = Math.Max(1, Math.Min(limit, room) / FirstNotice);
        byte[] buffer = new byte[1 << 17];
        long length = 0;
        using FileStream copy = new(input.Path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 1);
        for (int count; (count = Take(source, buffer, options.CancellationToken)) > 0;)
        {
            ScratchFolder.Write(copy, buffer.AsSpan(0, count), input.Name);
            if (length < FirstLook && length + count >= FirstLook)
            {
                input.Read(SeriesFormats.Find);
            }

            length += count;
            if (length > limit || length > room)
            {
                string reason = length > limit ? $"{ByteFormatter.Format(limit)}, the most that is kept of a pipe"
                    : $"{ByteFormatter.Format(room)}, for which there is room beside the {ByteFormatter.Format(Reserve)} that stay free "
                        + "where temporary files are (TMPDIR)";
                throw new InputException(
                    $"{input.Name} gives more than {reason}, and may never end: give the part that is meant (head -n 1000000), or write it "
                    + $"into a file and name that.");
            }

            if (length >= notice)
            {
                notice *= 2;
                options.OnNotice?.Invoke(
                    $"{input.Name} has given {ByteFormatter.Format(length)} so far; "
                    + $"{ByteFormatter.Format(Math.Min(limit, room))} are the most that is kept of a pipe.");
            }
        }
    }

    /// <summary>
    /// Takes what comes next. Nothing may come for ever, and a system call that waits cannot be cancelled: it is left waiting.
    /// </summary>
    private static int Take(Stream source, byte[] buffer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return cancellationToken.CanBeCanceled
            ? source.ReadAsync(buffer, cancellationToken).AsTask().WaitAsync(cancellationToken).GetAwaiter().GetResult()
            : source.Read(buffer, 0, buffer.Length);
    }

    /// <summary>Whether a file without a length gives bytes all the same, as devices do.</summary>
    private static bool HasBytes(FileStream file)
    {
        bool has = file.ReadByte() >= 0;
        file.Position = 0;
        return has;
    }
}
