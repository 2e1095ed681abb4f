using Unroll.Formats;
using Unroll.Series.Reading;
using Unroll.Tasks.Runs;

namespace Unroll.Cli.Running;

/// <summary>
/// Files of output: results are written aside and renamed, so that they are there wholly or not at all; streams grow in place, for others
/// to follow.
/// </summary>
internal static class OutputFile
{
    /// <summary>Refuses a place of output where something would be lost, or that cannot be written, before anything is computed.</summary>
    /// <param name="option">The option that names the place: <c>--out</c>.</param>
    /// <param name="path">The place; null where nothing is written.</param>
    /// <param name="data">The file of data, or its folder; null for none.</param>
    /// <param name="run">The run folder that is read; null for none.</param>
    /// <exception cref="InputException">It is a folder, the file of data or one of the run's, or no file can be made there.</exception>
    internal static void Require(string option, string? path, string? data, string? run = null)
    {
        if (path is null)
        {
            return;
        }

        if (Directory.Exists(path))
        {
            throw new InputException($"{option} {path} is a folder. Name a file in it.");
        }

        if (data is not null && File.Exists(path) && IsOfData(Target(path), data))
        {
            throw new InputException($"{option} {path} is a file of data, which would be lost. Name another file.");
        }

        if (run is not null && IsOfRun(Target(path), run))
        {
            throw new InputException($"{option} {path} is a file of the run itself, which would be lost. Name another file.");
        }

        if (!File.Exists(path))
        {
            RequireRoom(option, path);
        }
    }

    /// <summary>Whether a path is that of the file of data, or of one in its folder.</summary>
    private static bool IsOfData(string path, string data) => AreSame(path, Target(data))
        || (Directory.Exists(data) && FolderReader.FilesOf(data).Any(file => AreSame(path, Target(file))));

    /// <summary>Whether a path is that of a file that a run folder has, or of one in its folder of checkpoints.</summary>
    private static bool IsOfRun(string path, string run)
    {
        string? folder = Path.GetDirectoryName(path);
        return folder is not null && ((RunFolder.IsOwnFile(Path.GetFileName(path)) && AreSame(folder, Target(run)))
            || IsOfRun(folder, run));
    }

    /// <summary>Tries a file in the folder of a path, or where that is not there yet, in the one that it would be made in.</summary>
    private static void RequireRoom(string option, string path)
    {
        try
        {
            string? folder = Path.GetDirectoryName(Path.GetFullPath(path));
            while (folder is not null && !Path.Exists(folder))
            {
                folder = Path.GetDirectoryName(folder);
            }

            using FileStream trial = new(
                Path.Combine(folder ?? path, $".{Guid.NewGuid():N}.tmp"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1,
                FileOptions.DeleteOnClose);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException($"{option} {path} cannot be written: no file can be made in its folder. Name another.", exception);
        }
    }

    private static bool AreSame(string path, string other) => string.Equals(
        path, other, OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);

    /// <summary>The place that a path leads to, by links of its folders, too.</summary>
    private static string Target(string path)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        string place = Path.GetDirectoryName(full) is { } folder ? Path.Combine(Target(folder), Path.GetFileName(full)) : full;
        FileSystemInfo? target = Directory.Exists(place) ? Directory.ResolveLinkTarget(place, returnFinalTarget: true)
            : File.Exists(place) ? File.ResolveLinkTarget(place, returnFinalTarget: true) : null;
        return target is null ? place : Target(target.FullName);
    }

    /// <summary>Writes UTF-8 text; the folder is created.</summary>
    /// <exception cref="InputException">The file cannot be written there.</exception>
    internal static void Write(string path, string text) => Write(path, full => AtomicFile.WriteText(full, text));

    /// <summary>
    /// A file that rows are written to one by one, in place of what is there, so that another program can follow it (<c>tail -f</c>): where
    /// the rows end early, those before are kept. The folder is created.
    /// </summary>
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
