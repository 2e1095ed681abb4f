namespace Unroll.Tasks.Learning.Sections;

/// <summary>A column of a table.</summary>
/// <param name="Name">Its heading.</param>
/// <param name="Format">How its numbers are shown.</param>
public sealed record TableColumn(string Name, ScoreFormat Format = ScoreFormat.Number)
{
    /// <summary>Whether positive numbers have a plus sign, as differences do.</summary>
    public bool IsSigned { get; init; }
}
