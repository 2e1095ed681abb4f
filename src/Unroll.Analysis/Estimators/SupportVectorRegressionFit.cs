using System.Text.Json.Nodes;

namespace Unroll.Analysis.Estimators;

/// <summary>A support vector machine for numbers.</summary>
/// <param name="function">The function of scaled features.</param>
/// <param name="scale">The scale of the features.</param>
/// <param name="unit">The scale of the target.</param>
internal sealed class SupportVectorRegressionFit(SupportVectors function, FeatureScale scale, FeatureScale unit) : RegressionFit
{
    public override string Description => $"support vector regression, {CountFormatter.Format(function.Count, "support vectors")}";

    public static SupportVectorRegressionFit Load(JsonObject state) => new(
        SupportVectors.Load(state["function"]!), FeatureScale.Load(state["scale"]), FeatureScale.Load(state["unit"]));

    protected internal override JsonObject SaveState() =>
        new() { ["function"] = function.Save(), ["scale"] = scale.Save(), ["unit"] = unit.Save() };

    protected internal override double[][] PredictCore(FeatureTable features)
    {
        double[][] predicted = new double[features.Count][];
        Workers.For(
            features.Count,
            row => predicted[row] = [(function.Decide(scale.Apply(features.Rows[row])) * unit.Scales[0]) + unit.Means[0]],
            CancellationToken.None);
        return predicted;
    }
}
