namespace Unroll.Tasks.Learning.Sections;

/// <summary>An axis of a chart.</summary>
/// <param name="Name">What it shows, with the unit where there is one.</param>
public sealed record ChartAxis(string Name)
{
    /// <summary>Its least value; null for that of the data.</summary>
    public double? From { get; init; }

    /// <summary>Its largest value; null for that of the data.</summary>
    public double? To { get; init; }

    /// <summary>Whether there is nothing between whole numbers, as between epochs.</summary>
    public bool IsWhole { get; init; }
}
