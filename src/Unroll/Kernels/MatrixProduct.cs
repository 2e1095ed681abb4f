using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Unroll.Kernels;

/// <summary>
/// The matrix products of a network's forward and backward pass. Row-major; strides in floats. The order of a sum depends on
/// the operands' sizes and the vector width alone, never on threads: index order of the inner dimension, or four interleaved sums for a row
/// that stands alone (so that such a row's last bits may differ from the same row's in company).
/// </summary>
internal static unsafe class MatrixProduct
{
    /// <summary>The widest panel: three vectors of 16 floats.</summary>
    public const int WidestPanel = 48;

    /// <summary>Rows of the highest tile.</summary>
    public const int TallestTile = 8;

    [ThreadStatic]
    private static AlignedBuffer? _scratch;

    /// <summary>C = A·B, or C += A·B.</summary>
    /// <param name="a">A, [rows, b.Inner].</param>
    /// <param name="aStride">From one row of A to the next.</param>
    /// <param name="b">B, packed.</param>
    /// <param name="c">C, [rows, b.Columns].</param>
    /// <param name="cStride">From one row of C to the next.</param>
    /// <param name="rows">Rows of A and C.</param>
    /// <param name="accumulate">Whether C is added to.</param>
    public static void Multiply(
        ReadOnlySpan<float> a, int aStride, PackedMatrix b, Span<float> c, int cStride, int rows, bool accumulate) =>
        Multiply(a, aStride, b, c, cStride, rows, accumulate, default);

    /// <summary>C = A·B + bias, the bias added to each row.</summary>
    /// <param name="a">A, [rows, b.Inner].</param>
    /// <param name="aStride">From one row of A to the next.</param>
    /// <param name="b">B, packed.</param>
    /// <param name="bias">One number a column, or empty.</param>
    /// <param name="c">C, [rows, b.Columns].</param>
    /// <param name="cStride">From one row of C to the next.</param>
    /// <param name="rows">Rows of A and C.</param>
    public static void MultiplyAddBias(
        ReadOnlySpan<float> a, int aStride, PackedMatrix b, ReadOnlySpan<float> bias, Span<float> c, int cStride, int rows) =>
        Multiply(a, aStride, b, c, cStride, rows, false, bias);

    /// <summary>C += Aᵀ·B: how a weight gradient is added up over the rows of many timesteps.</summary>
    /// <param name="a">A, [inner, rows].</param>
    /// <param name="aStride">From one row of A to the next.</param>
    /// <param name="b">B, [inner, columns]; packed here, a chunk of a panel at a time.</param>
    /// <param name="bStride">From one row of B to the next.</param>
    /// <param name="c">C, [rows, columns].</param>
    /// <param name="cStride">From one row of C to the next.</param>
    /// <param name="inner">The inner length: rows of A and B.</param>
    /// <param name="rows">Rows of C: columns of A.</param>
    /// <param name="columns">Columns of B and C.</param>
    public static void AddTransposed(
        ReadOnlySpan<float> a, int aStride, ReadOnlySpan<float> b, int bStride, Span<float> c, int cStride, int inner, int rows,
        int columns) =>
        TransposedProduct.Add(a, aStride, b, bStride, c, cStride, inner, rows, columns);

    private static void Multiply(
        ReadOnlySpan<float> a, int aStride, PackedMatrix b, Span<float> c, int cStride, int rows, bool accumulate, ReadOnlySpan<float> bias)
    {
        if (rows == 0)
        {
            return;
        }

        Debug.Assert(a.Length >= ((rows - 1) * aStride) + b.Inner, "A too short");
        fixed (float* aStart = a)
        {
            var segment = new Segment(aStart, aStride, b.Inner);
            Multiply(&segment, 1, b, c, cStride, rows, accumulate, bias);
        }
    }

