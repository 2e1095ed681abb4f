using System.Text.Json.Nodes;
using Unroll.Data;

namespace Unroll.Layers;

/// <summary>Says what shape comes into a model. It computes nothing, and must be the first layer if it is there at all.</summary>
public sealed class Input : UnaryLayer
{
    /// <summary>Samples are vectors: batches of <c>[batch, features]</c>.</summary>
    /// <param name="features">Length of the vector.</param>
    public Input(int features)
        : this(Shape.Vector(features))
    {
    }

    /// <summary>Samples are sequences: batches of <c>[batch, timesteps, features]</c>.</summary>
    /// <param name="timesteps">Timesteps, or <see cref="Shape.AnyLength"/>.</param>
    /// <param name="features">Features of each timestep.</param>
    public Input(int timesteps, int features)
        : this(Shape.Sequence(timesteps, features))
    {
    }

    /// <summary>Samples have the given shape.</summary>
    /// <param name="shape">Shape of a sample.</param>
    public Input(Shape shape) => Shape = shape;

    /// <summary>Shape of a sample.</summary>
    public Shape Shape { get; }

    /// <inheritdoc/>
    public override string Kind => "input";

    /// <inheritdoc/>
    public override Shape GetOutputShape(Shape input)
    {
        if (!Shape.Accepts(input))
        {
            LayerErrors.ThrowShape("The model", Shape, input);
        }

        return input;
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

    /// <inheritdoc/>
    public override JsonObject GetConfiguration() => new()
    {
        ["type"] = Kind,
        ["timesteps"] = Shape.IsSequence ? Shape.Timesteps : null,
        ["features"] = Shape.Features,
    };

    internal static Input Read(JsonSource source) => new(LayerJson.ReadShape(source));
}
