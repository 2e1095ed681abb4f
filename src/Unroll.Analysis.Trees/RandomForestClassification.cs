using System.Text.Json.Nodes;
using Unroll.Analysis.Estimators;
using Unroll.Catalogue;

namespace Unroll.Analysis.Trees;

/// <summary>
/// A random forest (Breiman 2001): the mean of trees, each grown on a random 70 % of the rows, whose splits choose among a random
/// few of the features, the root of their number. The probability of a class is the mean of its share in the leaves.
/// </summary>
public sealed class RandomForestClassification : ClassificationModel
{
    private static readonly Setting<RandomForestClassification, int> _trees =
        TreeSettings.Trees<RandomForestClassification>(model => model.Trees);

    private static readonly Setting<RandomForestClassification, int> _leaves =
        TreeSettings.Leaves<RandomForestClassification>(model => model.Leaves);

    private static readonly Setting<RandomForestClassification, int> _minimumLeaf =
        TreeSettings.MinimumLeaf<RandomForestClassification>(model => model.MinimumLeaf);

    private static readonly Setting<RandomForestClassification, int> _seed =
        TreeSettings.Seed<RandomForestClassification>(model => model.Seed);

    internal static Entry<ClassificationModel> Entry { get; } = new(
        "random-forest", typeof(RandomForestClassification), "Mean of many trees of random rows and features.",
        [_trees, _leaves, _minimumLeaf, _seed],
        values => new RandomForestClassification
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
    protected override ClassificationFit FitCore(FeatureTable features, int[] labels, int classes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(labels);
        TreeTraining training = new(features, Seed, isAlone: true);
        BoostedOdds[] odds = TreeClassificationFit.LearnEach(
            labels, classes,
            isClass => new BoostedOdds(
                training.Forest(
                    [.. isClass.Select(value => value ? 1.0 : 0)], Trees, Math.Min(Leaves, Math.Max(2, features.Count)), MinimumLeaf, 0.7,
                    1 / Math.Sqrt(features.Rows[0].Length)),
                0, 0),
            cancellation);
        return new TreeClassificationFit(
            $"random forest, {CountFormatter.Format(odds[0].Trees.Count, "trees")}", odds, isLogistic: false);
    }

    /// <inheritdoc/>
    protected override ClassificationFit Restore(JsonObject state) => TreeClassificationFit.Load(state);
}
