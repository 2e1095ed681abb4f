using System.Globalization;
using Unroll.Formats;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Runs;

/// <summary>
/// The place of a run that is under way: claimed before anything is read, so that nobody waits in vain, and kept by a lock. A run grows in
/// its folder, or where an earlier one is to be replaced in a folder beside it, <c>NAME.next</c>, which takes the place when it is
/// complete.
/// </summary>
internal sealed class RunPlace : IDisposable
{
    private const string NextSuffix = ".next";
    private const string DefaultParent = "runs";

    private readonly string _target;
    private readonly string _shown;
    private readonly IReadOnlyList<string> _madeFolders;
    private readonly RunLock _lock;

    private RunPlace(string target, string folder, string shown, bool isNew)
    {
        (_target, Folder, _shown) = (target, folder, shown);
        _madeFolders = MissingFolders(folder);
        Directory.CreateDirectory(Checkpoints);
        _lock = RunLock.Take(RunFolderContents.LockPath(folder), Shown);
        if (isNew)
        {
            // Of a process that was killed while it saved a run.
            RunFolderContents.RemoveFiles(folder);
        }
        else
        {
            RunFolderContents.RemoveHalfWritten(folder);
        }
    }

    /// <summary>Full path of the folder that the run grows in.</summary>
    public string Folder { get; }

    /// <summary>The folder as the user named it.</summary>
    public string Shown => Folder == _target ? _shown : _shown + NextSuffix;

    /// <summary>The folder that the run is to have in the end, as the user named it.</summary>
    public string Target => _shown;

    /// <summary>Whether an earlier run is there, whose place it takes.</summary>
    public bool ReplacesEarlier => Folder != _target;

    /// <summary>The folder of its checkpoints.</summary>
    public string Checkpoints => RunFolderContents.CheckpointsOf(Folder);

    /// <summary>The file with the state of a run that is under way.</summary>
    public string StatePath => RunFolderContents.StatePath(Folder);

    /// <summary>Claims the place of a new run.</summary>
    /// <param name="asked">The folder asked for; null for one named after the run and the time.</param>
    /// <param name="name">Name of the run.</param>
    /// <param name="clock">Tells the time.</param>
    /// <param name="isSame">
    /// Whether the run that has begun in a folder, and was killed before its first checkpoint, is the one that is asked for again; null
    /// for never.
    /// </param>
    /// <exception cref="InputException">
    /// Something else is there, another training is under way there, or the folder cannot be made or written to.
    /// </exception>
    public static RunPlace Claim(string? asked, string name, TimeProvider clock, Func<string, bool>? isSame = null)
    {
        if (asked is null)
        {
            string stem = Path.Combine(
                DefaultParent, $"{name}-{clock.GetLocalNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}"), free = stem;
            for (int number = 2; Path.Exists(free); number++)
            {
                free = string.Create(CultureInfo.InvariantCulture, $"{stem}-{number}");
            }

            return Make(free, shown => new RunPlace(Path.GetFullPath(shown), Path.GetFullPath(shown), shown, isNew: true));
        }

        if (asked.Trim().Length == 0)
        {
            throw new InputException("The run folder has an empty name. Name a folder, or leave it out.");
        }

        return Make(Path.TrimEndingDirectorySeparator(asked), shown => Claim(shown, isSame ?? (_ => false)));
    }

    /// <summary>Takes up the place of a run that was stopped.</summary>
    /// <param name="folder">The folder that the run was to have, or the one that it grows in.</param>
    /// <exception cref="InputException">There is no such run, or it is under way.</exception>
    public static RunPlace Reopen(string folder) => Make(Path.TrimEndingDirectorySeparator(folder), shown =>
    {
        string full = Resolve(shown);
        if (RunFolderContents.Of(full) is RunContents.Unfinished or RunContents.Begun)
        {
            bool isNext = full.EndsWith(NextSuffix, StringComparison.Ordinal);
            return isNext ? new RunPlace(WithoutSuffix(full), full, WithoutSuffix(shown), isNew: false)
                : new RunPlace(full, full, shown, isNew: false);
        }

        if (RunFolderContents.Of(full + NextSuffix) is RunContents.Unfinished or RunContents.Begun)
        {
            return new RunPlace(full, full + NextSuffix, shown, isNew: false);
        }

        throw new InputException(RunFolderContents.Of(full) switch
        {
            RunContents.None when !Directory.Exists(full) => $"There is no run folder {shown}. Name one whose training was stopped.",
            RunContents.Finished =>
                $"The run in {shown} is complete: there is nothing to go on with. Train anew, or name a run that was stopped.",
            _ => $"{shown} holds no training that was stopped: it has no "
                + $"{Path.Combine(RunFolder.CheckpointFolder, RunFolderContents.StateFile)}. Name a run folder that has.",
        });
    });

