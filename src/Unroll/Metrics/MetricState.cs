using Unroll.Data;

namespace Unroll.Metrics;

/// <summary>
/// What a metric has seen since the last <see cref="Reset"/>. Not safe for several threads: shards compute their sums with
/// <see cref="Metric.Accumulate"/> wherever they run, and are then added here one after another, in shard order, so that the result does
/// not depend on the number of threads. Nothing is allocated.
/// </summary>
/// <param name="metric">The metric.</param>
public sealed class MetricState(Metric metric)
{
    private double _sum;
    private long _terms;

    /// <summary>The metric.</summary>
    public Metric Metric { get; } = metric;

    /// <summary>The metric over all that has been added; not a number when nothing has.</summary>
    public double Result => Metric.Result(_sum, _terms);

    /// <summary>Forgets everything, as at an epoch's start.</summary>
    public void Reset() => (_sum, _terms) = (0, 0);

    /// <summary>Adds the terms of a shard.</summary>
    /// <param name="sum">Their sum.</param>
    /// <param name="terms">Their number.</param>
    public void Add(double sum, long terms)
    {
        _sum += sum;
        _terms += terms;
    }

    /// <summary>Adds the terms of some rows.</summary>
    /// <param name="prediction">Predictions, <c>[timesteps, rows, features]</c>.</param>
    /// <param name="target">Targets, of the same shape.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public void Add(TimeMajorSpan prediction, TimeMajorSpan target) => Add(
        Metric.Accumulate(prediction, target),
        (long)prediction.Timesteps * prediction.Rows * Metric.TermsPerStep(prediction.Features));
}
