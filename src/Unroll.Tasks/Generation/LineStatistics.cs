using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Generation;

/// <summary>Statistics of generated lines beside those that were learned from.</summary>
/// <param name="Generated">The generated lines.</param>
/// <param name="Valid">How many of them are valid.</param>
/// <param name="Novel">How many of them are not in the training part.</param>
/// <param name="Distinct">How many different ones there are.</param>
/// <param name="NovelAndValid">How many are both valid and not in the training part.</param>
public sealed record LineStatistics(IReadOnlyList<string> Generated, int Valid, int Novel, int Distinct, int NovelAndValid)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(1);

    /// <summary>Share of valid lines.</summary>
    public double Validity => Valid / (double)Generated.Count;

    /// <summary>Share of lines that are not in the training part.</summary>
    public double Novelty => Novel / (double)Generated.Count;

    /// <summary>Counts lines.</summary>
    /// <param name="generated">The generated lines, at least one.</param>
    /// <param name="training">The lines of the training part.</param>
    /// <param name="pattern">What a valid line matches; null to go by its length.</param>
    internal static LineStatistics Of(IReadOnlyList<string> generated, IReadOnlyList<string> training, string? pattern)
    {
        HashSet<string> known = new(training, StringComparer.Ordinal);
        int longest = training.Max(line => line.Length);
        Regex? valid = pattern is null ? null : new Regex(pattern, RegexOptions.CultureInvariant, _patience);
        bool[] areValid = [.. generated.Select(line => valid?.IsMatch(line) ?? (line.Length > 0 && line.Length <= longest))];
        return new(
            generated,
            areValid.Count(isValid => isValid),
            generated.Count(line => !known.Contains(line)),
            generated.Distinct(StringComparer.Ordinal).Count(),
            generated.Index().Count(line => areValid[line.Index] && !known.Contains(line.Item)));
    }

    /// <summary>The counts as an object.</summary>
    internal JsonObject ToJson() => new()
    {
        ["generated"] = Generated.Count,
        ["validity"] = Scores.Rounded(Validity),
        ["novelty"] = Scores.Rounded(Novelty),
        ["novel_and_valid"] = Scores.Rounded(NovelAndValid / (double)Generated.Count),
        ["distinct"] = Scores.Rounded(Distinct / (double)Generated.Count),
    };

    /// <summary>The counts in a sentence.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"Of {CountFormatter.Format(Generated.Count, "generated lines")}, {100 * Validity:0.0} % are valid, {100 * Novelty:0.0} % are not "
        + $"in the training part, and {Distinct} are different.");
}
