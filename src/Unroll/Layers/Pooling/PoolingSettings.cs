using Unroll.Catalogue;

namespace Unroll.Layers;

/// <summary>The settings of a pooling layer.</summary>
internal sealed class PoolingSettings<TLayer>
    where TLayer : Pooling1D
{
    private readonly Setting<TLayer, int?> _strides = LayerSettings.Optional<TLayer>(
        "strides", layer => layer.Strides == layer.PoolSize ? null : layer.Strides, "Timesteps from one window to the next.",
        "the size of the window");

    private readonly Setting<TLayer, WindowPadding> _padding = LayerSettings.Padding<TLayer>(layer => layer.Padding, causal: false);

    public Setting<TLayer,
        int> PoolSize
    { get; } = LayerSettings.Size<TLayer>("pool-size", layer => layer.PoolSize, "Timesteps that the window sees.", 2);

    public IReadOnlyList<Setting> All => [PoolSize, _strides, _padding];

    public PoolingOptions Read(SettingValues values) => new() { Strides = values.Get(_strides), Padding = values.Get(_padding) };
}
