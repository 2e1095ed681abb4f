using System.Text.Json.Nodes;

namespace Unroll.Analysis.Estimators;

/// <summary>Classes by ridge regressions on MiniRocket's features.</summary>
internal sealed class MiniRocketClassificationFit(MiniRocketTransform transform, RidgeScores ridge) : ClassificationFit
{
    public override string Description => $"MiniRocket, {CountFormatter.Format(transform.Features, "features")}, {ridge.Description}";

    protected internal override JsonObject SaveState() => new() { ["transform"] = transform.Save(), ["ridge"] = ridge.SaveState() };

    protected internal override double[][] ProbabilitiesCore(FeatureTable features) => ridge.ProbabilitiesCore(transform.Apply(features));
}
