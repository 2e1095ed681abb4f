namespace Unroll.Layers;

/// <summary>The sizes of one pass of attention.</summary>
/// <param name="Rows">Rows (samples).</param>
/// <param name="Queries">Timesteps that ask.</param>
/// <param name="Keys">Timesteps that are asked.</param>
/// <param name="Heads">Heads.</param>
/// <param name="KeyDimension">Length of a head's queries and keys.</param>
/// <param name="ValueDimension">Length of a head's values.</param>
internal readonly record struct AttentionSizes(int Rows, int Queries, int Keys, int Heads, int KeyDimension, int ValueDimension)
{
    /// <summary>Numbers from a timestep's queries or keys to the next timestep's.</summary>
    public int KeyStride => Rows * Heads * KeyDimension;

    /// <summary>Numbers from a timestep's values to the next timestep's.</summary>
    public int ValueStride => Rows * Heads * ValueDimension;

    /// <summary>Attention weights of one row and head.</summary>
    public int Weights => Queries * Keys;

    /// <summary>Where a row's and head's queries and keys begin.</summary>
    public int KeyStart(int row, int head) => ((row * Heads) + head) * KeyDimension;

    /// <summary>Where a row's and head's values begin.</summary>
    public int ValueStart(int row, int head) => ((row * Heads) + head) * ValueDimension;
}
