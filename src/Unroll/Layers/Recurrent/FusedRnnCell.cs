using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// One step of a simple recurrent network (Elman 1990), fused: h = f(x·W + h₋₁·U + b). See <see cref="RnnGates{TOperator}"/>.
/// </summary>
/// <typeparam name="TOperator">f, whose derivative follows from its value.</typeparam>
internal sealed class FusedRnnCell<TOperator>(int units, TOperator function, CellInitializers initializers, bool useBias)
    : FusedCell(units, 1, [new(0, 0)], initializers, useBias)
    where TOperator : struct, IActivationOperator
{
    public override RecurrentWorkspace CreateWorkspace(int rows, int timesteps, int inputs, bool training) =>
        new FusedWorkspace(rows, timesteps, Units, PlaneCount, training);

    public override void Step(RecurrentWorkspace workspace, in RecurrentStep step) =>
        RnnGates<TOperator>.Forward(function, StepOf((FusedWorkspace)workspace, step), step.Hidden);

    protected override void BackwardGates(FusedWorkspace workspace, in RecurrentStep step, in RecurrentStepGradient gradient) =>
        RnnGates<TOperator>.Backward(function, StepOf((FusedWorkspace)workspace, step), step.Hidden, gradient.Hidden);
}
