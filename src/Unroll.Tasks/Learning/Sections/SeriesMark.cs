namespace Unroll.Tasks.Learning.Sections;

/// <summary>An upright line through the charts of a <see cref="SeriesSection"/>, or a stretch.</summary>
/// <param name="Name">What it is: <c>change</c>. Marks of the same name are shown and hidden together.</param>
/// <param name="At">The place of the line; NaN for a stretch alone.</param>
public sealed record SeriesMark(string Name, double At)
{
    /// <summary>The place where the stretch begins; null for none.</summary>
    public double? From { get; init; }

    /// <summary>The place where the stretch ends; null for none.</summary>
    public double? To { get; init; }
}
