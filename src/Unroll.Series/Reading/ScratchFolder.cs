using System.Collections.Concurrent;
using Unroll.Formats;

namespace Unroll.Series.Reading;

/// <summary>
/// A folder for temporary copies of what is read. Disposing it removes it with all that is in it; where work is left behind because it
/// was stopped, it is removed as the process ends.
/// </summary>
internal sealed class ScratchFolder : IDisposable
{
    private static readonly ConcurrentDictionary<string, bool> _open = new();

    static ScratchFolder() => AppDomain.CurrentDomain.ProcessExit += (_, _) => RemoveOpen(_ => true);

    /// <summary>Makes a folder of its own among the system's temporary files.</summary>
    /// <exception cref="InputException">It cannot be made.</exception>
    public ScratchFolder()
    {
        try
        {
            Path = Directory.CreateTempSubdirectory("unroll-").FullName;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            string parent = System.IO.Path.GetTempPath();
            string problem = Directory.Exists(parent) ? exception.Message.TrimEnd('.') : "it is not there";
            throw new InputException(
                $"No temporary folder can be made in {parent}: {problem}. Set TMPDIR to a folder with room.", exception);
        }

        _open[Path] = true;
    }

    /// <summary>Full path of the folder.</summary>
    public string Path { get; }

    /// <summary>Writes a piece of a copy in the folder.</summary>
    /// <param name="copy">The copy.</param>
    /// <param name="piece">The piece.</param>
    /// <param name="name">What is copied, for messages.</param>
    /// <exception cref="InputException">There is no room for it.</exception>
    public static void Write(FileStream copy, ReadOnlySpan<byte> piece, string name)
    {
        try
        {
            copy.Write(piece);
        }
        catch (Exception exception) when (exception is IOException || AtomicFile.IsTooLong(exception))
        {
            throw new InputException(
                $"The temporary copy of {name} cannot be written to {System.IO.Path.GetTempPath()}: "
                + $"{exception.Message.Split(" : ")[0].Split(" (")[0].TrimEnd('.')}. Make room there, or set TMPDIR to a folder with "
                + "room.", exception);
        }
    }

    /// <summary>Removes the folder.</summary>
    public void Dispose()
    {
        if (_open.TryRemove(Path, out _) && Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }

    /// <summary>Removes the folders of work that nobody waits for any more.</summary>
    /// <param name="isLeft">Whether a folder is left behind.</param>
    internal static void RemoveOpen(Func<string, bool> isLeft)
    {
        foreach (string folder in _open.Keys.Where(isLeft))
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // What cannot be removed stays.
            }
        }
    }
}
