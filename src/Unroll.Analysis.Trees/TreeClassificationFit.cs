using System.Text.Json.Nodes;
using Unroll.Analysis.Estimators;

namespace Unroll.Analysis.Trees;

/// <summary>
/// Probabilities of classes by trees, one group of trees a class; of two classes the second alone. Several probabilities are divided by
/// their sum.
/// </summary>
internal sealed class TreeClassificationFit(string description, IReadOnlyList<BoostedOdds> odds, bool isLogistic) : ClassificationFit
{
    public override string Description => description;

    public static TreeClassificationFit Load(JsonObject state) => new(
        state["description"]!.GetValue<string>(), [.. state["classes"]!.AsArray().Select(found => BoostedOdds.Load(found!))],
        state["logistic"]!.GetValue<bool>());

    /// <summary>Learns each class by itself, on all processors.</summary>
    /// <param name="labels">The classes of the rows.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="learn">Learns one class from which rows are of it.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static BoostedOdds[] LearnEach(int[] labels, int classes, Func<bool[], BoostedOdds> learn, CancellationToken cancellation)
    {
        int first = classes == 2 ? 1 : 0;
        BoostedOdds[] odds = new BoostedOdds[classes - first];
        for (int k = 0; k < odds.Length; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            odds[k] = learn([.. labels.Select(label => label == k + first)]);
        }

        return odds;
    }

    protected internal override JsonObject SaveState() => new()
    {
        ["description"] = description,
        ["logistic"] = isLogistic,
        ["classes"] = new JsonArray([.. odds.Select(found => (JsonNode)found.Save())]),
    };

    protected internal override double[][] ProbabilitiesCore(FeatureTable features) => [.. features.Rows.Select(Probabilities)];

    private double[] Probabilities(double[] row)
    {
        double[] found = [.. odds.Select(of => isLogistic ? of.Probability(row) : Math.Clamp(of.Trees.Sum(row), 0, 1))];
        if (found.Length == 1)
        {
            return [1 - found[0], found[0]];
        }

        double sum = found.Sum();
        return [.. found.Select(value => sum > 0 ? value / sum : 1.0 / found.Length)];
    }
}
