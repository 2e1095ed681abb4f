using System.Numerics.Tensors;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// One step of an LSTM with any activations; gates in the order i, f, c, o of Keras. With the usual ones, <see cref="FusedLstmCell"/> is faster.
/// </summary>
internal sealed class LstmCell(
    int units,
    ActivationFunction activation,
    ActivationFunction recurrentActivation,
    CellInitializers initializers,
    bool useBias,
    bool unitForgetBias)
    : GeneralGateCell(units, 4, initializers, useBias)
{
    private PackedParameter? _packedRecurrent;

    public override IReadOnlyList<int> StateSizes => [Units, Units];

    public override void Build(Func<string, int[], Parameter> add, int inputs, RandomStream random)
    {
        base.Build(add, inputs, random);
        if (unitForgetBias && Bias is not null)
        {
            Bias.Values.Slice(Units, Units).Fill(1f);
        }
    }

    public override void Prepare(bool training)
    {
        base.Prepare(training);
        _packedRecurrent ??= new PackedParameter(RecurrentKernel);
        _packedRecurrent.Prepare(training);
    }

    public override RecurrentWorkspace CreateWorkspace(int rows, int timesteps, int inputs, bool training) =>
        new Workspace(rows, timesteps, this);

    public override void Step(RecurrentWorkspace workspace, in RecurrentStep step)
    {
        var own = (Workspace)workspace;
        int timestep = step.Timestep;
        Span<float> hidden = step.Hidden;
        Span<float> gates = own.GatesAt(timestep);
        if (!step.RecurrentInput.IsEmpty)
        {
            MatrixProduct.Multiply(step.RecurrentInput, Units, _packedRecurrent!.Matrix, gates, GateWidth, own.Rows, accumulate: true);
        }

        Span<float> cell = own.StateAt(own.Cell, timestep);
        Span<float> activatedCell = own.StateAt(own.ActivatedCell, timestep);
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

    public override void BeginBackward(RecurrentWorkspace workspace, PassContext context) => ((Workspace)workspace).CellGradient.Span.Clear();

    public override Span<float> StateAt(RecurrentWorkspace workspace, int state, int timestep) => ((Workspace)workspace).CellAt(timestep);

    public override Span<float> StateGradient(RecurrentWorkspace workspace, int state) => ((Workspace)workspace).CellGradient.Span;

    public override void StepBackward(RecurrentWorkspace workspace, in RecurrentStep step, in RecurrentStepGradient gradient)
    {
        var own = (Workspace)workspace;
        int timestep = step.Timestep;
        ReadOnlySpan<float> hiddenGradient = gradient.Hidden;
        Span<float> gates = own.GatesAt(timestep);
        for (int row = 0; row < own.Rows; row++)
        {
            BackwardRow(own, timestep, step.Previous, row, hiddenGradient.Slice(row * Units, Units));
        }

        if (!gradient.RecurrentInput.IsEmpty)
        {
            MatrixProduct.Multiply(
                gates, GateWidth, _packedRecurrent!.Transposed, gradient.RecurrentInput, Units, own.Rows, accumulate: true);
        }
    }

    private void BackwardRow(Workspace own, int timestep, int previous, int row, ReadOnlySpan<float> dh)
    {
        Range at = (row * Units)..((row + 1) * Units);
        Span<float> gates = own.GatesAt(timestep).Slice(row * GateWidth, GateWidth);
        ReadOnlySpan<float> x = own.PreActivationsAt(timestep).Slice(row * GateWidth, GateWidth);
        Span<float> i = gates[..Units], f = gates.Slice(Units, Units), g = gates.Slice(2 * Units, Units), o = gates[(3 * Units)..];
        ReadOnlySpan<float> cell = own.StateAt(own.Cell, timestep)[at];
        ReadOnlySpan<float> activatedCell = own.StateAt(own.ActivatedCell, timestep)[at];
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
        recurrentActivation.Backward(x[..(2 * Units)], gates[..(2 * Units)], gateGradient[..(2 * Units)], gateGradient[..(2 * Units)], Units);
        activation.Backward(x.Slice(2 * Units, Units), g, gateGradient.Slice(2 * Units, Units), gateGradient.Slice(2 * Units, Units), Units);
        recurrentActivation.Backward(x[(3 * Units)..], o, gateGradient[(3 * Units)..], gateGradient[(3 * Units)..], Units);
        gateGradient.CopyTo(gates);
    }

    private sealed class Workspace : GateWorkspace
    {
        private readonly AlignedBuffer _preActivations;
        private readonly AlignedBuffer _initialCell;

        public Workspace(int rows, int timesteps, LstmCell cell)
            : base(rows, timesteps, cell)
        {
            Cell = new AlignedBuffer(timesteps * rows * cell.Units);
            ActivatedCell = new AlignedBuffer(timesteps * rows * cell.Units);
            CellGradient = new AlignedBuffer(rows * cell.Units);
            _initialCell = new AlignedBuffer(rows * cell.Units);
            Scratch = new AlignedBuffer(cell.Units + cell.GateWidth);
            _preActivations = new AlignedBuffer(timesteps * rows * cell.GateWidth);
        }

        /// <summary>c, [timesteps, rows, units].</summary>
        public AlignedBuffer Cell { get; }

        /// <summary>The activation of c, [timesteps, rows, units].</summary>
        public AlignedBuffer ActivatedCell { get; }

        /// <summary>Gradient of c, [rows, units].</summary>
        public AlignedBuffer CellGradient { get; }

        /// <summary>One row, for the general form.</summary>
        public AlignedBuffer Scratch { get; }

        /// <summary>c of a timestep; before the first, the initial one.</summary>
        public Span<float> CellAt(int timestep) => timestep < 0 ? _initialCell.Span : StateAt(Cell, timestep);

        public Span<float> PreActivationsAt(int timestep) => GatesAt(_preActivations, timestep);
    }
}