    /// <summary>C = A·B + bias or C += A·B, where A lies in segments of the inner index.</summary>
    /// <param name="segments">A.</param>
    /// <param name="count">Number of segments.</param>
    /// <param name="b">B, packed.</param>
    /// <param name="c">C, [rows, b.Columns].</param>
    /// <param name="cStride">From one row of C to the next.</param>
    /// <param name="rows">Rows of A and C.</param>
    /// <param name="accumulate">Whether C is added to.</param>
    /// <param name="bias">One number a column, or empty; empty where C is added to.</param>
    public static void Multiply(
        Segment* segments, int count, PackedMatrix b, Span<float> c, int cStride, int rows, bool accumulate,
        ReadOnlySpan<float> bias = default)
    {
        Debug.Assert(c.Length >= ((rows - 1) * cStride) + b.Columns, "C too short");
        fixed (float* bStart = b.Panels, cStart = c, biasStart = bias)
        {
            PanelTeam.Run(
                new PackedKernel(segments, count, bStart, b.Inner, b.Columns, biasStart, cStart, cStride, rows, accumulate),
                b.Vectors,
                rows,
                (long)b.Inner * b.Columns);
        }
    }

    /// <summary>One panel of B against all rows of A.</summary>
    /// <param name="x">A and C.</param>
    /// <param name="panel">The panel, its last vector padded.</param>
    /// <param name="panelVectors">Its vectors.</param>
    /// <param name="present">Columns of C that it makes.</param>
    public static void MultiplyPanel(in Operands x, float* panel, int panelVectors, int present)
    {
        fixed (float* tile = Scratch().Span)
        {
            MultiplyPanel(x, panel, panelVectors, present, tile);
        }
    }

    /// <summary>One panel of B against all rows of A, where C has room for all of the panel's columns.</summary>
    public static void MultiplyWholePanel<TSimd, TVector>(in Operands x, float* panel, int panelVectors)
        where TSimd : ISimd<TVector>
        where TVector : struct => MultiplyPanel<TSimd, TVector>(x, panel, panelVectors, panelVectors * TSimd.Lanes, null);

    private static void MultiplyPanel(in Operands x, float* panel, int panelVectors, int present, float* tile) =>
        Simd.Run(new PanelKernel(x, panel, panelVectors, present, tile));

