using System.Diagnostics;
using System.Text.Json.Nodes;
using Unroll.Catalogue;

namespace Unroll.Analysis.Estimators;

/// <summary>
/// A model that learns classes from a table of features and tells those of other rows: the interface of all models of classification that
/// know nothing of time.
/// </summary>
/// <example>
/// <code>
/// ClassificationFit fit = new RidgeClassifier().Fit(new FeatureTable(rows), labels);
/// double[][] probabilities = fit.PredictProbabilities(new FeatureTable(otherRows));     // [row][class]
/// </code>
/// </example>
public abstract class ClassificationModel
{
    /// <summary>All classification models by name; users register their own here.</summary>
    public static BlockCatalogue<ClassificationModel> Catalogue { get; } =
        new("classification model", () =>
        [
            LogisticRegression.Entry, RidgeClassifier.Entry, SupportVectorClassifier.Entry, NearestNeighborsClassifier.Entry,
            MiniRocketClassifier.Entry, PerceptronClassifier.Entry, BagOfWordsClassifier.Entry,
        ]);

    /// <summary>The model's name in the catalogue.</summary>
    public string Name => Catalogue.NameOf(this);

    /// <summary>The model's name and those of its settings that are not the defaults, as in a recipe.</summary>
    /// <exception cref="InputException">The model is a user's own and not registered.</exception>
    public JsonNode Settings => Catalogue.Write(this);

    /// <summary>
    /// Whether a row is a series, the channels of each step in turn and perhaps of other length than others, and not a list of features.
    /// </summary>
    public virtual bool ReadsSeries => false;

    /// <summary>
    /// The model that learns in this one's place where rows are texts, series of the codes of tokens; this one where it reads nothing else,
    /// null where numbers are needed.
    /// </summary>
    public virtual ClassificationModel? ForTokens => null;

    /// <summary>
    /// Whether it reads of texts the codes of the characters of words, a step for each word, and not the codes of tokens.
    /// </summary>
    public virtual bool ReadsCharacters => false;

    /// <summary>Learns classes.</summary>
    /// <param name="features">The rows.</param>
    /// <param name="labels">The class of each row, from 0.</param>
    /// <param name="classes">How many classes there are, also such that no row has; null for those of the labels.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="InputException">The rows or the labels are none that the model can learn from.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public ClassificationFit Fit(FeatureTable features, int[] labels, int? classes = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(labels);
        RequireSettings();
        ArgumentOutOfRangeException.ThrowIfLessThan(classes ?? 1, 1, nameof(classes));
        FeatureChecks.Require(features, Name, ReadsSeries);
        int count = classes ?? labels.DefaultIfEmpty(-1).Max() + 1;
        FeatureChecks.RequireLabels(features.Count, labels, count);
        long start = Stopwatch.GetTimestamp();

        // A class that no row has cannot be learned: models see the others, numbered without gaps.
        int[] present = [.. labels.Distinct().Order()];
        ClassificationFit fit = present.Length == 1 ? new SingleClassFit()
            : FitCore(features, [.. labels.Select(label => Array.BinarySearch(present, label))], present.Length, cancellation);
        fit.Learned(this, features, present, count);
        fit.Cost = Stopwatch.GetElapsedTime(start);
        return fit;
    }

    /// <summary>Refuses settings out of their ranges; a model whose settings must go together overrides it.</summary>
    private protected virtual void RequireSettings() => SettingsCheck.Require(Catalogue, this);

    /// <summary>Learns from checked rows.</summary>
    /// <param name="features">The rows.</param>
    /// <param name="labels">The class of each row, from 0; each class has a row.</param>
    /// <param name="classes">How many classes there are, at least 2.</param>
    /// <param name="cancellation">Ends the work.</param>
    protected abstract ClassificationFit FitCore(FeatureTable features, int[] labels, int classes, CancellationToken cancellation);

    /// <summary>Takes up what a fit of this model has saved.</summary>
    /// <param name="state">What <see cref="EstimatorFit.SaveState"/> gave.</param>
    protected internal abstract ClassificationFit Restore(JsonObject state);
}
