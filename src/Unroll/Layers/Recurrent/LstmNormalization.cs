using System.Numerics.Tensors;

namespace Unroll.Layers;

/// <summary>
/// The normalisations of an LSTM's input product, recurrent product and c: their scales and the one shift, which start at 1 and 0.
/// </summary>
internal sealed class LstmNormalization
{
    private const float Epsilon = 1e-5f;

    public LstmNormalization(Parameter kernel, Parameter recurrent, Parameter cell, Parameter cellShift) =>
        (Kernel, Recurrent, Cell, CellShift) = (kernel, recurrent, cell, cellShift);

    public Parameter Kernel { get; }

    public Parameter Recurrent { get; }

    public Parameter Cell { get; }

    public Parameter CellShift { get; }

    /// <summary>x becomes (x − mean)/σ.</summary>
    /// <returns>1/σ.</returns>
    public static float Normalize(Span<float> x) => RowNormalization.Normalize(x, x, Epsilon);

    /// <summary>dx = (d − mean(d) − x̂·mean(d·x̂))/σ, in the place of d.</summary>
    public static void Backward(ReadOnlySpan<float> normalized, float inverseDeviation, Span<float> gradient)
    {
        float mean = TensorPrimitives.Sum<float>(gradient) / gradient.Length;
        float along = TensorPrimitives.Dot(gradient, normalized) / gradient.Length;
        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] = (gradient[i] - mean - (normalized[i] * along)) * inverseDeviation;
        }
    }

    /// <summary>The same for d·γ, in the place of x̂.</summary>
    public static void Backward(Span<float> normalized, float inverseDeviation, ReadOnlySpan<float> gradient, ReadOnlySpan<float> gamma)
    {
        double mean = 0, along = 0;
        for (int i = 0; i < gradient.Length; i++)
        {
            double scaled = gradient[i] * gamma[i];
            mean += scaled;
            along += scaled * normalized[i];
        }

        mean /= gradient.Length;
        along /= gradient.Length;
        for (int i = 0; i < gradient.Length; i++)
        {
            normalized[i] = (float)(((gradient[i] * gamma[i]) - mean - (normalized[i] * along)) * inverseDeviation);
        }
    }
}
