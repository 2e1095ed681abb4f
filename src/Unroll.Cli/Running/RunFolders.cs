using System.Globalization;

namespace Unroll.Cli.Running;

/// <summary>Chooses run folders and fills them so that a run is either there wholly or not at all.</summary>
internal static class RunFolders
{
    /// <summary>The folder that a run will have. Checked before training, so that nobody waits in vain.</summary>
    /// <param name="asked">What the user asked for, or null.</param>
    /// <param name="name">Name of the run.</param>
    /// <param name="clock">Tells the time.</param>
    /// <exception cref="InputException">Something else is there already.</exception>
    internal static string Choose(string? asked, string name, TimeProvider clock)
    {
        if (asked is null)
        {
            string stem = Path.Combine("runs", $"{name}-{clock.GetLocalNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}");
            string folder = stem;
            for (int number = 2; Path.Exists(folder); number++)
            {
                folder = string.Create(CultureInfo.InvariantCulture, $"{stem}-{number}");
            }

            return folder;
        }

        if (asked.Trim().Length == 0)
        {
            throw new InputException("--out is empty: name a folder, or leave the option out.");
        }

        if (File.Exists(asked))
        {
            throw new InputException($"--out names {asked}, which is a file. Name a folder, new or with an earlier run in it.");
        }

        if (Directory.Exists(asked) && Directory.EnumerateFileSystemEntries(asked).Any() && !IsRun(asked))
        {
            throw new InputException($"--out names {asked}, which holds other things than a run. Name a new folder, or one with an earlier run in it.");
        }

        return Path.TrimEndingDirectorySeparator(asked);
    }

    /// <summary>Fills a folder aside, and gives it its name when it is complete. An earlier run of that name is replaced.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="write">Writes the run into the folder that it is given.</param>
    internal static void Write(string folder, Action<string> write)
    {
        string full = Path.GetFullPath(folder);
        string parent = Path.GetDirectoryName(full) ?? throw new InputException($"{folder} cannot be a run folder. Name a folder below it.");
        string stem = Path.Combine(parent, string.Create(CultureInfo.InvariantCulture, $".{Path.GetFileName(full)}-{Environment.ProcessId}"));
        string partial = stem + ".partial";
        string old = stem + ".old";
        Directory.CreateDirectory(parent);
        try
        {
            Directory.CreateDirectory(partial);
            write(partial);
            if (Directory.Exists(full))
            {
                Directory.Move(full, old);
            }

            Directory.Move(partial, full);
        }
        finally
        {
            Remove(partial);
            Remove(old);
        }
    }

    private static bool IsRun(string folder) =>
        File.Exists(Path.Combine(folder, "metrics.json")) && File.Exists(Path.Combine(folder, "recipe.yaml"));

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
