using Unroll.Catalogue;

namespace Unroll.Layers;

/// <summary>A shape as settings.</summary>
internal sealed class ShapeSettings<TLayer>(Func<TLayer, Shape> get)
{
    private readonly Setting<TLayer, int?> _timesteps = new(
        "timesteps", Kind.Optional(Kind.Integer(Shape.AnyLength)),
        layer => get(layer) is { IsSequence: true } shape ? shape.Timesteps : null,
        "Timesteps of a sequence; -1 for any number.")
    {
        DefaultNote = "none: vectors",
    };

    public Setting<TLayer, int> Features { get; } = LayerSettings.Size<TLayer>("features", layer => get(layer).Features,
        "Features of each timestep, or of the vector.", 3);

    public IReadOnlyList<Setting> All => [_timesteps, Features];

    public Shape Read(SettingValues values) => values.Get(_timesteps) is { } timesteps
        ? Shape.Sequence(timesteps, values.Get(Features))
        : Shape.Vector(values.Get(Features));
}
