using System.Text.Json.Nodes;
using Unroll.Catalogue;

namespace Unroll.Analysis.Estimators;

/// <summary>
/// Logistic regression, of more than two classes softmax regression, on the words of texts, whatever their order. A row is a series of the
/// codes of tokens, as the step <c>tokenize</c> makes them, with a channel for words and others for pairs and triples of words. Codes 0
/// (padding), 1 (unknown) and those that were not learned from do not count; a text without any other has the shares of the classes that
/// were learned from.
/// </summary>
/// <example>
/// <code>
/// double[][] codes = [[2, 3, 4], [2, 5]];                                               // "not so good", "not bad"
/// ClassificationFit fit = new BagOfWordsClassification().Fit(new FeatureTable(codes), [0, 1]);
/// </code>
/// </example>
public sealed class BagOfWordsClassification : ClassificationModel
{
    private static readonly Setting<BagOfWordsClassification, TokenWeighting> _weighting = new(
        "weighting",
        Kind.Choice(
            ("tf-idf", TokenWeighting.TfIdf), ("log-count-ratios", TokenWeighting.LogCountRatios), ("counts", TokenWeighting.Counts),
            ("presence", TokenWeighting.Presence)),
        model => model.Weighting,
        "What a token counts: how often it stands in the text times its inverse document frequency, presence times naive Bayes' log-count "
        + "ratio of each class, how often it stands there, or presence.")
    { DefaultValue = TokenWeighting.TfIdf };

    private static readonly Setting<BagOfWordsClassification, double?> _penalty =
        RidgeSettings.Penalty<BagOfWordsClassification>(model => model.Penalty, "by texts that are left out");

    internal static Entry<ClassificationModel> Entry { get; } = new(
        "bag-of-words", typeof(BagOfWordsClassification),
        "Logistic regression on the words of texts, and on their pairs where `ngrams` makes them.", [_weighting, _penalty],
        values => new BagOfWordsClassification { Weighting = values.Get(_weighting), Penalty = values.Get(_penalty) });

    /// <summary>The value of a token.</summary>
    public TokenWeighting Weighting { get; init; }

    /// <summary>The penalty, above 0; null to choose it.</summary>
    public double? Penalty { get; init; }

    /// <inheritdoc/>
    public override bool ReadsSeries => true;

    /// <inheritdoc/>
    public override ClassificationModel? ForTokens => this;

    /// <inheritdoc/>
    protected override ClassificationFit FitCore(FeatureTable features, int[] labels, int classes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(labels);
        return BagOfWordsFit.Of(features, labels, classes, this, cancellation);
    }

    /// <inheritdoc/>
    protected internal override ClassificationFit Restore(JsonObject state) => BagOfWordsFit.Load(state, Weighting);
}
