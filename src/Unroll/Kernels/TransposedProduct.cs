using System.Diagnostics;

namespace Unroll.Kernels;

/// <summary>Products with a transposed A whose B is packed beforehand, because several products share it.</summary>
internal static unsafe class TransposedProduct
{
    /// <summary>C += Aᵀ·B, where B is some of the rows of a packed matrix.</summary>
    /// <param name="a">A, [inner, rows].</param>
    /// <param name="aStride">From one row of A to the next.</param>
    /// <param name="b">The packed matrix.</param>
    /// <param name="first">Its first row that counts.</param>
    /// <param name="inner">How many do.</param>
    /// <param name="c">C, [rows, b.Columns].</param>
    /// <param name="cStride">From one row of C to the next.</param>
    /// <param name="rows">Rows of C.</param>
    public static void Add(ReadOnlySpan<float> a, int aStride, PackedMatrix b, int first, int inner, Span<float> c, int cStride, int rows)
    {
        Debug.Assert(
            first + inner <= b.Inner && a.Length >= ((inner - 1) * aStride) + rows && c.Length >= ((rows - 1) * cStride) + b.Columns, "operands too short");
        fixed (float* aStart = a, bStart = b.Panels, cStart = c)
        {
            var segment = new Segment(aStart, 1, inner);
            for (int vector = 0; vector < b.Vectors;)
            {
                int panelVectors = PackedMatrix.PanelVectors(b.Vectors - vector);
                int width = panelVectors * Simd.Lanes;
                int column = vector * Simd.Lanes;
                var x = new Operands
                {
                    Segments = &segment,
                    SegmentCount = 1,
                    AInnerStride = aStride,
                    Start = cStart + column,
                    StartStride = cStride,
                    C = cStart + column,
                    CStride = cStride,
                    Rows = rows,
                };
                float* panel = bStart + ((nint)b.Inner * column) + ((nint)first * width);
                MatrixProduct.MultiplyPanel(x, panel, panelVectors, Math.Min(width, b.Columns - column));
                vector += panelVectors;
            }
        }
    }
}
