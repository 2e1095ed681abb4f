using System.Numerics.Tensors;
using Unroll.Data;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// One step of a GRU (Cho et al. 2014) with any activations whose reset gate is applied after the recurrent product, as in cuDNN and
/// PyTorch; gates in the order z, r, h of Keras. The recurrent product has a bias of its own. With the usual activations,
/// <see cref="FusedGruCell"/> is faster.
/// </summary>
internal sealed class GruCell(
    int units, ActivationFunction activation, ActivationFunction recurrentActivation, CellInitializers initializers, bool useBias)
    : GeneralGateCell(units, 3, initializers, useBias)
{
    /// <summary>The bias has two rows: of the input products and of the recurrent ones.</summary>
    protected override int[] BiasDimensions => [2, GateWidth];

    protected override ReadOnlySpan<float> InputBias => Bias is null ? default : Bias.Values[..GateWidth];

    private ReadOnlySpan<float> RecurrentBias => Bias is null ? default : Bias.Values[GateWidth..];

    public override RecurrentWorkspace CreateWorkspace(int rows, int timesteps, int inputs, bool training) =>
        new Workspace(rows, timesteps, this);

    public override void Step(RecurrentWorkspace workspace, in RecurrentStep step)
    {
        var own = (Workspace)workspace;
        int timestep = step.Timestep;
        Span<float> hidden = step.Hidden;
        ReadOnlySpan<float> previousHidden = own.PreviousHidden(step);
        Span<float> recurrent = own.RecurrentAt(timestep);
        if (step.RecurrentInput.IsEmpty)
        {
            FillRows(recurrent, RecurrentBias);
        }
        else
        {
            MatrixProduct.MultiplyAddBias(step.RecurrentInput, Units, RecurrentMatrix, RecurrentBias, recurrent, GateWidth, own.Rows);
        }

        Span<float> gates = own.GatesAt(timestep);
        Span<float> preActivations = own.PreActivationsAt(timestep);
        for (int row = 0; row < own.Rows; row++)
        {
            Range at = (row * Units)..((row + 1) * Units);
            Span<float> g = gates.Slice(row * GateWidth, GateWidth);
            Span<float> x = preActivations.Slice(row * GateWidth, GateWidth);
            ReadOnlySpan<float> r = recurrent.Slice(row * GateWidth, GateWidth);
            Span<float> zAndR = g[..(2 * Units)], candidate = g[(2 * Units)..], reset = g.Slice(Units, Units);
            TensorPrimitives.Add(zAndR, r[..(2 * Units)], x[..(2 * Units)]);
            recurrentActivation.Forward(x[..(2 * Units)], zAndR, Units);
            TensorPrimitives.MultiplyAdd(reset, r[(2 * Units)..], candidate, x[(2 * Units)..]);
            activation.Forward(x[(2 * Units)..], candidate, Units);
            GruMath.Blend(g[..Units], previousHidden[at], candidate, hidden[at]);
        }
    }

    public override void StepBackward(RecurrentWorkspace workspace, in RecurrentStep step, in RecurrentStepGradient gradient)
    {
        var own = (Workspace)workspace;
        int timestep = step.Timestep;
        Span<float> gates = own.GatesAt(timestep);
        Span<float> recurrent = own.RecurrentAt(timestep);
        ReadOnlySpan<float> previousHidden = own.PreviousHidden(step);
        ReadOnlySpan<float> hiddenGradient = gradient.Hidden;
        Span<float> previousHiddenGradient = own.PreviousGradient(gradient);
        for (int row = 0; row < own.Rows; row++)
        {
            Range at = (row * Units)..((row + 1) * Units);
            Range gateRow = (row * GateWidth)..((row + 1) * GateWidth);
            BackwardRow(
                own.PreActivationsAt(timestep)[gateRow],
                gates[gateRow],
                recurrent[gateRow],
                previousHidden[at],
                hiddenGradient[at],
                previousHiddenGradient[at],
                own.Scratch.Span);
        }

        MultiplyRecurrentBack(recurrent, gradient, own.Rows);
    }

    public override void AddRecurrentGradient(
        RecurrentWorkspace workspace, ReadOnlySpan<float> recurrentInput, int timestep, int count, PassContext context) =>
        AddRecurrentGradient(workspace, recurrentInput, ((Workspace)workspace).Recurrent.Span, GateWidth, timestep, count, context);

    public override void EndBackward(RecurrentWorkspace workspace, TimeMajorSpan input, TimeMajorSpan inputGradient, PassContext context)
    {
        base.EndBackward(workspace, input, inputGradient, context);
        if (Bias is not null)
        {
            Columns.AddSums(((Workspace)workspace).Recurrent.Span, GateWidth, context.Gradient(Bias)[GateWidth..]);
        }
    }

    private void BackwardRow(
        ReadOnlySpan<float> x,
        Span<float> gates,
        Span<float> recurrent,
        ReadOnlySpan<float> previousHidden,
        ReadOnlySpan<float> dh,
        Span<float> previousGradient,
        Span<float> scratch)
    {
        Span<float> dz = scratch[..Units], dr = scratch.Slice(Units, Units), dg = scratch.Slice(2 * Units, Units);
        Span<float> z = gates[..Units], r = gates.Slice(Units, Units), g = gates.Slice(2 * Units, Units);
        GruMath.BlendBackward(z, previousHidden, g, dh, dz, previousGradient, dg);
        activation.Backward(x[(2 * Units)..], g, dg, dg, Units);
        TensorPrimitives.Multiply(dg, recurrent[(2 * Units)..], dr);
        recurrentActivation.Backward(x[..(2 * Units)], gates[..(2 * Units)], scratch[..(2 * Units)], scratch[..(2 * Units)], Units);
        TensorPrimitives.Multiply(dg, r, recurrent[(2 * Units)..]);
        scratch[..(2 * Units)].CopyTo(recurrent);
        scratch[..(3 * Units)].CopyTo(gates);
    }

    private void FillRows(Span<float> rows, ReadOnlySpan<float> bias)
    {
        if (bias.IsEmpty)
        {
            rows.Clear();
            return;
        }

        for (int start = 0; start < rows.Length; start += GateWidth)
        {
            bias.CopyTo(rows[start..]);
        }
    }

    private sealed class Workspace(int rows, int timesteps, GruCell cell)
        : GruWorkspace(rows, timesteps, cell)
    {
        /// <summary>[timesteps, rows, 3·units]: recurrent products, then their gradient.</summary>
        public AlignedBuffer Recurrent { get; } = new(checked(timesteps * rows * cell.GateWidth));

        public Span<float> RecurrentAt(int timestep) => GatesAt(Recurrent, timestep);
    }
}
