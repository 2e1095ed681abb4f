using System.Globalization;
using System.Numerics.Tensors;
using Unroll.Models;
using Unroll.Series.Frames;
using Unroll.Series.Windowing;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs;
using Unroll.Training;

namespace Unroll.Tasks.Classification;

/// <summary>
/// Learns to tell the class of whole series as a recipe says, tells how well it does beside always saying the most frequent class, and gives
/// probabilities for new series.
/// </summary>
/// <example>
/// <code>
/// Recipe recipe = RecipeReader.Read("icu.yaml");
/// Classifier classifier = Classifier.Create(recipe, seed: 1);
/// ClassificationRun run = classifier.Fit(patients);
/// IReadOnlyList&lt;ClassPrediction&gt; predictions = classifier.Predict(others);
/// </code>
/// </example>
public sealed class Classifier
{
    private readonly ulong _seed;
    private IReadOnlyList<Sequential>? _networks;
    private ClassifierState? _state;

    private Classifier(Recipe recipe, ulong seed)
    {
        Recipe = recipe;
        _seed = seed;
    }

    /// <summary>What is done, and how.</summary>
    public Recipe Recipe { get; }

    /// <summary>The networks that probabilities are the mean of; one unless the recipe asks for more. None before training.</summary>
    public IReadOnlyList<Sequential> Networks => _networks ?? [];

    /// <summary>Names of the classes, in the order of probabilities.</summary>
    /// <exception cref="InvalidOperationException">The classifier is not trained.</exception>
    public IReadOnlyList<string> ClassNames => State.ClassNames;

    /// <summary>Names of what the network sees at each step.</summary>
    /// <exception cref="InvalidOperationException">The classifier is not trained.</exception>
    public IReadOnlyList<string> InputNames => State.InputNames;

    /// <summary>Steps of a sequence, padding included.</summary>
    /// <exception cref="InvalidOperationException">The classifier is not trained.</exception>
    public int SequenceLength => State.Length;

    private ClassifierState State => _state ?? throw new InvalidOperationException("The classifier is not trained yet: call Fit, or take one up with Load.");

    /// <summary>Creates a classifier that is yet to be trained.</summary>
    /// <param name="recipe">What to do.</param>
    /// <param name="seed">Seed of weights, order and dropout; the same seed gives the same run. How series are divided does not depend on it.</param>
    /// <exception cref="InputException">The recipe is for another task.</exception>
    public static Classifier Create(Recipe recipe, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return recipe.Task == "classify"
            ? new Classifier(recipe, seed)
            : throw new InputException($"The recipe {recipe.Name} is for task: {recipe.Task}, but a classifier needs task: classify.");
    }

    /// <summary>Takes up a classifier from a run folder.</summary>
    /// <param name="folder">The folder; its <c>recipe.yaml</c> and <c>model.safetensors</c> are read.</param>
    /// <exception cref="InputException">A file is missing or damaged.</exception>
    public static Classifier Load(string folder)
    {
        SavedRun run = SavedRun.Open(folder, ClassifierState.MetadataKey, "classifier");
        ClassifierState state = ClassifierState.Parse(run.State, run.ModelPath);
        return new Classifier(run.ReadRecipe(), run.Seed) { _networks = run.Networks(state.Networks), _state = state };
    }

    /// <summary>Prepares series as for a training, and builds the network with its first weights, to look at them.</summary>
    /// <param name="series">The series, each with its class.</param>
    /// <param name="test">The series of the test part; null to take them from <paramref name="series"/>.</param>
    /// <exception cref="InputException">The data or the recipe's network do not fit the recipe.</exception>
    public void Prepare(SeriesSet series, SeriesSet? test = null)
    {
        ArgumentNullException.ThrowIfNull(series);
        ClassifierState state = ClassifierData.Of(Recipe, series, test).State;
        _networks = [Build(state, 0)];
        _state = state;
    }

    /// <summary>
    /// Trains on the training part of the series, watching the validation part, and evaluates both later parts. Whatever is fitted is fitted to
    /// the training part alone.
    /// </summary>
    /// <param name="series">The series, each with its class.</param>
    /// <param name="test">The series of the test part, each with its class; null to take them from <paramref name="series"/>.</param>
    /// <param name="options">Threads, callbacks and cancellation. A cancelled training still gives a whole run, marked as interrupted.</param>
    /// <returns>Everything that a report shows.</returns>
    /// <exception cref="InputException">The data or the recipe's network do not fit the recipe.</exception>
    public ClassificationRun Fit(SeriesSet series, SeriesSet? test = null, ClassifierFitOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(series);
        ClassifierData data = ClassifierData.Of(Recipe, series, test);
        ClassifierState state = data.State;
        int[] classes = [.. data.Training.Items.Select(item => item.Class ?? 0)];
        List<Sequential> networks = [];
        List<History> histories = [];
        do
        {
            Sequential network = Build(state, networks.Count);
            networks.Add(network);
            network.Compile(NetworkBuilder.BuildOptimizer(Recipe.Train), ClassifierNetwork.BuildLoss(Recipe, network, classes, state.ClassNames.Count));
            SeriesSequences training = Sequences(state, data.Training, Target(network));
            SequencePadding.RequireDistinct(Recipe, training);
            histories.Add(network.Fit(training, new FitOptions
            {
                BucketByLength = Recipe.Train.BucketByLength && training.HasLengths(0),
                Epochs = Recipe.Train.Epochs,
                BatchSize = Recipe.Train.Batch,
                Shuffle = Recipe.Train.Shuffle,
                Validation = Sequences(state, data.Validation, Target(network)),
                Threads = options.Threads,
                Callbacks = NetworkBuilder.BuildCallbacks(Recipe.Train, options.Callbacks ?? []),
                CancellationToken = options.CancellationToken,
            }));
        }
        while (networks.Count < Recipe.Train.Networks && histories[^1].StopReason != StopReason.Cancelled);

        _networks = networks;
        _state = state with { Networks = networks.Count };
        foreach (Sequential network in networks)
        {
            network.Metadata[ClassifierState.MetadataKey] = _state.ToJson();
        }

        return new ClassificationRun
        {
            Name = Recipe.Name,
            Recipe = Recipe,
            Seed = _seed,
            Threads = options.Threads == 0 ? Environment.ProcessorCount : options.Threads,
            ClassNames = state.ClassNames,
            ModelSummary = networks.Count == 1
                ? networks[0].Summary()
                : string.Create(CultureInfo.InvariantCulture, $"{networks[0].Summary()}Probabilities are the mean of {networks.Count} such networks.\n"),
            ParameterCount = networks.Sum(network => network.ParameterCount),
            InputNames = state.InputNames,
            SequenceLength = state.Length,
            Histories = histories,
            TrainingSeconds = histories.Sum(history => history.Elapsed.TotalSeconds),
            Interrupted = histories[^1].StopReason == StopReason.Cancelled,
            Parts = [Evaluate("validation", data.Validation, options.Threads), Evaluate("test", data.Test, options.Threads)],
            PartCounts = [Count("train", data.Training), Count("validation", data.Validation), Count("test", data.Test)],
        };
    }

