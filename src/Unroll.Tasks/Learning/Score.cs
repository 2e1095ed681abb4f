namespace Unroll.Tasks.Learning;

/// <summary>A measure of predictions and its format.</summary>
/// <param name="Name">Its name in files, in snake case: <c>mae</c>.</param>
/// <param name="Label">Its name in tables: "MAE".</param>
/// <param name="Value">The value; NaN where it is not defined.</param>
/// <param name="Format">Its format.</param>
public sealed record Score(string Name, string Label, double Value, ScoreFormat Format = ScoreFormat.Number)
{
    /// <summary>Whether less is better, as for errors.</summary>
    public bool LowerIsBetter { get; init; } = true;

    /// <summary>Whether it stands behind the primary measures: in a table of its own, where there is little room.</summary>
    public bool IsFurther { get; init; }

    /// <summary>
    /// Whether it is in units that the training part gives, as the MASE, so that networks of different training parts cannot be compared by
    /// it.
    /// </summary>
    public bool IsScaled { get; init; }

    /// <summary>Its confidence interval; null where none was computed.</summary>
    public ConfidenceInterval? Interval { get; init; }

    /// <summary>A sentence for the report's glossary; empty where the label is clear.</summary>
    public string Help { get; init; } = "";
}
