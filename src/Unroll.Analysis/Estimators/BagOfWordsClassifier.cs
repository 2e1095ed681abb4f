using System.Text.Json.Nodes;
using Unroll.Catalogue;

namespace Unroll.Analysis.Estimators;

/// <summary>
/// Logistic regression, of more than two classes softmax regression, on the words of texts or on n-grams of their characters, wherever they
/// stand. A row is a series of codes. Of words these are codes of tokens, as the step <c>tokenize</c> makes them, with a channel for words
/// and others for pairs and triples of words; codes 0 (padding) and 1 (unknown) do not count. Of characters each step is a word, as the
/// step <c>characters</c> makes them, with a channel for each of its characters and 0 behind its end. Tokens that were not learned from do
/// not count; a text without any other has the shares of the classes that were learned from.
/// </summary>
/// <example>
/// <code>
/// double[][] codes = [[2, 3, 4], [2, 5]];                                               // "not so good", "not bad"
/// ClassificationFit fit = new BagOfWordsClassifier().Fit(new FeatureTable(codes), [0, 1]);
/// </code>
/// </example>
public sealed class BagOfWordsClassifier : ClassificationModel
{
    private static readonly int[] _usualLengths = [2, 3, 4, 5];

    private static readonly Setting<BagOfWordsClassifier, TextAnalyzer> _analyzer = new(
        "analyzer",
        Kind.Choice(
            ("word", TextAnalyzer.Word), ("char", TextAnalyzer.Character), ("char-wb", TextAnalyzer.CharacterWithinWords)),
        model => model.Analyzer,
        "What is counted: the tokens of `tokenize`, n-grams of characters across words, or those within words and the blanks around them; "
        + "characters are those of the step `characters`.")
    { DefaultValue = TextAnalyzer.Word };

    private static readonly Setting<BagOfWordsClassifier, IReadOnlyList<int>> _ngrams = new(
        "ngrams", Kind.List(Kind.Integer(1), "whole numbers from 1", allowsSingle: true, isDistinct: true),
        model => model.NGrams ?? _usualLengths,
        "How many characters that follow one another are taken together, with `char` and `char-wb`; those of words are made by the step "
        + "`ngrams`.")
    { DefaultValue = _usualLengths };

    private static readonly Setting<BagOfWordsClassifier, int?> _minimum = new(
        "min-document-frequency", Kind.Optional(Kind.Integer(1)), model => model.MinDocumentFrequency,
        "How many texts that are learned from have a token or an n-gram at least; rarer ones do not count.")
    { DefaultNote = "`1` of words, `2` of characters", Example = "min-document-frequency: 5" };

    private static readonly Setting<BagOfWordsClassifier, TokenWeighting> _weighting = new(
        "weighting",
        Kind.Choice(
            ("tf-idf", TokenWeighting.TfIdf), ("log-count-ratios", TokenWeighting.LogCountRatios), ("counts", TokenWeighting.Counts),
            ("presence", TokenWeighting.Presence)),
        model => model.Weighting,
        "What a token counts: how often it stands in the text times its inverse document frequency, presence times naive Bayes' log-count "
        + "ratio of each class, how often it stands there, or presence.")
    { DefaultValue = TokenWeighting.TfIdf };

    private static readonly Setting<BagOfWordsClassifier, double?> _penalty =
        RidgeSettings.Penalty<BagOfWordsClassifier>(model => model.Alpha, "by texts that are left out");

    internal static Entry<ClassificationModel> Entry { get; } = new(
        "bag-of-words", typeof(BagOfWordsClassifier),
        "Logistic regression on the words of texts, and on their pairs where `ngrams` makes them, or on n-grams of their characters.",
        [_analyzer, _ngrams, _minimum, _weighting, _penalty],
        values =>
        {
            BagOfWordsClassifier model = new()
            {
                Analyzer = values.Get(_analyzer),
                NGrams = values.IsGiven(_ngrams) ? values.Get(_ngrams) : null,
                MinDocumentFrequency = values.Get(_minimum),
                Weighting = values.Get(_weighting),
                Alpha = values.Get(_penalty),
            };
            model.Check();
            return model;
        });

    /// <summary>The unit of texts that is counted.</summary>
    public TextAnalyzer Analyzer { get; init; }

    /// <summary>
    /// The lengths of n-grams of characters, from 1, each once; null for 2 to 5. Those of words are the lengths of the step <c>ngrams</c>.
    /// </summary>
    public IReadOnlyList<int>? NGrams { get; init; }

    /// <summary>
    /// The least number of texts, from 1, that have a token or an n-gram which counts; null for 1 of words and 2 of characters.
    /// </summary>
    public int? MinDocumentFrequency { get; init; }

    /// <summary>The value of a token.</summary>
    public TokenWeighting Weighting { get; init; }

    /// <summary>The penalty, above 0; null to choose it.</summary>
    public double? Alpha { get; init; }

    /// <inheritdoc/>
    public override bool ReadsSeries => true;

    /// <inheritdoc/>
    public override ClassificationModel? ForTokens => this;

    /// <inheritdoc/>
    public override bool ReadsCharacters => Analyzer != TextAnalyzer.Word;

    /// <summary>Nothing to check: settings are checked together when it learns.</summary>
    private protected override void RequireSettings()
    {
    }

    /// <inheritdoc/>
    protected override ClassificationFit FitCore(FeatureTable features, int[] labels, int classes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(labels);
        Check();
        return BagOfWordsFit.Of(features, labels, classes, this, cancellation);
    }

    /// <inheritdoc/>
    protected internal override ClassificationFit Restore(JsonObject state) => BagOfWordsFit.Load(state, this);

    /// <summary>The tokens of texts that are learned from.</summary>
    /// <param name="features">The texts.</param>
    internal IKnownTokens TokensOf(FeatureTable features) => ReadsCharacters
        ? BagOfCharacters.Of(features, Reader(), MinDocumentFrequency ?? 2) : BagOfWords.Of(features, MinDocumentFrequency ?? 1);

    /// <summary>The tokens that were saved.</summary>
    /// <param name="json">The JSON.</param>
    internal IKnownTokens TokensOf(JsonNode json) => ReadsCharacters ? BagOfCharacters.Load(json, Reader()) : BagOfWords.Load(json);

    private NGramReader Reader() => new(Analyzer, NGrams ?? _usualLengths);

    private void Check()
    {
        if (!ReadsCharacters && NGrams is not null)
        {
            throw new InputException(
                $"bag-of-words got ngrams: [{string.Join(", ", NGrams)}], which are of characters, but counts words. Set analyzer: char-wb "
                + "or char, or add the step ngrams to prepare.steps, which makes pairs of words.");
        }

        if (NGrams is not null && (NGrams.Count == 0 || NGrams.Any(length => length < 1) || NGrams.Distinct().Count() != NGrams.Count))
        {
            throw new InputException(
                $"bag-of-words got ngrams: [{string.Join(", ", NGrams)}]: give different whole numbers from 1, at least one, for example "
                + "[2, 3, 4, 5].");
        }

        if (MinDocumentFrequency < 1)
        {
            throw new InputException(
                $"bag-of-words got min-document-frequency: {MinDocumentFrequency}: give a whole number from 1.");
        }
    }
}
