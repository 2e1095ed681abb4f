namespace Unroll.Layers;

/// <summary>Options of <see cref="MaxPooling1D"/> and <see cref="AveragePooling1D"/>; the defaults are Keras'.</summary>
public readonly record struct PoolingOptions
{
    /// <summary>Timesteps from one window to the next, at least 1; null: as many as the window has. Default: null.</summary>
    public int? Strides { get; init; }

    /// <summary>
    /// The padding at the ends of a sequence: <see cref="WindowPadding.Valid"/> or <see cref="WindowPadding.Same"/>. Default: valid.
    /// </summary>
    public WindowPadding Padding { get; init; }
}
