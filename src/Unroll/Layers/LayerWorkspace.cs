namespace Unroll.Layers;

/// <summary>What one layer remembers of a pass over some rows, from forward to backward. Layers derive their own.</summary>
/// <param name="rows">Rows.</param>
/// <param name="timesteps">Timesteps that come in; 1 for vectors.</param>
public class LayerWorkspace(int rows, int timesteps)
{
    /// <summary>Rows.</summary>
    public int Rows { get; } = rows;

    /// <summary>Timesteps that come in; 1 for vectors.</summary>
    public int Timesteps { get; } = timesteps;
}
