using System.Numerics.Tensors;
using Unroll.Catalogue;
using Unroll.Data;

namespace Unroll.Layers;

/// <summary>
/// A layer that repeats each timestep. Input: <c>[batch, timesteps, features]</c>, output: <c>[batch, timesteps · size, features]</c>.
/// </summary>
public sealed class UpSampling1D : UnaryLayer
{
    private static readonly Setting<UpSampling1D, int> _size = LayerSettings.Size<UpSampling1D>(
        "size", layer => layer.Size, "How often each timestep goes out.", 2);

    internal static LayerEntry Entry { get; } = new(
        "up-sampling1d", typeof(UpSampling1D), "Repeats each timestep.",
        [_size],
        values => new UpSampling1D(values.Get(_size)))
    {
        Shorthand = _size,
        Example = "up-sampling1d: 2",
        TakesSequences = true,
    };

    /// <summary>Creates the layer.</summary>
    /// <param name="size">Repetitions of each timestep, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive.</exception>
    public UpSampling1D(int size)
    {
        LayerErrors.ThrowIfNotPositive(size, nameof(UpSampling1D), nameof(size));
        Size = size;
    }

    /// <summary>Repetitions of each timestep.</summary>
    public int Size { get; }

    internal override bool PassesValues => true;

    /// <inheritdoc/>
    public override Shape GetOutputShape(Shape input)
    {
        LayerErrors.ThrowIfNotSequence(input, nameof(UpSampling1D));
        return input.Timesteps == Shape.AnyLength ? input : Shape.Sequence(checked(input.Timesteps * Size), input.Features);
    }

    /// <inheritdoc/>
    public override void ComputeMask(LayerPass pass, int output, Span<bool> mask)
    {
        ArgumentNullException.ThrowIfNull(pass);
        for (int t = 0; t * pass.Rows < mask.Length; t++)
        {
            pass.Input().Mask.Slice(t / Size * pass.Rows, pass.Rows).CopyTo(mask[(t * pass.Rows)..]);
        }
    }

    /// <inheritdoc/>
    public override void Forward(LayerWorkspace workspace, TimeMajorSpan input, TimeMajorSpan output, PassContext context)
    {
        for (int t = 0; t < output.Timesteps; t++)
        {
            input.At(t / Size).CopyTo(output.At(t));
        }
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
        if (inputGradient.IsEmpty)
        {
            return;
        }

        inputGradient.Values.Clear();
        for (int t = 0; t < output.Timesteps; t++)
        {
            Span<float> sum = inputGradient.At(t / Size);
            TensorPrimitives.Add(sum, outputGradient.At(t), sum);
        }
    }
}
