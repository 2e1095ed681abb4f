using Unroll.Series.Frames;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs;
using Unroll.Tasks.Sequences;

namespace Unroll.Tasks.Classification;

/// <summary>
/// A classifier of whole series: trains, evaluates, and predicts class probabilities of new series; made by a recipe, or by the steps of
/// <see cref="For"/>, each of which gives a new untrained classifier.
/// </summary>
/// <example>
/// <code>
/// SequenceClassifier classifier = SequenceClassifier.For("outcome").Channels("heart_rate", "spo2").StaticCovariates("age");
/// TrainingRun run = classifier.Fit(patients);
/// IReadOnlyList&lt;ClassPrediction&gt; predictions = classifier.Predict(others);
/// </code>
/// </example>
public sealed class SequenceClassifier : SequenceLearner<SequenceClassifier, ClassPrediction, ClassificationEvaluation>
{
    private SequenceClassifier(Recipe recipe, ulong? seed)
        : base(Require(recipe), seed)
    {
    }

    private SequenceClassifier(SavedRun run)
        : base(run) => Require(run.Recipe);

    /// <summary>Names of the classes, in the order of probabilities.</summary>
    /// <exception cref="InvalidOperationException">The classifier is neither planned, trained nor loaded.</exception>
    public IReadOnlyList<string> ClassNames => State.ClassNames;

    private LearnedClassification State => (LearnedClassification)Learned;

    /// <summary>Creates an untrained classifier.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="seed">Seed of weights, order and dropout; null for the recipe's. The split does not depend on it.</param>
    /// <exception cref="InputException">The recipe is for another task, or does not fit together.</exception>
    public static SequenceClassifier Create(Recipe recipe, ulong? seed = null) => new(recipe, seed);

    /// <summary>
    /// A classifier of whole series: of all columns of numbers unless
    /// <see cref="SequenceLearner{TSelf, TPrediction, TEvaluation}.Channels"/> sets them, scaled to mean 0 and deviation 1, with an LSTM of
    /// 32 units, a stratified split into 70 % training, 15 % validation (for early stopping) and 15 % test part, unless the steps change
    /// that.
    /// </summary>
    /// <param name="classColumn">The column with the class of each series; null where the series come with their classes.</param>
    public static SequenceClassifier For(string? classColumn = null) =>
        WithDefaultNetwork(new(Starting(ClassificationTask.Instance, new DataRecipe { Class = classColumn }), null));

    /// <summary>Loads a classifier from a run folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="InputException">A file is missing or damaged, or the run is of another task.</exception>
    public static new SequenceClassifier Load(string folder) => new(OpenRun<ClassificationTask>(folder));

    /// <summary>Sets what wrong decisions between two classes cost.</summary>
    /// <param name="threshold">The costs; both alike by default.</param>
    public SequenceClassifier Threshold(ThresholdRecipe threshold) =>
        With(recipe => recipe.With(ClassificationTask.Threshold, threshold));

    private protected override IReadOnlyList<ClassPrediction> PredictionsOf(SeriesSet series, int threads) =>
        State.Classify(series, Trained, threads);

    private protected override SequenceClassifier Create(Recipe recipe, ulong seed) => new(recipe, seed);

    private static Recipe Require(Recipe recipe) => !MultiLabelTargets.IsMultiLabel(RequireTask<ClassificationTask>(recipe))
        ? recipe
        : throw recipe.Error(recipe.Data.ClassSeparator is null ? "data.target" : "data.class-separator",
            "series have several labels at once here. Use SequenceMultiLabelClassifier, or leave it out for one class a series.");
}
