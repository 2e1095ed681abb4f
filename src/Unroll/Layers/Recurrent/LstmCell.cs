using System.Numerics.Tensors;

namespace Unroll.Layers;

/// <summary>
/// One step of an LSTM with any activations; gates in the order i, f, c, o of Keras. With the usual ones, <see cref="FusedLstmCell"/> is
/// faster.
/// </summary>
internal sealed class LstmCell(
    int units,
    ActivationFunction activation,
    ActivationFunction recurrentActivation,
    CellInitializers initializers,
    bool useBias,
    bool unitForgetBias)
    : GeneralLstmCell(units, initializers, useBias, unitForgetBias)
{
    public override RecurrentWorkspace CreateWorkspace(int rows, int timesteps, int inputs, bool training) =>
        new LstmWorkspace(rows, timesteps, this);

    public override void Step(RecurrentWorkspace workspace, in RecurrentStep step)
    {
        var own = (LstmWorkspace)workspace;
        int timestep = step.Timestep;
        Span<float> hidden = step.Hidden;
        Span<float> gates = own.GatesAt(timestep);
        MultiplyRecurrent(step, gates, own.Rows);
        Span<float> cell = own.CellAt(timestep);
        Span<float> activatedCell = own.ActivatedCellAt(timestep);
        Span<float> preActivations = own.PreActivationsAt(timestep);
        gates.CopyTo(preActivations);
        ReadOnlySpan<float> previousCell = own.CellAt(step.Previous);
        for (int row = 0; row < own.Rows; row++)
        {
            Span<float> g = gates.Slice(row * GateWidth, GateWidth);
            ReadOnlySpan<float> x = preActivations.Slice(row * GateWidth, GateWidth);
            Range at = (row * Units)..((row + 1) * Units);
            recurrentActivation.Forward(x[..(2 * Units)], g[..(2 * Units)], Units);
            activation.Forward(x.Slice(2 * Units, Units), g.Slice(2 * Units, Units), Units);
            recurrentActivation.Forward(x[(3 * Units)..], g[(3 * Units)..], Units);

            // c = f·c₋₁ + i·g, h = o·activation(c)
            TensorPrimitives.Multiply(g[..Units], g.Slice(2 * Units, Units), cell[at]);
            TensorPrimitives.MultiplyAdd(g.Slice(Units, Units), previousCell[at], cell[at], cell[at]);
            activation.Forward(cell[at], activatedCell[at], Units);
            TensorPrimitives.Multiply(g[(3 * Units)..], activatedCell[at], hidden[at]);
        }
    }

    public override void StepBackward(RecurrentWorkspace workspace, in RecurrentStep step, in RecurrentStepGradient gradient)
    {
        var own = (LstmWorkspace)workspace;
        for (int row = 0; row < own.Rows; row++)
        {
            BackwardRow(own, step.Timestep, step.Previous, row, gradient.Hidden.Slice(row * Units, Units));
        }

        MultiplyRecurrentBack(own.GatesAt(step.Timestep), gradient, own.Rows);
    }

    private void BackwardRow(LstmWorkspace own, int timestep, int previous, int row, ReadOnlySpan<float> dh)
    {
        Range at = (row * Units)..((row + 1) * Units);
        Span<float> gates = own.GatesAt(timestep).Slice(row * GateWidth, GateWidth);
        ReadOnlySpan<float> x = own.PreActivationsAt(timestep).Slice(row * GateWidth, GateWidth);
        Span<float> i = gates[..Units], f = gates.Slice(Units, Units), g = gates.Slice(2 * Units, Units), o = gates[(3 * Units)..];
        ReadOnlySpan<float> cell = own.CellAt(timestep)[at];
        ReadOnlySpan<float> activatedCell = own.ActivatedCellAt(timestep)[at];
        ReadOnlySpan<float> previousCell = own.CellAt(previous)[at];
        Span<float> dc = own.CellGradient.Span[at];
        Span<float> scratch = own.Scratch.Span.Slice(0, Units);
        Span<float> gateGradient = own.Scratch.Span.Slice(Units, GateWidth);

        // dc += (dh·o) · activation′(c)
        TensorPrimitives.Multiply(dh, o, scratch);
        activation.Backward(cell, activatedCell, scratch, scratch, Units);
        TensorPrimitives.Add(dc, scratch, dc);

        TensorPrimitives.Multiply(dc, g, gateGradient[..Units]);
        TensorPrimitives.Multiply(dc, previousCell, gateGradient.Slice(Units, Units));
        TensorPrimitives.Multiply(dc, i, gateGradient.Slice(2 * Units, Units));
        TensorPrimitives.Multiply(dh, activatedCell, gateGradient[(3 * Units)..]);
        TensorPrimitives.Multiply(dc, f, dc);
        recurrentActivation.Backward(
            x[..(2 * Units)], gates[..(2 * Units)], gateGradient[..(2 * Units)], gateGradient[..(2 * Units)], Units);
        activation.Backward(
            x.Slice(2 * Units, Units), g, gateGradient.Slice(2 * Units, Units), gateGradient.Slice(2 * Units, Units), Units);
        recurrentActivation.Backward(x[(3 * Units)..], o, gateGradient[(3 * Units)..], gateGradient[(3 * Units)..], Units);
        gateGradient.CopyTo(gates);
    }
}
