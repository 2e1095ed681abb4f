namespace Unroll.Tasks.Learning.Sections;

/// <summary>An axis of a chart.</summary>
/// <param name="Name">Its label: "false positive rate".</param>
/// <param name="Unit">Its unit; null where there is none.</param>
public sealed record ChartAxis(string Name, string? Unit = null)
{
    /// <summary>The axis' least value; null to have it follow from the values.</summary>
    public double? Minimum { get; init; }

    /// <summary>The axis' greatest value; null to have it follow from the values.</summary>
    public double? Maximum { get; init; }

    /// <summary>Whether equal ratios are equally long; values that are not above 0 are left out then.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>Whether there is nothing between whole numbers, as between steps.</summary>
    public bool IsWhole { get; init; }
}
