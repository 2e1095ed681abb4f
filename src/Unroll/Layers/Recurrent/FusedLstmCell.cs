using Unroll.Initializers;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// One step of an LSTM with sigmoid gates and tanh, fused; gates in the order i, f, c, o of Keras. See <see cref="LstmGates"/>.
/// </summary>
internal sealed class FusedLstmCell(int units, CellInitializers initializers, bool useBias, bool unitForgetBias)
    : FusedCell(
        units,
        4,
        [new(0, 0), new(units, units), new(2 * units, 2 * units), new(3 * units, 3 * units)],
        initializers,
        useBias)
{
    public override IReadOnlyList<int> StateSizes => [Units, Units];

    public override RecurrentWorkspace CreateWorkspace(int rows, int timesteps, int inputs, bool training) =>
        new Workspace(rows, timesteps, Units, PlaneCount, training);

    public override void Step(RecurrentWorkspace workspace, in RecurrentStep step)
    {
        var own = (Workspace)workspace;
        LstmGates.Forward(StepOf(own, step), own.CellAt(step.Previous), own.CellAt(step.Timestep), step.Hidden, own.IsTraining);
    }

    public override void BeginBackward(RecurrentWorkspace workspace, PassContext context)
    {
        base.BeginBackward(workspace, context);
        ((Workspace)workspace).CellGradient.Span.Clear();
    }

    public override Span<float> StateAt(RecurrentWorkspace workspace, int state, int timestep) => ((Workspace)workspace).CellAt(timestep);

    public override Span<float> StateGradient(RecurrentWorkspace workspace, int state) => ((Workspace)workspace).CellGradient.Span;

    protected override Initializer BiasInitializer(Initializer given) => unitForgetBias ? new UnitForgetBias(given, Units) : given;

    protected override void BackwardGates(FusedWorkspace workspace, in RecurrentStep step, in RecurrentStepGradient gradient)
    {
        var own = (Workspace)workspace;
        LstmGates.Backward(
            StepOf(own, step), own.CellAt(step.Previous), own.CellAt(step.Timestep), gradient.Hidden, own.CellGradient.Span);
    }

    private sealed class Workspace(int rows, int timesteps, int units, int planes, bool training)
        : FusedWorkspace(rows, timesteps, units, planes, training)
    {
        /// <summary>c: of all timesteps, or of the last two.</summary>
        private readonly AlignedBuffer _cell = new(checked((training ? timesteps : 2) * rows * units));

        /// <summary>Gradient of c, [rows, units].</summary>
        public AlignedBuffer CellGradient { get; } = new(checked(training ? rows * units : 0));

        /// <summary>c of a timestep; before the first, the initial one. [rows, units].</summary>
        public Span<float> CellAt(int timestep) => timestep < 0 ? Initial.Span : StateAt(_cell, IsTraining ? timestep : timestep & 1);
    }
}
