using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>The sizes of one pass of attention, and of its tiles.</summary>
/// <param name="Rows">Rows (samples).</param>
/// <param name="Queries">Timesteps of the queries.</param>
/// <param name="Keys">Timesteps of the keys.</param>
/// <param name="Heads">Heads.</param>
/// <param name="KeyDimension">Length of a head's queries and keys.</param>
/// <param name="ValueDimension">Length of a head's values.</param>
internal readonly record struct AttentionSizes(int Rows, int Queries, int Keys, int Heads, int KeyDimension, int ValueDimension)
{
    // A tile of 128 × 128 is 64 KiB, and stays in a second-level cache between the products that write and read it. Measured: smaller ones,
    // which stay in the first level, take 8 % more for the calls.
    private const int MostQueriesInTile = 128;
    private const int MostKeysInTile = 128;

    /// <summary>Numbers from a timestep's queries or keys to the next timestep's.</summary>
    public int KeyStride => checked(Rows * Heads * KeyDimension);

    /// <summary>Numbers from a timestep's values to the next timestep's.</summary>
    public int ValueStride => checked(Rows * Heads * ValueDimension);

    /// <summary>Queries of a tile: whole vectors, and blocks about as long as each other.</summary>
    public int TileQueries => EvenBlock(Queries, MostQueriesInTile, Simd.Lanes);

    /// <summary>Keys of a tile; the last tile may have fewer.</summary>
    public int TileKeys => EvenBlock(Keys, MostKeysInTile, 8);

    /// <summary>Blocks of queries.</summary>
    public int QueryBlocks => (Queries + TileQueries - 1) / TileQueries;

    /// <summary>The start of a row's and head's queries and keys.</summary>
    public int KeyStart(int row, int head) => ((row * Heads) + head) * KeyDimension;

    /// <summary>The start of a row's and head's values.</summary>
    public int ValueStart(int row, int head) => ((row * Heads) + head) * ValueDimension;

    private static int EvenBlock(int length, int most, int multiple)
    {
        int blocks = (length + most - 1) / most;
        int even = (length + blocks - 1) / blocks;
        return (even + multiple - 1) / multiple * multiple;
    }
}
