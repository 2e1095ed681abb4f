using System.Runtime.CompilerServices;

namespace Unroll.Kernels;

/// <summary>
/// The innermost loops of every matrix product. A tile of C is held in registers while the inner index runs over a panel of B
/// (contiguous) and over rows of A, read in place with any strides: rows apart by one stride, inner steps by another, so that a transposed
/// A needs no copy; and in segments, so that [x h]·[W; U] needs none either. Each step of the inner index asks for some of what the next panel
/// will read: the processor's own prefetching follows a panel, but does not look past its end, and waiting there costs up to a tenth. Rows beyond the last one read the last one again and are not stored. <c>TPanel.Vectors</c> is a constant for the JIT:
/// the branches on it vanish.
/// </summary>
internal static unsafe class MicroKernel
{
    /// <summary>Up to 8 rows × 1 to 3 vectors: 24 sums in registers, 3 loads of B and 8 broadcasts of A for 24 multiply-adds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile8<TSimd, TVector, TPanel>(in Operands x, float* panel)
        where TSimd : ISimd<TVector>
        where TVector : struct
        where TPanel : IPanelWidth
    {
        int lanes = TSimd.Lanes;
        int last = x.Rows - 1;
        float* start0 = x.Start + (Math.Min(0, last) * x.StartStride);
        float* start1 = x.Start + (Math.Min(1, last) * x.StartStride);
        float* start2 = x.Start + (Math.Min(2, last) * x.StartStride);
        float* start3 = x.Start + (Math.Min(3, last) * x.StartStride);
        float* start4 = x.Start + (Math.Min(4, last) * x.StartStride);
        float* start5 = x.Start + (Math.Min(5, last) * x.StartStride);
        float* start6 = x.Start + (Math.Min(6, last) * x.StartStride);
        float* start7 = x.Start + (Math.Min(7, last) * x.StartStride);

        TVector c00 = TSimd.Load(start0);
        TVector c01 = TPanel.Vectors > 1 ? TSimd.Load(start0 + lanes) : default;
        TVector c02 = TPanel.Vectors > 2 ? TSimd.Load(start0 + (2 * lanes)) : default;
        TVector c10 = TSimd.Load(start1);
        TVector c11 = TPanel.Vectors > 1 ? TSimd.Load(start1 + lanes) : default;
        TVector c12 = TPanel.Vectors > 2 ? TSimd.Load(start1 + (2 * lanes)) : default;
        TVector c20 = TSimd.Load(start2);
        TVector c21 = TPanel.Vectors > 1 ? TSimd.Load(start2 + lanes) : default;
        TVector c22 = TPanel.Vectors > 2 ? TSimd.Load(start2 + (2 * lanes)) : default;
        TVector c30 = TSimd.Load(start3);
        TVector c31 = TPanel.Vectors > 1 ? TSimd.Load(start3 + lanes) : default;
        TVector c32 = TPanel.Vectors > 2 ? TSimd.Load(start3 + (2 * lanes)) : default;
        TVector c40 = TSimd.Load(start4);
        TVector c41 = TPanel.Vectors > 1 ? TSimd.Load(start4 + lanes) : default;
        TVector c42 = TPanel.Vectors > 2 ? TSimd.Load(start4 + (2 * lanes)) : default;
        TVector c50 = TSimd.Load(start5);
        TVector c51 = TPanel.Vectors > 1 ? TSimd.Load(start5 + lanes) : default;
        TVector c52 = TPanel.Vectors > 2 ? TSimd.Load(start5 + (2 * lanes)) : default;
        TVector c60 = TSimd.Load(start6);
        TVector c61 = TPanel.Vectors > 1 ? TSimd.Load(start6 + lanes) : default;
        TVector c62 = TPanel.Vectors > 2 ? TSimd.Load(start6 + (2 * lanes)) : default;
        TVector c70 = TSimd.Load(start7);
        TVector c71 = TPanel.Vectors > 1 ? TSimd.Load(start7 + lanes) : default;
        TVector c72 = TPanel.Vectors > 2 ? TSimd.Load(start7 + (2 * lanes)) : default;

        nint step = x.AInnerStride;
        float* next = x.Next;
        nint nextStep = x.NextStep;
        for (Segment* segment = x.Segments, end = segment + x.SegmentCount; segment < end; segment++)
        {
            nint stride = segment->RowStride;
            float* a = segment->A + (x.FirstRow * stride);
            float* a0 = a;
            float* a1 = a + (Math.Min(1, last) * stride);
            float* a2 = a + (Math.Min(2, last) * stride);
            float* a3 = a + (Math.Min(3, last) * stride);
            float* a4 = a + (Math.Min(4, last) * stride);
            float* a5 = a + (Math.Min(5, last) * stride);
            float* a6 = a + (Math.Min(6, last) * stride);
            float* a7 = a + (Math.Min(7, last) * stride);
            nint offset = 0;
            for (int k = segment->Length; k > 0; k--)
            {
                TVector b0 = TSimd.Load(panel);
                TVector b1 = TPanel.Vectors > 1 ? TSimd.Load(panel + lanes) : default;
                TVector b2 = TPanel.Vectors > 2 ? TSimd.Load(panel + (2 * lanes)) : default;
                panel += TPanel.Vectors * lanes;
                TSimd.Prefetch(next);
                next += nextStep;

                TVector factor = TSimd.Broadcast(a0[offset]);
                c00 = TSimd.MultiplyAdd(factor, b0, c00);
                if (TPanel.Vectors > 1)
                {
                    c01 = TSimd.MultiplyAdd(factor, b1, c01);
                }

                if (TPanel.Vectors > 2)
                {
                    c02 = TSimd.MultiplyAdd(factor, b2, c02);
                }

                factor = TSimd.Broadcast(a1[offset]);
                c10 = TSimd.MultiplyAdd(factor, b0, c10);
                if (TPanel.Vectors > 1)
                {
                    c11 = TSimd.MultiplyAdd(factor, b1, c11);
                }

                if (TPanel.Vectors > 2)
                {
                    c12 = TSimd.MultiplyAdd(factor, b2, c12);
                }

                factor = TSimd.Broadcast(a2[offset]);
                c20 = TSimd.MultiplyAdd(factor, b0, c20);
                if (TPanel.Vectors > 1)
                {
                    c21 = TSimd.MultiplyAdd(factor, b1, c21);
                }

                if (TPanel.Vectors > 2)
                {
                    c22 = TSimd.MultiplyAdd(factor, b2, c22);
                }

                factor = TSimd.Broadcast(a3[offset]);
                c30 = TSimd.MultiplyAdd(factor, b0, c30);
                if (TPanel.Vectors > 1)
                {
                    c31 = TSimd.MultiplyAdd(factor, b1, c31);
                }

                if (TPanel.Vectors > 2)
                {
                    c32 = TSimd.MultiplyAdd(factor, b2, c32);
                }

                factor = TSimd.Broadcast(a4[offset]);
                c40 = TSimd.MultiplyAdd(factor, b0, c40);
                if (TPanel.Vectors > 1)
                {
                    c41 = TSimd.MultiplyAdd(factor, b1, c41);
                }

                if (TPanel.Vectors > 2)
                {
                    c42 = TSimd.MultiplyAdd(factor, b2, c42);
                }

                factor = TSimd.Broadcast(a5[offset]);
                c50 = TSimd.MultiplyAdd(factor, b0, c50);
                if (TPanel.Vectors > 1)
                {
                    c51 = TSimd.MultiplyAdd(factor, b1, c51);
                }

                if (TPanel.Vectors > 2)
                {
                    c52 = TSimd.MultiplyAdd(factor, b2, c52);
                }

                factor = TSimd.Broadcast(a6[offset]);
                c60 = TSimd.MultiplyAdd(factor, b0, c60);
                if (TPanel.Vectors > 1)
                {
                    c61 = TSimd.MultiplyAdd(factor, b1, c61);
                }

                if (TPanel.Vectors > 2)
                {
                    c62 = TSimd.MultiplyAdd(factor, b2, c62);
                }

                factor = TSimd.Broadcast(a7[offset]);
                c70 = TSimd.MultiplyAdd(factor, b0, c70);
                if (TPanel.Vectors > 1)
                {
                    c71 = TSimd.MultiplyAdd(factor, b1, c71);
                }

                if (TPanel.Vectors > 2)
                {
                    c72 = TSimd.MultiplyAdd(factor, b2, c72);
                }

                offset += step;
            }
        }

        float* c = x.C;
        StoreRow<TSimd, TVector, TPanel>(c, c00, c01, c02);
        if (last < 1)
        {
            return;
        }

        c += x.CStride;
        StoreRow<TSimd, TVector, TPanel>(c, c10, c11, c12);
        if (last < 2)
        {
            return;
        }

        c += x.CStride;
        StoreRow<TSimd, TVector, TPanel>(c, c20, c21, c22);
        if (last < 3)
        {
            return;
        }

        c += x.CStride;
        StoreRow<TSimd, TVector, TPanel>(c, c30, c31, c32);
        if (last < 4)
        {
            return;
        }

        c += x.CStride;
        StoreRow<TSimd, TVector, TPanel>(c, c40, c41, c42);
        if (last < 5)
        {
            return;
        }

        c += x.CStride;
        StoreRow<TSimd, TVector, TPanel>(c, c50, c51, c52);
        if (last < 6)
        {
            return;
        }

        c += x.CStride;
        StoreRow<TSimd, TVector, TPanel>(c, c60, c61, c62);
        if (last < 7)
        {
            return;
        }

        c += x.CStride;
        StoreRow<TSimd, TVector, TPanel>(c, c70, c71, c72);
    }

