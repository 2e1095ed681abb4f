using Unroll.Catalogue;

namespace Unroll.Tasks.Translation;

/// <summary>The search for targets: section <c>decoding</c> of a recipe. Commands may set it otherwise for a prediction.</summary>
public sealed record DecodingRecipe
{
    private static readonly Terms _ofRecipe = new(null);
    private static readonly Terms _ofPrediction = new("that of the recipe");

    /// <summary>The section in the catalogue's terms.</summary>
    public static Section<DecodingRecipe> Section { get; } = new(_ofRecipe.All, values => _ofRecipe.Read(values, new()));

    /// <summary>The settings of a prediction, which take the place of those of the recipe.</summary>
    internal static IReadOnlyList<Setting> PredictionSettings => _ofPrediction.All;

    /// <summary>Sequences that beam search follows at once; 1 for greedy search.</summary>
    public int BeamWidth { get; init; } = 1;

    /// <summary>Power of the length normalisation of beam search (Wu et al. 2016); 0 for none.</summary>
    public float LengthPenalty { get; init; } = 1;

    /// <summary>Tokens after which a target ends in any case; null for one and a half times the longest of the training part.</summary>
    public int? MaxLength { get; init; }

    /// <summary>The section with the settings of a prediction that are given.</summary>
    /// <param name="values">Values of <see cref="PredictionSettings"/>.</param>
    internal DecodingRecipe With(SettingValues values) => _ofPrediction.Read(values, this);

    /// <summary>The settings, which have other defaults in a recipe than in a command.</summary>
    private sealed class Terms(string? note)
    {
        private readonly Setting<DecodingRecipe, int> _beamWidth = new(
            "beam-width", Kind.Integer(1, 1000), decoding => decoding.BeamWidth,
            "Sequences that the search follows at once (beam search); 1 takes the most probable token each time (greedy).")
        { DefaultValue = 1, DefaultNote = note };

        private readonly Setting<DecodingRecipe, float> _lengthPenalty = new(
            "length-penalty", Kind.Single(NumberRange.NonNegative), decoding => decoding.LengthPenalty,
            "Length normalisation of the search: log probabilities are divided by ((5 + length)/6) to this power; 0 for none.")
        { DefaultValue = 1f, DefaultNote = note };

        private readonly Setting<DecodingRecipe, int?> _maxLength = new(
            "max-length", Kind.Optional(Kind.Integer(1)), decoding => decoding.MaxLength,
            "Tokens after which a target ends in any case.")
        { DefaultNote = note ?? "1.5 × the longest of the training part" };

        public IReadOnlyList<Setting> All => [_beamWidth, _lengthPenalty, _maxLength];

        public DecodingRecipe Read(SettingValues values, DecodingRecipe others) => new()
        {
            BeamWidth = values.IsGiven(_beamWidth) ? values.Get(_beamWidth) : others.BeamWidth,
            LengthPenalty = values.IsGiven(_lengthPenalty) ? values.Get(_lengthPenalty) : others.LengthPenalty,
            MaxLength = values.IsGiven(_maxLength) ? values.Get(_maxLength) : others.MaxLength,
        };
    }
}
