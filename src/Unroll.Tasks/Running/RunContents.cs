using System.Text.RegularExpressions;
using Unroll.Tasks.Runs;

namespace Unroll.Tasks.Running;

/// <summary>The contents of a folder that a run asks for.</summary>
internal enum RunContents
{
    /// <summary>There is no such folder, or nothing in it.</summary>
    None,

    /// <summary>A run that is complete, and nothing else.</summary>
    Finished,

    /// <summary>A run that is under way or was stopped: it has checkpoints and their state.</summary>
    Unfinished,

    /// <summary>Something else, which is not to be touched.</summary>
    Other,
}

/// <summary>Looks into folders without touching them.</summary>
internal static partial class RunFolderContents
{
    /// <summary>Name of the file within the checkpoints with what the run was asked for.</summary>
    public const string StateFile = "run.json";

    /// <summary>Name of the file within the checkpoints that a training holds as long as it lives.</summary>
    public const string LockFile = "lock";

    /// <summary>The contents of a folder.</summary>
    /// <param name="folder">The folder, whether it is there or not.</param>
    public static RunContents Of(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return RunContents.None;
        }

        string[] names = [.. Directory.EnumerateFileSystemEntries(folder).Select(entry => Path.GetFileName(entry))];
        if (File.Exists(StatePath(folder)))
        {
            return RunContents.Unfinished;
        }

        // What a process left that was killed before it had begun holds nothing that anybody would miss.
        if (names.Length == 0
            || (names is [RunFolder.CheckpointFolder] && HasOnlyOwnCheckpoints(folder)))
        {
            return RunContents.None;
        }

        bool isOwn = names.All(RunFolder.IsOwnFile) && HasOnlyOwnCheckpoints(folder);
        return isOwn && ((string[])[RunFolder.MetricsFile, RunFolder.RecipeFile, RunFolder.ModelFile]).All(names.Contains)
            ? RunContents.Finished
            : RunContents.Other;
    }

    /// <summary>The folder of a run's checkpoints.</summary>
    public static string CheckpointsOf(string folder) => Path.Combine(folder, RunFolder.CheckpointFolder);

    /// <summary>The file with what a run was asked for.</summary>
    public static string StatePath(string folder) => Path.Combine(CheckpointsOf(folder), StateFile);

    /// <summary>Removes the files of a run, and its folder where nothing else is in it.</summary>
    public static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            RemoveCheckpoints(folder);
            RemoveFiles(folder, path => RunFolder.IsOwnFile(Path.GetFileName(path)));
        }
    }

    /// <summary>Removes the files of a run as far as the system lets it.</summary>
    public static void TryRemove(string folder)
    {
        try
        {
            Remove(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What cannot be removed stays.
        }
    }

    /// <summary>Removes the checkpoints of a run.</summary>
    public static void RemoveCheckpoints(string folder) => RemoveFiles(CheckpointsOf(folder), IsOwnCheckpoint);

    /// <summary>Removes files that were being written when their process was killed.</summary>
    public static void RemoveHalfWritten(string folder)
    {
        foreach (string path in (string[])[.. Directory.GetFiles(folder, "*.tmp"), .. Directory.GetFiles(CheckpointsOf(folder), "*.tmp")])
        {
            if (RunFolder.IsOwnFile(Path.GetFileName(path)) || IsOwnCheckpoint(path))
            {
                File.Delete(path);
            }
        }
    }

    /// <summary>Whether a run has anything to go on from.</summary>
    public static bool HasCheckpoints(string folder) =>
        Directory.Exists(CheckpointsOf(folder))
        && Directory.EnumerateFiles(CheckpointsOf(folder), "*.safetensors").Any(IsOwnCheckpoint);

    private static bool HasOnlyOwnCheckpoints(string folder) =>
        !Path.Exists(CheckpointsOf(folder)) || (Directory.Exists(CheckpointsOf(folder))
            && Directory.EnumerateFileSystemEntries(CheckpointsOf(folder)).All(IsOwnCheckpoint));

    private static bool IsOwnCheckpoint(string path) =>
        Path.GetFileName(path) is StateFile or LockFile or (StateFile + ".tmp") || Checkpoint().IsMatch(Path.GetFileName(path));

    private static void RemoveFiles(string folder, Func<string, bool> isOwn)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (string path in Directory.GetFiles(folder).Where(isOwn))
        {
            File.Delete(path);
        }

        if (!Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
        }
    }

    [GeneratedRegex(@"^fold-[1-9][0-9]*-network-[1-9][0-9]*\.safetensors(\.tmp)?\z")]
    private static partial Regex Checkpoint();
}
