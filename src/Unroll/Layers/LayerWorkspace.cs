namespace Unroll.Layers;

/// <summary>The state of a layer's pass over some rows, kept from forward to backward. Layers derive their own.</summary>
/// <param name="rows">Rows.</param>
/// <param name="timesteps">Timesteps of the input; 1 for vectors.</param>
public class LayerWorkspace(int rows, int timesteps)
{
    /// <summary>Rows.</summary>
    public int Rows { get; } = rows;

    /// <summary>Timesteps of the input; 1 for vectors.</summary>
    public int Timesteps { get; } = timesteps;
}
