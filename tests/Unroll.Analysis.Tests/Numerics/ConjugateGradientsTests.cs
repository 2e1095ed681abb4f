using MathNet.Numerics.LinearAlgebra;
using Unroll.Analysis.Numerics;

namespace Unroll.Analysis.Tests.Numerics;

public class ConjugateGradientsTests
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(40, false)]
    [InlineData(40, true)]
    public void The_solution_is_that_of_the_matrix(int size, bool isPreconditioned)
    {
        (Matrix<double> matrix, double[] right) = Equations(size, 1);
        double[] solution = new double[size];
        Array.Fill(solution, double.NaN);

        Solve(matrix, right, solution, 1e-12, isPreconditioned);

        Near.Equal([.. matrix.Solve(Vector<double>.Build.Dense(right))], solution, 1e-10);
    }

    [Fact]
    public void A_diagonal_takes_different_scales_out()
    {
        (Matrix<double> matrix, double[] right) = Equations(60, 1e3);
        double[] plain = new double[60], scaled = new double[60];
        double tolerance = 1e-8 * Vector<double>.Build.Dense(right).L2Norm();

        int products = Solve(matrix, right, plain, tolerance, isPreconditioned: false);
        int preconditioned = Solve(matrix, right, scaled, tolerance, isPreconditioned: true);

        Assert.True(2 * preconditioned < products, $"{preconditioned} products with a diagonal, {products} without.");
    }

    /// <summary>Only the first products are taken: the point is that of least error in as many directions.</summary>
    [Fact]
    public void Products_are_limited()
    {
        (Matrix<double> matrix, double[] right) = Equations(30, 1);
        double[] solution = new double[30];
        int products = 0;

        ConjugateGradients.Solve(
            (vector, product) =>
            {
                products++;
                (matrix * Vector<double>.Build.Dense(vector)).AsArray().CopyTo(product, 0);
            },
            right, solution, 0, products: 1);

        Vector<double> b = Vector<double>.Build.Dense(right);
        Assert.Equal(1, products);
        Near.Equal([.. b * (b.DotProduct(b) / b.DotProduct(matrix * b))], solution, 1e-12);
    }

    [Fact]
    public void No_right_side_has_no_solution_but_0()
    {
        double[] solution = [1, 2];

        ConjugateGradients.Solve((_, _) => Assert.Fail("No product is needed."), [0, 0], solution, 0, products: 10);

        Assert.Equal([0, 0], solution);
    }

    private static (Matrix<double> Matrix, double[] Right) Equations(int size, double spread)
    {
        Random random = new(size);
        double Draw() => (2 * random.NextDouble()) - 1;
        Matrix<double> factors = Matrix<double>.Build.Dense(size, size, (_, _) => Draw());
        Matrix<double> scales = Matrix<double>.Build.DenseOfDiagonalArray(
            [.. Enumerable.Range(0, size).Select(i => Math.Pow(spread, i / (double)size))]);
        Matrix<double> matrix = scales * ((factors.TransposeThisAndMultiply(factors) / size) + Matrix<double>.Build.DenseIdentity(size))
            * scales;
        return (matrix, [.. Enumerable.Range(0, size).Select(_ => Draw())]);
    }

    private static int Solve(Matrix<double> matrix, double[] right, double[] solution, double tolerance, bool isPreconditioned)
    {
        int taken = 0;
        ConjugateGradients.Solve(
            (vector, product) =>
            {
                taken++;
                (matrix * Vector<double>.Build.Dense(vector)).AsArray().CopyTo(product, 0);
            },
            right, solution, tolerance, products: 10_000, isPreconditioned ? matrix.Diagonal().ToArray() : null);
        return taken;
    }
}
