using System.Collections.ObjectModel;
using Unroll.Augmentations;
using Unroll.Catalogue;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Optimizers;
using Unroll.Schedules;
using Unroll.Training;

namespace Unroll.Tasks.Recipes;

/// <summary>The training of the network: section <c>train</c> of a recipe.</summary>
public sealed record TrainRecipe
{
    /// <summary>The section in the catalogue's terms.</summary>
    public static Section<TrainRecipe> Section { get; } = TrainSettings.Section;

    /// <summary>
    /// The loss, which training minimises; null for the task's own, or where <see cref="OutputLosses"/> has one for each output.
    /// </summary>
    public Block<Loss>? Loss { get; init; }

    /// <summary>The loss of each of the network's outputs by its name; empty where all have the same.</summary>
    public IReadOnlyDictionary<string, Block<Loss>> OutputLosses { get; init; } = ReadOnlyDictionary<string, Block<Loss>>.Empty;

    /// <summary>Factors of the outputs' losses in the sum that training minimises, by output; 1 where none is given.</summary>
    public IReadOnlyDictionary<string, double> LossWeights { get; init; } = ReadOnlyDictionary<string, double>.Empty;

    /// <summary>The metrics reported after each epoch beside the loss, of every output.</summary>
    public IReadOnlyList<Block<Metric>> Metrics { get; init; } = [];

    /// <summary>The metrics of outputs by their names; empty where all have the same.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Block<Metric>>> OutputMetrics { get; init; } =
        ReadOnlyDictionary<string, IReadOnlyList<Block<Metric>>>.Empty;

    /// <summary>The optimizer; null for Adam.</summary>
    public Block<Optimizer>? Optimizer { get; init; }

    /// <summary>The learning rate; null for the optimizer's default.</summary>
    public float? LearningRate { get; init; }

    /// <summary>The learning-rate schedule; null for a constant rate.</summary>
    public Block<LearningRateSchedule>? Schedule { get; init; }

    /// <summary>The batch size in samples.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>The most epochs.</summary>
    public int Epochs { get; init; } = 50;

    /// <summary>The augmentations of training samples, in this order; none by default.</summary>
    public IReadOnlyList<Block<Augmentation>> Augment { get; init; } = [];

    /// <summary>Batches an epoch, of samples that are drawn anew for each; null for all samples.</summary>
    public int? StepsPerEpoch { get; init; }

    /// <summary>Whether samples are shuffled each epoch.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Batches whose gradients are added up for one step.</summary>
    public int AccumulationSteps { get; init; } = 1;

    /// <summary>Timesteps of truncated back-propagation through time; 0 for all.</summary>
    public int TruncatedSteps { get; init; }

    /// <summary>Gradient clipping; null: none.</summary>
    public Block<GradientClipping>? Clipping { get; init; }

    /// <summary>The average of the weights that is kept; null for none.</summary>
    public Block<WeightAverage>? WeightAverage { get; init; }

    /// <summary>Early stopping; null for none.</summary>
    public EarlyStoppingOptions? EarlyStopping { get; init; }

    /// <summary>Reduction of the learning rate on a plateau; null for none.</summary>
    public ReduceLearningRateOnPlateauOptions? ReduceLearningRateOnPlateau { get; init; }

    /// <summary>Whether the weights of the best epoch are kept, rather than those of the last.</summary>
    public bool RestoreBestWeights { get; init; } = true;

    /// <summary>
    /// Whether networks are trained anew on training and validation part together before the test part is evaluated, for as many epochs as
    /// those before took for the weights that they kept.
    /// </summary>
    public bool Refit { get; init; }

    /// <summary>
    /// Whether final networks are trained anew on all data, once the evaluation is done, for as many epochs as the evaluated ones took for
    /// the weights that they kept.
    /// </summary>
    public bool FitOnAll { get; init; }

    /// <summary>Number of networks that are trained, each with its own seed; predictions are averaged.</summary>
    public int Ensemble { get; init; } = 1;

    /// <summary>Snapshots of each training, whose predictions are averaged (<see cref="SnapshotEnsemble"/>); 1 for its end alone.</summary>
    public int Snapshots { get; init; } = 1;

    /// <summary>Whether classes are weighted inversely to their frequencies.</summary>
    public bool BalanceClasses { get; init; }

    /// <summary>Whether batches are made of sequences of similar length, so that little is padded.</summary>
    public bool BucketByLength { get; init; }

    /// <summary>Seed of weights, order and dropout.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The losses that are given, with their fields.</summary>
    internal IEnumerable<KeyValuePair<string, Block<Loss>>> Losses => OutputLosses
        .Select(pair => KeyValuePair.Create($"train.loss.{pair.Key}", pair.Value))
        .Concat(Loss is { } loss ? [KeyValuePair.Create("train.loss", loss)] : []);

    /// <summary>The metrics that are given, with their fields.</summary>
    internal IEnumerable<KeyValuePair<string, Block<Metric>>> AllMetrics =>
        OutputMetrics.Keys.DefaultIfEmpty("").SelectMany(output => MetricsOf(output).Select(
            (metric, place) => KeyValuePair.Create(MetricField(output, place), metric)));

    /// <summary>The metrics of an output.</summary>
    /// <param name="output">Name of the output.</param>
    internal IReadOnlyList<Block<Metric>> MetricsOf(string output) => OutputMetrics.GetValueOrDefault(output) ?? Metrics;

    /// <summary>The field of one of an output's metrics.</summary>
    /// <param name="output">Name of the output.</param>
    /// <param name="place">Index of the metric.</param>
    internal string MetricField(string output, int place) =>
        Recipe.Item($"train.metrics{(OutputMetrics.ContainsKey(output) ? $".{output}" : "")}", place);
}
