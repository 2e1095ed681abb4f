using System.Text.Json.Nodes;
using Unroll.Analysis.Estimators;
using Unroll.Catalogue;

namespace Unroll.Analysis.Trees;

/// <summary>
/// Gradient boosting (Friedman 2001): trees that each learn what those before have left, by LightGBM or FastTree, one group of trees a
/// class where there are more than two.
/// </summary>
/// <param name="options">The settings; null for the defaults.</param>
public sealed class GradientBoostingClassifier(BoostingOptions? options = null) : ClassificationModel
{
    private static readonly BoostingSettings<GradientBoostingClassifier> _settings = new(model => model.Options);

    internal static Entry<ClassificationModel> Entry { get; } = new(
        "gradient-boosting", typeof(GradientBoostingClassifier), "Trees that each learn what those before have left.", _settings.All,
        values => new GradientBoostingClassifier(_settings.Read(values)));

    /// <summary>The settings.</summary>
    public BoostingOptions Options { get; } = options ?? new();

    /// <inheritdoc/>
    protected override ClassificationFit FitCore(FeatureTable features, int[] labels, int classes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(labels);
        TreeTraining training = new(features, Options.Seed, isAlone: true);
        BoostedOdds[] odds =
            TreeClassificationFit.LearnEach(labels, classes, isClass => training.Odds(isClass, Options), cancellation);
        return new TreeClassificationFit(
            $"gradient boosting, {CountFormatter.Format(odds.Sum(found => found.Trees.Count), "trees")}", odds, isLogistic: true);
    }

    /// <inheritdoc/>
    protected internal override ClassificationFit Restore(JsonObject state) => TreeClassificationFit.Load(state);
}
