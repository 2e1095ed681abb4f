namespace Unroll.Tasks.Proposals;

/// <summary>
/// The file of another part, as archives and competitions publish them, <c>NAME_TRAIN.ts</c> and <c>NAME_TEST.ts</c>,
/// <c>NAME-train.csv</c> and <c>NAME-dev.csv</c>, or <c>train.tsv</c> and <c>test.tsv</c>, where it lies beside that of the training part.
/// </summary>
internal static class PartFileBeside
{
    private const string Train = "train.";

    private static readonly char[] _before = ['_', '-', '.'];

    /// <summary>The file of a part beside a training file; null where it has none.</summary>
    /// <param name="path">The training file.</param>
    /// <param name="parts">What the part may be called, in lower case, the most likely first.</param>
    public static string? Of(string path, params ReadOnlySpan<string> parts)
    {
        string name = Path.GetFileName(path);
        int at = name.LastIndexOf(Train, StringComparison.OrdinalIgnoreCase);
        if (at < 0 || (at > 0 && !_before.Contains(name[at - 1])))
        {
            return null;
        }

        string written = name.Substring(at, Train.Length);
        foreach (string part in parts)
        {
            string own = written.Equals(Train.ToUpperInvariant(), StringComparison.Ordinal) ? part.ToUpperInvariant()
                : char.IsUpper(written[0]) ? char.ToUpperInvariant(part[0]) + part[1..] : part;
            string other = Path.Combine(Path.GetDirectoryName(path) ?? "", $"{name[..at]}{own}.{name[(at + Train.Length)..]}");
            if (File.Exists(other))
            {
                return other;
            }
        }

        return null;
    }
}
