using System.Text.Json.Nodes;

namespace Unroll.Analysis.Estimators;

/// <summary>Numbers by ridge regression on MiniRocket's features.</summary>
internal sealed class MiniRocketRegressionFit(MiniRocketTransform transform, LinearFit ridge) : RegressionFit
{
    public override string Description => $"MiniRocket, {CountFormatter.Format(transform.Features, "features")}, {ridge.Description}";

    public override bool HasIntervals => ridge.HasIntervals;

    protected internal override JsonObject SaveState() => new() { ["transform"] = transform.Save(), ["ridge"] = ridge.SaveState() };

    protected internal override double[][] PredictCore(FeatureTable features) => ridge.PredictCore(transform.Apply(features));

    protected internal override IReadOnlyList<PredictionIntervals> IntervalsCore(FeatureTable features, double coverage) =>
        ridge.IntervalsCore(transform.Apply(features), coverage);
}
