using System.Diagnostics;

namespace Unroll.Training;

/// <summary>
/// The cut of a batch into shards of rows, each of which runs through the whole network on one thread. The cut depends on the batch alone,
/// never on the number of threads: gradients are then added in the same order everywhere, and a seed gives the same weights, bit for bit,
/// on any machine with the same vector width.
/// </summary>
internal readonly record struct ShardCut(int Rows, bool IsWhole = false)
{
    /// <summary>Rows of a micro-kernel's tile: shards start at multiples of it, so that only the last one has a short tile.</summary>
    private const int TileRows = 8;

    /// <summary>
    /// Rows of two shards. An even number of shards keeps two cores evenly busy; 32 rows reuse a panel of weights four times.
    /// </summary>
    private const int RowsPerPair = 64;

    /// <summary>Number of shards.</summary>
    public int Count => IsWhole || Rows <= TileRows ? 1 : 2 * ((Rows + RowsPerPair - 1) / RowsPerPair);

    /// <summary>First row of a shard; for <see cref="Count"/> itself, the number of rows.</summary>
    public int Start(int shard)
    {
        Debug.Assert(shard >= 0 && shard <= Count, "no such shard");
        int tiles = (Rows + TileRows - 1) / TileRows;
        return Math.Min((int)((long)shard * tiles / Count) * TileRows, Rows);
    }

    /// <summary>Rows of a shard.</summary>
    public int Length(int shard) => Start(shard + 1) - Start(shard);
}
