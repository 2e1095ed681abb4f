namespace Unroll.Models;

/// <summary>Options of decoding with an <see cref="EncoderDecoder"/>: greedy, sampled or beam search.</summary>
public readonly record struct DecodeOptions
{
    // Stored so that all bits zero mean the defaults: default(…) is as good as new().
    private readonly int _width;
    private readonly int _threads;
    private readonly float? _temperature;

    /// <summary>Threads that decode batches of sources; 0 for one a core. What is written does not depend on it. Default: 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, or above 4,096.</exception>
    public int Threads
    {
        get => _threads;
        init
        {
            Require.Threads(value, nameof(Threads));
            _threads = value;
        }
    }

    /// <summary>The token that ends a sequence; null: none, all have the maximum length. Default: null.</summary>
    public int? End { get; init; }

    /// <summary>The greatest length of a sequence in tokens.</summary>
    public required int MaxLength { get; init; }

    /// <summary>
    /// Width of the beam search; 1: greedy. Default: 1.
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
    /// Length penalty of beam search: log probabilities are divided by ((5 + length)/6) to this power (Wu et al. 2016). Default: 0.
    /// </summary>
    public float LengthPenalty { get; init; }

    /// <summary>Whether tokens are sampled from the predicted probabilities; not together with a beam. Default: false.</summary>
    public bool Sample { get; init; }

    /// <summary>
    /// Temperature of sampling, the divisor of logits: below 1 more probable tokens, above 1 more diverse ones. Default: 1.
    /// </summary>
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

    /// <summary>The number of most probable tokens to sample from (top-k); 0: all. Default: 0.</summary>
    public int TopK { get; init; }

    /// <summary>Tokens that are never written, such as one for unknown words; none unless given.</summary>
    public IReadOnlyList<int>? Excluded { get; init; }

    /// <summary>Seed of sampling. Default: 0.</summary>
    public ulong Seed { get; init; }
}
