using Unroll.Catalogue;
using Unroll.Data;
using Unroll.Losses;

namespace Unroll.Metrics;

/// <summary>
/// A number that is reported beside the loss for every epoch. A metric itself is stateless and may be used from several threads at
/// once; what has been seen of an epoch is kept in a <see cref="MetricState"/>.
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

    /// <summary>Whether more is better, as for an accuracy; less is, as for an error, unless a metric says otherwise.</summary>
    public virtual bool HigherIsBetter => false;

    /// <summary>The shape that targets must have where a model gives some output; the same unless a metric says otherwise.</summary>
    /// <param name="output">Shape of a prediction.</param>
    /// <exception cref="ArgumentException">The metric cannot judge predictions of that shape; the message says which it expects.</exception>
    public virtual Shape GetTargetShape(Shape output) => output;

    /// <summary>How many numbers hold all that the metric must know of what it has seen: sums that can be added in any grouping.</summary>
    /// <param name="features">Features of a prediction.</param>
    public abstract int GetSlotCount(int features);

    /// <summary>Adds some rows to the slots, in double precision in a fixed order.</summary>
    /// <param name="prediction">Predictions, <c>[timesteps, rows, features]</c>.</param>
    /// <param name="target">Targets, of the shape that <see cref="GetTargetShape"/> gives for the prediction's.</param>
    /// <param name="weights">
    /// A weight of at least 0 for each timestep and row, <c>[timesteps, rows]</c>; empty where all are 1. Where it is 0, prediction and target may
    /// be anything, even not a number: they count nothing.
    /// </param>
    /// <param name="slots">As many as <see cref="GetSlotCount"/> says; added to.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public abstract void Accumulate(TimeMajorSpan prediction, TimeMajorSpan target, ReadOnlySpan<float> weights, Span<double> slots);

    /// <summary>The metric's value from the slots; not a number when nothing has been seen.</summary>
    /// <param name="slots">As many as <see cref="GetSlotCount"/> says.</param>
    public abstract double Result(ReadOnlySpan<double> slots);
}
