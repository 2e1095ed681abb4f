using Unroll.Catalogue;

namespace Unroll.Analysis.Trees;

/// <summary>The settings of random forests in the catalogue.</summary>
/// <param name="get">Reads the options from the model.</param>
internal sealed class ForestSettings<T>(Func<T, ForestOptions> get)
{
    private readonly Setting<T, int> _trees = TreeSettings.Trees<T>(model => get(model).Trees);

    private readonly Setting<T, int> _leaves = TreeSettings.Leaves<T>(model => get(model).Leaves);

    private readonly Setting<T, int> _minSamplesLeaf = TreeSettings.MinSamplesLeaf<T>(model => get(model).MinSamplesLeaf);

    private readonly Setting<T, int> _seed = TreeSettings.Seed<T>(model => get(model).Seed);

    /// <summary>All of them.</summary>
    public IReadOnlyList<Setting> All => [_trees, _leaves, _minSamplesLeaf, _seed];

    /// <summary>The options of values.</summary>
    /// <param name="values">The values.</param>
    public ForestOptions Read(SettingValues values) => new()
    {
        Trees = values.Get(_trees),
        Leaves = values.Get(_leaves),
        MinSamplesLeaf = values.Get(_minSamplesLeaf),
        Seed = values.Get(_seed),
    };
}
