using Unroll.Formats;

namespace Unroll.Cli.Running;

/// <summary>Writes a file aside and renames it, so that it is either there wholly or not at all.</summary>
internal static class OutputFile
{
    /// <summary>Refuses the file of data as the place of what is written, before anything is computed.</summary>
    /// <param name="option">The option that names the place: <c>--out</c>.</param>
    /// <param name="path">The place; null where nothing is written.</param>
    /// <param name="data">The file of data.</param>
    /// <exception cref="InputException">Both are one file.</exception>
    internal static void RequireApart(string option, string? path, string data)
    {
        if (path is not null && File.Exists(path) && string.Equals(
            Target(path), Target(data), OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase))
        {
            throw new InputException($"{option} {path} is the file of --data, which would be lost. Name another file.");
        }
    }

    private static string Target(string path) =>
        (File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName : null) ?? Path.GetFullPath(path);

    /// <summary>Writes UTF-8 text; the folder is created.</summary>
    /// <exception cref="InputException">The file cannot be written there.</exception>
    internal static void Write(string path, string text) => Write(path, full => AtomicFile.WriteText(full, text));

    /// <summary>Opens a file that rows are written to one by one; the folder is created.</summary>
    /// <exception cref="InputException">The file cannot be written there.</exception>
    internal static StreamWriter Open(string path)
    {
        StreamWriter? writer = null;
        Write(path, full => writer = new StreamWriter(full));
        return writer!;
    }

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