    /// <summary>Up to 4 rows × 1 to 3 vectors: 12 sums, for 16 registers and for the rows that 8 leave over.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile4<TSimd, TVector, TPanel>(in Operands x, float* panel)
        where TSimd : ISimd<TVector>
        where TVector : struct
        where TPanel : IPanelWidth
    {
        int lanes = TSimd.Lanes;
        int last = x.Rows - 1;
        float* start0 = x.Start + (Math.Min(0, last) * x.StartStride);
        float* start1 = x.Start + (Math.Min(1, last) * x.StartStride);
        float* start2 = x.Start + (Math.Min(2, last) * x.StartStride);
        float* start3 = x.Start + (Math.Min(3, last) * x.StartStride);

        TVector c00 = TSimd.Load(start0);
        TVector c01 = TPanel.Vectors > 1 ? TSimd.Load(start0 + lanes) : default;
        TVector c02 = TPanel.Vectors > 2 ? TSimd.Load(start0 + (2 * lanes)) : default;
        TVector c10 = TSimd.Load(start1);
        TVector c11 = TPanel.Vectors > 1 ? TSimd.Load(start1 + lanes) : default;
        TVector c12 = TPanel.Vectors > 2 ? TSimd.Load(start1 + (2 * lanes)) : default;
        TVector c20 = TSimd.Load(start2);
        TVector c21 = TPanel.Vectors > 1 ? TSimd.Load(start2 + lanes) : default;
        TVector c22 = TPanel.Vectors > 2 ? TSimd.Load(start2 + (2 * lanes)) : default;
        TVector c30 = TSimd.Load(start3);
        TVector c31 = TPanel.Vectors > 1 ? TSimd.Load(start3 + lanes) : default;
        TVector c32 = TPanel.Vectors > 2 ? TSimd.Load(start3 + (2 * lanes)) : default;

        nint step = x.AInnerStride;
        float* next = x.Next;
        nint nextStep = x.NextStep;
        for (Segment* segment = x.Segments, end = segment + x.SegmentCount; segment < end; segment++)
        {
            nint stride = segment->RowStride;
            float* a = segment->A + (x.FirstRow * stride);
            float* a0 = a;
            float* a1 = a + (Math.Min(1, last) * stride);
            float* a2 = a + (Math.Min(2, last) * stride);
            float* a3 = a + (Math.Min(3, last) * stride);
            nint offset = 0;
            for (int k = segment->Length; k > 0; k--)
            {
                TVector b0 = TSimd.Load(panel);
                TVector b1 = TPanel.Vectors > 1 ? TSimd.Load(panel + lanes) : default;
                TVector b2 = TPanel.Vectors > 2 ? TSimd.Load(panel + (2 * lanes)) : default;
                panel += TPanel.Vectors * lanes;
                TSimd.Prefetch(next);
                next += nextStep;

                TVector factor = TSimd.Broadcast(a0[offset]);
                c00 = TSimd.MultiplyAdd(factor, b0, c00);
                if (TPanel.Vectors > 1)
                {
                    c01 = TSimd.MultiplyAdd(factor, b1, c01);
                }

                if (TPanel.Vectors > 2)
                {
                    c02 = TSimd.MultiplyAdd(factor, b2, c02);
                }

                factor = TSimd.Broadcast(a1[offset]);
                c10 = TSimd.MultiplyAdd(factor, b0, c10);
                if (TPanel.Vectors > 1)
                {
                    c11 = TSimd.MultiplyAdd(factor, b1, c11);
                }

                if (TPanel.Vectors > 2)
                {
                    c12 = TSimd.MultiplyAdd(factor, b2, c12);
                }

                factor = TSimd.Broadcast(a2[offset]);
                c20 = TSimd.MultiplyAdd(factor, b0, c20);
                if (TPanel.Vectors > 1)
                {
                    c21 = TSimd.MultiplyAdd(factor, b1, c21);
                }

                if (TPanel.Vectors > 2)
                {
                    c22 = TSimd.MultiplyAdd(factor, b2, c22);
                }

                factor = TSimd.Broadcast(a3[offset]);
                c30 = TSimd.MultiplyAdd(factor, b0, c30);
                if (TPanel.Vectors > 1)
                {
                    c31 = TSimd.MultiplyAdd(factor, b1, c31);
                }

                if (TPanel.Vectors > 2)
                {
                    c32 = TSimd.MultiplyAdd(factor, b2, c32);
                }

                offset += step;
            }
        }

        float* c = x.C;
        StoreRow<TSimd, TVector, TPanel>(c, c00, c01, c02);
        if (last < 1)
        {
            return;
        }

        c += x.CStride;
        StoreRow<TSimd, TVector, TPanel>(c, c10, c11, c12);
        if (last < 2)
        {
            return;
        }

        c += x.CStride;
        StoreRow<TSimd, TVector, TPanel>(c, c20, c21, c22);
        if (last < 3)
        {
            return;
        }

        c += x.CStride;
        StoreRow<TSimd, TVector, TPanel>(c, c30, c31, c32);
    }