    /// <summary>Writes what is there from the first second: the recipe, and what was asked for.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="state">What was asked for.</param>
    public void Begin(Recipe recipe, RunState state) => Guard(_shown, () =>
    {
        state.Write(StatePath);
        AtomicFile.WriteText(Path.Combine(Folder, RunFolder.RecipeFile), RunFolder.RecipeText(recipe));
        return true;
    });

    /// <summary>Ends the run: its checkpoints are removed, and it takes the place of an earlier one.</summary>
    /// <param name="notice">Takes a sentence where it cannot take that place, or where something of others is in the way.</param>
    /// <returns>The run folder, as the user named it.</returns>
    public string Complete(Action<string> notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        string shown = Shown, folder = Folder;
        if (folder != _target && (File.Exists(_target) || RunFolderContents.Of(_target) is not (RunContents.Finished or RunContents.None)))
        {
            notice($"{_shown} has other things in it by now, so the run stays in {shown}.");
        }
        else if (folder != _target)
        {
            // On Windows no folder is moved in which a file is open.
            _lock.Dispose();
            RunReplacement.Replace(_target, folder);
            (shown, folder) = (_shown, _target);
        }

        _lock.Dispose();
        RunFolderContents.RemoveCheckpoints(folder);
        RunReplacement.RemoveReplaced(_target, _shown, notice);
        return shown;
    }

    /// <summary>Takes away what was made, as though the run had never been asked for.</summary>
    public void Abandon()
    {
        _lock.Dispose();
        RunFolderContents.RemoveFiles(Folder);
        RunFolderContents.RemoveCheckpoints(Folder);
        foreach (string made in _madeFolders)
        {
            RunFolderContents.RemoveIfEmpty(made);
        }
    }

    /// <summary>Lets go of the place.</summary>
    public void Dispose() => _lock.Dispose();

    private static RunPlace Claim(string shown, Func<string, bool> isSame)
    {
        string target = Resolve(shown), next = target + NextSuffix;
        if (File.Exists(target))
        {
            throw new InputException($"The run folder {shown} is a file. Name a folder, new or with an earlier run in it.");
        }

        RunContents there = RunFolderContents.Of(target), beside = RunFolderContents.Of(next);
        foreach ((RunContents contents, string folder,
            string name) in ((RunContents, string, string)[])[(there, target, shown), (beside, next, shown + NextSuffix)])
        {
            if (contents == RunContents.Unfinished || (contents == RunContents.Begun && !isSame(folder)))
            {
                // Says so where it is still under way.
                RunLock.Take(RunFolderContents.LockPath(folder), name).Dispose();
                throw new InputException(
                    $"{name} holds a training that was stopped. Go on with it (unroll train --resume {shown}), delete that folder, or "
                    + $"name another one.");
            }
        }

        return there switch
        {
            RunContents.Other =>
                throw new InputException(
                    $"The run folder {shown} holds other things than a run. Name a new folder, or one with an earlier run and nothing "
                    + $"else in it."),
            RunContents.Finished when beside is not (RunContents.None or RunContents.Begun) || File.Exists(next) || IsLink(next) =>
                throw new InputException(
                $"{shown} holds a run, so the new one would grow in {shown}{NextSuffix}; but that is there already. Move it away, or "
                + $"name another folder."),
            RunContents.Finished => new RunPlace(target, next, shown, isNew: true),
            _ => new RunPlace(target, target, shown, isNew: true),
        };
    }

    /// <summary>The target of a path, links followed.</summary>
    /// <exception cref="InputException">A link leads nowhere.</exception>
    private static string Resolve(string path)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (!IsLink(full))
        {
            return full;
        }

        string target = Directory.ResolveLinkTarget(full, returnFinalTarget: true)!.FullName;
        return Path.Exists(target)
            ? target
            : throw new InputException(
                $"The run folder {path} is a symbolic link to {target}, which is not there. Make that folder, or name another one.");
    }

    private static bool IsLink(string path) => new DirectoryInfo(path).LinkTarget is not null;

    private static string WithoutSuffix(string path) => path.EndsWith(NextSuffix, StringComparison.Ordinal) ? path[..^NextSuffix.Length]
        : path;

    /// <summary>A folder and those above it that are not there, the deepest first.</summary>
    private static List<string> MissingFolders(string folder)
    {
        List<string> missing = [];
        for (string? here = folder; here is not null && !Directory.Exists(here); here = Path.GetDirectoryName(here))
        {
            missing.Add(here);
        }

        return missing;
    }

    private static RunPlace Make(string asked, Func<string, RunPlace> make) =>
        Guard(asked,
            () => make(Path.GetFileName(asked) is "" or "." or ".." ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(asked)) : asked));

    /// <summary>Does something with a run folder; an error of the system becomes one that says which folder it is.</summary>
    /// <exception cref="InputException">It cannot be made or written to.</exception>
    internal static T Guard<T>(string shown, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception exception) when (exception
            is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException(
                $"The run folder {shown} cannot be made or written to: {exception.Message.TrimEnd('.')}. Name another one.", exception);
        }
    }
}
