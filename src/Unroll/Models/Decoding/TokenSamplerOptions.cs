namespace Unroll.Models;

/// <summary>Options of a <see cref="TokenSampler"/>; <c>default</c> draws from the probabilities as they are.</summary>
public readonly record struct TokenSamplerOptions
{
    // Stored so that all bits zero mean the defaults: default(…) is as good as new().
    private readonly float? _temperature;
    private readonly float? _topP;
    private readonly float? _repetitionPenalty;
    private readonly int? _repetitionWindow;

    /// <summary>
    /// Temperature, the divisor of logits: below 1 more probable tokens, above 1 more diverse ones; 0 always takes the most probable one.
    /// Default: 1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public float Temperature
    {
        get => _temperature ?? 1f;
        init
        {
            Require.NonNegativeFinite(value, nameof(Temperature));
            _temperature = value == 1f ? null : value;
        }
    }

    /// <summary>The number of most probable tokens to draw from (Fan et al. 2018); 0: all. Default: 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int TopK
    {
        get;
        init
        {
            Require.AtLeast(value, 0, nameof(TopK));
            field = value;
        }
    }

    /// <summary>
    /// The smallest set of most probable tokens whose probabilities add up to this is drawn from (nucleus sampling, Holtzman et al. 2020);
    /// 1: all. Default: 1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above 0 and at most 1.</exception>
    public float TopP
    {
        get => _topP ?? 1f;
        init
        {
            if (!(value > 0 && value <= 1))
            {
                throw new ArgumentOutOfRangeException(nameof(TopP), value, "TopP is a share of probability, above 0 and at most 1.");
            }

            _topP = value == 1f ? null : value;
        }
    }

    /// <summary>
    /// Penalty on tokens that came before: their positive logits are divided by it, their negative ones multiplied (Keskar et al. 2019);
    /// above 1 against repetition. Default: 1, none.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public float RepetitionPenalty
    {
        get => _repetitionPenalty ?? 1f;
        init
        {
            Require.PositiveFinite(value, nameof(RepetitionPenalty));
            _repetitionPenalty = value == 1f ? null : value;
        }
    }

    /// <summary>The number of last tokens that <see cref="RepetitionPenalty"/> is about. Default: 64.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive.</exception>
    public int RepetitionWindow
    {
        get => _repetitionWindow ?? 64;
        init
        {
            Require.AtLeast(value, 1, nameof(RepetitionWindow));
            _repetitionWindow = value == 64 ? null : value;
        }
    }

    /// <summary>Tokens that are never drawn, such as padding; none unless given.</summary>
    public IReadOnlyList<int>? Excluded { get; init; }

    /// <summary>Seed of the draws: the same seed and logits give the same tokens. Default: 0.</summary>
    public ulong Seed { get; init; }
}
