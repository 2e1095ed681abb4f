namespace Unroll.Layers;

/// <summary>
/// The mean of each feature over all timesteps. Takes <c>[batch, timesteps, features]</c>, gives
/// <c>[batch, features]</c>. Padded timesteps are left out; a row without a real timestep gives zeros.
/// </summary>
public sealed class GlobalAveragePool1D : GlobalPooling1D
{
    /// <summary>Creates the layer.</summary>
    public GlobalAveragePool1D()
        : base(PoolOperation.Average)
    {
    }

    /// <inheritdoc/>
    public override string Kind => "global-average-pool1d";
}
