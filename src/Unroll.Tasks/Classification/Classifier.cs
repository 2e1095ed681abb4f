using Unroll.Series.Frames;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs;

namespace Unroll.Tasks.Classification;

/// <summary>Learns to tell the class of whole series as a recipe says, and gives the probability of each class for new series.</summary>
/// <example>
/// <code>
/// Classifier classifier = Classifier.Create(RecipeReader.Read("icu.yaml"));
/// TrainingRun run = classifier.Fit(patients);
/// IReadOnlyList&lt;ClassPrediction&gt; predictions = classifier.Predict(others);
/// </code>
/// </example>
public sealed class Classifier : Learner
{
    private Classifier(Recipe recipe, ulong? seed)
        : base(RequireTask<ClassificationTask>(recipe), seed)
    {
    }

    private Classifier(SavedRun run)
        : base(run)
    {
    }

    /// <summary>Names of the classes, in the order of probabilities.</summary>
    /// <exception cref="InvalidOperationException">The classifier is neither planned, trained nor loaded.</exception>
    public IReadOnlyList<string> ClassNames => State.ClassNames;

    /// <summary>Steps of a sequence, padding included.</summary>
    /// <exception cref="InvalidOperationException">The classifier is neither planned, trained nor loaded.</exception>
    public int SequenceLength => State.SequenceLength;

    private LearnedClassification State => (LearnedClassification)Learned;

    /// <summary>Creates a classifier that is yet to be trained.</summary>
    /// <param name="recipe">What to do.</param>
    /// <param name="seed">Seed of weights, order and dropout; null for the recipe's. How series are divided does not depend on it.</param>
    /// <exception cref="InputException">The recipe is for another task, or does not fit together.</exception>
    public static Classifier Create(Recipe recipe, ulong? seed = null) => new(recipe, seed);

    /// <summary>Takes up a classifier from a run folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="InputException">A file is missing or damaged, or the run is of another task.</exception>
    public static new Classifier Load(string folder) => new(OpenRun<ClassificationTask>(folder));

    /// <summary>Judges on series that were not learned from, beside the baseline.</summary>
    /// <param name="series">The series, each with its class.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <exception cref="InputException">A column or a class is missing, or a class is not among those learned.</exception>
    public new ClassificationEvaluation Evaluate(SeriesSet series, int threads = 0) =>
        (ClassificationEvaluation)base.Evaluate(series, threads);

    /// <summary>Gives the probability of each class for series.</summary>
    /// <param name="series">The series; their classes need not be known.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <returns>A prediction for each series, in their order.</returns>
    /// <exception cref="InputException">A column is missing, or a class is not among those learned.</exception>
    public IReadOnlyList<ClassPrediction> Predict(SeriesSet series, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(series);
        return State.Classify(series, Trained, threads);
    }
}
