using System.Text.Json.Nodes;
using Unroll.Catalogue;

namespace Unroll.Analysis.Estimators;

/// <summary>
/// MiniRocket (Dempster, Schmidt and Webb 2021) with ridge regression: about 10,000 shares of convolutions above thresholds, whose
/// weights are learned in closed form. Series may have several channels and differ in length.
/// </summary>
public sealed class MiniRocketRegressor : RegressionModel
{
    private static readonly Setting<MiniRocketRegressor, int> _features =
        MiniRocketSettings.Features<MiniRocketRegressor>(model => model.Features);

    private static readonly Setting<MiniRocketRegressor, int> _seed = MiniRocketSettings.Seed<MiniRocketRegressor>(model => model.Seed);

    internal static Entry<RegressionModel> Entry { get; } = new(
        "mini-rocket", typeof(MiniRocketRegressor), "Ridge regression on shares of convolutions of a series above thresholds.",
        [_features, _seed], values => new MiniRocketRegressor { Features = values.Get(_features), Seed = values.Get(_seed) })
    {
        Aliases = ["minirocket"],
    };

    /// <summary>About how many features a series has, at least 84.</summary>
    public int Features { get; init; } = MiniRocketSettings.UsualFeatures;

    /// <summary>The seed of random choices.</summary>
    public int Seed { get; init; } = 1;

    /// <inheritdoc/>
    public override bool ReadsSeries => true;

    /// <inheritdoc/>
    protected override RegressionFit FitCore(FeatureTable features, double[][] targets, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(targets);
        FeatureChecks.RequireRows(features.Count, 2, Name);
        MiniRocketTransform transform = MiniRocketTransform.Fit(features, Features, Seed);
        return new MiniRocketRegressionFit(
            transform, new RidgeRegression().FitLinear(transform.Apply(features, cancellation), targets));
    }

    /// <inheritdoc/>
    protected internal override RegressionFit Restore(JsonObject state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new MiniRocketRegressionFit(MiniRocketTransform.Load(state["transform"]!), LinearFit.Load(state["ridge"]!.AsObject()));
    }
}
