using Unroll.Data;
using Unroll.Initializers;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// One step of a recurrent network: parameters and gate arithmetic, without the loop over time, which is <see cref="RecurrentLayer"/>'s.
/// The input products of all timesteps are one product; only the recurrent product stays inside the loop. The backward step leaves the
/// gradient of the pre-activations where the gates were, so that the weight gradients of all timesteps are one product, too.
/// </summary>
internal abstract class RecurrentCell(int units, int gates)
{
    private PackedParameter? _packedKernel;

    /// <summary>Hidden units H.</summary>
    public int Units { get; } = units;

    /// <summary>Width of a row of gates: units times the cell's number of gates.</summary>
    public int GateWidth { get; } = units * gates;

    /// <summary>W, [inputs, gates·units].</summary>
    public Parameter Kernel { get; private set; } = null!;

    /// <summary>U, [units, gates·units].</summary>
    public Parameter RecurrentKernel { get; private set; } = null!;

    /// <summary>b, or null.</summary>
    public Parameter? Bias { get; private set; }

    /// <summary>The bias of the input products.</summary>
    protected virtual ReadOnlySpan<float> InputBias => Bias is null ? default : Bias.Values;

    public void Attach(Parameter kernel, Parameter recurrentKernel, Parameter? bias)
    {
        Kernel = kernel;
        RecurrentKernel = recurrentKernel;
        Bias = bias;
        _packedKernel = new PackedParameter(kernel);
    }

    public virtual void Initialize(in CellInitializers initializers, int inputs, RandomStream random)
    {
        initializers.Kernel.Fill(Kernel.Values, inputs, GateWidth, random);
        initializers.Recurrent.Fill(RecurrentKernel.Values, Units, GateWidth, random);
        if (Bias is not null)
        {
            initializers.Bias.Fill(Bias.Values, inputs, GateWidth, random);
        }
    }

    public virtual void Prepare(bool training) => _packedKernel!.Prepare(training);

    public virtual RecurrentWorkspace CreateWorkspace(int rows, int timesteps, bool training) => new(rows, timesteps, this);

    /// <summary>Input products of all timesteps: gates = X·W + b.</summary>
    public void ProjectInputs(RecurrentWorkspace workspace, TimeMajorSpan input) =>
        MatrixProduct.MultiplyAddBias(
            input.Values,
            input.Features,
            _packedKernel!.Matrix,
            InputBias,
            workspace.Gates.Span,
            GateWidth,
            workspace.Rows * workspace.Timesteps);

    /// <summary>One timestep forward.</summary>
    /// <param name="workspace">Holds the input products of the step.</param>
    /// <param name="timestep">Timestep from 0.</param>
    /// <param name="previousHidden">h₋₁, [rows, units]; empty where it is zero.</param>
    /// <param name="hidden">h, [rows, units], out.</param>
    public abstract void Step(RecurrentWorkspace workspace, int timestep, ReadOnlySpan<float> previousHidden, Span<float> hidden);

    /// <summary>One timestep backward: turns the step's gates into the gradient of its pre-activations.</summary>
    /// <param name="workspace">The forward pass's workspace.</param>
    /// <param name="timestep">Timestep from 0.</param>
    /// <param name="previousHidden">h₋₁, [rows, units]; empty where it is zero.</param>
    /// <param name="hidden">h, [rows, units].</param>
    /// <param name="hiddenGradient">Gradient of h, complete.</param>
    /// <param name="previousHiddenGradient">Gradient of h₋₁, added to; empty where h₋₁ is a constant.</param>
    public abstract void StepBackward(
        RecurrentWorkspace workspace,
        int timestep,
        ReadOnlySpan<float> previousHidden,
        ReadOnlySpan<float> hidden,
        ReadOnlySpan<float> hiddenGradient,
        Span<float> previousHiddenGradient);

    /// <summary>Gradients of W and b, and of the input, over all timesteps, once all backward steps are done.</summary>
    public void AccumulateInputGradients(RecurrentWorkspace workspace, TimeMajorSpan input, TimeMajorSpan inputGradient, PassContext context)
    {
        int rows = workspace.Rows * workspace.Timesteps;
        ReadOnlySpan<float> gates = workspace.Gates.Span[..(rows * GateWidth)];
        MatrixProduct.AddTransposed(
            input.Values, input.Features, gates, GateWidth, context.Gradient(Kernel), GateWidth, rows, input.Features, GateWidth);
        if (Bias is not null)
        {
            Columns.AddSums(gates, GateWidth, context.Gradient(Bias)[..GateWidth]);
        }

        if (!inputGradient.IsEmpty)
        {
            MatrixProduct.Multiply(gates, GateWidth, _packedKernel!.Transposed, inputGradient.Values, input.Features, rows, accumulate: false);
        }
    }

    /// <summary>Gradient of U (and of a recurrent bias) over all timesteps.</summary>
    /// <param name="workspace">The pass's workspace.</param>
    /// <param name="hidden">h of all timesteps, [timesteps, rows, units].</param>
    /// <param name="context">Takes the gradients.</param>
    public abstract void AccumulateRecurrentGradients(RecurrentWorkspace workspace, ReadOnlySpan<float> hidden, PassContext context);

    /// <summary>dU[:, column..] += Σ over t ≥ 1 of h(t−1)ᵀ·d(t), for some columns of the gates' gradient.</summary>
    protected void AddRecurrentGradient(
        RecurrentWorkspace workspace, ReadOnlySpan<float> hidden, ReadOnlySpan<float> gateGradient, int columns, PassContext context)
    {
        // h before the first step is zero: the first timestep's gates meet nothing.
        int rows = workspace.Rows * (workspace.Timesteps - 1);
        MatrixProduct.AddTransposed(
            hidden,
            Units,
            gateGradient[Math.Min(workspace.Rows * GateWidth, gateGradient.Length)..],
            GateWidth,
            context.Gradient(RecurrentKernel),
            GateWidth,
            rows,
            Units,
            columns);
    }
}

/// <summary>How a recurrent cell's weights start.</summary>
/// <param name="Kernel">Of W.</param>
/// <param name="Recurrent">Of U.</param>
/// <param name="Bias">Of b.</param>
internal readonly record struct CellInitializers(Initializer Kernel, Initializer Recurrent, Initializer Bias);
