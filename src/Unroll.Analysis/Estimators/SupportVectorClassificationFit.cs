using System.Text.Json.Nodes;

namespace Unroll.Analysis.Estimators;

/// <summary>Support vector machines, one for each pair of classes, in the order of the second class and then of the first.</summary>
internal sealed class SupportVectorClassificationFit(SupportVectorPair[] machines, int classes, FeatureScale scale) : ClassificationFit
{
    public override string Description =>
        $"support vector machine, {CountFormatter.Format(machines.Sum(machine => machine.Function.Count), "support vectors")}";

    /// <summary>The machines.</summary>
    public IReadOnlyList<SupportVectorPair> Machines => machines;

    public static SupportVectorClassificationFit Load(JsonObject state) => new(
        [.. state["machines"]!.AsArray().Select(machine => SupportVectorPair.Load(machine!))], state["classes"]!.GetValue<int>(),
        FeatureScale.Load(state["scale"]));

    protected internal override JsonObject SaveState() => new()
    {
        ["classes"] = classes,
        ["scale"] = scale.Save(),
        ["machines"] = new JsonArray([.. machines.Select(machine => (JsonNode)machine.Save())]),
    };

    protected internal override double[][] ProbabilitiesCore(FeatureTable features)
    {
        double[][] probabilities = new double[features.Count][];
        Workers.For(features.Count, row => probabilities[row] = Probabilities(scale.Apply(features.Rows[row])), CancellationToken.None);
        return probabilities;
    }

    private double[] Probabilities(double[] row)
    {
        if (classes == 2)
        {
            double first = machines[0].Probability(row);
            return [first, 1 - first];
        }

        double[][] pairs = [.. Enumerable.Range(0, classes).Select(_ => new double[classes])];
        int next = 0;
        for (int second = 1; second < classes; second++)
        {
            for (int first = 0; first < second; first++)
            {
                pairs[first][second] = machines[next++].Probability(row);
                pairs[second][first] = 1 - pairs[first][second];
            }
        }

        return PairwiseCoupling.Couple(pairs);
    }
}
