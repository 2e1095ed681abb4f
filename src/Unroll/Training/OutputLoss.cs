using Unroll.Losses;
using Unroll.Metrics;

namespace Unroll.Training;

/// <summary>What training makes small at one output of a model, how much that counts beside the other outputs, and what is reported of it.</summary>
public sealed record OutputLoss
{
    /// <summary>Chooses a loss for an output.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="metrics">What is reported beside it.</param>
    public OutputLoss(Loss loss, params Metric[] metrics)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(metrics);
        Loss = loss;
        Metrics = [.. metrics];
    }

    /// <summary>The loss.</summary>
    public Loss Loss { get; }

    /// <summary>What is reported beside it.</summary>
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
