using Unroll.Data;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// A cell made of gates in its general form, for any activations: gates lie row by row, and each operation is a pass of its own. The input
/// products of all timesteps are one product; only the recurrent product stays inside the loop. The backward step leaves the gradient of the
/// pre-activations where the gates were, so that the weight gradients of all timesteps are one product, too.
/// </summary>
internal abstract class GeneralGateCell(int units, int gates, CellInitializers initializers, bool useBias)
    : GateCell(units, gates, initializers, useBias)
{
    private PackedParameter? _packedKernel;

    /// <summary>The bias of the input products.</summary>
    protected virtual ReadOnlySpan<float> InputBias => Bias is null ? default : Bias.Values;

    public override void Prepare(bool training)
    {
        _packedKernel ??= new PackedParameter(Kernel);
        _packedKernel.Prepare(training);
    }

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
