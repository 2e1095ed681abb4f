using MathNet.Numerics.LinearAlgebra;
using Unroll.Analysis.Numerics;

namespace Unroll.Analysis.Tests.Numerics;

public class SymmetricBandTests
{
    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 1)]
    [InlineData(37, 60)]
    [InlineData(SymmetricBand.Width + 1, 90)]
    [InlineData(70, 20)]
    [InlineData(230, 300)]
    public void Solutions_and_forms_are_those_of_the_matrix(int size, int columns)
    {
        Random random = new(size);
        double[][] rows = [.. Enumerable.Range(0, size).Select(_ => Draw(random, columns))];
        Matrix<double> factors = Matrix<double>.Build.DenseOfRowArrays(rows);
        Matrix<double> matrix = factors.TransposeAndMultiply(factors) + (0.5 * Matrix<double>.Build.DenseIdentity(size));
        SymmetricBand band = SymmetricBand.Of(RowProducts.Gram(rows));
        BandFactor[] added = [band.Factor(7), band.Factor(0.5)];
        double[] right = Draw(random, size);
        Vector<double> solution = matrix.Solve(Vector<double>.Build.Dense(right));
        double[][] others = [.. Enumerable.Range(0, 35).Select(_ => Draw(random, size))];
        double[][] turned = [.. others.Select(row => (double[])[.. row])];
        band.Turn(turned);
        double[] forms = BandFactor.Forms(turned, added)[1];

        Assert.Equal(0.5, added[1].Added);
        Assert.True((Vector<double>.Build.Dense(band.Solve(added[1], right)) - solution).L2Norm() < 1e-12 * size * solution.L2Norm());
        Assert.All(others.Index(), row =>
        {
            Vector<double> other = Vector<double>.Build.Dense(row.Item);
            Assert.Equal(other * matrix.Solve(other), forms[row.Index], 1e-10 * size);
        });
    }

    [Fact]
    public void What_is_lost_in_rounding_is_raised_until_the_matrix_is_positive()
    {
        double[] row = [1e9, 2e9, 3e9];
        SymmetricBand band = SymmetricBand.Of(RowProducts.Gram([.. Enumerable.Repeat(row, 60)]));
        BandFactor factor = band.Factor(1e-9);
        double[] solution = band.Solve(factor, [.. Enumerable.Repeat(1.0, 60)]);

        Assert.InRange(factor.Added, 1e-9, 1e9);
        Assert.Equal(1, 14e18 * solution.Sum(), 1e-6);
    }

    [Fact]
    public void Diagonal_matrices_and_zeros_are_their_own()
    {
        SymmetricBand none = SymmetricBand.Of([[0, 0, 0], [0, 0, 0], [0, 0, 0]]), own = SymmetricBand.Of([[2, 0], [0, 5e-300]]);

        Assert.Equal([2, 4, 6], none.Solve(none.Factor(0.5), [1, 2, 3]), IsNear);
        Assert.Equal([0.5, 1], own.Solve(own.Factor(5e-300), [1, 1e-299]), IsNear);
        Assert.Throws<InputException>(() => SymmetricBand.Of([[1, double.NaN], [double.NaN, 1]]));

        static bool IsNear(double expected, double found) => Math.Abs(expected - found) < 1e-12;
    }

    [Theory]
    [InlineData(3, 5, 2)]
    [InlineData(70, 131, 600)]
    public void Products_are_those_of_single_rows(int rows, int others, int length)
    {
        Random random = new(rows);
        double[][] left = [.. Enumerable.Range(0, rows).Select(_ => Draw(random, length + 3))];
        double[][] right = [.. Enumerable.Range(0, others).Select(_ => Draw(random, length))];
        double[][] products = RowProducts.Products(left, right, column: 3), gram = RowProducts.Gram(right);

        Assert.All(products.Index(), row => Assert.All(row.Item.Index(), cell =>
            Assert.Equal(left[row.Index].Skip(3).Zip(right[cell.Index], (a, b) => a * b).Sum(), cell.Item, 1e-9)));
        Assert.All(gram.Index(), row => Assert.All(row.Item.Index(), cell =>
            Assert.Equal(right[row.Index].Zip(right[cell.Index], (a, b) => a * b).Sum(), cell.Item, 1e-9)));
    }

    private static double[] Draw(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.3)];
}
