using System.Text.Json.Nodes;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Translation;

/// <summary>The evaluation of a translation to texts on a part of the pairs, beside baselines that know no network.</summary>
public sealed class TextTranslationEvaluation : TranslationEvaluation
{
    /// <summary>Name of the share of translations that are the same as their references.</summary>
    public const string ExactMatchName = "exact_match";

    /// <summary>Name of BLEU.</summary>
    public const string BleuName = "bleu";

    private TextTranslationEvaluation(
        string part, IReadOnlyList<TranslatedPair> pairs, Scores model, IReadOnlyList<KeyValuePair<string, Scores>> baselines)
        : base(part, model, baselines) => Pairs = pairs;

    /// <summary>The translations beside their references, in the order of the data.</summary>
    public IReadOnlyList<TranslatedPair> Pairs { get; }

    /// <summary>Some pairs with what the first network looked at; none of a network without attention.</summary>
    public IReadOnlyList<AttendedPair> Attention { get; private init; } = [];

    /// <summary>Tokens of the sources that the vocabulary of the training part does not have.</summary>
    public int UnknownSourceTokens { get; private init; }

    /// <inheritdoc/>
    public override int Samples => Pairs.Count;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes => UnknownSourceTokens == 0 ? [] :
    [
        $"Not in the vocabulary of the training part: {CountFormatter.Format(UnknownSourceTokens, "tokens")} of the sources, which are "
        + "read as the unknown token.",
    ];

    /// <inheritdoc/>
    public override PredictionTable Predictions => new(
        ["id", "text", "reference", "translation", "edit_distance", "log_probability"],
        Pairs.Select(pair => (IReadOnlyList<object?>)
        [
            pair.Id, pair.Translation.Source, pair.Reference, pair.Translation.Text, pair.EditDistance, pair.Translation.LogProbability,
        ]));

    /// <inheritdoc/>
    public override JsonObject Details() => new()
    {
        ["pairs"] = Pairs.Count,
        ["exact"] = Pairs.Count(pair => pair.IsExact),
        ["unknown_source_tokens"] = UnknownSourceTokens,
    };

    /// <summary>Evaluates translations.</summary>
    /// <param name="part">Name of the part.</param>
    /// <param name="pairs">The translations beside their references.</param>
    /// <param name="forced">What the network says of the references.</param>
    /// <param name="baselines">The translations of baselines, by name.</param>
    /// <param name="judge">What texts are compared by.</param>
    /// <param name="attention">Some pairs with what the network looked at.</param>
    /// <param name="unknown">Tokens of the sources that are not in the vocabulary.</param>
    internal static TextTranslationEvaluation Of(
        string part, IReadOnlyList<TranslatedPair> pairs, ForcedScores forced,
        IEnumerable<KeyValuePair<string, IReadOnlyList<TranslatedPair>>> baselines, TextJudge judge,
        IReadOnlyList<AttendedPair> attention, int unknown) =>
        new(part, pairs, ScoresOf(pairs, forced, judge), [.. baselines.Select(
            baseline => KeyValuePair.Create(baseline.Key, ScoresOf(baseline.Value, default, judge)))])
        {
            Attention = attention,
            UnknownSourceTokens = unknown,
        };

    private static Scores ScoresOf(IReadOnlyList<TranslatedPair> pairs, ForcedScores forced, TextJudge judge)
    {
        string[] written = [.. pairs.Select(pair => pair.Translation.Text)];
        string[] expected = [.. pairs.Select(pair => judge.Normalize(pair.Reference))];
        Score exact = new(ExactMatchName, "Exact match", pairs.Count(pair => pair.IsExact) / (double)pairs.Count, ScoreFormat.Share)
        {
            LowerIsBetter = false,
            Help = "Share of the translations that are their references, token by token.",
        };
        bool hasBleu = judge.HasBleu(expected);
        Score bleu = new(BleuName, "BLEU", hasBleu ? Bleu.Of(written, expected, judge.BleuTokenizes) : double.NaN)
        {
            LowerIsBetter = false,
            Help = "How many n-grams of words of all translations the references have (0 to 100), as sacrebleu computes it.",
        };
        return new(
        [
            .. judge.AreWords && hasBleu ? (Score[])[bleu, exact] : [exact, bleu],
            new("chrf", "chrF", ChrF.Of(written, expected))
            {
                LowerIsBetter = false,
                IsFurther = true,
                Help = "The F score of n-grams of characters (chrF2, 0 to 100), as sacrebleu computes it.",
            },
            new("edit_distance", "Edit distance", pairs.Average(pair => pair.EditDistance))
            {
                Help = "Tokens of a translation that have to be put in, left out or exchanged, in the mean (Levenshtein).",
            },
            new("error_rate", "Error rate",
                pairs.Sum(pair => (double)pair.EditDistance) / Math.Max(1, pairs.Sum(pair => (double)pair.ReferenceLength)),
                ScoreFormat.Share)
            {
                Help = "All edits divided by all tokens of the references.",
            },
            new("token_accuracy", "Token accuracy", forced.Accuracy, ScoreFormat.Share)
            {
                LowerIsBetter = false,
                Help = "Share of the tokens of the references whose best guess is right, where those before are given.",
            },
            new("perplexity", "Perplexity", forced.Perplexity)
            {
                Help = "exp of the mean of −log p a token of the references, ends included.",
            },
        ]);
    }
}
