using System.Numerics.Tensors;
using Unroll.Data;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// One step of a GRU whose reset gate is applied before the recurrent product, as first published (Cho et al. 2014):
/// g = activation(x·W_h + (r·h₋₁)·U_h + b_h). Gates in the order z, r, h of Keras.
/// </summary>
internal sealed class ResetBeforeGruCell(
    int units, ActivationFunction activation, ActivationFunction recurrentActivation, CellInitializers initializers, bool useBias)
    : GeneralGateCell(units, 3, initializers, useBias)
{
    private PackedParameter? _packedGates;
    private PackedParameter? _packedCandidate;

    public override RecurrentWorkspace CreateWorkspace(int rows, int timesteps, int inputs, bool training) =>
        new Workspace(rows, timesteps, this);

    public override void Step(RecurrentWorkspace workspace, in RecurrentStep step)
    {
        var own = (Workspace)workspace;
        int timestep = step.Timestep;
        Span<float> hidden = step.Hidden;
        Span<float> gates = own.GatesAt(timestep);
        Span<float> preActivations = own.PreActivationsAt(timestep);
        Span<float> reset = own.StateAt(own.ResetHidden, timestep);
        ReadOnlySpan<float> previousHidden = own.PreviousHidden(step);
        bool isZero = step.RecurrentInput.IsEmpty;
        ReadOnlySpan<float> recurrentInput = isZero ? own.ZeroState.Span : step.RecurrentInput;
        if (!isZero)
        {
            MatrixProduct.Multiply(recurrentInput, Units, _packedGates!.Matrix, gates, GateWidth, own.Rows, accumulate: true);
        }

        for (int row = 0; row < own.Rows; row++)
        {
            Range at = (row * Units)..((row + 1) * Units);
            Range zAndR = (row * GateWidth)..((row * GateWidth) + (2 * Units));
            gates[zAndR].CopyTo(preActivations[zAndR]);
            recurrentActivation.Forward(preActivations[zAndR], gates[zAndR], Units);
            TensorPrimitives.Multiply(gates.Slice((row * GateWidth) + Units, Units), recurrentInput[at], reset[at]);
        }

        if (!isZero)
        {
            MatrixProduct.Multiply(reset, Units, _packedCandidate!.Matrix, gates[(2 * Units)..], GateWidth, own.Rows, accumulate: true);
        }

        for (int row = 0; row < own.Rows; row++)
        {
            Range at = (row * Units)..((row + 1) * Units);
            Range candidate = ((row * GateWidth) + (2 * Units))..((row + 1) * GateWidth);
            gates[candidate].CopyTo(preActivations[candidate]);
            activation.Forward(preActivations[candidate], gates[candidate], Units);
            GruMath.Blend(gates.Slice(row * GateWidth, Units), previousHidden[at], gates[candidate], hidden[at]);
        }
    }

    public override void StepBackward(RecurrentWorkspace workspace, in RecurrentStep step, in RecurrentStepGradient gradient)
    {
        var own = (Workspace)workspace;
        int timestep = step.Timestep;
        Span<float> gates = own.GatesAt(timestep);
        Span<float> x = own.PreActivationsAt(timestep);
        Span<float> resetGradient = own.ResetGradient.Span;
        ReadOnlySpan<float> previousHidden = own.PreviousHidden(step);
        ReadOnlySpan<float> recurrentInput = step.RecurrentInput.IsEmpty ? own.ZeroState.Span : step.RecurrentInput;
        ReadOnlySpan<float> hiddenGradient = gradient.Hidden;
        Span<float> previousHiddenGradient = own.PreviousGradient(gradient);
        Span<float> recurrentGradient = gradient.RecurrentInput.IsEmpty ? own.Discarded.Span : gradient.RecurrentInput;

        // dz still lacks its activation's derivative; it waits in a row of its own until r's gradient is there, too.
        Span<float> dz = own.UpdateGradient.Span;
        for (int row = 0; row < own.Rows; row++)
        {
            Range at = (row * Units)..((row + 1) * Units);
            Span<float> g = gates.Slice((row * GateWidth) + (2 * Units), Units);
            Span<float> dg = own.Scratch.Span[..Units];
            GruMath.BlendBackward(
                gates.Slice(row * GateWidth, Units), previousHidden[at], g, hiddenGradient[at], dz[at], previousHiddenGradient[at], dg);
            activation.Backward(x.Slice((row * GateWidth) + (2 * Units), Units), g, dg, dg, Units);
            dg.CopyTo(g);
        }

        MatrixProduct.Multiply(
            gates[(2 * Units)..], GateWidth, _packedCandidate!.Transposed, resetGradient, Units, own.Rows, accumulate: false);
        for (int row = 0; row < own.Rows; row++)
        {
            Range at = (row * Units)..((row + 1) * Units);
            Span<float> zAndR = gates.Slice(row * GateWidth, 2 * Units);
            Span<float> dzAndDr = own.Scratch.Span[..(2 * Units)];
            dz[at].CopyTo(dzAndDr);
            TensorPrimitives.Multiply(resetGradient[at], recurrentInput[at], dzAndDr[Units..]);
            TensorPrimitives.MultiplyAdd(resetGradient[at], zAndR[Units..], recurrentGradient[at], recurrentGradient[at]);
            recurrentActivation.Backward(x.Slice(row * GateWidth, 2 * Units), zAndR, dzAndDr, dzAndDr, Units);
            dzAndDr.CopyTo(zAndR);
        }

        if (!gradient.RecurrentInput.IsEmpty)
        {
            MatrixProduct.Multiply(gates, GateWidth, _packedGates!.Transposed, recurrentGradient, Units, own.Rows, accumulate: true);
        }
    }

    public override void AddRecurrentGradient(
        RecurrentWorkspace workspace, ReadOnlySpan<float> recurrentInput, int timestep, int count, PassContext context) =>
        AddRecurrentGradient(workspace, recurrentInput, ((Workspace)workspace).Gates.Span, 2 * Units, timestep, count, context);

    public override void EndBackward(RecurrentWorkspace workspace, TimeMajorSpan input, TimeMajorSpan inputGradient, PassContext context)
    {
        base.EndBackward(workspace, input, inputGradient, context);

        // dU_h = Σ (r·h₋₁)ᵀ·dg; where h₋₁ is zero, so is r·h₋₁, and adds nothing.
        var own = (Workspace)workspace;
        MatrixProduct.AddTransposed(
            own.ResetHidden.Span,
            Units,
            own.Gates.Span[(2 * Units)..],
            GateWidth,
            context.Gradient(RecurrentKernel)[(2 * Units)..],
            GateWidth,
            own.Rows * own.Timesteps,
            Units,
            Units);
    }

    protected override void PrepareRecurrent(bool training)
    {
        _packedGates ??= new PackedParameter(RecurrentKernel, 0, 2 * Units);
        _packedCandidate ??= new PackedParameter(RecurrentKernel, 2 * Units, Units);
        _packedGates.Prepare(training);
        _packedCandidate.Prepare(training);
    }

    private sealed class Workspace(int rows, int timesteps, ResetBeforeGruCell cell) : GruWorkspace(rows, timesteps, cell)
    {
        /// <summary>r·h₋₁, [timesteps, rows, units].</summary>
        public AlignedBuffer ResetHidden { get; } = new(checked(timesteps * rows * cell.Units));

        /// <summary>Gradient of r·h₋₁, [rows, units].</summary>
        public AlignedBuffer ResetGradient { get; } = new(checked(rows * cell.Units));

        /// <summary>Gradient of z, [rows, units].</summary>
        public AlignedBuffer UpdateGradient { get; } = new(checked(rows * cell.Units));
    }
}
