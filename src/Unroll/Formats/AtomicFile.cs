using System.Collections.Concurrent;
using System.Text;

namespace Unroll.Formats;

/// <summary>Atomic writing of files: aside, in the same folder, flushed to disk, then renamed.</summary>
public static class AtomicFile
{
    private const string AsidePrefix = "unroll-";
    private const string AsideSuffix = ".tmp";

    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The files that are being written, aside: a process that ends meanwhile leaves none of them.</summary>
    private static readonly ConcurrentDictionary<string, bool> _unfinished = new();

    static AtomicFile() => AppDomain.CurrentDomain.ProcessExit += (_, _) => RemoveUnfinished(_ => true);

    /// <summary>Writes or replaces a file of UTF-8 text, without a byte order mark.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="text">The content.</param>
    /// <exception cref="InputException">The file cannot be written there.</exception>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(_utf8.GetBytes(text)));

    /// <summary>
    /// Writes or replaces a file. A symbolic link stays, and the file that it leads to is replaced; a pipe or a device is written to as it
    /// is.
    /// </summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="InputException">The file cannot be written there, or is one that may not be written to.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        if (Directory.Exists(path))
        {
            throw new InputException($"Cannot write \"{path}\": it is a folder. Choose a file in it.");
        }

        string? aside = null;
        try
        {
            using FileStream? device = OpenDevice(path);
            if (device is not null)
            {
                write(device);
                return;
            }

            string target = TargetOf(path);
            aside = Path.Combine(Path.GetDirectoryName(target) ?? "", NameAside());
            _unfinished[aside] = true;
            using (FileStream stream = new(aside, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(aside, target, overwrite: true);
        }
        catch (Exception exception)
        {
            if (aside is not null)
            {
                TryDelete(aside);
            }

            if (exception is IOException or UnauthorizedAccessException or NotSupportedException || IsTooLong(exception))
            {
                throw new InputException(
                    $"Cannot write \"{path}\": {Sentence(exception)} " + (IsFull(exception)
                        ? "Make room there, or choose a place with more room."
                        : "Choose a file in a folder that exists and may be written to."),
                    exception);
            }

            throw;
        }
        finally
        {
            if (aside is not null)
            {
                _unfinished.TryRemove(aside, out _);
            }
        }
    }

    /// <summary>
    /// Whether a name is that of a file that is being written, aside; where nothing writes, its process was killed meanwhile.
    /// </summary>
    /// <param name="name">Name of a file, without its folder.</param>
    public static bool IsUnfinished(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.StartsWith(AsidePrefix, StringComparison.Ordinal) && name.EndsWith(AsideSuffix, StringComparison.Ordinal)
            && name.Length == NameAside().Length
            && name[AsidePrefix.Length..^AsideSuffix.Length].All(char.IsAsciiHexDigitLower);
    }

    /// <summary>A name that no other file has, of this process or of another, so that two may write one file at once.</summary>
    private static string NameAside() => $"{AsidePrefix}{Random.Shared.NextInt64():x16}{AsideSuffix}";

    /// <summary>Removes what is being written, because nobody will go on with it.</summary>
    /// <param name="isLeft">Whether a file is left behind.</param>
    internal static void RemoveUnfinished(Func<string, bool> isLeft)
    {
        foreach (string aside in _unfinished.Keys.Where(isLeft))
        {
            TryDelete(aside);
        }
    }

    /// <summary>
    /// Whether a file would be longer than the system lets it be (<c>ulimit -f</c>): streams have an error of their own for it.
    /// </summary>
    /// <param name="exception">The error of writing.</param>
    public static bool IsTooLong(Exception exception) =>
        exception is ArgumentOutOfRangeException { ParamName: "value", Source: "System.Private.CoreLib" };

    /// <summary>The system's message as a sentence: "Is a directory : '/out'" has neither an end nor its colon in its place.</summary>
    private static string Sentence(Exception exception) =>
        IsTooLong(exception) ? "it would be larger than files may be (ulimit -f)."
            : exception.Message.Replace(" : ", ": ", StringComparison.Ordinal).TrimEnd('.') + ".";

    /// <summary>Whether there was no room: a full disk, a quota, or a limit of the size of files.</summary>
    /// <param name="exception">The error of writing, or what was thrown for it.</param>
    public static bool IsFull(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return (exception is IOException && exception.HResult is 28 or 122 or unchecked((int)0x80070070))
            || IsTooLong(exception) || (exception.InnerException is { } inner && IsFull(inner));
    }

    /// <summary>The file that a path leads to, whether it is there or not.</summary>
    private static string TargetOf(string path) => new FileInfo(path) is { LinkTarget: not null } link
        ? link.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path : path;

    /// <summary>Opens what is there and no file to be replaced, such as a pipe; null where it is a file, or nothing.</summary>
    private static FileStream? OpenDevice(string path)
    {
        // A link that leads nowhere is there, too.
        if (!File.Exists(path) || (!IsDevice(path) && !File.Exists(TargetOf(path))))
        {
            return null;
        }

        // Renaming would replace a file that may not be written to; opening it tells.
        FileStream stream = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        if (!stream.CanSeek || IsDevice(path) || IsDevice(TargetOf(path)))
        {
            return stream;
        }

        stream.Dispose();
        return null;
    }

    private static bool IsDevice(string path) => !OperatingSystem.IsWindows() && path.StartsWith("/dev/", StringComparison.Ordinal);

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What cannot be deleted stays; the first error is the one to tell.
        }
    }
}
