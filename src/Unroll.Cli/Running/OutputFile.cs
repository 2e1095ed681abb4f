using Unroll.Formats;

namespace Unroll.Cli.Running;

/// <summary>Writes a file aside and renames it, so that it is either there wholly or not at all.</summary>
internal static class OutputFile
{
    /// <summary>Writes UTF-8 text; the folder is created.</summary>
    /// <exception cref="InputException">The file cannot be written there.</exception>
    internal static void Write(string path, string text)
    {
        try
        {
            string full = Path.GetFullPath(path);
            Directory.CreateDirectory(Path.GetDirectoryName(full) ?? full);
            AtomicFile.WriteText(full, text);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException($"{path} cannot be written: {exception.Message}", exception);
        }
    }
}
