using System.Numerics.Tensors;
using Unroll.Catalogue;
using Unroll.Data;
using Unroll.Initializers;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// Batch normalisation: each feature is scaled to mean 0 and variance 1 over all rows and timesteps of a batch, then scaled and shifted: y
/// = γ·(x − mean)/√(variance + ε) + β (Ioffe and Szegedy 2015). Padded timesteps are left out of mean and variance. Prediction uses moving
/// averages of the training batches' means and variances instead; so does training while the layer is not <see cref="Layer.Trainable"/>, as
/// in Keras.
/// </summary>
/// <remarks>
/// Parameters: <c>gamma</c>, <c>beta</c>, <c>moving_mean</c> and <c>moving_variance</c> [features]; gradients train the first two. As in
/// PyTorch, and in Keras' fused form, a batch is normalised by its variance (squares over n), while the moving average takes the unbiased
/// estimate (over n − 1).
/// </remarks>
public sealed class BatchNormalization : UnaryLayer
{
    private static readonly Setting<BatchNormalization, float> _momentum = LayerSettings.Number<BatchNormalization>(
        "momentum", layer => layer._options.Momentum, "Share of the moving averages that a training step keeps.",
        default(BatchNormalizationOptions).Momentum, NumberRange.ShareBelowOne);

    private static readonly Setting<BatchNormalization, float> _epsilon = LayerSettings.Number<BatchNormalization>(
        "epsilon", layer => layer._options.Epsilon, "Added to the variance.", default(BatchNormalizationOptions).Epsilon,
        NumberRange.Positive);

    private static readonly Setting<BatchNormalization, bool> _center = LayerSettings.Flag<BatchNormalization>(
        "center", layer => layer._options.Center, "Whether a trained beta is added.", default(BatchNormalizationOptions).Center);

    private static readonly Setting<BatchNormalization, bool> _scale = LayerSettings.Flag<BatchNormalization>(
        "scale", layer => layer._options.Scale, "Whether the result is multiplied by a trained gamma.",
        default(BatchNormalizationOptions).Scale);

    internal static LayerEntry Entry { get; } = new(
        "batch-normalization", typeof(BatchNormalization), "Normalises each feature over the batch.",
        [_momentum, _epsilon, _center, _scale],
        values => new BatchNormalization(new BatchNormalizationOptions
        {
            Momentum = values.Get(_momentum),
            Epsilon = values.Get(_epsilon),
            Center = values.Get(_center),
            Scale = values.Get(_scale),
        }))
    {
        Formula = "y = γ·(x − mean)/√(variance + ε) + β",
        Example = "batch-normalization: {momentum: 0.9}",
    };

    private readonly BatchNormalizationOptions _options;
    private ScaleAndShift _scaleAndShift = null!;
    private Parameter _movingMean = null!;
    private Parameter _movingVariance = null!;

    /// <summary>Creates the layer.</summary>
    /// <param name="options">Options; leave out for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public BatchNormalization(BatchNormalizationOptions options = default)
    {
        Require.FractionBelowOne(options.Momentum, nameof(options.Momentum));
        Require.PositiveFinite(options.Epsilon, nameof(options.Epsilon));
        _options = options;
    }

    internal override OutputRange GetOutputRange(int output, IReadOnlyList<OutputRange> inputs) => OutputRange.Unbounded;

    /// <inheritdoc/>
    public override bool IsStepwise => true;

    /// <inheritdoc/>
    public override bool NeedsWholeBatch => true;

    /// <inheritdoc/>
    public override Shape GetOutputShape(Shape input)
    {
        if (IsBuilt && input.Features != InputShape.Features)
        {
            LayerErrors.ThrowShape(nameof(BatchNormalization), InputShape, input);
        }

        return input;
    }

    /// <inheritdoc/>
    public override LayerWorkspace CreateWorkspace(int rows, int timesteps, bool training) =>
        new Workspace(rows, timesteps, InputShape.Features, training);

    /// <inheritdoc/>
    public override void Forward(LayerWorkspace workspace, TimeMajorSpan input, TimeMajorSpan output, PassContext context)
    {
        var kept = (Workspace)workspace;
        Span<float> normalized = context.HasGradients ? kept.Normalized.Span[..input.Values.Length] : output.Values;
        kept.Count = CountReal(input);
        kept.UsesBatch = context.IsTraining && Trainable && kept.Count > 0;
        if (kept.UsesBatch)
        {
            AddSums(input.Values, default, input.Mask, kept);
            ToMeans(kept.Sums, kept.Count, kept.Mean);
            Center(input, kept.Mean, normalized);
            AddSums(normalized, normalized, input.Mask, kept);
            ToMeans(kept.Sums, kept.Count, kept.Variance);
            UpdateMovingAverages(kept);
            Invert(kept.Variance, kept.InverseDeviation);
        }
        else
        {
            Center(input, _movingMean.Values, normalized);
            Invert(_movingVariance.Values, kept.InverseDeviation);
        }

        for (int start = 0; start < normalized.Length; start += input.Features)
        {
            Span<float> row = normalized.Slice(start, input.Features);
            TensorPrimitives.Multiply(row, kept.InverseDeviation, row);
        }

        _scaleAndShift.Forward(normalized, output.Values, input.Features);
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
        var kept = (Workspace)workspace;
        Span<float> normalized = kept.Normalized.Span[..input.Values.Length];
        Span<float> g = outputGradient.Values;
        _scaleAndShift.Backward(normalized, g, input.Features, context);
        if (inputGradient.IsEmpty)
        {
            return;
        }

        if (kept.UsesBatch)
        {
            // dx = (g − mean(g) − x̂·mean(g·x̂)) / deviation, where g is the gradient of x̂. Mean and variance are spent: their places are
            // taken.
            Span<float> mean = kept.Mean;
            Span<float> alongNormalized = kept.Variance;
            AddSums(g, default, input.Mask, kept);
            ToMeans(kept.Sums, kept.Count, mean);
            AddSums(g, normalized, input.Mask, kept);
            ToMeans(kept.Sums, kept.Count, alongNormalized);
            for (int start = 0; start < g.Length; start += input.Features)
            {
                Span<float> row = g.Slice(start, input.Features);
                TensorPrimitives.Subtract(row, mean, row);
                Span<float> product = normalized.Slice(start, input.Features);
                TensorPrimitives.Multiply(product, alongNormalized, product);
                TensorPrimitives.Subtract(row, product, row);
            }
        }

        for (int row = 0; row < input.Rows * input.Timesteps; row++)
        {
            Span<float> dx = inputGradient.Values.Slice(row * input.Features, input.Features);
            if (input.IsMasked && !input.Mask[row])
            {
                dx.Clear();
            }
            else
            {
                TensorPrimitives.Multiply(g.Slice(row * input.Features, input.Features), kept.InverseDeviation, dx);
            }
        }
    }

