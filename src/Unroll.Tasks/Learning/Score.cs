namespace Unroll.Tasks.Learning;

/// <summary>One measure of predictions, with how it is shown.</summary>
/// <param name="Name">Its name in files, in snake case: <c>mae</c>.</param>
/// <param name="Label">Its name in tables: "MAE".</param>
/// <param name="Value">The value; NaN where it is not defined.</param>
/// <param name="Format">How it is shown.</param>
public sealed record Score(string Name, string Label, double Value, ScoreFormat Format = ScoreFormat.Number)
{
    /// <summary>Whether less is better, as for errors.</summary>
    public bool IsLowerBetter { get; init; } = true;

    /// <summary>What it is, in a sentence for the report's glossary; empty where the label says it.</summary>
    public string Help { get; init; } = "";
}
