using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Unroll.Kernels;

/// <summary>
/// Makes vectors orthonormal, block by block: a block is orthogonalised against the blocks before it by matrix products, then within
/// itself, one vector after another; and once more wherever a vector lost so much of its length that what is left of it may lean
/// (Daniel, Gragg, Kaufman and Stewart 1976; in blocks Barlow and Smoktunowicz 2013). That is the Q of a QR decomposition whose R has a
/// positive diagonal. The same bits on any number of threads: those lent by <see cref="PanelTeam"/> share the rows of a block.
/// </summary>
/// <param name="vectors">The vectors, [count, length], made orthonormal in place.</param>
/// <param name="count">Vectors, at most <paramref name="length"/>.</param>
/// <param name="length">Length of each.</param>
internal sealed class BlockGramSchmidt(AlignedBuffer vectors, int count, int length)
{
    /// <summary>Vectors in a block: the widest panel of a product.</summary>
    private const int Block = MatrixProduct.WidestPanel;

    /// <summary>A vector that kept less of its length than this is orthogonalised again: 1/√2.</summary>
    private const float Kept = 0.70710678f;

    /// <summary>More passes are needed only if a vector lies in the span of those before it, as far as floats can tell.</summary>
    private const int MostPasses = 5;

    private readonly List<PackedMatrix> _done = [];
    private readonly List<PackedMatrix> _doneTransposed = [];

    /// <summary>Makes the vectors orthonormal.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Run(CancellationToken cancellationToken)
    {
        Debug.Assert(count <= length, "more vectors than dimensions");
        for (int first = 0; first < count; first += Block)
        {
            int rows = Math.Min(Block, count - first);
            for (int pass = 0; pass < MostPasses; pass++)
            {
                float[] before = Norms(first, rows);
                Project(first, rows, cancellationToken);
                if (Orthonormalize(first, rows, before) >= Kept)
                {
                    break;
                }
            }

            if (first + rows < count)
            {
                Pack(first, rows);
            }
        }
    }

    private Span<float> Rows(int first, int rows) => vectors.Span.Slice(first * length, rows * length);

    private float Norm(int row)
    {
        ReadOnlySpan<float> vector = Rows(row, 1);
        return (float)Math.Sqrt(FixedOrder.Dot(vector, vector));
    }

    private float[] Norms(int first, int rows)
    {
        float[] norms = new float[rows];
        for (int row = 0; row < rows; row++)
        {
            norms[row] = Norm(first + row);
        }

        return norms;
    }

    /// <summary>Takes away from a block what lies in the span of the blocks before it.</summary>
    private void Project(int first, int rows, CancellationToken cancellationToken)
    {
        int tiles = (rows + MatrixProduct.TallestTile - 1) / MatrixProduct.TallestTile;
        PanelTeam.RunPieces(tiles, (from, to) =>
        {
            int start = from * MatrixProduct.TallestTile;
            int end = Math.Min(to * MatrixProduct.TallestTile, rows);
            Project(Rows(first + start, end - start), end - start, cancellationToken);
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Project(Span<float> rows, int rowCount, CancellationToken cancellationToken)
    {
        Span<float> products = new float[rowCount * Block];
        for (int block = 0; block < _done.Count; block++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            MatrixProduct.Multiply(rows, length, _doneTransposed[block], products, Block, rowCount, accumulate: false);
            for (int i = 0; i < products.Length; i++)
            {
                products[i] = -products[i];
            }

            MatrixProduct.Multiply(products, Block, _done[block], rows, length, rowCount, accumulate: true);
        }
    }

    /// <summary>Orthonormalizes a block within itself.</summary>
    /// <param name="first">Its first vector.</param>
    /// <param name="rows">Its vectors.</param>
    /// <param name="before">Their norms before this pass.</param>
    /// <returns>The least part of its norm that a vector kept.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private float Orthonormalize(int first, int rows, float[] before)
    {
        float least = 1;
        for (int row = 0; row < rows; row++)
        {
            Span<float> vector = Rows(first + row, 1);
            for (int previous = 0; previous < row; previous++)
            {
                Span<float> other = Rows(first + previous, 1);
                FixedOrder.AddScaled(other, (float)-FixedOrder.Dot(other, vector), vector);
            }

            float norm = Norm(first + row);
            least = Math.Min(least, norm / before[row]);
            for (int i = 0; i < vector.Length; i++)
            {
                vector[i] /= norm;
            }
        }

        return least;
    }

    /// <summary>Lays out a finished block for the products of the blocks after it.</summary>
    private void Pack(int first, int rows)
    {
        PackedMatrix straight = new(rows, length), transposed = new(length, rows);
        straight.Pack(Rows(first, rows), length);
        transposed.PackTransposed(Rows(first, rows), length);
        _done.Add(straight);
        _doneTransposed.Add(transposed);
    }
}
