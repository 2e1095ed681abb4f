using Unroll.Data;

namespace Unroll.Layers;

/// <summary>
/// A layer that flattens a sequence to a vector, timestep after timestep. Input: <c>[batch, timesteps, features]</c>, output: <c>[batch,
/// timesteps · features]</c>; vectors stay as they are. Padded timesteps are zeros.
/// </summary>
public sealed class Flatten : UnaryLayer
{
    internal static LayerEntry Entry { get; } = LayerSettings.Plain(
        "flatten", typeof(Flatten), "Makes a vector of a sequence, timestep after timestep.", () => new Flatten());

    internal override bool PassesValues => true;

    /// <inheritdoc/>
    public override Shape GetOutputShape(Shape input)
    {
        if (IsBuilt && input != InputShape)
        {
            LayerErrors.ThrowShape(nameof(Flatten), InputShape, input);
        }

        LayerErrors.ThrowIfAnyLength(input, nameof(Flatten));
        return Shape.Vector(checked(input.Timesteps * input.Features));
    }

    /// <inheritdoc/>
    public override void Forward(LayerWorkspace workspace, TimeMajorSpan input, TimeMajorSpan output, PassContext context) =>
        SampleOrder.Copy(input, output);

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
            SampleOrder.Copy(outputGradient, inputGradient);
            inputGradient.ClearPadding();
        }
    }
}
