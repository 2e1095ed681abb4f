using System.Runtime.CompilerServices;

namespace Unroll.Kernels;

internal static unsafe partial class MicroKernel<TSimd, TVector, TPanel>
{
    /// <summary>
    /// One row, as in the inference of a single sequence. Three sums alone would wait for one another, so that the inner index
    /// runs four steps at a time, each with sums of its own, which are added up two by two at the end.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile1(in Operands x, float* panel)
    {
        int width = TPanel.Vectors * TSimd.Lanes;
        TVector zero = TSimd.Broadcast(0f);
        TVector c00 = TSimd.Load(x.Start), c10 = zero, c20 = zero, c30 = zero;
        TVector c01 = TPanel.Vectors > 1 ? TSimd.Load(x.Start + TSimd.Lanes) : zero, c11 = zero, c21 = zero, c31 = zero;
        TVector c02 = TPanel.Vectors > 2 ? TSimd.Load(x.Start + (2 * TSimd.Lanes)) : zero, c12 = zero, c22 = zero, c32 = zero;

        nint step = x.AInnerStride;
        for (Segment* segment = x.Segments, end = segment + x.SegmentCount; segment < end; segment++)
        {
            float* a = segment->A + (x.FirstRow * segment->RowStride);
            int k = segment->Length;
            for (; k >= 4; k -= 4)
            {
                AddRow(TSimd.Broadcast(*a), panel, ref c00, ref c01, ref c02);
                AddRow(TSimd.Broadcast(a[step]), panel + width, ref c10, ref c11, ref c12);
                AddRow(TSimd.Broadcast(a[2 * step]), panel + (2 * width), ref c20, ref c21, ref c22);
                AddRow(TSimd.Broadcast(a[3 * step]), panel + (3 * width), ref c30, ref c31, ref c32);
                a += 4 * step;
                panel += 4 * width;
            }

            for (; k > 0; k--)
            {
                AddRow(TSimd.Broadcast(*a), panel, ref c00, ref c01, ref c02);
                a += step;
                panel += width;
            }
        }

        StoreRow(
            x.C,
            TSimd.Add(TSimd.Add(c00, c10), TSimd.Add(c20, c30)),
            TSimd.Add(TSimd.Add(c01, c11), TSimd.Add(c21, c31)),
            TSimd.Add(TSimd.Add(c02, c12), TSimd.Add(c22, c32)));
    }
}
