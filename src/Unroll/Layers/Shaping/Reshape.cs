using Unroll.Data;

namespace Unroll.Layers;

/// <summary>
/// A layer that reshapes each sample, its numbers in the same order: timestep by timestep. For example <c>[batch, 12]</c> becomes
/// <c>[batch, 4, 3]</c>. Where rows have different lengths, an output timestep is real if any of its numbers comes from a real timestep.
/// </summary>
public sealed class Reshape : UnaryLayer
{
    private static readonly ShapeSettings<Reshape> _shape = new(layer => layer.Shape);

    internal static LayerEntry Entry { get; } = new(
        "reshape", typeof(Reshape), "Cuts the same numbers into another shape.",
        [.. _shape.All],
        values => new Reshape(_shape.Read(values)))
    {
        Shorthand = _shape.Features,
        Example = "reshape: {timesteps: 24, features: 3}",
    };

    /// <summary>Creates a layer that gives vectors, <c>[batch, features]</c>.</summary>
    /// <param name="features">Length of the vector, at least 1.</param>
    public Reshape(int features)
        : this(Shape.Vector(features))
    {
    }

    /// <summary>Creates a layer that gives sequences, <c>[batch, timesteps, features]</c>.</summary>
    /// <param name="timesteps">Timesteps, or <see cref="Shape.AnyLength"/> (−1): as many as there are numbers for.</param>
    /// <param name="features">Features of each timestep, at least 1.</param>
    public Reshape(int timesteps, int features)
        : this(Shape.Sequence(timesteps, features))
    {
    }

    /// <summary>Creates a layer that gives samples of a shape.</summary>
    /// <param name="shape">The shape; <see cref="Shape.AnyLength"/> timesteps are as many as there are numbers for.</param>
    public Reshape(Shape shape) => Shape = shape;

    /// <summary>The shape of the output.</summary>
    public Shape Shape { get; }

    internal override bool PassesValues => true;

    /// <inheritdoc/>
    public override Shape GetOutputShape(Shape input)
    {
        bool isOpen = Shape.Timesteps == Shape.AnyLength;
        if (input.Timesteps == Shape.AnyLength && isOpen)
        {
            return Shape;
        }

        LayerErrors.ThrowIfAnyLength(input, nameof(Reshape));
        int length = checked(input.Timesteps * input.Features);
        if (isOpen ? length % Shape.Features != 0 : length != (long)Shape.Timesteps * Shape.Features)
        {
            throw new ArgumentException(
                $"Reshape cannot make {Shape} of {input}: a sample of the one has {CountFormatter.Format(length, "numbers")}, of " +
                $"the other {Numbers()}. Choose a "
                + $"shape of {CountFormatter.Format(length, "numbers")}.");
        }

        return isOpen ? Shape.Sequence(length / Shape.Features, Shape.Features) : Shape;
    }

    /// <inheritdoc/>
    public override void ComputeMask(LayerPass pass, int output, Span<bool> mask)
    {
        ArgumentNullException.ThrowIfNull(pass);
        TimeMajorSpan input = pass.Input();
        int features = pass.OutputShape().Features;
        for (int i = 0; i < mask.Length; i++)
        {
            (int t, int row) = (i / pass.Rows, i % pass.Rows);
            bool real = false;
            for (int source = t * features / input.Features; !real && source * input.Features < (t + 1) * features; source++)
            {
                real = input.IsReal(source, row);
            }

            mask[i] = real;
        }
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

    private string Numbers() => Shape.Timesteps == Shape.AnyLength
        ? $"a multiple of {Shape.Features}"
        : ((long)Shape.Timesteps * Shape.Features).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
