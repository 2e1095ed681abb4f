namespace Unroll.Kernels;

/// <summary>
/// A float array that starts at a 64-byte boundary and stays there (pinned object heap), so that 512-bit loads never straddle a cache
/// line. Garbage-collected: nothing to dispose. Zeroed at first.
/// </summary>
internal sealed class AlignedBuffer
{
    /// <summary>Floats in 64 bytes: the widest vector, and a cache line.</summary>
    public const int Alignment = 16;

    private readonly float[] _array;
    private readonly int _start;

    public AlignedBuffer(int length)
        : this(GC.AllocateArray<float>(length + Alignment - 1, pinned: true), length)
    {
    }

    private AlignedBuffer(float[] array, int length)
    {
        Length = length;
        _array = array;
        HugePages.Advise(array);
        unsafe
        {
            nint address =
                (nint)System.Runtime.CompilerServices.Unsafe.AsPointer(
                    ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(_array));
            _start = (int)((64 - (address & 63)) & 63) / sizeof(float);
        }
    }

    public int Length { get; }

    public Span<float> Span => _array.AsSpan(_start, Length);

    /// <summary>A buffer that is not zeroed, for whoever writes all of it.</summary>
    public static AlignedBuffer CreateUninitialized(int length) =>
        new(GC.AllocateUninitializedArray<float>(length + Alignment - 1, pinned: true), length);

    public Memory<float> Memory => _array.AsMemory(_start, Length);

    /// <summary>Rounds a number of floats up, so that the next block is aligned again.</summary>
    public static int RoundUp(int length) => (length + Alignment - 1) / Alignment * Alignment;
}
