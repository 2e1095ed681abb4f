using System.Diagnostics;

namespace Unroll.Kernels;

/// <summary>
/// A matrix B of [inner, columns] laid out for <see cref="MatrixProduct"/>: cut into panels of up to three vectors of columns, each panel
/// stored row after row, its last vector padded with zeros. The micro-kernel then reads B from first to last in order. Packing costs one
/// pass over the matrix and is done once per optimizer step; all timesteps of all rows reuse it.
/// </summary>
internal sealed unsafe class PackedMatrix
{
    private readonly AlignedBuffer _panels;

    public PackedMatrix(int inner, int columns)
    {
        Inner = inner;
        Columns = columns;
        Vectors = PanelWalk.Vectors(columns);
        _panels = new AlignedBuffer(checked(inner * Vectors * Simd.Lanes));
    }

    /// <summary>The inner length K of a product A·B.</summary>
    public int Inner { get; }

    /// <summary>The columns N.</summary>
    public int Columns { get; }

    /// <summary>The columns in vectors, the last one perhaps in part.</summary>
    public int Vectors { get; }

    public ReadOnlySpan<float> Panels => _panels.Span;

    /// <summary>
    /// The width in vectors of the panel that starts when this many vectors remain. Four become 2 + 2: a panel of one vector
    /// would have too few independent sums to keep both multipliers busy.
    /// </summary>
    public static int PanelVectors(int remaining) => remaining == 4 ? 2 : Math.Min(remaining, 3);

    /// <summary>Packs rows [inner] of length [columns] that lie <paramref name="stride"/> apart.</summary>
    public void Pack(ReadOnlySpan<float> source, int stride)
    {
        Span<float> panels = _panels.Span;
        foreach (ColumnPanel panel in new PanelWalk(Columns))
        {
            Span<float> packed = panels.Slice(Inner * panel.Column, Inner * panel.Width);
            PanelCopy.Copy(source, stride, Inner, panel.Column, panel.Present, panel.Width, packed);
        }
    }

    /// <summary>Packs the transpose of a source of [columns, inner] whose rows lie <paramref name="stride"/> apart.</summary>
    public void PackTransposed(ReadOnlySpan<float> source, int stride) => PackTransposed(source, stride, 0, Inner);

    /// <summary>Packs the transpose of a source of [columns, count] as the inner indices from <paramref name="first"/> on.</summary>
    public void PackTransposed(ReadOnlySpan<float> source, int stride, int first, int count)
    {
        Debug.Assert(first >= 0 && first + count <= Inner, "more inner indices than the matrix has");
        if (count == 0)
        {
            return;
        }

        fixed (float* sourceStart = source[..(((Columns - 1) * stride) + count)], panelStart = _panels.Span)
        {
            foreach (ColumnPanel panel in new PanelWalk(Columns))
            {
                float* from = sourceStart + ((nint)panel.Column * stride);
                float* to = panelStart + ((nint)Inner * panel.Column) + ((nint)first * panel.Width);
                Transposition.Copy(from, stride, panel.Present, count, to, panel.Width);
            }
        }
    }
}
