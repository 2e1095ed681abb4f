using Unroll.Data;

namespace Unroll.Layers;

/// <summary>
/// A layer that transposes timesteps and features. Input: <c>[batch, timesteps, features]</c>, output: <c>[batch, features, timesteps]</c>.
/// Padded timesteps become features that are zero.
/// </summary>
public sealed class Permute : UnaryLayer
{
    internal static LayerEntry Entry { get; } = LayerSettings.Plain(
        "permute", typeof(Permute), "Exchanges timesteps and features.", () => new Permute(), takesSequences: true);

    internal override bool PassesValues => true;

    internal override OutputRange GetOutputRange(int output, IReadOnlyList<OutputRange> inputs) => inputs[0].Each();

    /// <inheritdoc/>
    public override Shape GetOutputShape(Shape input)
    {
        LayerErrors.ThrowIfNotSequence(input, nameof(Permute));
        if (IsBuilt && input != InputShape)
        {
            LayerErrors.ThrowShape(nameof(Permute), InputShape, input);
        }

        LayerErrors.ThrowIfAnyLength(input, nameof(Permute));
        return Shape.Sequence(input.Features, input.Timesteps);
    }

    /// <inheritdoc/>
    public override bool GivesMask(int output, IReadOnlyList<bool> inputs, Shape outputShape) => false;

    /// <inheritdoc/>
    public override void Forward(LayerWorkspace workspace, TimeMajorSpan input, TimeMajorSpan output, PassContext context) =>
        Exchange(input, output);

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
            Exchange(outputGradient, inputGradient);
            inputGradient.ClearPadding();
        }
    }

    private static void Exchange(TimeMajorSpan from, TimeMajorSpan to)
    {
        for (int t = 0; t < from.Timesteps; t++)
        {
            for (int row = 0; row < from.Rows; row++)
            {
                ReadOnlySpan<float> step = from.At(t, row);
                for (int feature = 0; feature < step.Length; feature++)
                {
                    to.Values[(((feature * to.Rows) + row) * to.Features) + t] = step[feature];
                }
            }
        }
    }
}
