using System.Text.Json.Nodes;
using Unroll.Analysis.Estimators;
using Unroll.Catalogue;

namespace Unroll.Analysis.Trees;

/// <summary>
/// A random forest (Breiman 2001): the mean of trees, each grown on a random 70 % of the rows, whose splits choose among a random
/// few of the features, the root of their number. The probability of a class is the mean of its share in the leaves.
/// </summary>
/// <param name="options">The settings; null for the defaults.</param>
public sealed class RandomForestClassifier(ForestOptions? options = null) : ClassificationModel
{
    private static readonly ForestSettings<RandomForestClassifier> _settings = new(model => model.Options);

    internal static Entry<ClassificationModel> Entry { get; } = new(
        "random-forest", typeof(RandomForestClassifier), "Mean of many trees of random rows and features.", _settings.All,
        values => new RandomForestClassifier(_settings.Read(values)));

    /// <summary>The settings.</summary>
    public ForestOptions Options { get; } = options ?? new();

    /// <inheritdoc/>
    protected override ClassificationFit FitCore(FeatureTable features, int[] labels, int classes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(labels);
        TreeTraining training = new(features, Options.Seed, isAlone: true);
        BoostedOdds[] odds = TreeClassificationFit.LearnEach(
            labels, classes,
            isClass => new BoostedOdds(
                training.Forest([.. isClass.Select(value => value ? 1.0 : 0)], Options, 1 / Math.Sqrt(features.Rows[0].Length)), 0, 0),
            cancellation);
        return new TreeClassificationFit(
            $"random forest, {CountFormatter.Format(odds[0].Trees.Count, "trees")}", odds, isLogistic: false);
    }

    /// <inheritdoc/>
    protected internal override ClassificationFit Restore(JsonObject state) => TreeClassificationFit.Load(state);
}
