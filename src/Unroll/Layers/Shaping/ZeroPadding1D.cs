using Unroll.Data;

namespace Unroll.Layers;

/// <summary>
/// A layer that adds timesteps of zeros before and after a sequence. Input: <c>[batch, timesteps, features]</c>, output: <c>[batch, before
/// + timesteps + after, features]</c>. Where rows have different lengths, a row's zeros follow its own last real timestep.
/// </summary>
public sealed class ZeroPadding1D : UnaryLayer
{
    internal static LayerEntry Entry { get; } = EndSettings.Entry<ZeroPadding1D>(
        "zero-padding1d", "Adds timesteps of zeros before and after.", "added", layer => layer.Before, layer => layer.After,
        (before, after) => new ZeroPadding1D(before, after));

    /// <summary>Creates a layer that adds as many timesteps before as after.</summary>
    /// <param name="padding">Timesteps, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public ZeroPadding1D(int padding)
        : this(padding, padding)
    {
    }

    /// <summary>Creates a layer.</summary>
    /// <param name="before">Timesteps before the sequence, at least 0.</param>
    /// <param name="after">Timesteps after it, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public ZeroPadding1D(int before, int after)
    {
        Require.AtLeast(before, 0, nameof(before));
        Require.AtLeast(after, 0, nameof(after));
        Before = before;
        After = after;
    }

    /// <summary>Timesteps before the sequence.</summary>
    public int Before { get; }

    /// <summary>Timesteps after it.</summary>
    public int After { get; }

    internal override bool PassesValues => true;

    internal override OutputRange GetOutputRange(int output, IReadOnlyList<OutputRange> inputs) => inputs[0].Each();

    /// <inheritdoc/>
    public override Shape GetOutputShape(Shape input)
    {
        LayerErrors.ThrowIfNotSequence(input, nameof(ZeroPadding1D));
        return input.Timesteps == Shape.AnyLength ? input : Shape.Sequence(checked(Before + input.Timesteps + After), input.Features);
    }

    /// <inheritdoc/>
    public override void ComputeMask(LayerPass pass, int output, Span<bool> mask)
    {
        ArgumentNullException.ThrowIfNull(pass);
        TimeMajorSpan input = pass.Input();
        for (int i = 0; i < mask.Length; i++)
        {
            // What is added is as real as what it is added to: a timestep is real from `before` ahead of a real one to `after` behind it.
            (int t, int row) = (i / input.Rows, i % input.Rows);
            bool real = false;
            for (int source = Math.Max(t - Before - After, 0); !real && source <= Math.Min(t, input.Timesteps - 1); source++)
            {
                real = input.IsReal(source, row);
            }

            mask[i] = real;
        }
    }

    /// <inheritdoc/>
    public override void Forward(LayerWorkspace workspace, TimeMajorSpan input, TimeMajorSpan output, PassContext context)
    {
        int step = input.Rows * input.Features;
        output.Values[..(Before * step)].Clear();
        input.Values.CopyTo(output.Values[(Before * step)..]);
        output.Values[((Before + input.Timesteps) * step)..].Clear();
    }

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
            outputGradient.Values.Slice(Before * input.Rows * input.Features, inputGradient.Values.Length).CopyTo(inputGradient.Values);
            inputGradient.ClearPadding();
        }
    }
}
