namespace Unroll.Analysis.Decomposition;

/// <summary>Settings of <see cref="Mstl"/>.</summary>
public sealed record MstlOptions
{
    /// <summary>
    /// Lengths of the seasons' smoothers, as many as periods, odd and at least 3. Default null: 11 for the shortest period, 15 for the
    /// next, and so on.
    /// </summary>
    public IReadOnlyList<int>? SeasonalLengths { get; init; }

    /// <summary>Passes over all seasons, at least 1; a single season takes one. Default: 2.</summary>
    public int Iterations { get; init; } = 2;

    /// <summary>Settings of each STL; the seasonal length is the one of its season.</summary>
    public StlOptions Stl { get; init; } = new();
}
