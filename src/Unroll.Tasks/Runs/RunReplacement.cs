using System.Globalization;

namespace Unroll.Tasks.Runs;

/// <summary>
/// The replacement of a run folder by another: the earlier one is moved aside, into <c>.NAME.replaced</c>, and removed when the new one is
/// in its place.
/// </summary>
internal static class RunReplacement
{
    private const string Suffix = ".replaced";

    /// <summary>Gives the place of a run folder to another one; the earlier one gets a name that nothing has.</summary>
    /// <param name="target">Full path of the place; there need be nothing.</param>
    /// <param name="folder">Full path of the folder that gets it.</param>
    /// <exception cref="IOException">A folder cannot be moved; the earlier one is where it was.</exception>
    public static void Replace(string target, string folder)
    {
        string stem = Path.Combine(ParentOf(target), NameOf(target)), old = stem;
        for (int number = 2; Path.Exists(old); number++)
        {
            old = string.Create(CultureInfo.InvariantCulture, $"{stem}-{number}");
        }

        bool isThere = Directory.Exists(target);
        if (isThere)
        {
            Directory.Move(target, old);
        }

        try
        {
            Directory.Move(folder, target);
        }
        catch (Exception exception) when (isThere && exception is IOException or UnauthorizedAccessException)
        {
            Directory.Move(old, target);
            throw;
        }
    }

    /// <summary>
    /// Removes the runs that were moved aside, those of processes that were killed before they could as well; folders with other things in
    /// them are left as they are.
    /// </summary>
    /// <param name="target">Full path of the run folder that took their place.</param>
    /// <param name="shown">That folder as the user named it.</param>
    /// <param name="notice">Takes a sentence for each folder that is left.</param>
    public static void RemoveReplaced(string target, string shown, Action<string> notice)
    {
        foreach (string old in Directory.GetDirectories(ParentOf(target)).Where(path => IsReplaced(Path.GetFileName(path), NameOf(target))))
        {
            if (new DirectoryInfo(old).LinkTarget is null && RunFolderContents.HasOnlyOwnFiles(old))
            {
                RunFolderContents.Remove(old);
            }
            else
            {
                notice(
                    $"{Path.Combine(Path.GetDirectoryName(shown) ?? "", Path.GetFileName(old))} was left by a run that was replaced, but "
                    + "has other things in it: it is kept. Look what they are, and delete it.");
            }
        }
    }

    private static string ParentOf(string target) => Path.GetDirectoryName(target) ?? target;

    private static string NameOf(string target) => $".{Path.GetFileName(target)}{Suffix}";

    /// <summary>Whether a folder has the name of a run that was moved aside, or that name and a number.</summary>
    private static bool IsReplaced(string folder, string name) => folder == name || (folder.StartsWith(name + "-", StringComparison.Ordinal)
        && folder[(name.Length + 1)..].All(char.IsAsciiDigit));
}
