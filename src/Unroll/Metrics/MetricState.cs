using System.Numerics.Tensors;
using Unroll.Data;

namespace Unroll.Metrics;

/// <summary>
/// The sums of a metric since the last <see cref="Reset"/>. Not thread-safe: shards fill slots of their own with
/// <see cref="Metric.Accumulate"/> wherever they run, and are then added here one after another, in shard order, so that the result does
/// not depend on the number of threads. Nothing is allocated.
/// </summary>
public sealed class MetricState
{
    private readonly double[] _slots;

    /// <summary>Creates an empty state.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="features">Features of the predictions.</param>
    public MetricState(Metric metric, int features)
    {
        ArgumentNullException.ThrowIfNull(metric);
        Metric = metric;
        _slots = new double[metric.GetSlotCount(features)];
    }

    /// <summary>The metric.</summary>
    public Metric Metric { get; }

    /// <summary>The metric over all that has been added; NaN where nothing has.</summary>
    public double Result => Metric.Result(_slots);

    /// <summary>The metric's sufficient statistics.</summary>
    internal Span<double> Slots => _slots;

    /// <summary>Clears the sums, as at an epoch's start.</summary>
    public void Reset() => Array.Clear(_slots);

    /// <summary>Adds the sums of a shard.</summary>
    /// <param name="slots">The shard's slots.</param>
    public void Add(ReadOnlySpan<double> slots) => TensorPrimitives.Add(_slots, slots, _slots);

    /// <summary>Adds some rows.</summary>
    /// <param name="prediction">Predictions, <c>[timesteps, rows, features]</c>.</param>
    /// <param name="target">Targets, of the metric's target shape.</param>
    /// <param name="weights">A weight for each timestep and row; empty where all are 1.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public void Add(TimeMajorSpan prediction, TimeMajorSpan target, ReadOnlySpan<float> weights = default) =>
        Metric.Accumulate(prediction, target, weights, _slots);
}
