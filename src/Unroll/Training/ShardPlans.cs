using Unroll.Metrics;
using Unroll.Models;

namespace Unroll.Training;

/// <summary>The plans of a run: one for full batches, one for the last, shorter one.</summary>
internal sealed class ShardPlans(Model model, Shape input, Shape target, bool training, IReadOnlyList<Metric> metrics)
{
    private readonly List<ShardPlan> _plans = [];

    public ShardPlan For(int rows)
    {
        foreach (ShardPlan plan in _plans)
        {
            if (plan.Cut.Rows == rows)
            {
                return plan;
            }
        }

        var added = new ShardPlan(model, input, target, rows, training, metrics);
        _plans.Add(added);
        return added;
    }
}
