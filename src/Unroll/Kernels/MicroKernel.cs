using System.Runtime.CompilerServices;

namespace Unroll.Kernels;

/// <summary>
/// The innermost loops of every matrix product, a file for each height of tile. A tile of C is held in registers while the inner index runs
/// over a panel of B (contiguous) and over rows of A, read in place with any strides: rows apart by one stride, inner steps by another, so
/// that a transposed A needs no copy; and in segments, so that [x h]·[W; U] needs none either. Each step of the inner index asks for some
/// of what the next panel will read: the processor's own prefetching follows a panel, but does not look past its end, and waiting there
/// costs up to a tenth. Rows beyond the last one read the last one again and are not stored.
/// </summary>
/// <remarks>
/// What a tile does with a row of it (a panel's up to three vectors of columns) is written here, once for all heights.
/// <c>TPanel.Vectors</c> is a constant for the JIT: the branches on it vanish, and so do the vectors that a narrow panel does not have.
/// </remarks>
/// <typeparam name="TSimd">The vector operations.</typeparam>
/// <typeparam name="TVector">The vector.</typeparam>
/// <typeparam name="TPanel">The panel's width.</typeparam>
internal static unsafe partial class MicroKernel<TSimd, TVector, TPanel>
    where TSimd : ISimd<TVector>
    where TVector : struct
    where TPanel : IPanelWidth
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadRow(float* source, out TVector v0, out TVector v1, out TVector v2)
    {
        v0 = TSimd.Load(source);
        v1 = TPanel.Vectors > 1 ? TSimd.Load(source + TSimd.Lanes) : default;
        v2 = TPanel.Vectors > 2 ? TSimd.Load(source + (2 * TSimd.Lanes)) : default;
    }

    /// <summary>
    /// Adds a·(a row of B) to the sums of a row of C. The factor comes as a vector: given as a float, it would be loaded and spread in two
    /// instructions instead of one, which costs a tile 4 %.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow(TVector a, TVector b0, TVector b1, TVector b2, ref TVector c0, ref TVector c1, ref TVector c2)
    {
        c0 = TSimd.MultiplyAdd(a, b0, c0);
        if (TPanel.Vectors > 1)
        {
            c1 = TSimd.MultiplyAdd(a, b1, c1);
        }

        if (TPanel.Vectors > 2)
        {
            c2 = TSimd.MultiplyAdd(a, b2, c2);
        }
    }

    /// <summary>The same for a tile that uses the row of B once: each vector is an operand in memory of its multiply-add.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow(TVector a, float* panel, ref TVector c0, ref TVector c1, ref TVector c2)
    {
        c0 = TSimd.MultiplyAdd(a, TSimd.Load(panel), c0);
        if (TPanel.Vectors > 1)
        {
            c1 = TSimd.MultiplyAdd(a, TSimd.Load(panel + TSimd.Lanes), c1);
        }

        if (TPanel.Vectors > 2)
        {
            c2 = TSimd.MultiplyAdd(a, TSimd.Load(panel + (2 * TSimd.Lanes)), c2);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRow(float* c, TVector c0, TVector c1, TVector c2)
    {
        TSimd.Store(c0, c);
        if (TPanel.Vectors > 1)
        {
            TSimd.Store(c1, c + TSimd.Lanes);
        }

        if (TPanel.Vectors > 2)
        {
            TSimd.Store(c2, c + (2 * TSimd.Lanes));
        }
    }
}