    /// <inheritdoc/>
    protected override void BuildParameters(Shape input, RandomStream random)
    {
        Parameter? gamma = _options.Scale ? AddParameter("gamma", new Ones(), random, input.Features) : null;
        Parameter? beta = _options.Center ? AddParameter("beta", input.Features) : null;
        _scaleAndShift = new ScaleAndShift(gamma, beta);
        _movingMean = AddBuffer("moving_mean", input.Features);
        _movingVariance = AddParameter("moving_variance", new Ones(), random, input.Features);
        _movingVariance.IsTrainable = false;
    }

    private static int CountReal(TimeMajorSpan input) => input.IsMasked ? input.Mask.Count(true) : input.Rows * input.Timesteps;

    private static void Center(TimeMajorSpan input, ReadOnlySpan<float> mean, Span<float> centered)
    {
        for (int start = 0; start < centered.Length; start += input.Features)
        {
            TensorPrimitives.Subtract(input.Values.Slice(start, input.Features), mean, centered.Slice(start, input.Features));
        }
    }

    /// <summary>
    /// Sums of each column over the real rows, of the values or of their products with <paramref name="factors"/>: some rows at a time in
    /// single precision, those sums in double.
    /// </summary>
    private static void AddSums(ReadOnlySpan<float> values, ReadOnlySpan<float> factors, ReadOnlySpan<bool> mask, Workspace kept)
    {
        const int BlockRows = 16;
        Span<float> block = kept.Block;
        kept.Sums.AsSpan().Clear();
        int features = block.Length;
        int rows = values.Length / features;
        for (int first = 0; first < rows; first += BlockRows)
        {
            block.Clear();
            for (int row = first; row < Math.Min(first + BlockRows, rows); row++)
            {
                if (!mask.IsEmpty && !mask[row])
                {
                    continue;
                }

                ReadOnlySpan<float> x = values.Slice(row * features, features);
                if (factors.IsEmpty)
                {
                    TensorPrimitives.Add(block, x, block);
                }
                else
                {
                    TensorPrimitives.MultiplyAdd(x, factors.Slice(row * features, features), block, block);
                }
            }

            for (int i = 0; i < features; i++)
            {
                kept.Sums[i] += block[i];
            }
        }
    }

    private static void ToMeans(ReadOnlySpan<double> sums, int count, Span<float> means)
    {
        for (int i = 0; i < means.Length; i++)
        {
            means[i] = (float)(sums[i] / count);
        }
    }

    private void Invert(ReadOnlySpan<float> variance, Span<float> inverse)
    {
        for (int i = 0; i < inverse.Length; i++)
        {
            inverse[i] = 1 / MathF.Sqrt(variance[i] + _options.Epsilon);
        }
    }

    /// <summary>The whole batch is one shard, so that one thread alone comes here.</summary>
    private void UpdateMovingAverages(Workspace kept)
    {
        float momentum = _options.Momentum;
        float unbiased = kept.Count > 1 ? kept.Count / (kept.Count - 1f) : 1;
        Span<float> mean = _movingMean.Values;
        Span<float> variance = _movingVariance.Values;
        for (int i = 0; i < mean.Length; i++)
        {
            mean[i] = (momentum * mean[i]) + ((1 - momentum) * kept.Mean[i]);
            variance[i] = (momentum * variance[i]) + ((1 - momentum) * unbiased * kept.Variance[i]);
        }

        _movingMean.MarkChanged();
        _movingVariance.MarkChanged();
    }

    private sealed class Workspace(int rows, int timesteps, int features, bool training) : LayerWorkspace(rows, timesteps)
    {
        /// <summary>x̂ of each timestep and row.</summary>
        public AlignedBuffer Normalized { get; } = new(checked(training ? rows * timesteps * features : 0));

        public float[] Mean { get; } = new float[features];

        public float[] Variance { get; } = new float[features];

        public float[] InverseDeviation { get; } = new float[features];

        public float[] Block { get; } = new float[features];

        public double[] Sums { get; } = new double[features];

        /// <summary>Real timesteps of all rows.</summary>
        public int Count { get; set; }

        /// <summary>Whether the pass normalised by the batch's own mean and variance.</summary>
        public bool UsesBatch { get; set; }
    }
}
