using Unroll.Catalogue;
using Unroll.Data;

namespace Unroll.Layers;

/// <summary>
/// A layer that masks timesteps whose features all have a padding value, in the layers behind as in losses and metrics. Input and output:
/// <c>[batch, timesteps, features]</c>; padding becomes zeros.
/// </summary>
public sealed class Masking : UnaryLayer
{
    private static readonly Setting<Masking, float> _maskValue = LayerSettings.Number<Masking>(
        "mask-value", layer => layer.MaskValue, "The value that all features of a padded timestep have.", 0);

    internal static LayerEntry Entry { get; } = new(
        "masking", typeof(Masking), "Leaves out timesteps whose features all have a value.",
        [_maskValue],
        values => new Masking(values.Get(_maskValue)))
    {
        Shorthand = _maskValue,
        Example = "masking: -1",
        TakesSequences = true,
    };

    /// <summary>Creates the layer.</summary>
    /// <param name="maskValue">The value that all features of a padded timestep have; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite.</exception>
    public Masking(float maskValue = 0)
    {
        Require.Finite(maskValue, nameof(maskValue));
        MaskValue = maskValue;
    }

    /// <summary>The value that all features of a padded timestep have.</summary>
    public float MaskValue { get; }

    internal override bool PassesValues => true;

    /// <inheritdoc/>
    public override bool IsStepwise => true;

    /// <inheritdoc/>
    public override Shape GetOutputShape(Shape input)
    {
        LayerErrors.ThrowIfNotSequence(input, nameof(Masking));
        return input;
    }

    /// <inheritdoc/>
    public override bool GivesMask(int output, IReadOnlyList<bool> inputs, Shape outputShape) => true;

    /// <inheritdoc/>
    public override void ComputeMask(LayerPass pass, int output, Span<bool> mask)
    {
        ArgumentNullException.ThrowIfNull(pass);
        TimeMajorSpan input = pass.Input();
        for (int i = 0; i < mask.Length; i++)
        {
            (int t, int row) = (i / input.Rows, i % input.Rows);
            mask[i] = input.IsReal(t, row) && input.At(t, row).ContainsAnyExcept(MaskValue);
        }
    }

    /// <inheritdoc/>
    public override void Forward(LayerWorkspace workspace, TimeMajorSpan input, TimeMajorSpan output, PassContext context) =>
        input.Values.CopyTo(output.Values);

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
            outputGradient.Values.CopyTo(inputGradient.Values);
        }
    }
}
