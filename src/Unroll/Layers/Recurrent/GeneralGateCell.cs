using Unroll.Data;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// A cell made of gates in its general form, for any activations: gates lie row by row, and each operation is a pass of its own. The input
/// products of all timesteps are one product; only the recurrent product stays inside the loop. The backward step leaves the gradient of
/// the pre-activations where the gates were, so that the weight gradients of all timesteps are one product, too.
/// </summary>
internal abstract class GeneralGateCell(int units, int gates, CellInitializers initializers, bool useBias)
    : GateCell(units, gates, initializers, useBias)
{
    private PackedParameter? _packedKernel;
    private PackedParameter? _packedRecurrent;

    /// <summary>The bias of the input products.</summary>
    protected virtual ReadOnlySpan<float> InputBias => Bias is null ? default : Bias.Values;

    /// <summary>U as one, packed.</summary>
    protected PackedMatrix RecurrentMatrix => _packedRecurrent!.Matrix;

    public sealed override void Prepare(bool training)
    {
        _packedKernel ??= new PackedParameter(Kernel);
        _packedKernel.Prepare(training);
        PrepareRecurrent(training);
    }

    public override void CopyGate(RecurrentWorkspace workspace, int gate, int place, Span<float> destination)
    {
        ReadOnlySpan<float> gates = ((GateWorkspace)workspace).ActivatedAt(place);
        for (int row = 0; row < workspace.Rows; row++)
        {
            gates.Slice((row * GateWidth) + (gate * Units), Units).CopyTo(destination[(row * Units)..]);
        }
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

    /// <summary>Brings packed recurrent weights up to date: U as one, unless the cell multiplies by parts of it.</summary>
    protected virtual void PrepareRecurrent(bool training)
    {
        _packedRecurrent ??= new PackedParameter(RecurrentKernel);
        _packedRecurrent.Prepare(training);
    }

    /// <summary>A step's recurrent product: products += h₋₁·U.</summary>
    /// <param name="step">The step.</param>
    /// <param name="products">[rows, gates·units].</param>
    /// <param name="rows">Rows.</param>
    /// <param name="accumulate">Whether the product is added to what is there, or takes its place.</param>
    protected void MultiplyRecurrent(in RecurrentStep step, Span<float> products, int rows, bool accumulate = true)
    {
        if (!step.RecurrentInput.IsEmpty)
        {
            MatrixProduct.Multiply(step.RecurrentInput, Units, RecurrentMatrix, products, GateWidth, rows, accumulate);
        }
        else if (!accumulate)
        {
            products.Clear();
        }
    }

    /// <summary>The gradient of a step's recurrent input: += d·Uᵀ; nothing where it is not needed.</summary>
    /// <param name="productGradient">The gradient of the product, [rows, gates·units].</param>
    /// <param name="gradient">Takes the gradient.</param>
    /// <param name="rows">Rows.</param>
    protected void MultiplyRecurrentBack(ReadOnlySpan<float> productGradient, in RecurrentStepGradient gradient, int rows)
    {
        if (!gradient.RecurrentInput.IsEmpty)
        {
            MatrixProduct.Multiply(
                productGradient, GateWidth, _packedRecurrent!.Transposed, gradient.RecurrentInput, Units, rows, accumulate: true);
        }
    }

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
    protected void AddKernelGradient(
        TimeMajorSpan input, ReadOnlySpan<float> productGradient, TimeMajorSpan inputGradient, PassContext context)
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
