namespace Unroll.Layers;

/// <summary>
/// The maximum of each feature over all timesteps; of equal values the first has the gradient. Input: <c>[batch, timesteps, features]</c>,
/// output: <c>[batch, features]</c>. Padded timesteps are left out; a row without a real timestep gives zeros.
/// </summary>
public sealed class GlobalMaxPooling1D : GlobalPooling1D
{
    internal static LayerEntry Entry { get; } = LayerSettings.Plain(
        "global-max-pooling1d", typeof(GlobalMaxPooling1D), "The largest value of each feature over time.", () => new GlobalMaxPooling1D(),
        takesSequences: true);

    /// <summary>Creates the layer.</summary>
    public GlobalMaxPooling1D()
        : base(PoolOperation.Maximum)
    {
    }

    internal override OutputRange GetOutputRange(int output, IReadOnlyList<OutputRange> inputs) => inputs[0].Each();
}
