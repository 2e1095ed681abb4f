using System.Numerics.Tensors;
using Unroll.Catalogue;
using Unroll.Data;

namespace Unroll.Layers;

/// <summary>
/// A layer that repeats a vector at each of a number of timesteps, for example an encoder's state for each step of a decoder. Input:
/// <c>[batch, features]</c>, output: <c>[batch, timesteps, features]</c>.
/// </summary>
public sealed class RepeatVector : UnaryLayer
{
    private static readonly Setting<RepeatVector, int> _timesteps = LayerSettings.Size<RepeatVector>(
        "timesteps", layer => layer.Timesteps, "Timesteps that go out.", 12);

    internal static LayerEntry Entry { get; } = new(
        "repeat-vector", typeof(RepeatVector), "Makes a sequence of a vector by repeating it.",
        [_timesteps],
        values => new RepeatVector(values.Get(_timesteps)))
    {
        Shorthand = _timesteps,
        Example = "repeat-vector: 12",
    };

    /// <summary>Creates the layer.</summary>
    /// <param name="timesteps">Timesteps of the output, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive.</exception>
    public RepeatVector(int timesteps)
    {
        LayerErrors.ThrowIfNotPositive(timesteps, nameof(RepeatVector), nameof(timesteps));
        Timesteps = timesteps;
    }

    /// <summary>Timesteps of the output.</summary>
    public int Timesteps { get; }

    internal override bool PassesValues => true;

    /// <inheritdoc/>
    public override Shape GetOutputShape(Shape input) => !input.IsSequence
        ? Shape.Sequence(Timesteps, input.Features)
        : throw new ArgumentException(
            $"RepeatVector expects input of shape [batch, features], but got {input}: let the layer before it give its last timestep "
            + $"alone, " +
            "or put a GlobalMaxPooling1D or Flatten between.");

    /// <inheritdoc/>
    public override bool GivesMask(int output, IReadOnlyList<bool> inputs, Shape outputShape) => false;

    /// <inheritdoc/>
    public override void Forward(LayerWorkspace workspace, TimeMajorSpan input, TimeMajorSpan output, PassContext context)
    {
        for (int t = 0; t < output.Timesteps; t++)
        {
            input.Values.CopyTo(output.At(t));
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

        outputGradient.At(0).CopyTo(inputGradient.Values);
        for (int t = 1; t < output.Timesteps; t++)
        {
            TensorPrimitives.Add(inputGradient.Values, outputGradient.At(t), inputGradient.Values);
        }
    }
}
