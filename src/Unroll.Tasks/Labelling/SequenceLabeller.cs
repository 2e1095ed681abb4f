using Unroll.Series.Frames;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs;
using Unroll.Tasks.Sequences;

namespace Unroll.Tasks.Labelling;

/// <summary>
/// A labeller of the steps of series: trains, evaluates, and predicts a label, or a number, for each step of new series; made by a recipe,
/// or by the steps of <see cref="For"/>, each of which gives a new untrained labeller.
/// </summary>
/// <example>
/// <code>
/// SequenceLabeller labeller = SequenceLabeller.For("wave").Channels("voltage")
///     .Network(new Bidirectional(new Lstm(32)), new Dense(4, new() { Activation = ActivationFunction.Softmax }));
/// TrainingRun run = labeller.Fit(records);
/// string label = labeller.Predict(others)[0][17].Predicted;
/// </code>
/// </example>
public sealed class SequenceLabeller : SequenceLearner<SequenceLabeller, SeriesLabels, LabelEvaluation>
{
    private SequenceLabeller(Recipe recipe, ulong? seed)
        : base(RequireTask<LabelTask>(recipe), seed)
    {
    }

    private SequenceLabeller(SavedRun run)
        : base(run)
    {
    }

    /// <summary>Names of the labels, in the order of probabilities; empty where labels are numbers.</summary>
    /// <exception cref="InvalidOperationException">The labeller is neither planned, trained nor loaded.</exception>
    public IReadOnlyList<string> ClassNames => Learned is LearnedClassLabels classes ? classes.ClassNames : [];

    /// <summary>Creates an untrained labeller.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="seed">Seed of weights, order and dropout; null for the recipe's. The split does not depend on it.</param>
    /// <exception cref="InputException">The recipe is for another task, or does not fit together.</exception>
    public static SequenceLabeller Create(Recipe recipe, ulong? seed = null) => new(recipe, seed);

    /// <summary>
    /// A labeller of the steps of series: by all other columns of numbers unless
    /// <see cref="SequenceLearner{TSelf, TPrediction, TEvaluation}.Channels"/> sets them, scaled to mean 0 and deviation 1, with an LSTM of
    /// 32 units, and series split at random into 70 % training, 15 % validation (for early stopping) and 15 % test part, one series by
    /// time, unless the steps change that.
    /// </summary>
    /// <param name="target">The column with the label, or the number, of each row.</param>
    public static SequenceLabeller For(string target)
    {
        ArgumentException.ThrowIfNullOrEmpty(target);
        return WithDefaultNetwork(new(Starting(LabelTask.Instance, new DataRecipe { Targets = [target] }), null));
    }

    /// <summary>Loads a labeller from a run folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="InputException">A file is missing or damaged, or the run is of another task.</exception>
    public static new SequenceLabeller Load(string folder) => new(OpenRun<LabelTask>(folder));

    /// <summary>Predicts the number of each step of series.</summary>
    /// <param name="series">The series; their numbers need not be known.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The numbers of each series, in their order.</returns>
    /// <exception cref="InputException">A column is missing.</exception>
    /// <exception cref="InvalidOperationException">Labels are classes: they have <c>Predict</c>.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public IReadOnlyList<SeriesNumbers> PredictNumbers(
        SeriesSet series, int threads = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(series);
        return Learned is LearnedNumberLabels numbers
            ? Interruptible.Run(() => numbers.Label(series, Trained, threads), cancellationToken)
            : throw new InvalidOperationException("The labels of this labeller are classes: call Predict.");
    }

    private protected override IReadOnlyList<SeriesLabels> PredictionsOf(SeriesSet series, int threads) =>
        Learned is LearnedClassLabels classes ? classes.Label(series, Trained, threads)
            : throw new InvalidOperationException("The labels of this labeller are numbers: call PredictNumbers.");

    private protected override SequenceLabeller Create(Recipe recipe, ulong seed) => new(recipe, seed);
}
