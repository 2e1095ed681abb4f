namespace Unroll.Layers;

/// <summary>
/// The mean of each feature in a window that slides over time; padding is not counted. Takes
/// <c>[batch, timesteps, features]</c>, gives <c>[batch, output timesteps, features]</c>.
/// </summary>
public sealed class AveragePool1D : Pooling1D
{
    /// <summary>Creates the layer.</summary>
    /// <param name="poolSize">Timesteps that the window sees, at least 1.</param>
    /// <param name="options">Options; leave out for the defaults. For example <c>new() { Stride = 1 }</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    /// <exception cref="ArgumentException">The padding is causal, which pooling does not have.</exception>
    public AveragePool1D(int poolSize, PoolingOptions options = default)
        : base(PoolOperation.Average, poolSize, options)
    {
    }

    /// <inheritdoc/>
    public override string Kind => "average-pool1d";

    internal static AveragePool1D Read(JsonSource source) => new(source.Integer("pool_size"), ReadOptions(source));
}
