namespace Unroll.Tasks.Proposals;

/// <summary>
/// The other half of a pair that archives and competitions publish, <c>NAME_TRAIN.ts</c> and <c>NAME_TEST.ts</c> or
/// <c>NAME-train.csv</c> and <c>NAME-test.csv</c>, where it lies beside the first.
/// </summary>
internal static class TestFileBeside
{
    private static readonly char[] _before = ['_', '-'];

    /// <summary>The test file of a training file; null where it has none.</summary>
    /// <param name="path">The training file.</param>
    public static string? Of(string path)
    {
        const string Train = "train.";
        string name = Path.GetFileName(path);
        int at = name.LastIndexOf(Train, StringComparison.OrdinalIgnoreCase);
        if (at < 1 || !_before.Contains(name[at - 1]))
        {
            return null;
        }

        string written = name.Substring(at, Train.Length);
        string test = written.Equals(Train.ToUpperInvariant(), StringComparison.Ordinal) ? "TEST."
            : char.IsUpper(written[0]) ? "Test." : "test.";
        string other = Path.Combine(Path.GetDirectoryName(path) ?? "", name[..at] + test + name[(at + Train.Length)..]);
        return File.Exists(other) ? other : null;
    }
}
