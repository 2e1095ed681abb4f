using System.Text;

namespace Unroll.Tasks.Learning;

/// <summary>The scores of a further target of a part, beside those of the baselines.</summary>
/// <param name="Target">Name of the target.</param>
/// <param name="Model">The scores of the networks.</param>
/// <param name="Baselines">The scores of each baseline on the same samples, by name: the same measures.</param>
public sealed record TargetScores(string Target, Scores Model, IReadOnlyList<KeyValuePair<string, Scores>> Baselines)
{
    /// <summary>The networks beside the baselines, by the first measure that is defined.</summary>
    public BaselineComparison Comparison => BaselineComparison.By(Model, Baselines);

    /// <summary>The comparison as a sentence where a baseline is not beaten; empty where all are beaten.</summary>
    public string Warning => Comparison.Warning is { Length: > 0 } warning
        ? $"Of {Target}: {char.ToLowerInvariant(warning[0])}{warning[1..]}" : "";

    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Target), Target), (nameof(Model), Model), (nameof(Baselines), Baselines), (nameof(Comparison), Comparison),
        (nameof(Warning), Warning));
}
