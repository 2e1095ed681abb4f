namespace Unroll.Kernels;

/// <summary>
/// A run of the inner index over which A lies evenly in memory. The rows of B follow one another from segment to segment.
/// </summary>
internal unsafe struct Segment
{
    /// <summary>Row 0 of A at the run's first inner index.</summary>
    public float* A;

    /// <summary>From one row of A to the next, in floats.</summary>
    public nint RowStride;

    /// <summary>Inner indices of the run.</summary>
    public int Length;

    public Segment(float* a, nint rowStride, int length)
    {
        A = a;
        RowStride = rowStride;
        Length = length;
    }
}
