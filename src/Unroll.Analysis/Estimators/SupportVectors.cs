using System.Numerics.Tensors;
using System.Text.Json.Nodes;
using Unroll.Analysis.Numerics;

namespace Unroll.Analysis.Estimators;

/// <summary>The function that a support vector machine has learned: kernels of support vectors, each times its weight.</summary>
internal sealed class SupportVectors
{
    private readonly bool _isLinear;
    private readonly double _gamma;
    private readonly double[][] _vectors;
    private readonly double[] _weights;
    private readonly double _intercept;

    private SupportVectors(bool isLinear, double gamma, double[][] vectors, double[] weights, double intercept) =>
        (_isLinear, _gamma, _vectors, _weights, _intercept) = (isLinear, gamma, vectors, weights, intercept);

    /// <summary>Number of support vectors; a linear kernel needs only their sum.</summary>
    public int Count { get; private init; }

    /// <summary>The least value of the dual objective.</summary>
    public double DualObjective { get; private init; }

    /// <summary>The function of two classes.</summary>
    /// <param name="rows">The rows, scaled.</param>
    /// <param name="signs">−1 or 1 for each.</param>
    /// <param name="options">Kernel and cost.</param>
    /// <param name="gamma">The γ of the radial basis function.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static SupportVectors OfClasses(
        double[][] rows, int[] signs, SupportVectorOptions options, double gamma, CancellationToken cancellation)
    {
        SequentialMinimalOptimization problem = new(
            new KernelRows(rows, options.Kernel, gamma), [.. Enumerable.Range(0, rows.Length)], signs,
            [.. signs.Select(_ => -1.0)], options.Cost);
        double intercept = problem.Minimize(cancellation);
        return Of(rows, [.. problem.Alphas.Zip(signs, (alpha, sign) => alpha * sign)], intercept, options, gamma, problem.Objective);
    }

    /// <summary>The function of numbers (Drucker and others 1997).</summary>
    /// <param name="rows">The rows, scaled.</param>
    /// <param name="targets">The numbers, scaled.</param>
    /// <param name="options">Kernel, cost and the errors that cost nothing.</param>
    /// <param name="gamma">The γ of the radial basis function.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static SupportVectors OfNumbers(
        double[][] rows, double[] targets, SupportVectorOptions options, double gamma, CancellationToken cancellation)
    {
        int count = rows.Length;
        int[] places = [.. Enumerable.Range(0, count), .. Enumerable.Range(0, count)];
        int[] signs = [.. Enumerable.Repeat(1, count), .. Enumerable.Repeat(-1, count)];
        double[] linear = [.. targets.Select(target => options.Epsilon - target), .. targets.Select(target => options.Epsilon + target)];
        SequentialMinimalOptimization problem = new(new KernelRows(rows, options.Kernel, gamma), places, signs, linear, options.Cost);
        double intercept = problem.Minimize(cancellation);
        double[] weights = [.. Enumerable.Range(0, count).Select(i => problem.Alphas[i] - problem.Alphas[count + i])];
        return Of(rows, weights, intercept, options, gamma, problem.Objective);
    }

    public static SupportVectors Load(JsonNode json) => new(
        json["linear"]!.GetValue<bool>(), json["gamma"]!.GetValue<double>(), SavedEstimator.Rows(json["vectors"]),
        SavedEstimator.Numbers(json["weights"]), json["intercept"]!.GetValue<double>())
    { Count = json["count"]!.GetValue<int>() };

    /// <summary>The γ of the options, or 1 / (features × their variance).</summary>
    /// <param name="rows">The rows, scaled.</param>
    /// <param name="options">The options.</param>
    public static double GammaOf(double[][] rows, SupportVectorOptions options)
    {
        if (options.Gamma is { } given)
        {
            return given;
        }

        double mean = rows.Average(row => row.Average());
        double variance = rows.Average(row => row.Average(value => (value - mean) * (value - mean)));
        return variance > 0 ? 1 / (rows[0].Length * variance) : 1;
    }

    /// <summary>The function as JSON.</summary>
    public JsonObject Save() => new()
    {
        ["linear"] = _isLinear,
        ["gamma"] = _gamma,
        ["vectors"] = SavedEstimator.Rows(_vectors),
        ["weights"] = SavedEstimator.Numbers(_weights),
        ["intercept"] = _intercept,
        ["count"] = Count,
    };

    /// <summary>The value of the function.</summary>
    /// <param name="row">A row, scaled.</param>
    public double Decide(double[] row)
    {
        double sum = _intercept;
        for (int i = 0; i < _vectors.Length; i++)
        {
            double product = TensorPrimitives.Dot<double>(_vectors[i], row);
            if (!_isLinear)
            {
                double distance = TensorPrimitives.Distance<double>(_vectors[i], row);
                product = Math.Exp(-_gamma * distance * distance);
            }

            sum += _weights[i] * product;
        }

        return sum;
    }

    private static SupportVectors Of(
        double[][] rows, double[] weights, double intercept, SupportVectorOptions options, double gamma, double objective)
    {
        int[] used = [.. Enumerable.Range(0, rows.Length).Where(i => weights[i] != 0)];
        bool isLinear = options.Kernel == SupportVectorKernel.Linear;
        double[][] vectors = isLinear ? [RowProducts.WeightedSum(rows, weights)] : [.. used.Select(i => rows[i])];
        return new SupportVectors(isLinear, gamma, vectors, isLinear ? [1] : [.. used.Select(i => weights[i])], intercept)
        {
            Count = used.Length,
            DualObjective = objective,
        };
    }
}
