using System.Numerics.Tensors;
using System.Text.Json.Nodes;
using Unroll.Data;

namespace Unroll.Layers;

/// <summary>
/// Repeats a vector at each of a number of timesteps, for example what an encoder remembers for each step of a decoder. Takes
/// <c>[batch, features]</c>, gives <c>[batch, timesteps, features]</c>.
/// </summary>
public sealed class RepeatVector : UnaryLayer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="timesteps">Timesteps that go out, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive.</exception>
    public RepeatVector(int timesteps)
    {
        LayerErrors.ThrowIfNotPositive(timesteps, nameof(RepeatVector), nameof(timesteps));
        Timesteps = timesteps;
    }

    /// <summary>Timesteps that go out.</summary>
    public int Timesteps { get; }

    /// <inheritdoc/>
    public override string Kind => "repeat-vector";

    /// <inheritdoc/>
    public override Shape GetOutputShape(Shape input) => !input.IsSequence
        ? Shape.Sequence(Timesteps, input.Features)
        : throw new ArgumentException(
            $"RepeatVector expects input of shape [batch, features], but got {input}: let the layer before it give its last timestep alone, " +
            "or put a GlobalMaxPool1D or Flatten between.");

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

    /// <inheritdoc/>
    public override JsonObject GetConfiguration()
    {
        JsonObject configuration = base.GetConfiguration();
        configuration["timesteps"] = Timesteps;
        return configuration;
    }

    internal static RepeatVector Read(JsonSource source) => new(source.Integer("timesteps"));
}
