namespace Unroll.Tests.Common;

/// <summary>Files of the repository that tests run in.</summary>
internal static class Repository
{
    /// <summary>The folder with Unroll.slnx, above the tests' assembly.</summary>
    public static string Root { get; } = Find();

    /// <summary>The path of a file of the repository.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Unroll.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"There is no Unroll.slnx above {AppContext.BaseDirectory}.");
    }
}
