using System.Text.Json.Nodes;

namespace Unroll.Analysis.Trees;

/// <summary>The probability of a class by boosted trees: the logistic function of their sum.</summary>
/// <param name="Trees">The trees.</param>
/// <param name="Slope">The factor of their sum in the exponent 1/(1 + exp(slope·sum + offset)).</param>
/// <param name="Offset">What is added there.</param>
internal sealed record BoostedOdds(TreeEnsemble Trees, double Slope, double Offset)
{
    public static BoostedOdds Load(JsonNode json) =>
        new(TreeEnsemble.Load(json["ensemble"]!), json["slope"]!.GetValue<double>(), json["offset"]!.GetValue<double>());

    /// <summary>The trees and their factors as JSON.</summary>
    public JsonObject Save() => new() { ["slope"] = Slope, ["offset"] = Offset, ["ensemble"] = Trees.Save() };

    /// <summary>The probability of the class.</summary>
    /// <param name="row">The features.</param>
    public double Probability(double[] row) => 1 / (1 + Math.Exp((Slope * Trees.Sum(row)) + Offset));
}
