namespace Unroll.Kernels;

/// <summary>
/// A panel's place among the columns of a packed matrix: up to three vectors of them, the last panel's last vector perhaps in part. Only
/// where the panel starts and how wide it is are kept; the rest is computed where it is used, so that a loop pays for nothing that it does
/// not ask for.
/// </summary>
/// <param name="columns">Columns of the matrix.</param>
/// <param name="vector">The panel's first vector.</param>
/// <param name="vectors">Its vectors.</param>
internal readonly struct ColumnPanel(int columns, int vector, int vectors)
{
    /// <summary>The first vector.</summary>
    public int Vector => vector;

    /// <summary>Width in vectors.</summary>
    public int Vectors => vectors;

    /// <summary>The first column.</summary>
    public int Column => vector * Simd.Lanes;

    /// <summary>Width in floats: whole vectors.</summary>
    public int Width => vectors * Simd.Lanes;

    /// <summary>Columns of the matrix that the panel holds: its width but for the last panel, whose rest is padding.</summary>
    public int Present => Math.Min(Width, columns - Column);

    /// <summary>Width of the panel after this one in floats; 0 after the last.</summary>
    public int NextWidth => PackedMatrix.PanelVectors(PanelWalk.Vectors(columns) - vector - vectors) * Simd.Lanes;
}
