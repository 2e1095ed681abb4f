namespace Unroll.Workloads;

/// <summary>Where the sources lie.</summary>
internal static class Repository
{
    /// <summary>A path below the folder with Unroll.slnx, which is above the program's own.</summary>
    /// <param name="parts">The path's parts.</param>
    /// <exception cref="InputException">There is no such folder.</exception>
    public static string PathOf(params string[] parts)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Unroll.slnx")))
            {
                return Path.Combine([folder.FullName, .. parts]);
            }
        }

        throw new InputException($"There is no Unroll.slnx above {AppContext.BaseDirectory}: run this program from a clone.");
    }
}