    private static void MultiplyPanel<TSimd, TVector>(in Operands x, float* panel, int panelVectors, int present, float* tile)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        switch (panelVectors)
        {
            case 3:
                MultiplyPanel<TSimd, TVector, IPanelWidth.Three>(x, panel, present, tile);
                break;
            case 2:
                MultiplyPanel<TSimd, TVector, IPanelWidth.Two>(x, panel, present, tile);
                break;
            default:
                MultiplyPanel<TSimd, TVector, IPanelWidth.One>(x, panel, present, tile);
                break;
        }
    }

    /// <summary>One panel against all rows of A, tile by tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyPanel<TSimd, TVector, TPanel>(in Operands all, float* panel, int present, float* tile)
        where TSimd : ISimd<TVector>
        where TVector : struct
        where TPanel : IPanelWidth
    {
        int width = TPanel.Vectors * TSimd.Lanes;
        int tallest = TSimd.HasManyRegisters ? 8 : 4;
        Operands x = all;

        // Each tile asks for its share of the next panel, evenly over its inner steps, but never skips a line; or for a line of each row.
        int share = x.NextLength / ((x.Rows + tallest - 1) / tallest);
        int asking = int.MaxValue;
        if (x.NextStep != 0)
        {
            share = AlignedBuffer.Alignment;
            asking = (width / AlignedBuffer.Alignment) + 1;
        }
        else if (share == 0)
        {
            x.Next = panel;
        }
        else
        {
            int inner = 0;
            for (int i = 0; i < x.SegmentCount; i++)
            {
                inner += x.Segments[i].Length;
            }

            x.NextStep = Math.Min((share + inner - 1) / Math.Max(inner, 1), AlignedBuffer.Alignment);
        }

        for (int rows = all.Rows; rows > 0; rows -= x.Rows)
        {
            x.Rows = Math.Min(rows, tallest);
            if (present == width)
            {
                MultiplyTile<TSimd, TVector, TPanel>(x, panel);
            }
            else
            {
                // The last panel: columns past the end exist only in the packed zeros, so the tile is made beside C and cut to size.
                bool fromC = x.StartStride != 0;
                Operands aside = x;
                aside.C = tile;
                aside.CStride = width;
                if (fromC)
                {
                    CopyTile(x.Start, x.StartStride, tile, width, x.Rows, present);
                    aside.Start = tile;
                    aside.StartStride = width;
                }

                MultiplyTile<TSimd, TVector, TPanel>(aside, panel);
                CopyTile(tile, width, x.C, x.CStride, x.Rows, present);
            }

            x.FirstRow += x.Rows;
            x.Next += share;
            if (--asking == 0)
            {
                x.Next = panel;
                x.NextStep = share = 0;
            }

            x.C += x.Rows * x.CStride;
            x.Start += x.Rows * x.StartStride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyTile<TSimd, TVector, TPanel>(in Operands x, float* panel)
        where TSimd : ISimd<TVector>
        where TVector : struct
        where TPanel : IPanelWidth
    {
        if (x.Rows == 1)
        {
            MicroKernel<TSimd, TVector, TPanel>.Tile1(x, panel);
        }
        else if (x.Rows <= 4)
        {
            MicroKernel<TSimd, TVector, TPanel>.Tile4(x, panel);
        }
        else
        {
            MicroKernel<TSimd, TVector, TPanel>.Tile8(x, panel);
        }
    }

    private static void CopyTile(float* source, nint sourceStride, float* destination, nint destinationStride, int rows, int columns)
    {
        for (int row = 0; row < rows; row++)
        {
            new ReadOnlySpan<float>(source + (row * sourceStride), columns)
                .CopyTo(new Span<float>(destination + (row * destinationStride), columns));
        }
    }

    /// <summary>A thread's own scratch: one tile of C.</summary>
    private static AlignedBuffer Scratch() => _scratch ??= new AlignedBuffer(TallestTile * WidestPanel);

    /// <summary>C = A·B + bias or C += A·B, with a packed B.</summary>
    private readonly struct PackedKernel(
        Segment* segments, int count, float* panels, int inner, int columns, float* bias, float* c, int cStride, int rows, bool accumulate)
        : IPanelKernel
    {
        public void Run(int from, int to)
        {
            float* start = stackalloc float[WidestPanel];
            foreach (ColumnPanel panel in new PanelWalk(columns, from, to))
            {
                int column = panel.Column;
                if (!accumulate)
                {
                    var values = new Span<float>(start, WidestPanel);
                    values.Clear();
                    if (bias is not null)
                    {
                        new ReadOnlySpan<float>(bias + column, panel.Present).CopyTo(values);
                    }
                }

                var x = new Operands
                {
                    Segments = segments,
                    SegmentCount = count,
                    AInnerStride = 1,
                    Start = accumulate ? c + column : start,
                    StartStride = accumulate ? cStride : 0,
                    C = c + column,
                    CStride = cStride,
                    Rows = rows,
                    Next = panels + ((nint)inner * (column + panel.Width)),
                    NextLength = inner * panel.NextWidth,
                };
                MultiplyPanel(x, panels + ((nint)inner * column), panel.Vectors, panel.Present);
            }
        }
    }

    /// <summary>One panel against all rows of A.</summary>
    private readonly struct PanelKernel(Operands x, float* panel, int panelVectors, int present, float* tile) : ISimdKernel
    {
        public void Run<TSimd, TVector>()
            where TSimd : ISimd<TVector>
            where TVector : struct => MultiplyPanel<TSimd, TVector>(x, panel, panelVectors, present, tile);
    }
}
