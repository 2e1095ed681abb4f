namespace Unroll.Models;

/// <summary>How <see cref="EncoderDecoder"/> chooses tokens.</summary>
public readonly record struct DecodeOptions
{
    // Stored so that all bits zero mean the defaults: default(…) is as good as new().
    private readonly int _width;
    private readonly float? _temperature;

    /// <summary>The token that ends a sequence; null: none, all have the maximum length. Default: null.</summary>
    public int? End { get; init; }

    /// <summary>Tokens of a sequence at most.</summary>
    public required int MaximumLength { get; init; }

    /// <summary>
    /// Sequences that are followed at once, the most probable ones (beam search); 1: the most probable token at each step (greedy). Default: 1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive.</exception>
    public int BeamWidth
    {
        get => _width == 0 ? 1 : _width;
        init
        {
            Require.AtLeast(value, 1, nameof(BeamWidth));
            _width = value == 1 ? 0 : value;
        }
    }

    /// <summary>
    /// How much longer sequences are favoured by beam search: log probabilities are divided by ((5 + length)/6) to this power (Wu et al. 2016). Default: 0.
    /// </summary>
    public float LengthPenalty { get; init; }

    /// <summary>Whether tokens are drawn by chance, as probable as the model says; not together with a beam. Default: false.</summary>
    public bool Sample { get; init; }

    /// <summary>By what logits are divided before tokens are drawn: below 1 more careful, above 1 more daring. Default: 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public float Temperature
    {
        get => _temperature ?? 1f;
        init
        {
            Require.PositiveFinite(value, nameof(Temperature));
            _temperature = value == 1f ? null : value;
        }
    }

    /// <summary>From how many of the most probable tokens one is drawn; 0: all. Default: 0.</summary>
    public int TopK { get; init; }

    /// <summary>Seed of what is drawn. Default: 0.</summary>
    public ulong Seed { get; init; }
}
