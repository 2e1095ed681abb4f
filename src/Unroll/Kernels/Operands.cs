namespace Unroll.Kernels;

/// <summary>What a tile of a matrix product reads and writes. Strides are in floats.</summary>
internal unsafe struct Operands
{
    /// <summary>The first row of A at inner index 0.</summary>
    public float* A;

    /// <summary>From one row of A to the next.</summary>
    public nint ARowStride;

    /// <summary>From one inner index of A to the next.</summary>
    public nint AInnerStride;

    /// <summary>What the sums start from: a bias (stride 0), zeros (stride 0), or C itself.</summary>
    public float* Start;

    /// <summary>From one row of <see cref="Start"/> to the next.</summary>
    public nint StartStride;

    /// <summary>Where the tile is written.</summary>
    public float* C;

    /// <summary>From one row of C to the next.</summary>
    public nint CStride;

    /// <summary>Rows of the tile that exist, at least 1.</summary>
    public int Rows;

    /// <summary>The inner length K.</summary>
    public int Inner;
}
