using Unroll.Catalogue;

namespace Unroll.Analysis.Trees;

/// <summary>The settings of gradient boosting in the catalogue.</summary>
/// <param name="get">Reads the options from the model.</param>
internal sealed class BoostingSettings<T>(Func<T, BoostingOptions> get)
{
    /// <summary>The greatest number of leaves of a tree, which is LightGBM's.</summary>
    private const int GreatestLeaves = 131_072;

    private static readonly BoostingOptions _usual = new();

    private readonly Setting<T, BoostingAlgorithm> _algorithm = new(
        "algorithm", Kind.Choice(("lightgbm", BoostingAlgorithm.LightGbm), ("fast-tree", BoostingAlgorithm.FastTree)),
        model => get(model).Algorithm, "Algorithm of boosting.")
    { DefaultValue = BoostingAlgorithm.LightGbm };

    private readonly Setting<T, int> _trees =
        new("trees", Kind.Integer(1, TreeSettings.MostTrees), model => get(model).Trees, "Number of trees.")
        { DefaultValue = _usual.Trees };

    private readonly Setting<T, double> _rate =
        new("learning-rate", Kind.Number(new NumberRange { Above = 0, AtMost = 1 }), model => get(model).LearningRate, "Weight of a tree.")
        { DefaultValue = _usual.LearningRate };

    private readonly Setting<T, int> _leaves =
        new("leaves", Kind.Integer(2, GreatestLeaves), model => get(model).Leaves, "Most leaves of a tree.")
        { DefaultValue = _usual.Leaves };

    private readonly Setting<T, int?> _minSamplesLeaf =
        new("min-samples-leaf", Kind.Optional(Kind.Integer(1)), model => get(model).MinSamplesLeaf, "Fewest rows of a leaf.")
        { DefaultNote = "20, at most a third of the rows" };

    private readonly Setting<T, int> _seed = TreeSettings.Seed<T>(model => get(model).Seed);

    /// <summary>All of them.</summary>
    public IReadOnlyList<Setting> All => [_algorithm, _trees, _rate, _leaves, _minSamplesLeaf, _seed];

    /// <summary>The options of values.</summary>
    /// <param name="values">The values.</param>
    public BoostingOptions Read(SettingValues values) => new()
    {
        Algorithm = values.Get(_algorithm),
        Trees = values.Get(_trees),
        LearningRate = values.Get(_rate),
        Leaves = values.Get(_leaves),
        MinSamplesLeaf = values.Get(_minSamplesLeaf),
        Seed = values.Get(_seed),
    };
}
