using Unroll.Data;

namespace Unroll.Layers;

/// <summary>
/// A layer that pools a whole sequence to a vector, feature by feature. Input: <c>[batch, timesteps, features]</c>, output: <c>[batch,
/// features]</c>. Padded timesteps are left out; a row without a real timestep gives zeros.
/// </summary>
public abstract class GlobalPooling1D : UnaryLayer
{
    private readonly PoolOperation _operation;

    private protected GlobalPooling1D(PoolOperation operation) => _operation = operation;

    internal override bool PassesValues => true;

    /// <inheritdoc/>
    public override Shape GetOutputShape(Shape input)
    {
        LayerErrors.ThrowIfNotSequence(input, GetType().Name);
        return Shape.Vector(input.Features);
    }

    /// <inheritdoc/>
    public override void Forward(LayerWorkspace workspace, TimeMajorSpan input, TimeMajorSpan output, PassContext context) =>
        _operation.Forward(input, Whole(input), output, 0);

    /// <inheritdoc/>
    public override void Backward(
        LayerWorkspace workspace,
        TimeMajorSpan input,
        TimeMajorSpan output,
        TimeMajorSpan outputGradient,
        TimeMajorSpan inputGradient,
        PassContext context)
    {
        if (!inputGradient.IsEmpty)
        {
            inputGradient.Values.Clear();
            _operation.Backward(input, Whole(input), output, outputGradient, inputGradient, 0);
        }
    }

    private static TimeWindow Whole(TimeMajorSpan input) => new(input.Timesteps, 1, 1, WindowPadding.Valid);
}
