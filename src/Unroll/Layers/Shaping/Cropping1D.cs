using Unroll.Data;

namespace Unroll.Layers;

/// <summary>
/// A layer that crops timesteps at the beginning and the end of a sequence. Input: <c>[batch, timesteps, features]</c>, output: <c>[batch,
/// timesteps − before − after, features]</c>. Where rows have different lengths, each is cropped at its own ends.
/// </summary>
public sealed class Cropping1D : UnaryLayer
{
    internal static LayerEntry Entry { get; } = EndSettings.Entry<Cropping1D>(
        "cropping1d", "Cuts timesteps off.", "cut off", layer => layer.Before, layer => layer.After,
        (before, after) => new Cropping1D(before, after));

    /// <summary>Creates the layer.</summary>
    /// <param name="before">Timesteps cropped at the beginning, at least 0.</param>
    /// <param name="after">Timesteps cropped at the end, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public Cropping1D(int before, int after)
    {
        Require.AtLeast(before, 0, nameof(before));
        Require.AtLeast(after, 0, nameof(after));
        Before = before;
        After = after;
    }

    /// <summary>Timesteps cropped at the beginning.</summary>
    public int Before { get; }

    /// <summary>Timesteps cropped at the end.</summary>
    public int After { get; }

    internal override bool PassesValues => true;

    /// <inheritdoc/>
    public override Shape GetOutputShape(Shape input)
    {
        LayerErrors.ThrowIfNotSequence(input, nameof(Cropping1D));
        if (input.Timesteps == Shape.AnyLength)
        {
            return input;
        }

        return input.Timesteps > (long)Before + After
            ? Shape.Sequence(input.Timesteps - Before - After, input.Features)
            : throw new ArgumentException(
                $"Cropping1D is to cut {CountFormatter.Format(Before, "timesteps")} off the beginning and {After} off the end of " +
                $"{input}, which leaves nothing: " +
                $"cut less, or use sequences of at least {Shape.Sequence(Before + After + 1, input.Features)}.");
    }

    /// <inheritdoc/>
    public override void ComputeMask(LayerPass pass, int output, Span<bool> mask)
    {
        ArgumentNullException.ThrowIfNull(pass);

        // What is cut off a shorter row lies at its own ends.
        new TimeWindow(Before + After + 1, 1, 1, WindowPadding.Valid).ComputeMask(pass.Input().Mask, pass.Rows, mask);
    }

    /// <inheritdoc/>
    public override void Forward(LayerWorkspace workspace, TimeMajorSpan input, TimeMajorSpan output, PassContext context) =>
        input.Values.Slice(Before * input.Rows * input.Features, output.Values.Length).CopyTo(output.Values);

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
            outputGradient.Values.CopyTo(inputGradient.Values[(Before * input.Rows * input.Features)..]);
        }
    }
}
