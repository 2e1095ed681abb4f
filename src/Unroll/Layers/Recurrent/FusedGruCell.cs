using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// One step of a GRU with sigmoid gates and tanh whose reset gate is applied after the recurrent product, fused; gates in the order z, r, h
/// of Keras. The candidate's input product and recurrent product are planes of their own. See <see cref="GruGates"/>.
/// </summary>
internal sealed class FusedGruCell(int units, CellInitializers initializers, bool useBias)
    : FusedCell(
        units,
        3,
        [new(0, 0), new(units, units), new(2 * units, -1), new(-1, 2 * units)],
        initializers,
        useBias)
{
    /// <summary>The bias has two rows: of the input products and of the recurrent ones.</summary>
    protected override int[] BiasDimensions => [2, GateWidth];

    public override RecurrentWorkspace CreateWorkspace(int rows, int timesteps, int inputs, bool training) =>
        new Workspace(rows, timesteps, Units, PlaneCount, training);

    public override void Step(RecurrentWorkspace workspace, in RecurrentStep step)
    {
        var own = (Workspace)workspace;
        GruGates.Forward(StepOf(own, step), PreviousHidden(own, step), step.Hidden);
    }

    protected override void BackwardGates(FusedWorkspace workspace, in RecurrentStep step, in RecurrentStepGradient gradient)
    {
        var own = (Workspace)workspace;
        Span<float> previousGradient = gradient.PreviousHidden.IsEmpty ? own.Discarded.Span : gradient.PreviousHidden;
        GruGates.Backward(StepOf(own, step), PreviousHidden(own, step), gradient.Hidden, previousGradient);
    }

    private static ReadOnlySpan<float> PreviousHidden(Workspace workspace, in RecurrentStep step) =>
        step.PreviousHidden.IsEmpty ? workspace.Initial.Span : step.PreviousHidden;

    private sealed class Workspace(int rows, int timesteps, int units, int planes, bool training)
        : FusedWorkspace(rows, timesteps, units, planes, training)
    {
        /// <summary>A place for the unused gradient of an h before the first timestep.</summary>
        public AlignedBuffer Discarded { get; } = new(checked(training ? rows * units : 0));
    }
}
