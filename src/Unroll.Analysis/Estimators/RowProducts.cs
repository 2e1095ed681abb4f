using System.Numerics.Tensors;

namespace Unroll.Analysis.Estimators;

/// <summary>Products of matrices that are kept as rows.</summary>
internal static class RowProducts
{
    /// <summary>The products of all pairs of rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <returns>The symmetric matrix of them, [row][row].</returns>
    public static double[][] Gram(double[][] rows)
    {
        double[][] products = [.. rows.Select(_ => new double[rows.Length])];
        Parallel.For(0, rows.Length, i =>
        {
            for (int j = 0; j <= i; j++)
            {
                products[i][j] = TensorPrimitives.Dot<double>(rows[i], rows[j]);
            }
        });
        for (int i = 0; i < rows.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                products[j][i] = products[i][j];
            }
        }

        return products;
    }

    /// <summary>The columns of rows.</summary>
    /// <param name="rows">The rows, at least one.</param>
    public static double[][] Transpose(double[][] rows)
    {
        double[][] columns = [.. rows[0].Select(_ => new double[rows.Length])];
        for (int i = 0; i < rows.Length; i++)
        {
            for (int j = 0; j < columns.Length; j++)
            {
                columns[j][i] = rows[i][j];
            }
        }

        return columns;
    }

    /// <summary>The sum of rows, each times its factor.</summary>
    /// <param name="rows">The rows, at least one.</param>
    /// <param name="factors">A factor a row.</param>
    public static double[] WeightedSum(double[][] rows, ReadOnlySpan<double> factors)
    {
        double[] sum = new double[rows[0].Length];
        for (int i = 0; i < rows.Length; i++)
        {
            TensorPrimitives.MultiplyAdd(rows[i], factors[i], sum, sum);
        }

        return sum;
    }

    /// <summary>The product of each row with a vector.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="vector">The vector.</param>
    public static double[] Times(double[][] rows, double[] vector) =>
        [.. rows.Select(row => TensorPrimitives.Dot<double>(row, vector))];
}
