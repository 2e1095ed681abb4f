using System.Numerics.Tensors;
using Unroll.Catalogue;
using Unroll.Data;
using Unroll.Initializers;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// Layer normalisation: the features of each row, at each timestep by itself, are scaled to mean 0 and variance 1, then scaled and shifted:
/// y = γ·(x − mean)/√(variance + ε) + β (Ba, Kiros and Hinton 2016). The same in training and prediction. Parameters: <c>gamma</c> and
/// <c>beta</c> [features].
/// </summary>
public sealed class LayerNormalization : UnaryLayer
{
    private static readonly Setting<LayerNormalization, float> _epsilon = LayerSettings.Number<LayerNormalization>(
        "epsilon", layer => layer._options.Epsilon, "Added to the variance.", default(LayerNormalizationOptions).Epsilon,
        NumberRange.Positive);

    private static readonly Setting<LayerNormalization, bool> _center = LayerSettings.Flag<LayerNormalization>(
        "center", layer => layer._options.Center, "Whether a trained beta is added.", default(LayerNormalizationOptions).Center);

    private static readonly Setting<LayerNormalization, bool> _scale = LayerSettings.Flag<LayerNormalization>(
        "scale", layer => layer._options.Scale, "Whether the result is multiplied by a trained gamma.",
        default(LayerNormalizationOptions).Scale);

    internal static LayerEntry Entry { get; } = new(
        "layer-normalization", typeof(LayerNormalization), "Normalises each row over its features.",
        [_epsilon, _center, _scale],
        values => new LayerNormalization(new LayerNormalizationOptions
        {
            Epsilon = values.Get(_epsilon),
            Center = values.Get(_center),
            Scale = values.Get(_scale),
        }))
    {
        Formula = "y = γ·(x − mean)/√(variance + ε) + β",
        Example = "layer-normalization",
    };

    private readonly LayerNormalizationOptions _options;
    private ScaleAndShift _scaleAndShift = null!;

    /// <summary>Creates the layer.</summary>
    /// <param name="options">Options; leave out for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">The options' epsilon is not positive.</exception>
    public LayerNormalization(LayerNormalizationOptions options = default)
    {
        Require.PositiveFinite(options.Epsilon, nameof(options.Epsilon));
        _options = options;
    }

    internal override OutputRange GetOutputRange(int output, IReadOnlyList<OutputRange> inputs) => OutputRange.Unbounded;

    /// <inheritdoc/>
    public override bool IsStepwise => true;

    /// <inheritdoc/>
    public override Shape GetOutputShape(Shape input)
    {
        if (IsBuilt && input.Features != InputShape.Features)
        {
            LayerErrors.ThrowShape(nameof(LayerNormalization), InputShape, input);
        }

        return input;
    }

    /// <inheritdoc/>
    public override LayerWorkspace CreateWorkspace(int rows, int timesteps, bool training) =>
        new Workspace(rows, timesteps, training ? InputShape.Features : 0);

    /// <inheritdoc/>
    public override void Forward(LayerWorkspace workspace, TimeMajorSpan input, TimeMajorSpan output, PassContext context)
    {
        int features = input.Features;
        var kept = (Workspace)workspace;
        Span<float> normalized = context.HasGradients ? kept.Normalized.Span : output.Values;
        for (int row = 0; row < input.Rows * input.Timesteps; row++)
        {
            int start = row * features;
            float inverse = RowNormalization.Normalize(
                input.Values.Slice(start, features), normalized.Slice(start, features), _options.Epsilon);
            if (context.HasGradients)
            {
                kept.InverseDeviations[row] = inverse;
            }
        }

        _scaleAndShift.Forward(normalized[..output.Values.Length], output.Values, features);
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
        int features = input.Features;
        var kept = (Workspace)workspace;
        _scaleAndShift.Backward(kept.Normalized.Span, outputGradient.Values, features, context);
        if (inputGradient.IsEmpty)
        {
            return;
        }

        // dx = (g − mean(g) − x̂·mean(g·x̂)) / deviation, where g is the gradient of x̂.
        for (int row = 0; row < input.Rows * input.Timesteps; row++)
        {
            ReadOnlySpan<float> g = outputGradient.Values.Slice(row * features, features);
            ReadOnlySpan<float> normalized = kept.Normalized.Span.Slice(row * features, features);
            Span<float> dx = inputGradient.Values.Slice(row * features, features);
            float mean = TensorPrimitives.Sum(g) / features;
            float alongNormalized = TensorPrimitives.Dot(g, normalized) / features;
            TensorPrimitives.MultiplyAdd(normalized, -alongNormalized, g, dx);
            TensorPrimitives.Subtract(dx, mean, dx);
            TensorPrimitives.Multiply(dx, kept.InverseDeviations[row], dx);
        }
    }

    /// <inheritdoc/>
    protected override void BuildParameters(Shape input, RandomStream random)
    {
        Parameter? gamma = _options.Scale ? AddParameter("gamma", new Ones(), random, input.Features) : null;
        Parameter? beta = _options.Center ? AddParameter("beta", input.Features) : null;
        _scaleAndShift = new ScaleAndShift(gamma, beta);
    }

    private sealed class Workspace(int rows, int timesteps, int features) : LayerWorkspace(rows, timesteps)
    {
        /// <summary>x̂ of each timestep and row.</summary>
        public AlignedBuffer Normalized { get; } = new(checked(rows * timesteps * features));

        /// <summary>1 / √(variance + ε) of each timestep and row.</summary>
        public float[] InverseDeviations { get; } = new float[features == 0 ? 0 : rows * timesteps];
    }
}
