using Unroll.Catalogue;
using Unroll.Models;

namespace Unroll.Tasks.Generation;

/// <summary>Options of generating text with a <see cref="TextGenerator"/>; <c>default</c> has all defaults.</summary>
public readonly record struct GenerationOptions
{
    /// <summary>The most tokens of a text.</summary>
    public const int MaxTokens = 10_000_000;

    private static readonly Setting<GenerationOptions, int> _length = new(
        "length", Kind.Integer(1, MaxTokens), options => options.Length,
        "Characters or words that are generated, as the network was trained on; of a list, at most so many a line.")
    { DefaultValue = 500 };

    private static readonly Setting<GenerationOptions, float> _temperature = new(
        "temperature", Kind.Single(NumberRange.NonNegative), options => options.Sampler.Temperature,
        "Below 1 more probable tokens, above 1 more diverse ones; 0 always takes the most probable one.")
    { DefaultValue = 1f };

    private static readonly Setting<GenerationOptions, int> _topK = new(
        "top-k", Kind.Integer(0), options => options.Sampler.TopK, "Draws from so many of the most probable tokens; 0 from all.");

    private static readonly Setting<GenerationOptions, float> _topP = new(
        "top-p", Kind.Single(new NumberRange { Above = 0, AtMost = 1 }), options => options.Sampler.TopP,
        "Draws from the most probable tokens that together have this probability; 1 from all.")
    { DefaultValue = 1f };

    private static readonly Setting<GenerationOptions, float> _repetitionPenalty = new(
        "repetition-penalty", Kind.Single(NumberRange.Positive), options => options.Sampler.RepetitionPenalty,
        "Above 1 against tokens that were among the last 64; 1 for none.")
    { DefaultValue = 1f };

    private static readonly Setting<GenerationOptions, ulong> _seed = new(
        "seed", Kind.Unsigned, options => options.Sampler.Seed, "Seed of the draws: the same seed gives the same text.")
    { DefaultValue = 1UL };

    private static readonly Setting<GenerationOptions, string?> _stop = new(
        "stop", Kind.Text!, options => options.Stop, "Ends a text before this text.")
    { DefaultNote = "none; of a list, the line's end" };

    private static readonly Setting<GenerationOptions, int?> _count = new(
        "count", Kind.Optional(Kind.Integer(1, 1_000_000)), options => options.Count, "Texts that are generated.")
    { DefaultNote = "1; of a list, 10" };

    private readonly int? _givenLength;

    /// <summary>The options in the catalogue's terms: settings of a prediction.</summary>
    internal static IReadOnlyList<Setting> Settings { get; } =
        [_length, _temperature, _topK, _topP, _repetitionPenalty, _seed, _stop, _count];

    /// <summary>Tokens that are generated, or that a text has at most where it is stopped. Default: 500.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive.</exception>
    public int Length
    {
        get => _givenLength ?? 500;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _givenLength = value;
        }
    }

    /// <summary>The options by which tokens are drawn: temperature, the most probable ones, the penalty on repetition, the seed.</summary>
    public TokenSamplerOptions Sampler { get; init; }

    /// <summary>The text before which generation ends; null for none. Of a list of lines, each ends with its line in any case.</summary>
    public string? Stop { get; init; }

    /// <summary>Texts of <see cref="TextGenerator.GenerateTexts"/>; null for 1, or 10 of a list.</summary>
    public int? Count { get; init; }

    /// <summary>The options of a prediction.</summary>
    /// <param name="values">Values of <see cref="GenerationTask.PredictionSettings"/>.</param>
    public static GenerationOptions Of(SettingValues values) => new()
    {
        Length = values.Get(_length),
        Sampler = new TokenSamplerOptions
        {
            Temperature = values.Get(_temperature),
            TopK = values.Get(_topK),
            TopP = values.Get(_topP),
            RepetitionPenalty = values.Get(_repetitionPenalty),
            Seed = values.Get(_seed),
        },
        Stop = values.Get(_stop) is { Length: > 0 } stop ? stop : null,
        Count = values.Get(_count),
    };
}
