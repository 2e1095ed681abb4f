using System.Diagnostics;

namespace Unroll.Kernels;

/// <summary>
/// The products of a convolution whose windows follow each other timestep by timestep: Cᵢ = bias + Σ_k A_{i + shift k}·B_k. All shifts of A
/// are segments of one inner index, so that C is written once, and no window is copied.
/// </summary>
internal static unsafe class ShiftedProduct
{
    /// <summary>The most shifts: segments are kept on the stack.</summary>
    public const int MostShifts = 64;

    // A panel of 128 rows of 48 columns is 24 KiB: it stays in the first-level cache while all shifts use it.
    private const int ChunkLength = 128;

    [ThreadStatic]
    private static AlignedBuffer? _panel;

    /// <summary>Rows of C = bias + Σ_k A_{i + shift k}·B_k.</summary>
    /// <param name="a">A, [shifts.Rows, inner], contiguous.</param>
    /// <param name="inner">Columns of A.</param>
    /// <param name="shifts">The rows of A that a row of C sees.</param>
    /// <param name="b">B₀, B₁, … one below the other, [shifts.Count · inner, columns].</param>
    /// <param name="bias">One number a column, or empty.</param>
    /// <param name="c">C, [rows, columns], contiguous.</param>
    /// <param name="from">The first row of C to write.</param>
    /// <param name="to">The row after the last.</param>
    public static void Multiply(
        ReadOnlySpan<float> a, int inner, RowShifts shifts, PackedMatrix b, ReadOnlySpan<float> bias, Span<float> c, int from, int to)
    {
        Debug.Assert(
            b.Inner == shifts.Count * inner && a.Length >= (long)shifts.Rows * inner && c.Length >= (long)to * b.Columns,
            "operands too short");
        fixed (float* aStart = a, bStart = b.Panels, biasStart = bias, cStart = c)
        {
            PanelTeam.Run(
                new MultiplyKernel(aStart, inner, shifts, bStart, b.Inner, b.Columns, biasStart, cStart, from, to),
                b.Vectors,
                to - from,
                (long)b.Inner * b.Columns);
        }
    }

    /// <summary>C_k += Σᵢ A_{i + shift k}ᵀ·Bᵢ over rows of B: each piece of B is packed once for all shifts.</summary>
    /// <param name="a">A, [shifts.Rows, inner], contiguous.</param>
    /// <param name="inner">Columns of A.</param>
    /// <param name="shifts">The rows of A that a row of B meets.</param>
    /// <param name="b">B, [rows, columns], contiguous.</param>
    /// <param name="columns">Columns of B.</param>
    /// <param name="c">C₀, C₁, … one below the other, [shifts.Count · inner, columns].</param>
    /// <param name="from">The first row of B.</param>
    /// <param name="to">The row after the last.</param>
    public static void AddTransposed(
        ReadOnlySpan<float> a, int inner, RowShifts shifts, ReadOnlySpan<float> b, int columns, Span<float> c, int from, int to)
    {
        Debug.Assert(a.Length >= (long)shifts.Rows * inner && c.Length >= (long)shifts.Count * inner * columns, "operands too short");
        fixed (float* aStart = a, bStart = b, cStart = c)
        {
            PanelTeam.Run(
                new TransposedKernel(aStart, inner, shifts, bStart, b.Length, columns, cStart, from, to),
                PanelWalk.Vectors(columns),
                shifts.Count * inner,
                (long)(to - from) * columns);
        }
    }

    private readonly struct MultiplyKernel(
        float* a, int inner, RowShifts shifts, float* panels, int panelRows, int columns, float* bias, float* c, int from,
        int to) : IPanelKernel
    {
        public void Run(int fromVector, int toVector)
        {
            Segment* segments = stackalloc Segment[shifts.Count];
            float* start = stackalloc float[MatrixProduct.WidestPanel];
            for (int row = from; row < to;)
            {
                int run = shifts.Run(row, to, out int first, out int end);
                for (int k = first; k < end; k++)
                {
                    segments[k - first] = new Segment(a + (shifts.Row(row, k) * inner), inner, inner);
                }

                foreach (ColumnPanel panel in new PanelWalk(columns, fromVector, toVector))
                {
                    int column = panel.Column;
                    new Span<float>(start, MatrixProduct.WidestPanel).Clear();
                    if (bias is not null)
                    {
                        new ReadOnlySpan<float>(bias + column, panel.Present).CopyTo(new Span<float>(start, MatrixProduct.WidestPanel));
                    }

                    var x = new Operands
                    {
                        Segments = segments,
                        SegmentCount = Math.Max(0, end - first),
                        AInnerStride = 1,
                        Start = start,
                        C = c + ((nint)row * columns) + column,
                        CStride = columns,
                        Rows = run - row,
                    };
                    float* packed = panels + ((nint)panelRows * column) + (end > first ? (nint)first * inner * panel.Width : 0);
                    MatrixProduct.MultiplyPanel(x, packed, panel.Vectors, panel.Present);
                }

                row = run;
            }
        }
    }

    private readonly struct TransposedKernel(
        float* a, int inner, RowShifts shifts, float* b, int bLength, int columns, float* c, int from, int to) : IPanelKernel
    {
        public void Run(int fromVector, int toVector)
        {
            Span<float> packed = (_panel ??= new AlignedBuffer(ChunkLength * MatrixProduct.WidestPanel)).Span;
            fixed (float* packedStart = packed)
            {
                for (int row = from; row < to; row += ChunkLength)
                {
                    int end = Math.Min(row + ChunkLength, to);
                    foreach (ColumnPanel panel in new PanelWalk(columns, fromVector, toVector))
                    {
                        var source = new ReadOnlySpan<float>(b, bLength);
                        PanelCopy.Copy(source[(row * columns)..], columns, end - row, panel.Column, panel.Present, panel.Width, packed);
                        for (int k = 0; k < shifts.Count; k++)
                        {
                            AddShift(k, row, end, panel, packedStart);
                        }
                    }
                }
            }
        }

        /// <summary>The contribution of one shift from a chunk of rows, for the columns of a panel.</summary>
        private void AddShift(int k, int row, int end, ColumnPanel panel, float* packed)
        {
            // The rows of this chunk for which row i + shift k of A is there.
            int first = (int)Math.Max(row, row - shifts.Row(row, k));
            int last = (int)Math.Min(end, row + (shifts.Rows - shifts.Row(row, k)));
            if (first >= last)
            {
                return;
            }

            var segment = new Segment(a + (shifts.Row(first, k) * inner), 1, last - first);
            float* sums = c + ((nint)k * inner * columns) + panel.Column;
            var x = new Operands
            {
                Segments = &segment,
                SegmentCount = 1,
                AInnerStride = inner,
                Start = sums,
                StartStride = columns,
                C = sums,
                CStride = columns,
                Rows = inner,
            };
            MatrixProduct.MultiplyPanel(x, packed + ((nint)(first - row) * panel.Width), panel.Vectors, panel.Present);
        }
    }
}
