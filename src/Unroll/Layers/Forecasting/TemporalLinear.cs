using Unroll.Catalogue;
using Unroll.Models;

namespace Unroll.Layers;

/// <summary>
/// One linear map from all timesteps of a window to those ahead, shared by all features (LTSF-Linear, Zeng et al. 2023): y_h = Σ_t x_t·W_th
/// + b_h for each feature. Takes <c>[batch, timesteps, features]</c>, gives <c>[batch, horizon, features]</c>. Parameters:
/// <c>linear.kernel</c> [timesteps, horizon], <c>linear.bias</c> [horizon].
/// </summary>
public sealed class TemporalLinear : BlockLayer
{
    private static readonly Setting<TemporalLinear, int> _horizon = LayerSettings.Size<TemporalLinear>(
        "horizon", layer => layer.Horizon, "Timesteps ahead.", 24);

    private static readonly Setting<TemporalLinear, bool> _useBias = LayerSettings.UseBias<TemporalLinear>(layer => layer.UseBias);

    internal static LayerEntry Entry { get; } = new(
        "temporal-linear", typeof(TemporalLinear), "One linear map from a window's timesteps to those ahead, shared by all features.",
        [_horizon, _useBias],
        values => new TemporalLinear(values.Get(_horizon), values.Get(_useBias)))
    {
        Aliases = ["linear"],
        Shorthand = _horizon,
        Formula = "yₕ = Σₜ xₜ·Wₜₕ + bₕ",
        Example = "temporal-linear: 24",
        TakesSequences = true,
    };

    private readonly Permute _toChannels = new() { Name = "to_channels" };
    private readonly Dense _linear;
    private readonly Permute _toTimesteps = new() { Name = "to_timesteps" };

    /// <summary>Creates the layer.</summary>
    /// <param name="horizon">Timesteps ahead, at least 1.</param>
    /// <param name="useBias">Whether each timestep ahead has a bias.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="horizon"/> is not positive.</exception>
    public TemporalLinear(int horizon, bool useBias = true)
    {
        LayerErrors.ThrowIfNotPositive(horizon, nameof(TemporalLinear), nameof(horizon));
        Horizon = horizon;
        UseBias = useBias;
        _linear = new Dense(horizon, new DenseOptions { UseBias = useBias }) { Name = "linear" };
    }

    /// <summary>Timesteps ahead.</summary>
    public int Horizon { get; }

    /// <summary>Whether each timestep ahead has a bias.</summary>
    public bool UseBias { get; }

    /// <inheritdoc/>
    protected override void CheckInputs(IReadOnlyList<Shape> inputs) => LayerErrors.ThrowIfNotWindow(inputs, nameof(TemporalLinear));

    /// <inheritdoc/>
    protected override IReadOnlyList<Signal> Describe(IReadOnlyList<Signal> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return [_toTimesteps.Apply(_linear.Apply(_toChannels.Apply(inputs[0])))];
    }
}
