using System.Text.Json.Nodes;
using Unroll.Catalogue;

namespace Unroll.Analysis.Estimators;

/// <summary>
/// MiniRocket (Dempster, Schmidt and Webb 2021) with ridge classification: about 10,000 shares of convolutions above thresholds, whose
/// weights are learned in closed form. Series may have several channels and differ in length.
/// </summary>
public sealed class MiniRocketClassifier : ClassificationModel
{
    private static readonly Setting<MiniRocketClassifier, int> _features =
        MiniRocketSettings.Features<MiniRocketClassifier>(model => model.Features);

    private static readonly Setting<MiniRocketClassifier, int> _seed =
        MiniRocketSettings.Seed<MiniRocketClassifier>(model => model.Seed);

    internal static Entry<ClassificationModel> Entry { get; } = new(
        "mini-rocket", typeof(MiniRocketClassifier), "Ridge classification on shares of convolutions of a series above thresholds.",
        [_features, _seed], values => new MiniRocketClassifier { Features = values.Get(_features), Seed = values.Get(_seed) })
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
    protected override ClassificationFit FitCore(FeatureTable features, int[] labels, int classes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(labels);
        MiniRocketTransform transform = MiniRocketTransform.Fit(features, Features, Seed);
        return new MiniRocketClassificationFit(
            transform, RidgeScores.Fit(transform.Apply(features, cancellation), labels, classes, isStandardized: true, given: null));
    }

    /// <inheritdoc/>
    protected internal override ClassificationFit Restore(JsonObject state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new MiniRocketClassificationFit(
            MiniRocketTransform.Load(state["transform"]!), RidgeScores.Load(state["ridge"]!.AsObject()));
    }
}
