using System.Numerics.Tensors;
using Unroll.Catalogue;
using Unroll.Data;
using Unroll.Initializers;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// A layer that adds to each timestep a vector of its position, since attention by itself ignores order: at position t, sin(t /
/// 10000^(2i/features)) for feature 2i and the cosine of the same for feature 2i + 1 (Vaswani et al. 2017); or, as an option, a trained
/// vector for each position, in the parameter <c>embeddings</c> [maximum length, features].
/// </summary>
public sealed class PositionalEncoding : UnaryLayer
{
    private static readonly Setting<PositionalEncoding, bool> _learned = LayerSettings.Flag<PositionalEncoding>(
        "learned", layer => layer._options.Learned, "Whether the positions' vectors are trained, rather than fixed sines and cosines.");

    private static readonly Setting<PositionalEncoding, int> _maxLength = LayerSettings.Whole<PositionalEncoding>(
        "max-length", layer => layer._options.MaxLength,
        "The longest sequence, where positions are learned; 0: the model's timesteps.", 0, 0);

    private static readonly Setting<PositionalEncoding, Initializer> _embeddingsInitializer = LayerSettings.Initializer<PositionalEncoding>(
        "embeddings-initializer", layer => layer._options.EmbeddingsInitializer, default(PositionalEncodingOptions).EmbeddingsInitializer,
        "Initial vectors, where they are learned.");

    internal static LayerEntry Entry { get; } = new(
        "positional-encoding", typeof(PositionalEncoding), "Adds to each timestep a vector that tells its place.",
        [_learned, _maxLength, _embeddingsInitializer],
        values => new PositionalEncoding(new PositionalEncodingOptions
        {
            Learned = values.Get(_learned),
            MaxLength = values.Get(_maxLength),
            EmbeddingsInitializer = values.Get(_embeddingsInitializer),
        }))
    {
        Example = "positional-encoding: {learned: true}",
        TakesSequences = true,
    };

    private readonly PositionalEncodingOptions _options;
    private Parameter? _embeddings;

    /// <summary>Creates the layer.</summary>
    /// <param name="options">Options; leave out for fixed sines and cosines.</param>
    /// <exception cref="ArgumentOutOfRangeException">The maximum length is negative.</exception>
    public PositionalEncoding(PositionalEncodingOptions options = default)
    {
        Require.AtLeast(options.MaxLength, 0, nameof(options.MaxLength));
        _options = options;
    }

    /// <inheritdoc/>
    public override Shape GetOutputShape(Shape input)
    {
        LayerErrors.ThrowIfNotSequence(input, nameof(PositionalEncoding));
        if (IsBuilt && input.Features != InputShape.Features)
        {
            LayerErrors.ThrowShape(nameof(PositionalEncoding), InputShape, input);
        }

        if (!_options.Learned)
        {
            return input;
        }

        int longest = _embeddings is null ? _options.MaxLength : _embeddings.Dimensions[0];
        if (longest == 0 && input.Timesteps == Shape.AnyLength)
        {
            throw new ArgumentException(
                $"PositionalEncoding learns a vector for each position, but got {input} of any length: give MaxLength, or fix the "
                + $"timesteps.");
        }

        return longest > 0 && input.Timesteps > longest
            ? throw new ArgumentException(
                $"PositionalEncoding has learned vectors for {longest} positions, but got {input}: give a greater MaxLength, or "
                + $"shorter sequences.")
            : input;
    }

    /// <inheritdoc/>
    public override LayerWorkspace CreateWorkspace(int rows, int timesteps, bool training) =>
        new Workspace(rows, timesteps, _options.Learned ? [] : SinesAndCosines(timesteps, InputShape.Features));

    /// <inheritdoc/>
    public override void Forward(LayerWorkspace workspace, TimeMajorSpan input, TimeMajorSpan output, PassContext context)
    {
        ReadOnlySpan<float> positions = _embeddings is null ? ((Workspace)workspace).Positions : _embeddings.Values;
        for (int i = 0; i < input.Rows * input.Timesteps; i++)
        {
            ReadOnlySpan<float> position = positions.Slice(i / input.Rows * input.Features, input.Features);
            TensorPrimitives.Add(
                input.Values.Slice(i * input.Features, input.Features), position, output.Values.Slice(i * input.Features, input.Features));
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
        if (_embeddings is not null)
        {
            Span<float> gradient = context.Gradient(_embeddings);
            for (int t = 0; t < input.Timesteps; t++)
            {
                Columns.AddSums(outputGradient.At(t), input.Features, gradient.Slice(t * input.Features, input.Features));
            }
        }

        if (!inputGradient.IsEmpty)
        {
            outputGradient.Values.CopyTo(inputGradient.Values);
        }
    }

    /// <inheritdoc/>
    protected override void BuildParameters(Shape input, RandomStream random)
    {
        if (_options.Learned)
        {
            int length = _options.MaxLength > 0 ? _options.MaxLength : input.Timesteps;
            _embeddings = AddParameter("embeddings", _options.EmbeddingsInitializer, random, length, input.Features);
        }
    }

    private static float[] SinesAndCosines(int timesteps, int features)
    {
        float[] positions = new float[timesteps * features];
        for (int i = 0; i < features; i++)
        {
            double frequency = Math.Pow(10000, -(i - (i % 2)) / (double)features);
            for (int t = 0; t < timesteps; t++)
            {
                positions[(t * features) + i] = (float)(i % 2 == 0 ? Math.Sin(t * frequency) : Math.Cos(t * frequency));
            }
        }

        return positions;
    }

    private sealed class Workspace(int rows, int timesteps, float[] positions) : LayerWorkspace(rows, timesteps)
    {
        /// <summary>One vector a timestep.</summary>
        public float[] Positions { get; } = positions;
    }
}
