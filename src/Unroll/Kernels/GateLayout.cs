namespace Unroll.Kernels;

/// <summary>
/// The memory layout of a recurrent layer's gates: not row by row, but as the product's panels, so that a tile of the product is
/// contiguous where it is written, a panel's gates are still in the first-level cache when they are activated, and their gradient is itself
/// a packed operand of the weight gradient. Gates are "planes" of the units' panels: up to three vectors of units, then the next plane's
/// vectors of the same units, then the next panel. Each panel has a row for each timestep and sample of a chunk of timesteps, so that the
/// weight gradient's inner length is that of the chunk. Units past the last exist as zeros that nobody reads.
/// </summary>
internal readonly struct GateLayout
{
    /// <summary>
    /// Rows of a panel to aim at: long enough for a gradient's inner length, short enough for a chunk to stay in the second-level cache.
    /// </summary>
    private const int RowsOfChunk = 256;

    /// <summary>
    /// The same where the recurrent kernel's gradient is larger than that cache: it is read and written once a chunk, so that longer chunks
    /// cost less (measured: 3 % of a training step of 512 units, while 256 units gain nothing).
    /// </summary>
    private const int RowsOfLongChunk = 512;

    private const int LargeGradient = 500_000;

    /// <summary>Lays gates out.</summary>
    /// <param name="units">Units of a plane.</param>
    /// <param name="planes">Planes.</param>
    /// <param name="rows">Samples.</param>
    /// <param name="timesteps">Timesteps to keep.</param>
    public GateLayout(int units, int planes, int rows, int timesteps)
    {
        Units = units;
        Planes = planes;
        Rows = rows;
        ChunkTimesteps = Math.Min(TimestepsOfChunk(units, planes, rows), timesteps);
        Vectors = PanelWalk.Vectors(units);
        Chunks = (timesteps + ChunkTimesteps - 1) / ChunkTimesteps;
    }

    /// <summary>Units of a plane.</summary>
    public int Units { get; }

    /// <summary>Planes: gates, or parts of gates.</summary>
    public int Planes { get; }

    /// <summary>Samples.</summary>
    public int Rows { get; }

    /// <summary>Timesteps whose rows lie together.</summary>
    public int ChunkTimesteps { get; }

    /// <summary>Vectors of a plane, the last one perhaps in part.</summary>
    public int Vectors { get; }

    /// <summary>Chunks of timesteps.</summary>
    public int Chunks { get; }

    /// <summary>Rows of a panel.</summary>
    public int PanelRows => ChunkTimesteps * Rows;

    /// <summary>Floats of a chunk.</summary>
    public int ChunkLength => PanelRows * Planes * Vectors * Simd.Lanes;

    /// <summary>Floats in all.</summary>
    /// <exception cref="OverflowException">They are more than a buffer holds.</exception>
    public int Length => checked((int)((long)Chunks * PanelRows * Planes * Vectors * Simd.Lanes));

    /// <summary>Panels of a plane.</summary>
    public int Panels
    {
        get
        {
            int panels = 0;
            foreach (ColumnPanel _ in new PanelWalk(Units))
            {
                panels++;
            }

            return panels;
        }
    }

    /// <summary>First float of a timestep's rows in plane 0 of a panel of units.</summary>
    public int PanelOffset(int timestep, ColumnPanel panel) =>
        (timestep / ChunkTimesteps * ChunkLength) + (PanelRows * Planes * panel.Column) + (timestep % ChunkTimesteps * Rows * panel.Width);

    /// <summary>Timesteps of a chunk, if there are as many.</summary>
    public static int TimestepsOfChunk(int units, int planes, int rows) =>
        Math.Max(((long)units * units * planes > LargeGradient ? RowsOfLongChunk : RowsOfChunk) / rows, 1);

    /// <summary>From a panel's plane to the same panel's next plane.</summary>
    public int PlaneStride(ColumnPanel panel) => PanelRows * panel.Width;
}
