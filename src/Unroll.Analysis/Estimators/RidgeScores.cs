using System.Globalization;
using System.Numerics.Tensors;
using System.Text.Json.Nodes;
using Unroll.Analysis.Numerics;

namespace Unroll.Analysis.Estimators;

/// <summary>Ridge regressions on −1 and 1, one a class, whose scores become probabilities.</summary>
internal sealed class RidgeScores(string description, LinearFit scores, double sharpness) : ClassificationFit
{
    public override string Description => description;

    public override IReadOnlyList<ParameterEstimate> Parameters => scores.Parameters;

    /// <summary>Learns scores, and how sure they are.</summary>
    /// <param name="features">The rows.</param>
    /// <param name="labels">Their classes.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="isStandardized">Whether features are divided by their standard deviations.</param>
    /// <param name="given">The penalty; null to choose it.</param>
    public static RidgeScores Fit(FeatureTable features, int[] labels, int classes, bool isStandardized, double? given)
    {
        double[][] targets = [.. labels.Select(label => Enumerable.Range(0, classes).Select(k => k == label ? 1.0 : -1).ToArray())];
        FeatureScale scale = FeatureScale.Of(features.Rows, isStandardized);
        CenteredTargets centred = new(targets);
        RidgeSolver solver = new(scale.Apply(features.Rows));
        double penalty = given ?? solver.Choose(centred.Outputs);
        LinearFit fit = centred.Fit("", features, scale, solver.Solve(centred.Outputs, penalty), [], [], 0);
        double[][] errors = RowProducts.Transpose(solver.LeaveOneOut(centred.Outputs, penalty));
        double[][] leftOut =
            [.. targets.Select((row, i) => row.Select((target, k) => target - errors[i][k]).ToArray())];
        return new RidgeScores(
            string.Create(CultureInfo.InvariantCulture, $"ridge classification, penalty {penalty:G3}"), fit,
            Softmax.Sharpness(leftOut, labels));
    }

    public static RidgeScores Load(JsonObject state) => new(
        state["description"]!.GetValue<string>(), LinearFit.Load(state["scores"]!.AsObject()), state["sharpness"]!.GetValue<double>());

    protected internal override JsonObject SaveState() =>
        new() { ["description"] = description, ["sharpness"] = sharpness, ["scores"] = scores.SaveState() };

    protected internal override double[][] ProbabilitiesCore(FeatureTable features)
    {
        double[][] rows = scores.PredictCore(features);
        foreach (double[] row in rows)
        {
            TensorPrimitives.Multiply(row, sharpness, row);
            Softmax.Apply(row);
        }

        return rows;
    }
}
