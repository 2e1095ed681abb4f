namespace Unroll.Layers;

/// <summary>
/// The maximum of each feature in a window that slides over time; of equal values the first has the gradient. Input: <c>[batch, timesteps,
/// features]</c>, output: <c>[batch, output timesteps, features]</c>.
/// </summary>
public sealed class MaxPooling1D : Pooling1D
{
    private static readonly PoolingSettings<MaxPooling1D> _settings = new();

    internal static LayerEntry Entry { get; } = new(
        "max-pooling1d", typeof(MaxPooling1D), "The largest value of each feature in a window that slides over time.",
        [.. _settings.All],
        values => new MaxPooling1D(values.Get(_settings.PoolSize), _settings.Read(values)))
    {
        Shorthand = _settings.PoolSize,
        Example = "max-pooling1d: 2",
        TakesSequences = true,
    };

    /// <summary>Creates the layer.</summary>
    /// <param name="poolSize">Timesteps of the window, at least 1.</param>
    /// <param name="options">Options; leave out for the defaults. For example <c>new() { Strides = 1 }</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    /// <exception cref="ArgumentException">The padding is causal, which pooling does not have.</exception>
    public MaxPooling1D(int poolSize, PoolingOptions options = default)
        : base(PoolOperation.Maximum, poolSize, options)
    {
    }

    internal override OutputRange GetOutputRange(int output, IReadOnlyList<OutputRange> inputs) => inputs[0].Each();
}
