using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>One step of a simple recurrent network (Elman 1990): h = activation(x·W + h₋₁·U + b).</summary>
internal sealed class SimpleRnnCell(int units, ActivationFunction activation) : RecurrentCell(units, 1)
{
    private PackedParameter? _packedRecurrent;

    public override void Prepare(bool training)
    {
        base.Prepare(training);
        _packedRecurrent ??= new PackedParameter(RecurrentKernel);
        _packedRecurrent.Prepare(training);
    }

    public override void Step(RecurrentWorkspace workspace, int timestep, ReadOnlySpan<float> previousHidden, Span<float> hidden)
    {
        Span<float> gates = workspace.GatesAt(timestep);
        if (!previousHidden.IsEmpty)
        {
            MatrixProduct.Multiply(previousHidden, Units, _packedRecurrent!.Matrix, gates, GateWidth, workspace.Rows, accumulate: true);
        }

        activation.Forward(gates, hidden, Units);
    }

    public override void StepBackward(
        RecurrentWorkspace workspace,
        int timestep,
        ReadOnlySpan<float> previousHidden,
        ReadOnlySpan<float> hidden,
        ReadOnlySpan<float> hiddenGradient,
        Span<float> previousHiddenGradient)
    {
        Span<float> gates = workspace.GatesAt(timestep);
        activation.Backward(gates, hidden, hiddenGradient, gates, Units);
        if (!previousHiddenGradient.IsEmpty)
        {
            MatrixProduct.Multiply(
                gates, GateWidth, _packedRecurrent!.Transposed, previousHiddenGradient, Units, workspace.Rows, accumulate: true);
        }
    }

    public override void AccumulateRecurrentGradients(RecurrentWorkspace workspace, ReadOnlySpan<float> hidden, PassContext context) =>
        AddRecurrentGradient(workspace, hidden, workspace.Gates.Span, GateWidth, context);
}
