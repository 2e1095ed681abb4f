using System.Text.Json.Nodes;
using MathNet.Numerics.LinearAlgebra;

namespace Unroll.Analysis.Estimators;

/// <summary>Logistic or softmax regression that has learned, with its way to the minimum.</summary>
public sealed class LogisticFit : ClassificationFit
{
    private readonly double[] _parameters;
    private readonly int _classes;
    private readonly FeatureScale _scale;

    internal LogisticFit(double[] parameters, int classes, FeatureScale scale) =>
        (_parameters, _classes, _scale) = (parameters, classes, scale);

    /// <summary>The points on the way, the last the minimum; of scaled features. None where the fit was loaded.</summary>
    public IReadOnlyList<LogisticStep> Steps { get; internal init; } = [];

    /// <summary>The log-likelihood of the classes that were learned from, penalty not counted.</summary>
    public double LogLikelihood { get; internal init; }

    /// <inheritdoc/>
    public override string Description =>
        $"{(_classes == 2 ? "logistic" : "softmax")} regression, {CountFormatter.Format(_scale.Means.Length, "features")}";

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterEstimate> Parameters
    {
        get
        {
            int width = _scale.Means.Length + 1;
            List<ParameterEstimate> found = [];
            for (int k = 0; k < _classes - 1; k++)
            {
                for (int j = 0; j < width; j++)
                {
                    string name = j == 0 ? "intercept" : j <= Names.Count ? Names[j - 1] : $"feature-{j}";
                    (double estimate, double? error) = Unscaled(k * width, j, width);
                    found.Add(new(_classes == 2 ? name : $"class-{k + 1}.{name}", estimate, error));
                }
            }

            return found;
        }
    }

    internal IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>The covariance of the errors of scaled parameters; empty where there is none.</summary>
    internal double[][] Covariance { get; init; } = [];

    internal static LogisticFit Load(JsonObject state) => new(
        SavedEstimator.Numbers(state["parameters"]), state["classes"]!.GetValue<int>(), FeatureScale.Load(state["scale"]))
    {
        Names = [.. state["names"]!.AsArray().Select(name => name!.GetValue<string>())],
        Covariance = SavedEstimator.Rows(state["covariance"]),
        LogLikelihood = state["log_likelihood"]!.GetValue<double>(),
        Warning = state["warning"]?.GetValue<string>(),
    };

    /// <summary>The inverse of the Hessian matrix.</summary>
    internal static double[][] CovarianceOf(LogisticObjective objective, double[] parameters) =>
        Matrix<double>.Build.DenseOfRowArrays(objective.Hessian(parameters)).Inverse() is var inverse
        && inverse.Enumerate().All(double.IsFinite) && inverse.Diagonal().Minimum() >= 0 ? inverse.ToRowArrays() : [];

    /// <inheritdoc/>
    protected internal override JsonObject SaveState() => new()
    {
        ["parameters"] = SavedEstimator.Numbers(_parameters),
        ["classes"] = _classes,
        ["scale"] = _scale.Save(),
        ["names"] = new JsonArray([.. Names.Select(name => (JsonNode)JsonValue.Create(name))]),
        ["covariance"] = SavedEstimator.Rows(Covariance),
        ["log_likelihood"] = LogLikelihood,
        ["warning"] = Warning,
    };

    /// <inheritdoc/>
    protected internal override double[][] ProbabilitiesCore(FeatureTable features)
    {
        ArgumentNullException.ThrowIfNull(features);
        return [.. features.Rows.Select(row => LogisticObjective.Probabilities(_parameters, _scale.Apply(row), _classes))];
    }

    /// <summary>A parameter in the features' own units, and its standard error.</summary>
    private (double Estimate, double? StandardError) Unscaled(int from, int column, int width)
    {
        // The intercept belongs to features of 0: all coefficients times the scaled zeros are in it.
        double[] weights = new double[width];
        weights[column] = column == 0 ? 1 : 1 / _scale.Scales[column - 1];
        for (int j = 1; column == 0 && j < width; j++)
        {
            weights[j] = -_scale.Means[j - 1] / _scale.Scales[j - 1];
        }

        double estimate = 0, variance = 0;
        for (int j = 0; j < width; j++)
        {
            estimate += weights[j] * _parameters[from + j];
            for (int l = 0; Covariance.Length > 0 && l < width; l++)
            {
                variance += weights[j] * weights[l] * Covariance[from + j][from + l];
            }
        }

        return (estimate, Covariance.Length == 0 ? null : Math.Sqrt(Math.Max(0, variance)));
    }
}
