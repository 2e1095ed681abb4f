using Unroll.Catalogue;
using Unroll.Data;
using Unroll.Losses;

namespace Unroll.Metrics;

/// <summary>
/// A measure that is reported beside the loss for every epoch. A metric itself is stateless and thread-safe; the sums of an epoch are kept
/// in a <see cref="MetricState"/>.
/// </summary>
public abstract class Metric
{
    /// <summary>All metrics by name, and all losses, whose means they are; users register their own here.</summary>
    public static BlockCatalogue<Metric> Catalogue { get; } = new("metric", () =>
    [
        RootMeanSquaredError.Entry, MeanError.Entry, MeanAbsolutePercentageError.Entry, SymmetricMeanAbsolutePercentageError.Entry,
            RSquared.Entry,
        Accuracy.Entry, Precision.Entry, Recall.Entry, F1Score.Entry, CohenKappa.Entry, MatthewsCorrelation.Entry, TopKAccuracy.Entry,
        RocAuc.Entry,
        PrecisionRecallAuc.Entry, Perplexity.Entry,
        .. Loss.Catalogue.Entries.Select(LossMetricEntry.Of),
    ])
    {
        NameOfUnregistered = metric => metric.GetType() == typeof(LossMetric) ? ((LossMetric)metric).Loss.Name : null,
    };

    /// <summary>Short name, the key in <c>History</c>: <c>rmse</c>; on validation samples <c>val_rmse</c>.</summary>
    public virtual string Name => Catalogue.EntryOf(this)?.ShortName ?? Catalogue.NameOf(this);

    /// <summary>Whether higher is better, as for an accuracy; lower is, as for an error, unless a metric overrides it.</summary>
    public virtual bool HigherIsBetter => false;

    /// <summary>The shape of targets for a model's output; the same unless a metric overrides it.</summary>
    /// <param name="output">Shape of a prediction.</param>
    /// <exception cref="ArgumentException">The metric does not take predictions of that shape; the message names the expected
    /// one.</exception>
    public virtual Shape GetTargetShape(Shape output) => output;

    /// <summary>
    /// The kind of predictions that the metric takes; the activation of the last layer must fit it, where it is known. Anything unless a
    /// metric overrides it.
    /// </summary>
    public virtual PredictionKind Predictions => PredictionKind.Any;

    /// <summary>The option by which the metric takes logits; null where there is none.</summary>
    internal virtual string? LogitsOption => null;

    /// <summary>
    /// The values that targets may have, which training and evaluation check; any, even NaN, unless a metric overrides it.
    /// </summary>
    /// <param name="features">Features of a prediction.</param>
    public virtual TargetRange GetTargetRange(int features) => TargetRange.Any;

    /// <summary>The number of slots for the metric's sufficient statistics: sums that can be added in any grouping.</summary>
    /// <param name="features">Features of a prediction.</param>
    public abstract int GetSlotCount(int features);

    /// <summary>
    /// The number of slots that hold the statistics of some rows alone: <see cref="GetSlotCount(int)"/>, unless a metric keeps each
    /// prediction (<see cref="RankingMetric"/>).
    /// </summary>
    /// <param name="features">Features of a prediction.</param>
    /// <param name="steps">Timesteps times rows.</param>
    public virtual int GetSlotCount(int features, int steps) => GetSlotCount(features);

    /// <summary>Adds some rows to the slots, in double precision in a fixed order.</summary>
    /// <param name="prediction">Predictions, <c>[timesteps, rows, features]</c>.</param>
    /// <param name="target">Targets, of the shape that <see cref="GetTargetShape"/> gives for the prediction's.</param>
    /// <param name="weights">
    /// A weight of at least 0 for each timestep and row, <c>[timesteps, rows]</c>; empty where all are 1. Where it is 0, prediction and
    /// target may be anything, even NaN: they are ignored.
    /// </param>
    /// <param name="slots">As many as <see cref="GetSlotCount(int, int)"/> gives; added to.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public abstract void Accumulate(TimeMajorSpan prediction, TimeMajorSpan target, ReadOnlySpan<float> weights, Span<double> slots);

    /// <summary>The metric's value from the slots; NaN where they are empty.</summary>
    /// <param name="slots">As many as <see cref="GetSlotCount(int)"/> gives, or the slots of all rows that were kept.</param>
    public abstract double Result(ReadOnlySpan<double> slots);
}
