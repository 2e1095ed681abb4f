namespace Unroll.Analysis.Trees;

/// <summary>Settings of gradient boosting.</summary>
public sealed record BoostingOptions
{
    private const int UsualLeaf = 20;

    /// <summary>The algorithm.</summary>
    public BoostingAlgorithm Algorithm { get; init; }

    /// <summary>Number of trees, at least 1.</summary>
    public int Trees { get; init; } = 100;

    /// <summary>The weight of a tree, above 0 and at most 1.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>The most leaves of a tree, at least 2.</summary>
    public int Leaves { get; init; } = 31;

    /// <summary>The fewest rows of a leaf, at least 1; null for LightGBM's usual 20, but no more than a third of the rows.</summary>
    public int? MinSamplesLeaf { get; init; }

    /// <summary>The seed of random choices.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The fewest rows of a leaf.</summary>
    /// <param name="rows">How many rows are learned from.</param>
    internal int MinimumLeafOf(int rows) => MinSamplesLeaf ?? Math.Clamp(rows / 3, 1, UsualLeaf);
}
