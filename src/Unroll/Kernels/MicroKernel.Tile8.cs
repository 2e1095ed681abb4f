using System.Runtime.CompilerServices;

namespace Unroll.Kernels;

internal static unsafe partial class MicroKernel<TSimd, TVector, TPanel>
{
    /// <summary>
    /// Up to 8 rows × 1 to 3 vectors: 24 sums, 3 vectors of B and a broadcast of A fill 28 of 32 registers, and 11 loads (3 of B, 8 of A)
    /// serve 24 multiply-adds, so that the two multipliers, not the two load units, set the pace. Sums, rows of A and steps are written out
    /// one by one because only locals with names of their own stay in registers: an array of sums would live in memory.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile8(in Operands x, float* panel)
    {
        int last = x.Rows - 1;
        LoadRow(x.Start, out TVector c00, out TVector c01, out TVector c02);
        LoadRow(x.Start + (Math.Min(1, last) * x.StartStride), out TVector c10, out TVector c11, out TVector c12);
        LoadRow(x.Start + (Math.Min(2, last) * x.StartStride), out TVector c20, out TVector c21, out TVector c22);
        LoadRow(x.Start + (Math.Min(3, last) * x.StartStride), out TVector c30, out TVector c31, out TVector c32);
        LoadRow(x.Start + (Math.Min(4, last) * x.StartStride), out TVector c40, out TVector c41, out TVector c42);
        LoadRow(x.Start + (Math.Min(5, last) * x.StartStride), out TVector c50, out TVector c51, out TVector c52);
        LoadRow(x.Start + (Math.Min(6, last) * x.StartStride), out TVector c60, out TVector c61, out TVector c62);
        LoadRow(x.Start + (Math.Min(7, last) * x.StartStride), out TVector c70, out TVector c71, out TVector c72);

        nint step = x.AInnerStride;
        float* next = x.Next;
        nint nextStep = x.NextStep;
        for (Segment* segment = x.Segments, end = segment + x.SegmentCount; segment < end; segment++)
        {
            nint stride = segment->RowStride;
            float* a0 = segment->A + (x.FirstRow * stride);
            float* a1 = a0 + (Math.Min(1, last) * stride);
            float* a2 = a0 + (Math.Min(2, last) * stride);
            float* a3 = a0 + (Math.Min(3, last) * stride);
            float* a4 = a0 + (Math.Min(4, last) * stride);
            float* a5 = a0 + (Math.Min(5, last) * stride);
            float* a6 = a0 + (Math.Min(6, last) * stride);
            float* a7 = a0 + (Math.Min(7, last) * stride);
            nint offset = 0;
            for (int k = segment->Length; k > 0; k--)
            {
                LoadRow(panel, out TVector b0, out TVector b1, out TVector b2);
                panel += TPanel.Vectors * TSimd.Lanes;
                TSimd.Prefetch(next);
                next += nextStep;

                AddRow(TSimd.Broadcast(a0[offset]), b0, b1, b2, ref c00, ref c01, ref c02);
                AddRow(TSimd.Broadcast(a1[offset]), b0, b1, b2, ref c10, ref c11, ref c12);
                AddRow(TSimd.Broadcast(a2[offset]), b0, b1, b2, ref c20, ref c21, ref c22);
                AddRow(TSimd.Broadcast(a3[offset]), b0, b1, b2, ref c30, ref c31, ref c32);
                AddRow(TSimd.Broadcast(a4[offset]), b0, b1, b2, ref c40, ref c41, ref c42);
                AddRow(TSimd.Broadcast(a5[offset]), b0, b1, b2, ref c50, ref c51, ref c52);
                AddRow(TSimd.Broadcast(a6[offset]), b0, b1, b2, ref c60, ref c61, ref c62);
                AddRow(TSimd.Broadcast(a7[offset]), b0, b1, b2, ref c70, ref c71, ref c72);
                offset += step;
            }
        }

        float* c = x.C;
        StoreRow(c, c00, c01, c02);
        if (last < 1)
        {
            return;
        }

        c += x.CStride;
        StoreRow(c, c10, c11, c12);
        if (last < 2)
        {
            return;
        }

        c += x.CStride;
        StoreRow(c, c20, c21, c22);
        if (last < 3)
        {
            return;
        }

        c += x.CStride;
        StoreRow(c, c30, c31, c32);
        if (last < 4)
        {
            return;
        }

        c += x.CStride;
        StoreRow(c, c40, c41, c42);
        if (last < 5)
        {
            return;
        }

        c += x.CStride;
        StoreRow(c, c50, c51, c52);
        if (last < 6)
        {
            return;
        }

        c += x.CStride;
        StoreRow(c, c60, c61, c62);
        if (last < 7)
        {
            return;
        }

        c += x.CStride;
        StoreRow(c, c70, c71, c72);
    }
}
