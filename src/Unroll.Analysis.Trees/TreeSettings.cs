using Unroll.Catalogue;

namespace Unroll.Analysis.Trees;

/// <summary>The settings that models of trees share.</summary>
internal static class TreeSettings
{
    /// <summary>The most leaves of a tree unless given: as many as rows, but no more than this.</summary>
    public const int MostLeaves = 1024;

    /// <summary>The greatest number of trees.</summary>
    public const int MostTrees = 100_000;

    /// <summary>The most leaves of a tree.</summary>
    /// <param name="get">Reads them.</param>
    public static Setting<T, int> Leaves<T>(Func<T, int> get) =>
        new("leaves", Kind.Integer(2), get, "Most leaves of a tree.") { DefaultValue = MostLeaves };

    /// <summary>The fewest rows of a leaf.</summary>
    /// <param name="get">Reads them.</param>
    public static Setting<T, int> MinSamplesLeaf<T>(Func<T, int> get) =>
        new("min-samples-leaf", Kind.Integer(1), get, "Fewest rows of a leaf.") { DefaultValue = 1 };

    /// <summary>The number of trees.</summary>
    /// <param name="get">Reads it.</param>
    public static Setting<T, int> Trees<T>(Func<T, int> get) =>
        new("trees", Kind.Integer(1, MostTrees), get, "Number of trees.") { DefaultValue = 100 };

    /// <summary>The seed.</summary>
    /// <param name="get">Reads it.</param>
    public static Setting<T, int> Seed<T>(Func<T, int> get) =>
        new("seed", Kind.Integer(0), get, "Seed of random choices.") { DefaultValue = 1 };
}
