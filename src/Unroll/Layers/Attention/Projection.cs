using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>A linear projection x·W + b of every row and timestep, as for queries, keys, values and the joined heads.</summary>
internal sealed class Projection(Parameter kernel, Parameter? bias)
{
    private readonly PackedParameter _packed = new(kernel);

    private int Columns => kernel.Dimensions[1];

    public void Prepare(bool training) => _packed.Prepare(training);

    /// <summary>Projects rows; the outputs of what follows them, padding, are zero.</summary>
    public void Forward(ReadOnlySpan<float> input, Span<float> output, int rows)
    {
        MatrixProduct.MultiplyAddBias(
            input, kernel.Dimensions[0], _packed.Matrix, bias is null ? default : bias.Values, output, Columns, rows);
        output[(rows * Columns)..].Clear();
    }

    /// <summary>Adds the gradients of W and b.</summary>
    public void AddGradients(ReadOnlySpan<float> input, ReadOnlySpan<float> outputGradient, int rows, PassContext context)
    {
        int inputs = kernel.Dimensions[0];
        MatrixProduct.AddTransposed(input, inputs, outputGradient, Columns, context.Gradient(kernel), Columns, rows, inputs, Columns);
        if (bias is not null)
        {
            Kernels.Columns.AddSums(outputGradient[..(rows * Columns)], Columns, context.Gradient(bias));
        }
    }

    /// <summary>The gradient of the input, written or added; where it is written, that of what follows the rows is zero.</summary>
    public void InputGradient(ReadOnlySpan<float> outputGradient, Span<float> inputGradient, int rows, bool accumulate)
    {
        MatrixProduct.Multiply(outputGradient, Columns, _packed.Transposed, inputGradient, kernel.Dimensions[0], rows, accumulate);
        if (!accumulate)
        {
            inputGradient[(rows * kernel.Dimensions[0])..].Clear();
        }
    }
}
