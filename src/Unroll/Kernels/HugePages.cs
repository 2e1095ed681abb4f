using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Unroll.Kernels;

/// <summary>
/// Advice to Linux to back large arrays by pages of 2 MB instead of 4 kB: to touch 16 MB for the first time then takes 8 page faults
/// instead of 4,096, which was half the time of packing weights, and products over them look addresses up less often. Where the system
/// does not take the advice, nothing changes.
/// </summary>
internal static unsafe class HugePages
{
    private const nuint Size = 2 << 20;

    /// <summary>Bytes from which on a call of the system is worth while.</summary>
    private const nuint Least = 2 * Size;

    /// <summary>MADV_HUGEPAGE of Linux' sys/mman.h.</summary>
    private const int HugePage = 14;

    private static readonly delegate* unmanaged<void*, nuint, int, int> _advise = Find();

    /// <summary>Advises huge pages for a large array, those that lie wholly within it; before it is first written to.</summary>
    /// <param name="pinned">The array, which stays where it is.</param>
    public static void Advise(float[] pinned)
    {
        nuint bytes = (nuint)pinned.Length * sizeof(float);
        if (bytes >= Least && _advise != null)
        {
            nuint start = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));
            nuint first = (start + Size - 1) / Size * Size, end = (start + bytes) / Size * Size;
            _ = _advise((void*)first, end - first, HugePage);
        }
    }

    /// <summary>The function of the C library that runs already, whatever its file is called.</summary>
    private static delegate* unmanaged<void*, nuint, int, int> Find() =>
        OperatingSystem.IsLinux() && NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "madvise", out nint function)
            ? (delegate* unmanaged<void*, nuint, int, int>)function : null;
}