    /// <summary>
    /// One row, as in the inference of a single sequence. Three sums alone would wait for one another, so that the inner index
    /// runs four steps at a time, each with sums of its own.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile1<TSimd, TVector, TPanel>(in Operands x, float* panel)
        where TSimd : ISimd<TVector>
        where TVector : struct
        where TPanel : IPanelWidth
    {
        int lanes = TSimd.Lanes;
        int width = TPanel.Vectors * lanes;
        TVector zero = TSimd.Broadcast(0f);
        TVector c00 = TSimd.Load(x.Start), c10 = zero, c20 = zero, c30 = zero;
        TVector c01 = TPanel.Vectors > 1 ? TSimd.Load(x.Start + lanes) : zero, c11 = zero, c21 = zero, c31 = zero;
        TVector c02 = TPanel.Vectors > 2 ? TSimd.Load(x.Start + (2 * lanes)) : zero, c12 = zero, c22 = zero, c32 = zero;

        nint step = x.AInnerStride;
        for (Segment* segment = x.Segments, end = segment + x.SegmentCount; segment < end; segment++)
        {
            float* a = segment->A + (x.FirstRow * segment->RowStride);
            int k = segment->Length;
            for (; k >= 4; k -= 4)
            {
                AddRow<TSimd, TVector, TPanel>(*a, panel, ref c00, ref c01, ref c02);
                AddRow<TSimd, TVector, TPanel>(a[step], panel + width, ref c10, ref c11, ref c12);
                AddRow<TSimd, TVector, TPanel>(a[2 * step], panel + (2 * width), ref c20, ref c21, ref c22);
                AddRow<TSimd, TVector, TPanel>(a[3 * step], panel + (3 * width), ref c30, ref c31, ref c32);
                a += 4 * step;
                panel += 4 * width;
            }

            for (; k > 0; k--)
            {
                AddRow<TSimd, TVector, TPanel>(*a, panel, ref c00, ref c01, ref c02);
                a += step;
                panel += width;
            }
        }

        StoreRow<TSimd, TVector, TPanel>(
            x.C,
            TSimd.Add(TSimd.Add(c00, c10), TSimd.Add(c20, c30)),
            TSimd.Add(TSimd.Add(c01, c11), TSimd.Add(c21, c31)),
            TSimd.Add(TSimd.Add(c02, c12), TSimd.Add(c22, c32)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow<TSimd, TVector, TPanel>(float a, float* panel, ref TVector c0, ref TVector c1, ref TVector c2)
        where TSimd : ISimd<TVector>
        where TVector : struct
        where TPanel : IPanelWidth
    {
        TVector factor = TSimd.Broadcast(a);
        c0 = TSimd.MultiplyAdd(factor, TSimd.Load(panel), c0);
        if (TPanel.Vectors > 1)
        {
            c1 = TSimd.MultiplyAdd(factor, TSimd.Load(panel + TSimd.Lanes), c1);
        }

        if (TPanel.Vectors > 2)
        {
            c2 = TSimd.MultiplyAdd(factor, TSimd.Load(panel + (2 * TSimd.Lanes)), c2);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRow<TSimd, TVector, TPanel>(float* c, TVector c0, TVector c1, TVector c2)
        where TSimd : ISimd<TVector>
        where TVector : struct
        where TPanel : IPanelWidth
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
