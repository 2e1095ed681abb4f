using System.Text.Json.Nodes;
using Unroll.Analysis.Estimators;

namespace Unroll.Analysis.Trees;

/// <summary>A number by trees.</summary>
internal sealed class TreeRegressionFit(string description, TreeEnsemble trees) : RegressionFit
{
    public override string Description => description;

    public static TreeRegressionFit Load(JsonObject state) =>
        new(state["description"]!.GetValue<string>(), TreeEnsemble.Load(state["ensemble"]!));

    protected internal override JsonObject SaveState() => new() { ["description"] = description, ["ensemble"] = trees.Save() };

    protected internal override double[][] PredictCore(FeatureTable features) =>
        [.. features.Rows.Select(row => (double[])[trees.Sum(row)])];
}
