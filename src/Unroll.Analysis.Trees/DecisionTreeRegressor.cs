using System.Text.Json.Nodes;
using Unroll.Analysis.Estimators;
using Unroll.Catalogue;

namespace Unroll.Analysis.Trees;

/// <summary>
/// A decision tree (Breiman and others 1984): the mean of the rows in the leaf that a row falls into.
/// </summary>
public sealed class DecisionTreeRegressor : RegressionModel
{
    private static readonly Setting<DecisionTreeRegressor, int> _leaves =
        TreeSettings.Leaves<DecisionTreeRegressor>(model => model.Leaves);

    private static readonly Setting<DecisionTreeRegressor, int> _minSamplesLeaf =
        TreeSettings.MinSamplesLeaf<DecisionTreeRegressor>(model => model.MinSamplesLeaf);

    internal static Entry<RegressionModel> Entry { get; } = new(
        "decision-tree", typeof(DecisionTreeRegressor), "Tree of thresholds.", [_leaves, _minSamplesLeaf],
        values => new DecisionTreeRegressor
        {
            Leaves = values.Get(_leaves),
            MinSamplesLeaf = values.Get(_minSamplesLeaf),
        });

    /// <summary>The most leaves of a tree, at least 2.</summary>
    public int Leaves { get; init; } = TreeSettings.MostLeaves;

    /// <summary>The fewest rows of a leaf, at least 1.</summary>
    public int MinSamplesLeaf { get; init; } = 1;

    /// <inheritdoc/>
    protected override RegressionFit FitCore(FeatureTable features, double[][] targets, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(targets);
        TreeTraining training = new(features, 1, isAlone: targets[0].Length == 1);
        return FitEach(
            targets,
            target =>
            {
                TreeEnsemble trees = training.Forest(target, 1, Math.Min(Leaves, Math.Max(2, features.Count)), MinSamplesLeaf, 1, 1);
                return new TreeRegressionFit($"decision tree, {CountFormatter.Format(trees.Leaves, "leaves", "leaf")}", trees);
            },
            cancellation);
    }

    /// <inheritdoc/>
    protected internal override RegressionFit Restore(JsonObject state) => RestoreEach(state, TreeRegressionFit.Load);
}
