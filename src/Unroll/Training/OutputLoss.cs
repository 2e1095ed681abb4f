using Unroll.Losses;
using Unroll.Metrics;

namespace Unroll.Training;

/// <summary>The loss of one output of a model, its weight beside the other outputs, and its metrics.</summary>
public sealed record OutputLoss
{
    /// <summary>Chooses a loss for an output.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="metrics">The metrics reported beside it.</param>
    public OutputLoss(Loss loss, params Metric[] metrics)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(metrics);
        Loss = loss;
        Metrics = [.. metrics];
    }

    /// <summary>The loss.</summary>
    public Loss Loss { get; }

    /// <summary>The metrics reported beside it.</summary>
    public IReadOnlyList<Metric> Metrics { get; }

    /// <summary>Its factor in the sum over the outputs, at least 0. Default: 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double Weight
    {
        get;
        init
        {
            Require.NonNegativeFinite(value, nameof(Weight));
            field = value;
        }
    } = 1;
}
