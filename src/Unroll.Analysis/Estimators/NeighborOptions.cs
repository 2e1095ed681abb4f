namespace Unroll.Analysis.Estimators;

/// <summary>Settings of nearest neighbours.</summary>
public sealed record NeighborOptions
{
    /// <summary>Number of neighbours that are asked, at least 1; null for 1 of classes and 5 of numbers.</summary>
    public int? Neighbors { get; init; }

    /// <summary>The distance.</summary>
    public NeighborDistance Distance { get; init; }

    /// <summary>
    /// Greatest lead of one series over the other in warping, as a share of the longer series (a Sakoe–Chiba band), from 0 to 1.
    /// </summary>
    public double Window { get; init; } = 0.1;
}
