namespace Unroll.Analysis.Trees;

/// <summary>Settings of random forests.</summary>
public sealed record ForestOptions
{
    /// <summary>Number of trees, at least 1.</summary>
    public int Trees { get; init; } = 100;

    /// <summary>The most leaves of a tree, at least 2.</summary>
    public int Leaves { get; init; } = TreeSettings.MostLeaves;

    /// <summary>The fewest rows of a leaf, at least 1.</summary>
    public int MinSamplesLeaf { get; init; } = 1;

    /// <summary>The seed of random choices.</summary>
    public int Seed { get; init; } = 1;
}
