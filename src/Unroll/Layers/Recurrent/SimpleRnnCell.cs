namespace Unroll.Layers;

/// <summary>
/// One step of a simple recurrent network (Elman 1990): h = activation(x·W + h₋₁·U + b). See also <see cref="FusedRnnCell{TOperator}"/>.
/// </summary>
internal sealed class SimpleRnnCell(int units, ActivationFunction activation, CellInitializers initializers, bool useBias)
    : GeneralGateCell(units, 1, initializers, useBias)
{
    public override RecurrentWorkspace CreateWorkspace(int rows, int timesteps, int inputs, bool training) =>
        new GateWorkspace(rows, timesteps, this);

    public override void Step(RecurrentWorkspace workspace, in RecurrentStep step)
    {
        Span<float> gates = ((GateWorkspace)workspace).GatesAt(step.Timestep);
        MultiplyRecurrent(step, gates, workspace.Rows);
        activation.Forward(gates, step.Hidden, Units);
    }

    public override void StepBackward(RecurrentWorkspace workspace, in RecurrentStep step, in RecurrentStepGradient gradient)
    {
        Span<float> gates = ((GateWorkspace)workspace).GatesAt(step.Timestep);
        activation.Backward(gates, step.Hidden, gradient.Hidden, gates, Units);
        MultiplyRecurrentBack(gates, gradient, workspace.Rows);
    }
}
