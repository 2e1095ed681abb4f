using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Unroll.Data;

namespace Unroll.Metrics;

/// <summary>
/// The sums of a metric since the last <see cref="Reset"/>. Not thread-safe: shards fill slots of their own with
/// <see cref="Metric.Accumulate"/> wherever they run, and are then added here one after another, in shard order, so that the result does
/// not depend on the number of threads. Nothing is allocated, but for metrics that keep each score (<see cref="RankingMetric"/>).
/// </summary>
public sealed class MetricState
{
    private readonly int _features;
    private readonly double[] _sums;
    private readonly List<double>? _scores;

    /// <summary>Creates an empty state.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="features">Features of the predictions.</param>
    public MetricState(Metric metric, int features)
    {
        ArgumentNullException.ThrowIfNull(metric);
        Metric = metric;
        _features = features;
        _sums = new double[metric.GetSlotCount(features)];
        _scores = metric is RankingMetric ? [] : null;
    }

    /// <summary>The metric.</summary>
    public Metric Metric { get; }

    /// <summary>The metric over all that has been added; NaN where nothing has.</summary>
    public double Result => Metric.Result(Slots);

    /// <summary>The metric's sufficient statistics.</summary>
    internal ReadOnlySpan<double> Slots => _scores is null ? _sums : CollectionsMarshal.AsSpan(_scores);

    /// <summary>Clears the sums, as at an epoch's start.</summary>
    public void Reset()
    {
        Array.Clear(_sums);
        _scores?.Clear();
    }

    /// <summary>Adds the sums of a shard.</summary>
    /// <param name="slots">The shard's slots.</param>
    public void Add(ReadOnlySpan<double> slots)
    {
        if (_scores is null)
        {
            TensorPrimitives.Add(_sums, slots, _sums);
            return;
        }

        for (int i = 0; i < slots.Length; i += 2)
        {
            if (slots[i + 1] != 0)
            {
                _scores.Add(slots[i]);
                _scores.Add(slots[i + 1]);
            }
        }
    }

    /// <summary>Adds some rows.</summary>
    /// <param name="prediction">Predictions, <c>[timesteps, rows, features]</c>.</param>
    /// <param name="target">Targets, of the metric's target shape.</param>
    /// <param name="weights">A weight for each timestep and row; empty where all are 1.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public void Add(TimeMajorSpan prediction, TimeMajorSpan target, ReadOnlySpan<float> weights = default)
    {
        if (_scores is null)
        {
            Metric.Accumulate(prediction, target, weights, _sums);
            return;
        }

        double[] slots = new double[Metric.GetSlotCount(_features, prediction.Timesteps * prediction.Rows)];
        Metric.Accumulate(prediction, target, weights, slots);
        Add(slots);
    }

    /// <summary>Takes back what <see cref="Slots"/> gave.</summary>
    /// <exception cref="InputException">There are more or fewer numbers than the metric has sums.</exception>
    internal void Restore(ReadOnlySpan<double> slots)
    {
        if (_scores is null ? slots.Length != _sums.Length : slots.Length % 2 != 0)
        {
            string expected = _scores is null ? $"there are {_sums.Length}" : "there are two for each score";
            throw new InputException($"it has {slots.Length} sums of the metric {Metric.Name}, but {expected}.");
        }

        Reset();
        Add(slots);
    }
}
