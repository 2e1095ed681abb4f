using Unroll.Data;

namespace Unroll.Metrics;

/// <summary>
/// A number that is reported beside the loss for every epoch. A metric itself is stateless and may be used from several threads at
/// once; what has been seen of an epoch is kept in a <see cref="MetricState"/>.
/// </summary>
public abstract class Metric
{
    private static readonly NameTable<Metric> _table = new(
        "metric",
        new("mae", [], _ => new MeanAbsoluteErrorMetric()) { Aliases = ["mean-absolute-error"] },
        new("mse", [], _ => new MeanSquaredErrorMetric()) { Aliases = ["mean-squared-error"] },
        new("rmse", [], _ => new RootMeanSquaredErrorMetric()) { Aliases = ["root-mean-squared-error"] },
        new("bias", [], _ => new MeanErrorMetric()),
        new("mape", [], _ => new MeanAbsolutePercentageErrorMetric()),
        new("smape", [], _ => new SymmetricMeanAbsolutePercentageErrorMetric()),
        new("r2", [], _ => new RSquaredMetric()),
        new("pinball", ["quantile-*"], settings => new PinballMetric(settings.List("quantile") ?? [0.5f])),
        new("accuracy", ["targets", "threshold"], settings => new Accuracy(Targets(settings), Threshold(settings))),
        new("precision", ["targets", "average", "threshold"], settings => new Precision(Targets(settings), Average(settings), Threshold(settings))),
        new("recall", ["targets", "average", "threshold"], settings => new Recall(Targets(settings), Average(settings), Threshold(settings))),
        new("f1", ["targets", "average", "threshold"], settings => new F1Score(Targets(settings), Average(settings), Threshold(settings))),
        new("cohen-kappa", ["targets", "threshold"], settings => new CohenKappa(Targets(settings), Threshold(settings))),
        new("matthews", ["targets", "threshold"], settings => new MatthewsCorrelation(Targets(settings), Threshold(settings))),
        new("top-k-accuracy", ["k"], settings => new TopKAccuracy(settings.Whole("k", 5))),
        new("roc-auc", ["from-logits"], settings => new RocAuc(settings.Flag("from-logits", false))) { Aliases = ["auc"] },
        new("pr-auc", ["from-logits"], settings => new PrecisionRecallAuc(settings.Flag("from-logits", false))),
        new("log-loss", ["targets", "from-logits"], settings => new CrossEntropyMetric(Targets(settings), settings.Flag("from-logits", false))),
        new("perplexity", ["targets", "from-logits"], settings => new Perplexity((TargetKind)settings.Whole("targets", 0), settings.Flag("from-logits", false))));

    /// <summary>Short name, the key in <c>History</c>: <c>mae</c>; on validation samples <c>val_mae</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The settings that <see cref="FromName"/> needs to make this metric again; empty for most.</summary>
    public virtual IReadOnlyDictionary<string, double> Settings => Unroll.Settings.None;

    /// <summary>Makes a metric from its name.</summary>
    /// <param name="name">For example <c>mae</c> or <c>accuracy</c>; an unknown name is answered with all that are known.</param>
    /// <param name="settings">Settings by name; what is absent keeps its default. Choices are numbers, from 0 in their order.</param>
    /// <exception cref="InputException">The name or a setting is not known.</exception>
    public static Metric FromName(string name, IReadOnlyDictionary<string, double>? settings = null) => _table.Create(name, settings);

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

    private static TargetKind Targets(Settings settings) => (TargetKind)settings.Whole("targets", (int)TargetKind.Binary);

    private static ClassAverage Average(Settings settings) => (ClassAverage)settings.Whole("average", 0);

    private static float Threshold(Settings settings) => settings.Single("threshold", 0.5f);
}
