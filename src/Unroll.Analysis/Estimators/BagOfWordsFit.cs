using System.Globalization;
using System.Text.Json.Nodes;

namespace Unroll.Analysis.Estimators;

/// <summary>Logistic or softmax regression on the words of texts that has learned.</summary>
/// <param name="tokens">The tokens.</param>
/// <param name="values">What they count.</param>
/// <param name="weights">Their weights.</param>
/// <param name="shares">The shares of the classes that were learned from.</param>
/// <param name="penalty">The penalty.</param>
internal sealed class BagOfWordsFit(IKnownTokens tokens, TokenValues values, BagOfWordsWeights weights, double[] shares, double penalty)
    : ClassificationFit
{
    /// <summary>The most weights whose JSON has room in the head of a file.</summary>
    private const int MostWeights = 16_000_000;

    /// <inheritdoc/>
    public override string Description => string.Create(
        CultureInfo.InvariantCulture,
        $"{(shares.Length == 2 ? "logistic" : "softmax")} regression on {values.Description} of "
        + $"{tokens.Description}, penalty {penalty:G3}");

    /// <summary>Learns from texts.</summary>
    /// <param name="features">The texts.</param>
    /// <param name="labels">The class of each, from 0.</param>
    /// <param name="classes">How many classes there are, at least 2.</param>
    /// <param name="model">The model.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="InputException">There are too many tokens, none, or values that are no codes.</exception>
    public static BagOfWordsFit Of(
        FeatureTable features, int[] labels, int classes, BagOfWordsClassifier model, CancellationToken cancellation)
    {
        IKnownTokens tokens = model.TokensOf(features);
        if (tokens.Columns == 0)
        {
            throw new InputException(
                "The texts have no known token (codes from 2) that is frequent enough, so that bag-of-words has nothing to learn from: "
                + "give texts with words, lower the min-count of the step tokenize and the min-document-frequency, or take shorter "
                + "ngrams of characters.");
        }

        if ((long)tokens.Columns * SparseLogisticObjective.ScoresOf(classes) > MostWeights)
        {
            throw new InputException(
                $"{CountFormatter.Format(tokens.Columns, "tokens")} of {CountFormatter.Format(classes, "classes")} have more weights than "
                + $"the {MostWeights} that bag-of-words learns: raise its min-document-frequency or the min-count of the step "
                + "tokenize, or set the step's max-size.");
        }

        SparseRow[] counts = tokens.Count(features);
        TokenValues values = TokenValues.Of(counts, tokens.Columns, model.Weighting);
        SparseRow[] rows = values.Apply(counts);
        BagOfWordsTraining training = new(tokens.Columns, classes, model.Weighting);
        double penalty = model.Alpha ?? training.ChoosePenalty(rows, labels, cancellation);
        int without = rows.Count(row => row.Columns.Length == 0);
        return new BagOfWordsFit(
            tokens, values, training.Fit(rows, labels, penalty, cancellation),
            [.. Enumerable.Range(0, classes).Select(k => labels.Count(label => label == k) / (double)labels.Length)], penalty)
        {
            Warning = without == 0 ? null
                : $"{CountFormatter.Format(without, "texts")} of {rows.Length} without any known token: of such, it gives the shares of "
                    + "the classes.",
        };
    }

    /// <summary>Takes up what was saved.</summary>
    /// <param name="state">What <see cref="SaveState"/> gave.</param>
    /// <param name="model">The model that learned.</param>
    public static BagOfWordsFit Load(JsonObject state, BagOfWordsClassifier model) => new(
        model.TokensOf(state["codes"]!), TokenValues.Load(state["inverse_frequencies"], model.Weighting),
        new BagOfWordsWeights(SavedEstimator.Floats(state["intercepts"]), SavedEstimator.Floats(state["weights"])),
        SavedEstimator.Numbers(state["shares"]), state["penalty"]!.GetValue<double>())
    {
        Warning = state["warning"]?.GetValue<string>(),
    };

    /// <inheritdoc/>
    protected internal override JsonObject SaveState() => new()
    {
        ["codes"] = tokens.Save(),
        ["inverse_frequencies"] = values.Save(),
        ["intercepts"] = SavedEstimator.Floats(weights.Intercepts),
        ["weights"] = SavedEstimator.Floats(weights.Weights),
        ["shares"] = SavedEstimator.Numbers(shares),
        ["penalty"] = penalty,
        ["warning"] = Warning,
    };

    /// <inheritdoc/>
    protected internal override double[][] ProbabilitiesCore(FeatureTable features) => [.. values.Apply(tokens.Count(features)).Select(
        row => row.Columns.Length == 0 ? [.. shares] : weights.Probabilities(row))];

    /// <inheritdoc/>
    private protected override bool[] LackKnownTokensCore(FeatureTable features) =>
        [.. tokens.Count(features).Select(row => row.Columns.Length == 0)];
}
