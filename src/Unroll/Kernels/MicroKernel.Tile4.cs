using System.Runtime.CompilerServices;

namespace Unroll.Kernels;

internal static unsafe partial class MicroKernel<TSimd, TVector, TPanel>
{
    /// <summary>
    /// Up to 4 rows × 1 to 3 vectors: <see cref="Tile8"/> for 16 registers (12 sums, 3 vectors of B, a broadcast of A: all 16), and for the
    /// rows that 8 leave over, which would else cost as much as 8. 12 sums are enough to be independent: two multipliers of 4 cycles each
    /// have 8 under way.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile4(in Operands x, float* panel)
    {
        int last = x.Rows - 1;
        LoadRow(x.Start, out TVector c00, out TVector c01, out TVector c02);
        LoadRow(x.Start + (Math.Min(1, last) * x.StartStride), out TVector c10, out TVector c11, out TVector c12);
        LoadRow(x.Start + (Math.Min(2, last) * x.StartStride), out TVector c20, out TVector c21, out TVector c22);
        LoadRow(x.Start + (Math.Min(3, last) * x.StartStride), out TVector c30, out TVector c31, out TVector c32);

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
    }
}
