using System.Runtime.CompilerServices;

namespace Unroll.Kernels;

/// <summary>Copies columns of a row-major matrix into a panel, vector by vector.</summary>
internal static unsafe class PanelCopy
{
    /// <summary>Copies columns [column, column + present) of some rows into a panel of whole vectors, zeros behind them.</summary>
    /// <param name="source">Rows that lie <paramref name="stride"/> apart.</param>
    /// <param name="stride">From one row to the next.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="column">The first column.</param>
    /// <param name="present">Columns to copy.</param>
    /// <param name="width">Width of the panel: whole vectors.</param>
    /// <param name="panel">Receives [rows, width].</param>
    public static void Copy(ReadOnlySpan<float> source, int stride, int rows, int column, int present, int width, Span<float> panel)
    {
        if (rows == 0)
        {
            return;
        }

        // Both ends are looked at once, here, so that the loop need not.
        fixed (float* from = source.Slice(column, ((rows - 1) * stride) + present), to = panel[..(rows * width)])
        {
            Simd.Run(new Kernel(from, stride, rows, present, width, to));
        }
    }

    private readonly struct Kernel(float* source, nint stride, int rows, int present, int width, float* panel) : ISimdKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TSimd, TVector>()
            where TSimd : ISimd<TVector>
            where TVector : struct
        {
            for (int row = 0; row < rows; row++)
            {
                float* from = source + (row * stride);
                float* to = panel + ((nint)row * width);
                int left = present;
                for (; left >= TSimd.Lanes; left -= TSimd.Lanes, from += TSimd.Lanes, to += TSimd.Lanes)
                {
                    TSimd.Store(TSimd.Load(from), to);
                }

                for (float* end = panel + ((nint)(row + 1) * width); to < end; to += TSimd.Lanes)
                {
                    TSimd.Store(left > 0 ? TSimd.LoadPartial(from, left) : TSimd.Broadcast(0f), to);
                    left = 0;
                }
            }
        }
    }
}
