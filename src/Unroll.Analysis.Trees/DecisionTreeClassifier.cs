using System.Text.Json.Nodes;
using Unroll.Analysis.Estimators;
using Unroll.Catalogue;

namespace Unroll.Analysis.Trees;

/// <summary>
/// A decision tree (Breiman and others 1984), one a class where there are more than two: the share of the class in the leaf that a row
/// falls into. Splits are those of least variance, which of shares is half of Gini's impurity.
/// </summary>
public sealed class DecisionTreeClassifier : ClassificationModel
{
    private static readonly Setting<DecisionTreeClassifier, int> _leaves =
        TreeSettings.Leaves<DecisionTreeClassifier>(model => model.Leaves);

    private static readonly Setting<DecisionTreeClassifier, int> _minSamplesLeaf =
        TreeSettings.MinSamplesLeaf<DecisionTreeClassifier>(model => model.MinSamplesLeaf);

    internal static Entry<ClassificationModel> Entry { get; } = new(
        "decision-tree", typeof(DecisionTreeClassifier), "Tree of thresholds.", [_leaves, _minSamplesLeaf],
        values => new DecisionTreeClassifier
        {
            Leaves = values.Get(_leaves),
            MinSamplesLeaf = values.Get(_minSamplesLeaf),
        });

    /// <summary>The most leaves of a tree, at least 2.</summary>
    public int Leaves { get; init; } = TreeSettings.MostLeaves;

    /// <summary>The fewest rows of a leaf, at least 1.</summary>
    public int MinSamplesLeaf { get; init; } = 1;

    /// <inheritdoc/>
    protected override ClassificationFit FitCore(FeatureTable features, int[] labels, int classes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(labels);
        TreeTraining training = new(features, 1, isAlone: true);
        BoostedOdds[] odds = TreeClassificationFit.LearnEach(
            labels, classes,
            isClass => new BoostedOdds(
                training.Forest(
                    [.. isClass.Select(value => value ? 1.0 : 0)], 1, Math.Min(Leaves, Math.Max(2, features.Count)), MinSamplesLeaf, 1,
                    1),
                0, 0),
            cancellation);
        return new TreeClassificationFit(
            $"decision tree, {CountFormatter.Format(odds.Sum(found => found.Trees.Leaves), "leaves", "leaf")}", odds, isLogistic: false);
    }

    /// <inheritdoc/>
    protected internal override ClassificationFit Restore(JsonObject state) => TreeClassificationFit.Load(state);
}
