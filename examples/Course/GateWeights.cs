using Unroll.Layers;

namespace Unroll.Course;

/// <summary>The sums that gates begin with, written out: x·W + h·U + b of each unit of each gate.</summary>
internal static class GateWeights
{
    /// <summary>x·W + b, or h·U + b, by the parameters of a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="kernel"><c>kernel</c> or <c>recurrent_kernel</c>.</param>
    /// <param name="x">The vector that is multiplied.</param>
    /// <param name="bias">Where its bias begins; null where the other product has it.</param>
    public static double[] Product(RecurrentLayer layer, string kernel, IReadOnlyList<double> x, int? bias)
    {
        Span<float> weights = layer.Parameters.Single(parameter => parameter.Name == kernel).Values;
        Span<float> biases = layer.Parameters.Single(parameter => parameter.Name == "bias").Values;
        double[] sums = new double[weights.Length / x.Count];
        for (int unit = 0; unit < sums.Length; unit++)
        {
            sums[unit] = bias is { } start ? biases[start + unit] : 0;
            for (int i = 0; i < x.Count; i++)
            {
                sums[unit] += x[i] * weights[(i * sums.Length) + unit];
            }
        }

        return sums;
    }

    public static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));
}
