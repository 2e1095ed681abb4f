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

    public ShardPlan(Model model, Shape input, Shape target, int rows, bool training, IReadOnlyList<Metric> metrics)
    {
        Cut = new ShardCut(rows);
        Passes = new ShardPass[Cut.Count];
        Losses = new double[Cut.Count];
        MetricSlots = new double[Cut.Count][][];
        _targets = new AlignedBuffer[Cut.Count];
        _target = target;
        for (int shard = 0; shard < Cut.Count; shard++)
        {
            int length = Cut.Length(shard);
            Passes[shard] = model.CreatePass([input], [false], length, new PassOptions(training));
            MetricSlots[shard] = [.. metrics.Select(metric => new double[metric.GetSlotCount(Passes[shard].Output.Features)])];
            _targets[shard] = new AlignedBuffer(length * target.Timesteps * target.Features);
        }
    }

    public ShardCut Cut { get; }

    public ShardPass[] Passes { get; }

    /// <summary>Each shard's sum of loss terms.</summary>
    public double[] Losses { get; }

    /// <summary>What each shard's metrics saw of the batch.</summary>
    public double[][][] MetricSlots { get; }

    public TimeMajorSpan Target(int shard) => new(_targets[shard].Span, _target.Timesteps, Cut.Length(shard), _target.Features);

    /// <summary>Lets the metrics see one shard's output.</summary>
    public void MeasureMetrics(int shard, IReadOnlyList<Metric> metrics)
    {
        for (int i = 0; i < metrics.Count; i++)
        {
            Array.Clear(MetricSlots[shard][i]);
            metrics[i].Accumulate(Passes[shard].Output, Target(shard), default, MetricSlots[shard][i]);
        }
    }

    /// <summary>Adds what the metrics of all shards saw, in shard order.</summary>
    public void CollectMetrics(IReadOnlyList<MetricState> states)
    {
        for (int shard = 0; shard < Cut.Count; shard++)
        {
            for (int i = 0; i < states.Count; i++)
            {
                states[i].Add(MetricSlots[shard][i]);
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
