namespace Unroll.Layers;

/// <summary>
/// The mean of each feature in a window that slides over time; padding is not counted. Input: <c>[batch, timesteps, features]</c>, output:
/// <c>[batch, output timesteps, features]</c>.
/// </summary>
public sealed class AveragePooling1D : Pooling1D
{
    private static readonly PoolingSettings<AveragePooling1D> _settings = new();

    internal static LayerEntry Entry { get; } = new(
        "average-pooling1d", typeof(AveragePooling1D), "The mean of each feature in a window that slides over time.",
        [.. _settings.All],
        values => new AveragePooling1D(values.Get(_settings.PoolSize), _settings.Read(values)))
    {
        Shorthand = _settings.PoolSize,
        Example = "average-pooling1d: 2",
        TakesSequences = true,
    };

    /// <summary>Creates the layer.</summary>
    /// <param name="poolSize">Timesteps of the window, at least 1.</param>
    /// <param name="options">Options; leave out for the defaults. For example <c>new() { Strides = 1 }</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    /// <exception cref="ArgumentException">The padding is causal, which pooling does not have.</exception>
    public AveragePooling1D(int poolSize, PoolingOptions options = default)
        : base(PoolOperation.Average, poolSize, options)
    {
    }
}
