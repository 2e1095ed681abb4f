using System.Text.Json.Nodes;
using Unroll.Analysis.Estimators;
using Unroll.Catalogue;

namespace Unroll.Analysis.Trees;

/// <summary>
/// A random forest (Breiman 2001): the mean of trees, each grown on a random 70 % of the rows, whose splits choose among a random
/// third of the features.
/// </summary>
/// <param name="options">The settings; null for the defaults.</param>
public sealed class RandomForestRegressor(ForestOptions? options = null) : RegressionModel
{
    private static readonly ForestSettings<RandomForestRegressor> _settings = new(model => model.Options);

    internal static Entry<RegressionModel> Entry { get; } = new(
        "random-forest", typeof(RandomForestRegressor), "Mean of many trees of random rows and features.", _settings.All,
        values => new RandomForestRegressor(_settings.Read(values)));

    /// <summary>The settings.</summary>
    public ForestOptions Options { get; } = options ?? new();

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
                TreeEnsemble trees = training.Forest(target, Options, tried: 1.0 / 3);
                return new TreeRegressionFit($"random forest, {CountFormatter.Format(trees.Count, "trees")}", trees);
            },
            cancellation);
    }

    /// <inheritdoc/>
    protected internal override RegressionFit Restore(JsonObject state) => RestoreEach(state, TreeRegressionFit.Load);
}