    /// <summary>Tells how well the classes of series are told that are known. Series that it was trained on tell nothing of new ones.</summary>
    /// <param name="series">The series, each with its class.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <exception cref="InputException">A column or a class is missing, or a class is not among those learned.</exception>
    public ClassificationEvaluation Evaluate(SeriesSet series, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(series);
        SeriesSet known = ClassifierData.Relabel(series, State.ClassNames);
        return Evaluate("test", ClassifierData.Prepare(State, ClassifierData.RequireClasses(known)), threads);
    }

    /// <summary>Gives the probability of each class for series.</summary>
    /// <param name="series">The series; what they say of their classes is told along.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <returns>One prediction a series, in their order.</returns>
    /// <exception cref="InputException">A column is missing, or a class is not among those learned.</exception>
    public IReadOnlyList<ClassPrediction> Predict(SeriesSet series, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(series);
        return PredictPrepared(ClassifierData.Prepare(State, ClassifierData.Relabel(series, State.ClassNames)), threads);
    }

    /// <summary>One of the networks with its first weights. The first has the seed itself, the others follow from it.</summary>
    private Sequential Build(ClassifierState state, int number) => ClassifierNetwork.Build(
        Recipe,
        Shape.Sequence(state.Length, state.InputNames.Count),
        state.ClassNames.Count,
        number == 0 ? _seed : new RandomStream(_seed, (ulong)number).NextUInt64());

    private ClassificationEvaluation Evaluate(string part, SeriesSet prepared, int threads) =>
        ClassificationEvaluation.Of(part, State.ClassNames, State.ClassShares, PredictPrepared(prepared, threads));

    /// <summary>The mean of the networks' probabilities, over all pieces of a series.</summary>
    private ClassPrediction[] PredictPrepared(SeriesSet prepared, int threads)
    {
        SeriesSequences sequences = Sequences(State, prepared, SequenceTarget.None);
        int classes = State.ClassNames.Count;
        float[][] sums = [.. prepared.Items.Select(_ => new float[classes])];
        int[] counts = new int[prepared.Count];
        float[] probabilities = new float[classes];
        foreach (Sequential network in Networks)
        {
            int width = network.OutputShape.Features;
            float[] outputs = new float[sequences.Count * width];
            network.Predict(sequences, new PredictOptions { Threads = threads }).FlattenTo(outputs);
            for (int sample = 0; sample < sequences.Count; sample++)
            {
                ClassifierNetwork.ToProbabilities(outputs.AsSpan(sample * width, width), probabilities);
                int series = sequences.Piece(sample).Series;
                TensorPrimitives.Add(sums[series], probabilities, sums[series]);
                counts[series]++;
            }
        }

        ClassPrediction[] predictions = new ClassPrediction[prepared.Count];
        for (int i = 0; i < predictions.Length; i++)
        {
            TensorPrimitives.Divide(sums[i], counts[i], sums[i]);
            predictions[i] = new ClassPrediction(prepared[i].Id, prepared[i].Class, ClassificationScores.MostProbable(sums[i]), sums[i]);
        }

        return predictions;
    }

    private SeriesSequences Sequences(ClassifierState state, SeriesSet prepared, SequenceTarget target) => new(prepared, state.Features, target, new SequenceLayout
    {
        Length = state.Length,
        Pad = Recipe.Sequence.PadStart ? SequenceEnd.Start : SequenceEnd.End,
        PadValue = SequencePadding.ValueOf(Recipe),
        Truncate = Recipe.Sequence.TruncateStart ? SequenceEnd.Start : SequenceEnd.End,
        Split = Recipe.Sequence.Split is not null,
    });

    private static SequenceTarget Target(Sequential network) => network.OutputShape.Features == 1 ? SequenceTarget.ClassIndex : SequenceTarget.ClassOneHot;

    private ClassCounts Count(string name, SeriesSet part) =>
        new(name, part.Count, [.. Enumerable.Range(0, State.ClassNames.Count).Select(index => part.Items.Count(item => item.Class == index))]);
}
