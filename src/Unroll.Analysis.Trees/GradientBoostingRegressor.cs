using System.Text.Json.Nodes;
using Unroll.Analysis.Estimators;
using Unroll.Catalogue;

namespace Unroll.Analysis.Trees;

/// <summary>
/// Gradient boosting (Friedman 2001): trees that each learn what those before have left, by LightGBM or FastTree.
/// </summary>
/// <param name="options">The settings; null for the defaults.</param>
public sealed class GradientBoostingRegressor(BoostingOptions? options = null) : RegressionModel
{
    private static readonly BoostingSettings<GradientBoostingRegressor> _settings = new(model => model.Options);

    internal static Entry<RegressionModel> Entry { get; } = new(
        "gradient-boosting", typeof(GradientBoostingRegressor), "Trees that each learn what those before have left.", _settings.All,
        values => new GradientBoostingRegressor(_settings.Read(values)));

    /// <summary>The settings.</summary>
    public BoostingOptions Options { get; } = options ?? new();

    /// <inheritdoc/>
    protected override RegressionFit FitCore(FeatureTable features, double[][] targets, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(targets);
        TreeTraining training = new(features, Options.Seed, isAlone: targets[0].Length == 1);
        return FitEach(
            targets,
            target =>
            {
                TreeEnsemble trees = training.Boosted(target, Options);
                return new TreeRegressionFit($"gradient boosting, {CountFormatter.Format(trees.Count, "trees")}", trees);
            },
            cancellation);
    }

    /// <inheritdoc/>
    protected internal override RegressionFit Restore(JsonObject state) => RestoreEach(state, TreeRegressionFit.Load);
}
