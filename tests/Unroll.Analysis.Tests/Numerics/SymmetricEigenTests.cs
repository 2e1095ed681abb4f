using MathNet.Numerics.LinearAlgebra;
using Unroll.Analysis.Estimators;
using Unroll.Analysis.Numerics;

namespace Unroll.Analysis.Tests.Numerics;

public class SymmetricEigenTests
{
    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 1)]
    [InlineData(3, 7)]
    [InlineData(37, 60)]
    [InlineData(70, 20)]
    [InlineData(230, 300)]
    public void Values_and_vectors_make_up_the_matrix(int size, int columns)
    {
        Random random = new(size);
        double[][] rows = [.. Enumerable.Range(0, size).Select(_ => Draw(random, columns))];
        Matrix<double> factors = Matrix<double>.Build.DenseOfRowArrays(rows), matrix = factors.TransposeAndMultiply(factors);
        SymmetricEigen found = SymmetricEigen.Of(RowProducts.Gram(rows));
        Matrix<double> vectors = Matrix<double>.Build.DenseOfRowArrays(found.Vectors);

        double scale = matrix.L2Norm();
        Assert.True((vectors.TransposeAndMultiply(vectors) - Matrix<double>.Build.DenseIdentity(size)).L2Norm() < 1e-11);
        Assert.True(
            (vectors.TransposeThisAndMultiply(Matrix<double>.Build.DenseOfDiagonalArray(found.Values) * vectors) - matrix).L2Norm()
            < 1e-12 * size * scale);
    }

    [Fact]
    public void Diagonal_matrices_and_zeros_are_their_own()
    {
        SymmetricEigen none = SymmetricEigen.Of([[0, 0, 0], [0, 0, 0], [0, 0, 0]]), own = SymmetricEigen.Of([[2, 0], [0, 5e-300]]);

        Assert.Equal([0, 0, 0], none.Values);
        Assert.Equal([2, 5e-300], own.Values);
        Assert.Equal([[1, 0], [0, 1]], own.Vectors);
        Assert.Throws<InputException>(() => SymmetricEigen.Of([[1, double.NaN], [double.NaN, 1]]));
    }

    [Theory]
    [InlineData(3, 5, 2)]
    [InlineData(70, 131, 600)]
    public void Products_are_those_of_single_rows(int rows, int others, int length)
    {
        Random random = new(rows);
        double[][] left = [.. Enumerable.Range(0, rows).Select(_ => Draw(random, length))];
        double[][] right = [.. Enumerable.Range(0, others).Select(_ => Draw(random, length))];
        double[][] products = RowProducts.Products(left, right), gram = RowProducts.Gram(right);

        Assert.All(products.Index(), row => Assert.All(row.Item.Index(), cell =>
            Assert.Equal(left[row.Index].Zip(right[cell.Index], (a, b) => a * b).Sum(), cell.Item, 1e-9)));
        Assert.All(gram.Index(), row => Assert.All(row.Item.Index(), cell =>
            Assert.Equal(right[row.Index].Zip(right[cell.Index], (a, b) => a * b).Sum(), cell.Item, 1e-9)));
    }

    private static double[] Draw(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.3)];
}
