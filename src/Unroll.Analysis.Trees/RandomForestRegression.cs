using System.Text.Json.Nodes;
using Unroll.Analysis.Estimators;
using Unroll.Catalogue;

namespace Unroll.Analysis.Trees;

/// <summary>
/// A random forest (Breiman 2001): the mean of trees, each grown on a random 70 % of the rows, whose splits choose among a random
/// third of the features.
/// </summary>
public sealed class RandomForestRegression : RegressionModel
{
    private static readonly Setting<RandomForestRegression, int> _trees = TreeSettings.Trees<RandomForestRegression>(model => model.Trees);

    private static readonly Setting<RandomForestRegression, int> _leaves =
        TreeSettings.Leaves<RandomForestRegression>(model => model.Leaves);

    private static readonly Setting<RandomForestRegression, int> _minimumLeaf =
        TreeSettings.MinimumLeaf<RandomForestRegression>(model => model.MinimumLeaf);

    private static readonly Setting<RandomForestRegression, int> _seed = TreeSettings.Seed<RandomForestRegression>(model => model.Seed);

    internal static Entry<RegressionModel> Entry { get; } = new(
        "random-forest", typeof(RandomForestRegression), "Mean of many trees of random rows and features.",
        [_trees, _leaves, _minimumLeaf, _seed],
        values => new RandomForestRegression
        {
            Trees = values.Get(_trees),
            Leaves = values.Get(_leaves),
            MinimumLeaf = values.Get(_minimumLeaf),
            Seed = values.Get(_seed),
        });

    /// <summary>Number of trees, at least 1.</summary>
    public int Trees { get; init; } = 100;

    /// <summary>The most leaves of a tree, at least 2.</summary>
    public int Leaves { get; init; } = TreeSettings.MostLeaves;

    /// <summary>The fewest rows of a leaf, at least 1.</summary>
    public int MinimumLeaf { get; init; } = 1;

    /// <summary>The seed of random choices.</summary>
    public int Seed { get; init; } = 1;

    /// <inheritdoc/>
    protected override RegressionFit FitCore(FeatureTable features, double[][] targets, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(targets);
        TreeTraining training = new(features, Seed, isAlone: targets[0].Length == 1);
        return FitEach(
            targets,
            target =>
            {
                TreeEnsemble trees = training.Forest(
                    target, Trees, Math.Min(Leaves, Math.Max(2, features.Count)), MinimumLeaf, 0.7, 1.0 / 3);
                return new TreeRegressionFit($"random forest, {CountFormatter.Format(trees.Count, "trees")}", trees);
            },
            cancellation);
    }

    /// <inheritdoc/>
    protected override RegressionFit Restore(JsonObject state) => RestoreEach(state, TreeRegressionFit.Load);
}
