using Unroll.Catalogue;
using Unroll.Models;

namespace Unroll.Layers;

/// <summary>
/// NLinear (Zeng et al. 2023): the last value of each feature is subtracted from its window, a <see cref="TemporalLinear"/> map follows,
/// and the value is added again, so that a level that moves is no matter. Takes <c>[batch, timesteps, features]</c>, gives
/// <c>[batch, horizon, features]</c>. Parameters: <c>linear.linear.kernel</c> [timesteps, horizon], <c>linear.linear.bias</c> [horizon].
/// </summary>
public sealed class NLinear : BlockLayer
{
    private static readonly Setting<NLinear, int> _horizon = LayerSettings.Size<NLinear>(
        "horizon", layer => layer.Horizon, "Timesteps ahead.", 24);

    internal static LayerEntry Entry { get; } = new(
        "nlinear", typeof(NLinear), "A linear map of a window without its last value, which is added again.", [_horizon],
        values => new NLinear(values.Get(_horizon)))
    {
        Shorthand = _horizon,
        Formula = "yₕ = x_T + Σₜ (xₜ − x_T)·Wₜₕ + bₕ",
        Example = "nlinear: 24",
        TakesSequences = true,
    };

    private readonly WindowNormalization _subtract =
        new(new ReversibleNormalizationOptions { Statistics = WindowStatistics.LastValue, Affine = false }) { Name = "subtract" };

    private readonly TemporalLinear _linear;
    private readonly WindowDenormalization _add;

    /// <summary>Creates the layer.</summary>
    /// <param name="horizon">Timesteps ahead, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="horizon"/> is not positive.</exception>
    public NLinear(int horizon)
    {
        LayerErrors.ThrowIfNotPositive(horizon, nameof(NLinear), nameof(horizon));
        Horizon = horizon;
        _linear = new TemporalLinear(horizon) { Name = "linear" };
        _add = new WindowDenormalization(_subtract) { Name = "add" };
    }

    /// <summary>Timesteps ahead.</summary>
    public int Horizon { get; }

    /// <inheritdoc/>
    protected override void CheckInputs(IReadOnlyList<Shape> inputs) => LayerErrors.ThrowIfNotWindow(inputs, nameof(NLinear));

    /// <inheritdoc/>
    protected override IReadOnlyList<Signal> Describe(IReadOnlyList<Signal> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        Signal window = _subtract.Apply(inputs[0]);
        return [_add.Apply(_linear.Apply(window), window.Outputs[1])];
    }
}
