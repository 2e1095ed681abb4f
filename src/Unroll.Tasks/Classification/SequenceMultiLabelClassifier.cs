using Unroll.Series.Frames;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs;
using Unroll.Tasks.Sequences;

namespace Unroll.Tasks.Classification;

/// <summary>
/// A classifier of whole series that may have several labels at once, or none: trains, evaluates, and predicts the probability of each
/// label of new series; made by a recipe, or by the steps of <see cref="For"/> and <see cref="ForSets"/>, each of which gives a new
/// untrained classifier.
/// </summary>
/// <example>
/// <code>
/// SequenceMultiLabelClassifier classifier = SequenceMultiLabelClassifier.For("overheated", "worn").Channels("temperature", "vibration");
/// TrainingRun run = classifier.Fit(machines);
/// IReadOnlyList&lt;MultiLabelPrediction&gt; predictions = classifier.Predict(others);
/// </code>
/// </example>
public sealed class SequenceMultiLabelClassifier : SequenceLearner<SequenceMultiLabelClassifier, MultiLabelPrediction, MultiLabelEvaluation>
{
    private SequenceMultiLabelClassifier(Recipe recipe, ulong? seed)
        : base(Require(recipe), seed)
    {
    }

    private SequenceMultiLabelClassifier(SavedRun run)
        : base(run) => Require(run.Recipe);

    /// <summary>Names of the labels, in the order of probabilities.</summary>
    /// <exception cref="InvalidOperationException">The classifier is neither planned, trained nor loaded.</exception>
    public IReadOnlyList<string> LabelNames => State.LabelNames;

    private LearnedMultiLabel State => (LearnedMultiLabel)Learned;

    /// <summary>Creates an untrained classifier.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="seed">Seed of weights, order and dropout; null for the recipe's. The split does not depend on it.</param>
    /// <exception cref="InputException">The recipe is for another task, or has one class a series, or does not fit together.</exception>
    public static SequenceMultiLabelClassifier Create(Recipe recipe, ulong? seed = null) => new(recipe, seed);

    /// <summary>A classifier by columns of 0 and 1, one for each label.</summary>
    /// <param name="columns">The columns, at least two.</param>
    public static SequenceMultiLabelClassifier For(params IReadOnlyList<string> columns) => Start(new DataRecipe { Targets = columns });

    /// <summary>A classifier by a column that lists the labels of each series.</summary>
    /// <param name="column">The column.</param>
    /// <param name="separator">What stands between two labels.</param>
    public static SequenceMultiLabelClassifier ForSets(string column, string separator = MultiLabelTargets.DefaultSeparator) =>
        Start(new DataRecipe { Class = column, ClassSeparator = separator });

    /// <summary>Loads a classifier from a run folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="InputException">A file is missing or damaged, or the run is of another task.</exception>
    public static new SequenceMultiLabelClassifier Load(string folder) => new(OpenRun<ClassificationTask>(folder));

    private protected override IReadOnlyList<MultiLabelPrediction> PredictionsOf(SeriesSet series, int threads) =>
        State.Classify(series, Trained, threads);

    private protected override SequenceMultiLabelClassifier Create(Recipe recipe, ulong seed) => new(recipe, seed);

    private static SequenceMultiLabelClassifier Start(DataRecipe data) =>
        WithDefaultNetwork(new(Starting(ClassificationTask.Instance, data), null));

    private static Recipe Require(Recipe recipe) => MultiLabelTargets.IsMultiLabel(RequireTask<ClassificationTask>(recipe))
        ? recipe
        : throw recipe.Error(
            "data.class", "each series has one class here. Use SequenceClassifier, or give class-separator, or a column of 0 and 1 "
            + "for each label: target: [a, b].");
}
