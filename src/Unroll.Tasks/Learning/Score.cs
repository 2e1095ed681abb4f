namespace Unroll.Tasks.Learning;

/// <summary>A measure of predictions and its format.</summary>
/// <param name="Name">Its name in files, in snake case: <c>mae</c>.</param>
/// <param name="Label">Its name in tables: "MAE".</param>
/// <param name="Value">The value; NaN where it is not defined.</param>
/// <param name="Format">Its format.</param>
public sealed record Score(string Name, string Label, double Value, ScoreFormat Format = ScoreFormat.Number)
{
    /// <summary>Whether less is better, as for errors.</summary>
    public bool IsLowerBetter { get; init; } = true;

    /// <summary>A sentence for the report's glossary; empty where the label is clear.</summary>
    public string Help { get; init; } = "";
}
