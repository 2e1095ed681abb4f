namespace Unroll.Layers;

/// <summary>
/// The largest value of each feature over all timesteps; of equal ones the first has the gradient. Takes <c>[batch, timesteps, features]</c>, gives
/// <c>[batch, features]</c>. Padded timesteps are left out; a row without a real timestep gives zeros.
/// </summary>
public sealed class GlobalMaxPool1D : GlobalPooling1D
{
    /// <summary>Creates the layer.</summary>
    public GlobalMaxPool1D()
        : base(PoolOperation.Maximum)
    {
    }

    /// <inheritdoc/>
    public override string Kind => "global-max-pool1d";
}
