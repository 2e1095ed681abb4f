using System.Text.RegularExpressions;
using Unroll.Formats;

namespace Unroll.Tasks.Runs;

/// <summary>The contents of a folder that a run asks for.</summary>
internal enum RunContents
{
    /// <summary>There is no such folder, or nothing in it but what a process left that was killed before it had anything to go on with.
    /// </summary>
    None,

    /// <summary>A run that is complete, and nothing else.</summary>
    Finished,

    /// <summary>
    /// A run that has begun and has no checkpoint yet: where its process was killed, it can be resumed, and nothing is lost with it.
    /// </summary>
    Begun,

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
        bool isOwn = names.All(RunFolder.IsOwnFile) && HasOnlyOwnCheckpoints(folder), isBegun = File.Exists(StatePath(folder));
        bool isEmpty = isOwn && !HasCheckpoints(folder);
        if (isBegun && !(isEmpty && names is [RunFolder.CheckpointFolder]))
        {
            return isEmpty && names.All(name => name is RunFolder.CheckpointFolder or RunFolder.RecipeFile)
                ? RunContents.Begun : RunContents.Unfinished;
        }

        if (isOwn && IsWhole(folder, names))
        {
            return RunContents.Finished;
        }

        return isEmpty && (names is [] or [RunFolder.CheckpointFolder] || File.Exists(LockPath(folder)))
            ? RunContents.None
            : RunContents.Other;
    }

    /// <summary>The folder of a run's checkpoints.</summary>
    public static string CheckpointsOf(string folder) => Path.Combine(folder, RunFolder.CheckpointFolder);

    /// <summary>The file with what a run was asked for.</summary>
    public static string StatePath(string folder) => Path.Combine(CheckpointsOf(folder), StateFile);

    /// <summary>The file that a training holds as long as it lives.</summary>
    public static string LockPath(string folder) => Path.Combine(CheckpointsOf(folder), LockFile);

    /// <summary>Whether a folder is there with nothing in it but files of runs.</summary>
    public static bool HasOnlyOwnFiles(string folder) => Directory.Exists(folder) && HasOnlyOwnCheckpoints(folder)
        && Directory.EnumerateFileSystemEntries(folder).All(entry => RunFolder.IsOwnFile(Path.GetFileName(entry)));

    /// <summary>Removes the files of a run, and its folder where nothing else is in it.</summary>
    public static void Remove(string folder)
    {
        RemoveFiles(folder);
        RemoveCheckpoints(folder);
        RemoveIfEmpty(folder);
    }

    /// <summary>Removes the files of a run, but neither its checkpoints nor its folder.</summary>
    public static void RemoveFiles(string folder) => RemoveFiles(folder, path => RunFolder.IsOwnFile(Path.GetFileName(path)));

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

    /// <summary>Removes the checkpoints of a run: their state first, without which nobody goes on from them.</summary>
    public static void RemoveCheckpoints(string folder)
    {
        RemoveFiles(CheckpointsOf(folder), path => Path.GetFileName(path) == StateFile);
        RemoveFiles(CheckpointsOf(folder), IsOwnCheckpoint);
        RemoveIfEmpty(CheckpointsOf(folder));
    }

    /// <summary>Removes a folder where nothing is in it.</summary>
    public static void RemoveIfEmpty(string folder)
    {
        if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
        }
    }

    /// <summary>Removes files that were being written when their process was killed.</summary>
    public static void RemoveHalfWritten(string folder)
    {
        foreach (string place in (string[])[folder, CheckpointsOf(folder)])
        {
            RemoveFiles(place, path => AtomicFile.IsUnfinished(Path.GetFileName(path)));
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
        Path.GetFileName(path) is var name
        && (name is StateFile or LockFile || AtomicFile.IsUnfinished(name) || Checkpoint().IsMatch(name));

    /// <summary>Whether all of a run is there: that of the runner has metrics, and one that was saved a network of a task.</summary>
    private static bool IsWhole(string folder, string[] names)
    {
        if (!names.Contains(RunFolder.RecipeFile) || !names.Contains(RunFolder.ModelFile))
        {
            return false;
        }

        try
        {
            return names.Contains(RunFolder.MetricsFile)
                || SafetensorsFile.Read(Path.Combine(folder, RunFolder.ModelFile)).Metadata.ContainsKey(SavedRun.MetadataKey);
        }
        catch (InputException)
        {
            return false;
        }
    }

    private static void RemoveFiles(string folder, Func<string, bool> isOwn)
    {
        foreach (string path in Directory.Exists(folder) ? Directory.GetFiles(folder).Where(isOwn) : [])
        {
            File.Delete(path);
        }
    }

    [GeneratedRegex(@"^fold-[1-9][0-9]*(-refit)?-network-[1-9][0-9]*\.safetensors\z")]
    private static partial Regex Checkpoint();
}
