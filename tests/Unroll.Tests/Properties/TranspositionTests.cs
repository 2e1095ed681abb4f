using FsCheck;
using FsCheck.Fluent;
using Unroll.Kernels;

namespace Unroll.Tests.Properties;

/// <summary>
/// Transposed copies, and the packed matrices that are made by them, for sizes around the edges of squares, cache lines and panels.
/// </summary>
public sealed class TranspositionTests
{
    private const float Untouched = -77;

    private static readonly Config _config = Config.QuickThrowOnFailure.WithMaxTest(300);

    private static readonly Gen<int> _size = Gen.OneOf(Gen.Choose(1, 9), Gen.Choose(1, 70));

    private static readonly Arbitrary<Problem> _problems = Arb.From(
        from rows in _size
        from columns in _size
        from sourceGap in Gen.Choose(0, 5)
        from destinationGap in Gen.Choose(0, 5)
        select new Problem(rows, columns, sourceGap, destinationGap));

    [Fact]
    public void Copy_is_the_transpose_and_nothing_beside() => Prop.ForAll(_problems, CopyIsRight).Check(_config);

    [Fact]
    public void Packing_transposed_in_two_parts_equals_packing_at_once() => Prop.ForAll(_problems, problem =>
    {
        // [rows, columns] packed as B of [columns, rows], some inner indices first.
        (int inner, int stride) = (problem.Columns, problem.Columns + problem.SourceGap);
        float[] source = Numbers(problem.Rows * stride);
        int first = inner / 3;
        var whole = new PackedMatrix(inner, problem.Rows);
        whole.PackTransposed(source, stride);
        var parts = new PackedMatrix(inner, problem.Rows);
        parts.PackTransposed(source.AsSpan(first), stride, first, inner - first);
        parts.PackTransposed(source, stride, 0, first);
        return whole.Panels.SequenceEqual(parts.Panels) && whole.Panels.ToArray().Count(value => value != 0) == inner * problem.Rows;
    }).Check(_config);

    [Fact]
    public void A_packed_panel_has_its_columns_then_zeros() => Prop.ForAll(_problems, problem =>
    {
        (int rows, int columns) = (problem.Rows, problem.Columns);
        int width = (columns + Simd.Lanes - 1) / Simd.Lanes * Simd.Lanes;
        int stride = problem.SourceGap + columns;
        float[] source = Numbers(rows * stride);
        var panel = new float[(rows * width) + 16];
        panel.AsSpan().Fill(Untouched);
        PanelCopy.Copy(source, stride, rows, problem.SourceGap, columns, width, panel);
        return Enumerable.Range(0, panel.Length).All(at =>
        {
            (int row, int column) = Math.DivRem(at, width);
            float expected = row >= rows ? Untouched : column >= columns ? 0 : source[(row * stride) + problem.SourceGap + column];
            return panel[at] == expected;
        });
    }).Check(_config);

    private static unsafe bool CopyIsRight(Problem problem)
    {
        int sourceStride = problem.Columns + problem.SourceGap, destinationStride = problem.Rows + problem.DestinationGap;
        float[] source = Numbers(problem.Rows * sourceStride);
        var destination = new float[problem.Columns * destinationStride];
        destination.AsSpan().Fill(Untouched);
        fixed (float* s = source, d = destination)
        {
            Transposition.Copy(s, sourceStride, problem.Rows, problem.Columns, d, destinationStride);
        }

        return Enumerable.Range(0, destination.Length).All(at =>
        {
            (int column, int row) = Math.DivRem(at, destinationStride);
            return destination[at] == (row < problem.Rows ? source[(row * sourceStride) + column] : Untouched);
        });
    }

    /// <summary>All different, none of them zero.</summary>
    private static float[] Numbers(int length) => [.. Enumerable.Range(1, length).Select(i => (float)i)];

    private sealed record Problem(int Rows, int Columns, int SourceGap, int DestinationGap);
}
