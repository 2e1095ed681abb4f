using Unroll.Catalogue;
using Unroll.Models;

namespace Unroll.Layers;

/// <summary>
/// One block of a transformer's encoder (Vaswani et al. 2017): self-attention, then two dense layers on each timestep, each half with a
/// residual connection and layer normalisation. The shape stays. Parameters are those of the layers inside: <c>attention.query_kernel</c>,
/// <c>attention_norm.gamma</c>, <c>expand.kernel</c>, <c>contract.kernel</c>, <c>feed_forward_norm.gamma</c> and so on.
/// </summary>
public sealed class TransformerEncoder : BlockLayer
{
    private static readonly Setting<TransformerEncoder, int> _heads = LayerSettings.Size<TransformerEncoder>(
        "num-heads", layer => layer.Heads, "Attention heads.", 4);

    private static readonly Setting<TransformerEncoder, int> _feedForward = LayerSettings.Size<TransformerEncoder>(
        "feed-forward-units", layer => layer.FeedForwardUnits, "Units between the two layers of the feed-forward half.", 64);

    private static readonly Setting<TransformerEncoder, float> _dropout = LayerSettings.Dropout<TransformerEncoder>(
        layer => layer._options.Dropout, "Share that is dropped of the attention weights and of what each half adds.");

    private static readonly Setting<TransformerEncoder, ActivationFunction> _activation = LayerSettings.Activation<TransformerEncoder>(
        layer => layer._options.Activation, default(TransformerEncoderOptions).Activation, "Activation of the feed-forward half.");

    private static readonly Setting<TransformerEncoder, bool> _normalizeFirst = LayerSettings.Flag<TransformerEncoder>(
        "normalize-first", layer => layer._options.NormalizeFirst,
        "Whether each half normalises what it takes rather than its sum with the input.");

    private static readonly Setting<TransformerEncoder, bool> _causal = LayerSettings.Flag<TransformerEncoder>(
        "causal", layer => layer._options.Causal, "Whether timesteps see only those before them, and themselves.");

    private static readonly Setting<TransformerEncoder, float> _epsilon = LayerSettings.Number<TransformerEncoder>(
        "epsilon", layer => layer._options.Epsilon, "Added to the variance in the normalisations.",
        default(TransformerEncoderOptions).Epsilon, NumberRange.Positive);

    internal static LayerEntry Entry { get; } = new(
        "transformer-encoder", typeof(TransformerEncoder),
        "Self-attention and a feed-forward half, each with a residual connection and a normalisation.",
        [_heads, _feedForward, _dropout, _activation, _normalizeFirst, _causal, _epsilon],
        values => new TransformerEncoder(values.Get(_heads), values.Get(_feedForward), new TransformerEncoderOptions
        {
            Dropout = values.Get(_dropout),
            Activation = values.Get(_activation),
            NormalizeFirst = values.Get(_normalizeFirst),
            Causal = values.Get(_causal),
            Epsilon = values.Get(_epsilon),
        }))
    {
        Example = "transformer-encoder: {num-heads: 4, feed-forward-units: 64, dropout: 0.1}",
        TakesSequences = true,
    };

    private readonly TransformerEncoderOptions _options;
    private Parts? _parts;

    /// <summary>Creates the block.</summary>
    /// <param name="heads">Heads of the attention, at least 1; must divide the features.</param>
    /// <param name="feedForwardUnits">Units between the two dense layers, at least 1; four times the features is common.</param>
    /// <param name="options">Options; leave out for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public TransformerEncoder(int heads, int feedForwardUnits, TransformerEncoderOptions options = default)
    {
        LayerErrors.ThrowIfNotPositive(heads, nameof(TransformerEncoder), nameof(heads));
        LayerErrors.ThrowIfNotPositive(feedForwardUnits, nameof(TransformerEncoder), nameof(feedForwardUnits));
        Require.FractionBelowOne(options.Dropout, nameof(options.Dropout));
        Heads = heads;
        FeedForwardUnits = feedForwardUnits;
        _options = options;
    }

    /// <summary>Heads of the attention.</summary>
    public int Heads { get; }

    /// <summary>Units between the two dense layers.</summary>
    public int FeedForwardUnits { get; }

    /// <inheritdoc/>
    protected override void CheckInputs(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count != 1 || !inputs[0].IsSequence || inputs[0].Features % Heads != 0)
        {
            throw new ArgumentException(
                $"TransformerEncoder takes one sequence whose features its {CountFormatter.Format(Heads, "heads")} divide, but " +
                $"got {string.Join(", ", inputs)}: "
                + $"bring the features to a " +
                "multiple of the heads, for example with a Dense before it.");
        }
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Signal> Describe(IReadOnlyList<Signal> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        Signal input = inputs[0];
        _parts ??= new Parts(Heads, input.Shape.Features, FeedForwardUnits, _options);
        Signal attended, result;
        if (_options.NormalizeFirst)
        {
            attended = _parts.AddAttention.Apply(input, Attend(_parts.AttentionNorm.Apply(input)));
            result = _parts.AddFeedForward.Apply(attended, FeedForward(_parts.FeedForwardNorm.Apply(attended)));
        }
        else
        {
            attended = _parts.AttentionNorm.Apply(_parts.AddAttention.Apply(input, Attend(input)));
            result = _parts.FeedForwardNorm.Apply(_parts.AddFeedForward.Apply(attended, FeedForward(attended)));
        }

        return [result];
    }

    private Signal Attend(Signal input)
    {
        Signal output = _parts!.Attention.Apply(input);
        return _parts.AttentionDropout is null ? output : _parts.AttentionDropout.Apply(output);
    }

    private Signal FeedForward(Signal input)
    {
        Signal output = _parts!.Contract.Apply(_parts.Expand.Apply(input));
        return _parts.FeedForwardDropout is null ? output : _parts.FeedForwardDropout.Apply(output);
    }

    /// <summary>The layers inside, made once the features are known.</summary>
    private sealed class Parts(int heads, int features, int feedForwardUnits, TransformerEncoderOptions options)
    {
        public MultiHeadAttention Attention { get; } =
            new(heads, features / heads,
                new MultiHeadAttentionOptions { Causal = options.Causal, Dropout = options.Dropout })
            { Name = "attention" };

        public Dropout? AttentionDropout { get; } = options.Dropout > 0 ? new(options.Dropout) { Name = "attention_dropout" } : null;

        public Add AddAttention { get; } = new() { Name = "add_attention" };

        public LayerNormalization AttentionNorm { get; } = new(
            new LayerNormalizationOptions { Epsilon = options.Epsilon })
        { Name = "attention_norm" };

        public Dense Expand { get; } = new(feedForwardUnits, new DenseOptions { Activation = options.Activation }) { Name = "expand" };

        public Dense Contract { get; } = new(features) { Name = "contract" };

        public Dropout? FeedForwardDropout { get; } = options.Dropout > 0 ? new(options.Dropout) { Name = "feed_forward_dropout" } : null;

        public Add AddFeedForward { get; } = new() { Name = "add_feed_forward" };

        public LayerNormalization FeedForwardNorm { get; } = new(
            new LayerNormalizationOptions { Epsilon = options.Epsilon })
        { Name = "feed_forward_norm" };
    }
}
