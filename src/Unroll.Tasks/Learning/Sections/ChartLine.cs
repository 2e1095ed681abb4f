namespace Unroll.Tasks.Learning.Sections;

/// <summary>A line of a chart.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="X">Where its points lie across.</param>
/// <param name="Y">Where its points lie up, as many; NaN where the line has a gap.</param>
public sealed record ChartLine(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y)
{
    /// <summary>Whether it is a reference line, such as chance: drawn dashed.</summary>
    public bool IsReference { get; init; }
}
