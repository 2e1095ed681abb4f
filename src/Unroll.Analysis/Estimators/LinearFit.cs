using System.Numerics.Tensors;
using System.Text.Json.Nodes;
using MathNet.Numerics.Distributions;
using Unroll.Analysis.Numerics;

namespace Unroll.Analysis.Estimators;

/// <summary>Predictions that are sums of features, each times its coefficient.</summary>
internal sealed class LinearFit(string description, double[][] coefficients, double[] intercepts, double[] spreads) : RegressionFit
{
    public override string Description => description;

    public override IReadOnlyList<ParameterEstimate> Parameters => [.. Enumerable.Range(0, intercepts.Length).SelectMany(output =>
        Enumerable.Range(-1, coefficients[output].Length + 1).Select(j => new ParameterEstimate(
            (intercepts.Length > 1 ? $"output-{output + 1}." : "") + (j < 0 ? "intercept" : NameOf(j)),
            j < 0 ? intercepts[output] : coefficients[output][j], StandardErrorOf(output, j))))];

    public override bool HasIntervals => spreads.Length > 0;

    /// <summary>The names of the features.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>The means of the features that were learned from.</summary>
    public double[] Means { get; init; } = [];

    /// <summary>
    /// The covariance of the coefficients' errors, by a variance of 1 of the targets; empty where there is none.
    /// </summary>
    public double[][] Covariance { get; init; } = [];

    /// <summary>The rows that were learned from.</summary>
    public int Rows { get; init; }

    /// <summary>Degrees of freedom of the spread; 0 where it is taken as known.</summary>
    public int Freedom { get; init; }

    public static LinearFit Load(JsonObject state) => new(
        state["description"]!.GetValue<string>(), SavedEstimator.Rows(state["coefficients"]), SavedEstimator.Numbers(state["intercepts"]),
        SavedEstimator.Numbers(state["spreads"]))
    {
        Names = [.. state["names"]!.AsArray().Select(name => name!.GetValue<string>())],
        Means = SavedEstimator.Numbers(state["means"]),
        Covariance = SavedEstimator.Rows(state["covariance"]),
        Rows = state["rows"]!.GetValue<int>(),
        Freedom = state["freedom"]!.GetValue<int>(),
        Warning = state["warning"]?.GetValue<string>(),
    };

    protected internal override JsonObject SaveState() => new()
    {
        ["description"] = description,
        ["coefficients"] = SavedEstimator.Rows(coefficients),
        ["intercepts"] = SavedEstimator.Numbers(intercepts),
        ["spreads"] = SavedEstimator.Numbers(spreads),
        ["names"] = new JsonArray([.. Names.Select(name => (JsonNode)JsonValue.Create(name))]),
        ["means"] = SavedEstimator.Numbers(Means),
        ["covariance"] = SavedEstimator.Rows(Covariance),
        ["rows"] = Rows,
        ["freedom"] = Freedom,
        ["warning"] = Warning,
    };

    protected internal override double[][] PredictCore(FeatureTable features) => [.. features.Rows.Select(row =>
        coefficients.Select((output, i) => intercepts[i] + TensorPrimitives.Dot<double>(row, output)).ToArray())];

    protected internal override IReadOnlyList<PredictionIntervals> IntervalsCore(FeatureTable features, double coverage)
    {
        if (!HasIntervals)
        {
            return [];
        }

        double probability = (1 + coverage) / 2;
        double quantile = Freedom > 0 ? StudentT.InvCDF(0, 1, Freedom, probability) : Normal.InvCDF(0, 1, probability);
        double[][] predicted = PredictCore(features);
        double[] widths = [.. features.Rows.Select(row => quantile * Math.Sqrt(1 + ErrorOfMean(row)))];
        return
        [
            .. spreads.Select((spread, output) => new PredictionIntervals(
                coverage,
                [.. predicted.Select((values, row) => values[output] - (spread * widths[row]))],
                [.. predicted.Select((values, row) => values[output] + (spread * widths[row]))])),
        ];
    }

    /// <summary>The variance of a prediction's error that estimating the coefficients makes, by a variance of 1 of the targets.</summary>
    private double ErrorOfMean(double[] row)
    {
        if (Covariance.Length == 0)
        {
            return 0;
        }

        double[] distance = [.. row.Zip(Means, (value, mean) => value - mean)];
        return (1.0 / Rows) + TensorPrimitives.Dot<double>(distance, RowProducts.Times(Covariance, distance));
    }

    private string NameOf(int column) => column < Names.Count ? Names[column] : $"feature-{column + 1}";

    private double? StandardErrorOf(int output, int column) => Covariance.Length == 0 || Freedom == 0 ? null
        : spreads[output] * Math.Sqrt(column < 0 ? ErrorOfMean(new double[Means.Length]) : Math.Max(0, Covariance[column][column]));
}
