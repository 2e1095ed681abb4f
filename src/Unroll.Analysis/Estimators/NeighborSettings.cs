using Unroll.Catalogue;

namespace Unroll.Analysis.Estimators;

/// <summary>The settings of nearest neighbours in the catalogue.</summary>
/// <param name="get">Reads the options from the model.</param>
/// <param name="usual">How many neighbours there are unless given.</param>
internal sealed class NeighborSettings<T>(Func<T, NeighborOptions> get, int usual)
{
    private readonly Setting<T, int> _neighbours =
        new("neighbors", Kind.Integer(1), model => get(model).Neighbors ?? usual, "Number of neighbours.") { DefaultValue = usual };

    private readonly Setting<T, NeighborDistance> _distance = new(
        "distance", Kind.Choice(("dtw", NeighborDistance.DynamicTimeWarping), ("euclidean", NeighborDistance.Euclidean)),
        model => get(model).Distance, "Distance of rows.")
    { DefaultValue = NeighborDistance.DynamicTimeWarping };

    private readonly Setting<T, double> _window = new(
        "window", Kind.Number(NumberRange.Share), model => get(model).Window,
        "How far warping may run ahead, as a share of the longer series.")
    { DefaultValue = 0.1 };

    /// <summary>All of them.</summary>
    public IReadOnlyList<Setting> All => [_neighbours, _distance, _window];

    /// <summary>The options of values.</summary>
    /// <param name="values">The values.</param>
    public NeighborOptions Read(SettingValues values) =>
        new() { Neighbors = values.Get(_neighbours), Distance = values.Get(_distance), Window = values.Get(_window) };
}
