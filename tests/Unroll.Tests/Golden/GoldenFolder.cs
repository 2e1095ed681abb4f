namespace Unroll.Tests.Golden;

/// <summary>Where the golden cases lie: the folder named by UNROLL_GOLDEN, or tests/golden of this checkout.</summary>
internal static class GoldenFolder
{
    private const string Variable = "UNROLL_GOLDEN";

    public static IReadOnlyList<string> Files()
    {
        string[] files = Directory.GetFiles(Find(), "*.json");
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }

    public static string Find()
    {
        string? named = Environment.GetEnvironmentVariable(Variable);
        if (!string.IsNullOrEmpty(named))
        {
            return Directory.Exists(named) ? named : throw new DirectoryNotFoundException($"{Variable} names {named}, which is no folder.");
        }

        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "tests", "golden");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        throw new DirectoryNotFoundException(
            $"No folder tests/golden above {AppContext.BaseDirectory}: set {Variable} to the folder of the golden cases.");
    }
}
