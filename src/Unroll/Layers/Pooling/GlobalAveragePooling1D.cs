namespace Unroll.Layers;

/// <summary>
/// The mean of each feature over all timesteps. Input: <c>[batch, timesteps, features]</c>, output: <c>[batch, features]</c>. Padded
/// timesteps are left out; a row without a real timestep gives zeros.
/// </summary>
public sealed class GlobalAveragePooling1D : GlobalPooling1D
{
    internal static LayerEntry Entry { get; } = LayerSettings.Plain(
        "global-average-pooling1d", typeof(GlobalAveragePooling1D), "The mean of each feature over time.",
        () => new GlobalAveragePooling1D(), takesSequences: true);

    /// <summary>Creates the layer.</summary>
    public GlobalAveragePooling1D()
        : base(PoolOperation.Average)
    {
    }
}
