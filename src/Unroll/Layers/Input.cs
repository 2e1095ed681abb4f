using Unroll.Catalogue;
using Unroll.Data;

namespace Unroll.Layers;

/// <summary>The input of a model: its shape. It computes nothing, and must be the first layer if it is there at all.</summary>
public sealed class Input : UnaryLayer
{
    private static readonly ShapeSettings<Input> _shape = new(layer => layer.Shape);

    /// <summary>
    /// The blocks that a model file's inputs are. An input is no layer of the catalogue, since recipes take theirs from the data.
    /// </summary>
    internal static BlockCatalogue<Layer> Inputs { get; } = new("input", () => [Entry!]);

    internal static LayerEntry Entry { get; } = new(
        "input", typeof(Input), "What comes into a model: vectors, or sequences where it has timesteps.",
        [.. _shape.All],
        values => new Input(_shape.Read(values)))
    {
        Shorthand = _shape.Features,
        Example = "input: {timesteps: 24, features: 3}",
    };

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
}
