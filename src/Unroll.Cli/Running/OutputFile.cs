using Unroll.Formats;

namespace Unroll.Cli.Running;

/// <summary>Writes a file aside and renames it, so that it is either there wholly or not at all.</summary>
internal static class OutputFile
{
    /// <summary>Writes UTF-8 text; the folder is created.</summary>
    /// <exception cref="InputException">The file cannot be written there.</exception>
    internal static void Write(string path, string text) => Write(path, full => AtomicFile.WriteText(full, text));

    /// <summary>Writes a file; the folder is created.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes to the full path that it is given.</param>
    /// <exception cref="InputException">The file cannot be written there.</exception>
    internal static void Write(string path, Action<string> write)
    {
        try
        {
            string full = Path.GetFullPath(path);
            Directory.CreateDirectory(Path.GetDirectoryName(full) ?? full);
            write(full);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException($"{path} cannot be written: {exception.Message}", exception);
        }
    }
}
