namespace Unroll.Kernels;

/// <summary>The operands of a tile of a matrix product. Strides are in floats.</summary>
internal unsafe struct Operands
{
    /// <summary>The place of A, run after run of the inner index.</summary>
    public Segment* Segments;

    /// <summary>Number of segments; 0 gives the start values alone.</summary>
    public int SegmentCount;

    /// <summary>From one inner index of A to the next, in all segments.</summary>
    public nint AInnerStride;

    /// <summary>The tile's first row of A.</summary>
    public int FirstRow;

    /// <summary>The initial sums: a bias (stride 0), zeros (stride 0), or C itself.</summary>
    public float* Start;

    /// <summary>From one row of <see cref="Start"/> to the next.</summary>
    public nint StartStride;

    /// <summary>The destination of the tile.</summary>
    public float* C;

    /// <summary>From one row of C to the next.</summary>
    public nint CStride;

    /// <summary>Rows of the tile that exist, at least 1.</summary>
    public int Rows;

    /// <summary>The address to prefetch meanwhile: any address does, none is an error.</summary>
    public float* Next;

    /// <summary>
    /// The stride of <see cref="Next"/> with each inner index: 0 for evenly through <see cref="NextLength"/>, else the stride of a B that
    /// is yet to be packed, of which a tile asks for a line of each row.
    /// </summary>
    public nint NextStep;

    /// <summary>Length of what will be read next, shared among the tiles; 0 where nothing is known.</summary>
    public int NextLength;
}
