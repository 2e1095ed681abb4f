using Unroll.Catalogue;
using Unroll.Models;

namespace Unroll.Layers;

/// <summary>
/// DLinear (Zeng et al. 2023): a window's moving average, its trend, and what is left of it each have a <see cref="TemporalLinear"/> map,
/// whose outputs are added. Takes <c>[batch, timesteps, features]</c>, gives <c>[batch, horizon, features]</c>. Parameters:
/// <c>trend.linear.kernel</c>, <c>remainder.linear.kernel</c> [timesteps, horizon], and their biases [horizon].
/// </summary>
public sealed class DLinear : BlockLayer
{
    private const int DefaultKernelSize = 25;

    private static readonly Setting<DLinear, int> _horizon = LayerSettings.Size<DLinear>(
        "horizon", layer => layer.Horizon, "Timesteps ahead.", 24);

    private static readonly Setting<DLinear, int> _kernelSize = LayerSettings.Whole<DLinear>(
        "kernel-size", layer => layer.KernelSize, "Timesteps of the moving average; the first and the last value stand for those beyond.",
        DefaultKernelSize);

    internal static LayerEntry Entry { get; } = new(
        "dlinear", typeof(DLinear), "A linear map of a window's moving average, and one of what is left.", [_horizon, _kernelSize],
        values => new DLinear(values.Get(_horizon), values.Get(_kernelSize)))
    {
        Shorthand = _horizon,
        Formula = "y = linear(average(x)) + linear(x − average(x))",
        Example = "dlinear: {horizon: 24, kernel-size: 25}",
        TakesSequences = true,
    };

    private readonly MovingAverage _average;
    private readonly Subtract _subtract = new() { Name = "subtract" };
    private readonly TemporalLinear _trend;
    private readonly TemporalLinear _remainder;
    private readonly Add _add = new() { Name = "add" };

    /// <summary>Creates the layer.</summary>
    /// <param name="horizon">Timesteps ahead, at least 1.</param>
    /// <param name="kernelSize">Timesteps of the moving average, at least 1. Default: 25.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    public DLinear(int horizon, int kernelSize = DefaultKernelSize)
    {
        LayerErrors.ThrowIfNotPositive(horizon, nameof(DLinear), nameof(horizon));
        LayerErrors.ThrowIfNotPositive(kernelSize, nameof(DLinear), nameof(kernelSize));
        (Horizon, KernelSize) = (horizon, kernelSize);
        _average = new MovingAverage(kernelSize) { Name = "average" };
        _trend = new TemporalLinear(horizon) { Name = "trend" };
        _remainder = new TemporalLinear(horizon) { Name = "remainder" };
    }

    /// <summary>Timesteps ahead.</summary>
    public int Horizon { get; }

    /// <summary>Timesteps of the moving average.</summary>
    public int KernelSize { get; }

    /// <inheritdoc/>
    protected override void CheckInputs(IReadOnlyList<Shape> inputs) => LayerErrors.ThrowIfNotWindow(inputs, nameof(DLinear));

    /// <inheritdoc/>
    protected override IReadOnlyList<Signal> Describe(IReadOnlyList<Signal> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        Signal trend = _average.Apply(inputs[0]);
        return [_add.Apply(_trend.Apply(trend), _remainder.Apply(_subtract.Apply(inputs[0], trend)))];
    }
}
