using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Series.Preparing;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Generation;

/// <summary>The evaluation of a text generator on a part of the text: how well each token is predicted, beside Markov chains.</summary>
public sealed class TextEvaluation : PartEvaluation
{
    /// <summary>Name of the first measure: the mean of −log p over the characters.</summary>
    public const string NatsName = "nats_per_character";

    private const int MostRows = 200_000;

    private readonly TextPart _text;
    private readonly TokenScores _scores;
    private readonly Tokenizer _tokenizer;

    private TextEvaluation(
        string part, TextPart text, TokenScores scores, Tokenizer tokenizer, Scores model,
        IReadOnlyList<KeyValuePair<string, Scores>> baselines)
        : base(part, model, baselines) => (_text, _scores, _tokenizer) = (text, scores, tokenizer);

    /// <inheritdoc/>
    public override int Samples => _text.Scored;

    /// <inheritdoc/>
    public override string Title => string.Create(
        CultureInfo.InvariantCulture, $"{Part}, {CountFormatter.Format(Samples, NameOf(_tokenizer.Unit))}");

    /// <summary>A text that was generated after the training; null where there is none.</summary>
    public string? Sample { get; internal init; }

    /// <summary>Of a list of lines, what generated lines are like; null for a text.</summary>
    public LineStatistics? Lines { get; internal init; }

    /// <summary>Tokens of the part that the training part does not have.</summary>
    public int UnknownTokens => _text.UnknownTokens;

    /// <summary>Each token with its probability and the best guess; of a long text, its beginning.</summary>
    public override PredictionTable Predictions => new(
        ["position", "token", "probability", "guess", "guess_probability"],
        Enumerable.Range(_text.Skipped, Math.Min(_text.Scored, MostRows)).Select(place => (IReadOnlyList<object?>)
        [
            place, _tokenizer[_text.Codes[place]], Math.Exp(_scores.LogProbabilities[place]), _tokenizer[_scores.Guesses[place]],
            (double)_scores.GuessProbabilities[place],
        ]));

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes =>
    [
        .. UnknownTokens == 0 ? [] : (string[])[
            $"Not in the vocabulary of the training part: {CountFormatter.Format(UnknownTokens, NameOf(_tokenizer.Unit))}, each of which "
            + "counts as the unknown token."],
        .. Lines is null ? [] : (string[])[Lines.ToString()],
    ];

    /// <inheritdoc/>
    public override JsonObject Details()
    {
        JsonObject details = new()
        {
            ["tokens"] = _text.Scored,
            ["characters"] = _text.Characters,
            ["words"] = _text.Words,
            ["unknown_tokens"] = UnknownTokens,
        };
        if (Sample is not null)
        {
            details["sample"] = Sample;
        }

        if (Lines is not null)
        {
            details["lines"] = Lines.ToJson();
        }

        return details;
    }

    /// <summary>The tokens of a unit in the plural.</summary>
    internal static string NameOf(TokenUnit unit) => unit switch
    {
        TokenUnit.Character => "characters",
        TokenUnit.Subword => "sub-words",
        _ => "words",
    };

    /// <summary>Evaluates the predictions of a text.</summary>
    internal static TextEvaluation Of(
        string part, TextPart text, TokenScores scores, Tokenizer tokenizer, MarkovChain chain, string? sample = null,
        LineStatistics? lines = null)
    {
        double nats = 0;
        int right = 0;
        for (int place = text.Skipped; place < text.Codes.Length; place++)
        {
            nats -= scores.LogProbabilities[place];
            right += scores.Guesses[place] == text.Codes[place] ? 1 : 0;
        }

        double[] orders = chain.NegativeLogLikelihoods(text.Context, text.Codes, text.Skipped);
        return new TextEvaluation(
            part, text, scores, tokenizer, ScoresOf(text, nats, right / (double)Math.Max(1, text.Scored)),
            [.. orders.Select((sum, order) => KeyValuePair.Create(
                FormattableString.Invariant($"markov-{order}"), ScoresOf(text, sum, double.NaN)))])
        {
            Sample = sample,
            Lines = lines,
        };
    }

    private static Scores ScoresOf(TextPart text, double nats, double accuracy)
    {
        // Where the first token cannot be predicted, its characters are left out as well.
        double share = text.Scored / (double)text.Codes.Length, characters = text.Characters * share;
        return new(
        [
            new(NatsName, "Nats/char", nats / characters)
            {
                Help = "The mean of −log p of the true text, a character; less is better, ln V for V characters that are all alike.",
            },
            new("bits_per_character", "Bits/char", nats / characters / Math.Log(2)) { Help = "Nats divided by ln 2." },
            new("nats_per_word", "Nats/word", text.Words == 0 ? double.NaN : nats / (text.Words * share))
            {
                Help = "The same a word; words are what stands between blanks.",
            },
            new("perplexity", "Perplexity", Math.Exp(nats / Math.Max(1, text.Scored)))
            {
                Help = "exp of the mean of −log p a token: among so many alike the network chooses.",
            },
            new("accuracy", "Accuracy", accuracy, ScoreFormat.Share)
            {
                LowerIsBetter = false,
                Help = "Share of the tokens whose best guess is right.",
            },
        ]);
    }
}
