using Unroll.Series.Frames;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs;

namespace Unroll.Tasks.Classification;

/// <summary>A classifier of whole series, made by a recipe: trains, evaluates, and predicts class probabilities of new series.</summary>
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

    /// <summary>Creates an untrained classifier.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="seed">Seed of weights, order and dropout; null for the recipe's. The split does not depend on it.</param>
    /// <exception cref="InputException">The recipe is for another task, or does not fit together.</exception>
    public static Classifier Create(Recipe recipe, ulong? seed = null) => new(recipe, seed);

    /// <summary>Loads a classifier from a run folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="InputException">A file is missing or damaged, or the run is of another task.</exception>
    public static new Classifier Load(string folder) => new(OpenRun<ClassificationTask>(folder));

    /// <summary>Evaluates on series outside the training part, beside the baseline.</summary>
    /// <param name="series">The series, each with its class.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <exception cref="InputException">A column or a class is missing, or a class is not among those of the training part.</exception>
    public new ClassificationEvaluation Evaluate(SeriesSet series, int threads = 0) =>
        (ClassificationEvaluation)base.Evaluate(series, threads);

    /// <summary>Predicts the class probabilities of series.</summary>
    /// <param name="series">The series; their classes need not be known.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <returns>A prediction for each series, in their order.</returns>
    /// <exception cref="InputException">A column is missing, or a class is not among those of the training part.</exception>
    public IReadOnlyList<ClassPrediction> Predict(SeriesSet series, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(series);
        return State.Classify(series, Trained, threads);
    }
}
