namespace Unroll.Tasks.Learning.Sections;

/// <summary>A line of a <see cref="SeriesPanel"/>.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Values">Its values, one for each place of the section; NaN where it has none.</param>
public sealed record SeriesLine(string Name, IReadOnlyList<double> Values)
{
    /// <summary>The form in which it is drawn.</summary>
    public SeriesLineKind Kind { get; init; }

    /// <summary>Whether it is what was given, rather than what was found: drawn in grey behind the others.</summary>
    public bool IsGiven { get; init; }

    /// <summary>Whether it is a reference, such as a threshold: drawn dashed; one with a band as its band alone.</summary>
    public bool IsReference { get; init; }

    /// <summary>Whether it goes straight on where it has no value at a place, rather than being broken there.</summary>
    public bool IsJoined { get; init; }

    /// <summary>The lower ends of the band around it, as many as values; null for no band.</summary>
    public IReadOnlyList<double>? Lower { get; init; }

    /// <summary>The upper ends of the band around it, as many as values; null for no band.</summary>
    public IReadOnlyList<double>? Upper { get; init; }

    /// <summary>The name of the band: <c>95 % interval</c>.</summary>
    public string BandName { get; init; } = "95 % interval";
}
