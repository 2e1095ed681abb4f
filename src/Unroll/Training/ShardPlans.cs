using Unroll.Data;
using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Training;

/// <summary>The plans of a run: one for full batches, one for the last, smaller one; and so for each number of timesteps.</summary>
internal sealed class ShardPlans(Model model, SampleSource source, IReadOnlyList<OutputLoss> losses, PassOptions options)
{
    private readonly List<(ShardPlan Plan, int Timesteps)> _plans = [];
    private readonly Shape[] _inputs = source.GetInputShapes();
    private readonly List<GradientBuffer> _gradients = [];

    /// <summary>The plan for whole sequences.</summary>
    public ShardPlan For(int rows) => For(rows, 0);

    /// <summary>The plan for pieces of sequences, or for those that end earlier.</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="timesteps">Timesteps that are run; 0 for whole sequences.</param>
    public ShardPlan For(int rows, int timesteps)
    {
        foreach ((ShardPlan plan, int planned) in _plans)
        {
            if (plan.Cut.Rows == rows && planned == timesteps)
            {
                return plan;
            }
        }

        return Add(rows, timesteps);
    }

    // Apart, so that the closure is made only here, not at every batch.
    private ShardPlan Add(int rows, int timesteps)
    {
        Shape[] shapes = timesteps == 0 ? _inputs
            : [.. _inputs.Select(shape => shape.IsSequence
                ? Shape.Sequence(Math.Min(timesteps, shape.Timesteps), shape.Features) : shape)];
        var added = new ShardPlan(model, source, shapes, losses, rows, options, GradientsOf);
        _plans.Add((added, timesteps));
        return added;
    }

    /// <summary>
    /// One buffer a shard for the gradients of all parameters, whatever the plan: one plan runs at a time, and its gradients are used
    /// before the next does.
    /// </summary>
    private GradientBuffer? GradientsOf(int shard)
    {
        if (!options.Training)
        {
            return null;
        }

        while (_gradients.Count <= shard)
        {
            _gradients.Add(new GradientBuffer(model.GradientLength, model.Parameters));
        }

        return _gradients[shard];
    }
}
