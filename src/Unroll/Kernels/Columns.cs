using System.Numerics.Tensors;

namespace Unroll.Kernels;

/// <summary>Sums over the rows of a matrix: the gradient of a bias.</summary>
internal static class Columns
{
    /// <summary>Adds each column's sum over the rows to <paramref name="sums"/>, row after row.</summary>
    /// <param name="matrix">[rows, columns], contiguous.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="sums">One number a column; added to.</param>
    public static void AddSums(ReadOnlySpan<float> matrix, int columns, Span<float> sums)
    {
        for (int start = 0; start < matrix.Length; start += columns)
        {
            TensorPrimitives.Add(sums, matrix.Slice(start, columns), sums);
        }
    }
}
