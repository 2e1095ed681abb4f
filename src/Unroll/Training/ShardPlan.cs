using Unroll.Data;
using Unroll.Kernels;
using Unroll.Metrics;
using Unroll.Models;

namespace Unroll.Training;

/// <summary>The shards of a batch of one size, with all they need: planned once, used for every batch of that size.</summary>
internal sealed class ShardPlan
{
    private readonly AlignedBuffer[] _targets;
    private readonly Shape _target;

    public ShardPlan(Model model, Shape input, Shape target, int rows, bool training, int metrics)
    {
        Cut = new ShardCut(rows);
        Passes = new ShardPass[Cut.Count];
        Losses = new double[Cut.Count];
        MetricSums = new double[Cut.Count * metrics];
        _targets = new AlignedBuffer[Cut.Count];
        _target = target;
        for (int shard = 0; shard < Cut.Count; shard++)
        {
            int length = Cut.Length(shard);
            Passes[shard] = model.CreatePass([input], [false], length, new PassOptions(training));
            _targets[shard] = new AlignedBuffer(length * target.Timesteps * target.Features);
        }
    }

    public ShardCut Cut { get; }

    public ShardPass[] Passes { get; }

    /// <summary>Each shard's sum of loss terms.</summary>
    public double[] Losses { get; }

    /// <summary>Each shard's sums of metric terms, metric by metric.</summary>
    public double[] MetricSums { get; }

    public TimeMajorSpan Target(int shard) => new(_targets[shard].Span, _target.Timesteps, Cut.Length(shard), _target.Features);

    /// <summary>One shard's sums of the metrics, from its output.</summary>
    public void MeasureMetrics(int shard, IReadOnlyList<Metric> metrics)
    {
        for (int i = 0; i < metrics.Count; i++)
        {
            MetricSums[(shard * metrics.Count) + i] = metrics[i].Accumulate(Passes[shard].Output, Target(shard));
        }
    }

    /// <summary>Adds the metrics' sums of all shards, in shard order.</summary>
    public void CollectMetrics(IReadOnlyList<MetricState> states)
    {
        for (int shard = 0; shard < Cut.Count; shard++)
        {
            for (int i = 0; i < states.Count; i++)
            {
                long terms = (long)Cut.Length(shard) * _target.Timesteps * states[i].Metric.TermsPerStep(_target.Features);
                states[i].Add(MetricSums[(shard * states.Count) + i], terms);
            }
        }
    }

    /// <summary>The loss summed over all shards, in shard order.</summary>
    public double TotalLoss()
    {
        double total = 0;
        foreach (double loss in Losses)
        {
            total += loss;
        }

        return total;
    }
}
