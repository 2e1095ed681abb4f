using System.Text.Json.Nodes;
using Unroll.Models;

namespace Unroll.Layers;

/// <summary>
/// One block of a transformer's encoder (Vaswani et al. 2017): attention of the sequence to itself, then two dense layers on each timestep, each
/// half added to its input and normalised. The shape stays. Parameters are those of the layers inside: <c>attention.query_kernel</c>,
/// <c>attention_norm.gamma</c>, <c>expand.kernel</c>, <c>contract.kernel</c>, <c>feed_forward_norm.gamma</c> and so on.
/// </summary>
public sealed class TransformerEncoder : BlockLayer
{
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
    public override string Kind => "transformer-encoder";

    /// <inheritdoc/>
    public override JsonObject GetConfiguration()
    {
        JsonObject configuration = base.GetConfiguration();
        configuration["heads"] = Heads;
        configuration["feed_forward_units"] = FeedForwardUnits;
        configuration["dropout"] = _options.Dropout;
        configuration["activation"] = LayerJson.Write(_options.Activation);
        configuration["normalize_first"] = _options.NormalizeFirst;
        configuration["causal"] = _options.Causal;
        configuration["epsilon"] = _options.Epsilon;
        return configuration;
    }

    internal static TransformerEncoder Read(JsonSource source) => new(
        source.Integer("heads"),
        source.Integer("feed_forward_units"),
        new TransformerEncoderOptions
        {
            Dropout = (float)source.Number("dropout"),
            Activation = LayerJson.ReadActivation(source, "activation"),
            NormalizeFirst = source.Flag("normalize_first"),
            Causal = source.Flag("causal"),
            Epsilon = (float)source.Number("epsilon"),
        });

    /// <inheritdoc/>
    protected override void CheckInputs(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count != 1 || !inputs[0].IsSequence || inputs[0].Features % Heads != 0)
        {
            throw new ArgumentException(
                $"TransformerEncoder takes one sequence whose features its {Heads} heads divide, but got {string.Join(", ", inputs)}: bring the features to a " +
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
            new(heads, features / heads, new MultiHeadAttentionOptions { Causal = options.Causal, Dropout = options.Dropout }) { Name = "attention" };

        public Dropout? AttentionDropout { get; } = options.Dropout > 0 ? new(options.Dropout) { Name = "attention_dropout" } : null;

        public Add AddAttention { get; } = new() { Name = "add_attention" };

        public LayerNormalization AttentionNorm { get; } = new(new LayerNormalizationOptions { Epsilon = options.Epsilon }) { Name = "attention_norm" };

        public Dense Expand { get; } = new(feedForwardUnits, new DenseOptions { Activation = options.Activation }) { Name = "expand" };

        public Dense Contract { get; } = new(features) { Name = "contract" };

        public Dropout? FeedForwardDropout { get; } = options.Dropout > 0 ? new(options.Dropout) { Name = "feed_forward_dropout" } : null;

        public Add AddFeedForward { get; } = new() { Name = "add_feed_forward" };

        public LayerNormalization FeedForwardNorm { get; } = new(new LayerNormalizationOptions { Epsilon = options.Epsilon }) { Name = "feed_forward_norm" };
    }
}
