using Unroll.Data;
using Unroll.Initializers;
using Unroll.Kernels;
using Unroll.Regularizers;

namespace Unroll.Layers;

/// <summary>
/// A cell made of gates. The input products of all timesteps are one product; only the recurrent product stays inside the loop. The
/// backward step leaves the gradient of the pre-activations where the gates were, so that the weight gradients of all timesteps are one
/// product, too.
/// </summary>
internal abstract class GateCell(int units, int gates, CellInitializers initializers, bool useBias) : RecurrentCell(units)
{
    private PackedParameter? _packedKernel;

    /// <summary>Width of a row of gates: units times the cell's number of gates.</summary>
    public int GateWidth { get; } = units * gates;

    /// <summary>W, [inputs, gates·units].</summary>
    public Parameter Kernel { get; private set; } = null!;

    /// <summary>U, [units, gates·units].</summary>
    public Parameter RecurrentKernel { get; private set; } = null!;

    /// <summary>b, or null.</summary>
    public Parameter? Bias { get; private set; }

    /// <summary>Dimensions of the bias, if there is one.</summary>
    protected virtual int[] BiasDimensions => [GateWidth];

    /// <summary>The bias of the input products.</summary>
    protected virtual ReadOnlySpan<float> InputBias => Bias is null ? default : Bias.Values;

    public override void Build(Func<string, int[], Parameter> add, int inputs, RandomStream random)
    {
        Kernel = add("kernel", [inputs, GateWidth]);
        RecurrentKernel = add("recurrent_kernel", [Units, GateWidth]);
        Bias = useBias ? add("bias", BiasDimensions) : null;
        _packedKernel = new PackedParameter(Kernel);
        initializers.Kernel.Fill(Kernel.Values, inputs, GateWidth, random);
        initializers.Recurrent.Fill(RecurrentKernel.Values, Units, GateWidth, random);
        if (Bias is not null)
        {
            initializers.Bias.Fill(Bias.Values, inputs, GateWidth, random);
        }
    }

    public override void Prepare(bool training) => _packedKernel!.Prepare(training);

    /// <summary>Input products of all timesteps: gates = X·W + b.</summary>
    public override void BeginForward(RecurrentWorkspace workspace, TimeMajorSpan input, PassContext context) =>
        MatrixProduct.MultiplyAddBias(
            input.Values,
            input.Features,
            _packedKernel!.Matrix,
            InputBias,
            ((GateWorkspace)workspace).Gates.Span,
            GateWidth,
            workspace.Rows * workspace.Timesteps);

    /// <summary>dU from gates whose gradient lies in <see cref="GateWorkspace.Gates"/>.</summary>
    public override void AddRecurrentGradient(
        RecurrentWorkspace workspace, ReadOnlySpan<float> recurrentInput, int timestep, int count, PassContext context) =>
        AddRecurrentGradient(workspace, recurrentInput, ((GateWorkspace)workspace).Gates.Span, GateWidth, timestep, count, context);

    /// <summary>Gradients of W, b and the input, over all timesteps.</summary>
    public override void EndBackward(RecurrentWorkspace workspace, TimeMajorSpan input, TimeMajorSpan inputGradient, PassContext context)
    {
        ReadOnlySpan<float> gates = ((GateWorkspace)workspace).Gates.Span;
        AddKernelGradient(input, gates, inputGradient, context);
        if (Bias is not null)
        {
            Columns.AddSums(gates[..(workspace.Rows * workspace.Timesteps * GateWidth)], GateWidth, context.Gradient(Bias)[..GateWidth]);
        }
    }

    /// <summary>dW += Xᵀ·d and dX = d·Wᵀ.</summary>
    protected void AddKernelGradient(TimeMajorSpan input, ReadOnlySpan<float> productGradient, TimeMajorSpan inputGradient, PassContext context)
    {
        int rows = input.Rows * input.Timesteps;
        MatrixProduct.AddTransposed(
            input.Values, input.Features, productGradient, GateWidth, context.Gradient(Kernel), GateWidth, rows, input.Features, GateWidth);
        if (!inputGradient.IsEmpty)
        {
            MatrixProduct.Multiply(
                productGradient, GateWidth, _packedKernel!.Transposed, inputGradient.Values, input.Features, rows, accumulate: false);
        }
    }

    /// <summary>dU[:, ..columns] += Σ (recurrent input)ᵀ·d over some timesteps, for some columns of the gates' gradient.</summary>
    protected void AddRecurrentGradient(
        RecurrentWorkspace workspace,
        ReadOnlySpan<float> recurrentInput,
        ReadOnlySpan<float> gateGradient,
        int columns,
        int timestep,
        int count,
        PassContext context) =>
        MatrixProduct.AddTransposed(
            recurrentInput,
            Units,
            gateGradient[(timestep * workspace.Rows * GateWidth)..],
            GateWidth,
            context.Gradient(RecurrentKernel),
            GateWidth,
            workspace.Rows * count,
            Units,
            columns);
}

/// <summary>The penalties on a recurrent cell's weights.</summary>
/// <param name="Kernel">On W.</param>
/// <param name="Recurrent">On U.</param>
/// <param name="Bias">On b.</param>
internal readonly record struct CellRegularizers(Regularizer? Kernel, Regularizer? Recurrent, Regularizer? Bias);

/// <summary>How a recurrent cell's weights start.</summary>
/// <param name="Kernel">Of W.</param>
/// <param name="Recurrent">Of U.</param>
/// <param name="Bias">Of b.</param>
internal readonly record struct CellInitializers(Initializer Kernel, Initializer Recurrent, Initializer Bias);
