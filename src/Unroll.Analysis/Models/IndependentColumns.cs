using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace Unroll.Analysis.Models;

/// <summary>Linear regression on columns that may be constant, or sums of each other: such a column has no coefficient.</summary>
internal static class IndependentColumns
{
    /// <summary>The share of a column's sum of squares below which it is 0 but for rounding.</summary>
    private const double Nothing = 1e-20;

    /// <summary>The share of a column that the columns before it must leave, for a coefficient of its own.</summary>
    private const double LeastShare = 1e-9;

    /// <summary>The columns that are neither 0 nor sums of those before them, by Cholesky's factors of their products.</summary>
    /// <param name="products">The products of each two columns, [column, column].</param>
    /// <param name="sizes">The sum of squares of each column as it was before what made it 0 where it is.</param>
    public static int[] Of(double[,] products, IReadOnlyList<double> sizes)
    {
        List<int> used = [];
        List<double[]> factors = [];
        for (int k = 0; k < sizes.Count; k++)
        {
            if (!(products[k, k] > Nothing * sizes[k]))
            {
                continue;
            }

            double[] own = new double[used.Count + 1];
            double left = products[k, k];
            for (int i = 0; i < used.Count; i++)
            {
                own[i] = (products[k, used[i]] - TensorPrimitives.Dot<double>(own.AsSpan(0, i), factors[i].AsSpan(0, i))) / factors[i][i];
                left -= own[i] * own[i];
            }

            if (left > LeastShare * products[k, k])
            {
                own[^1] = Math.Sqrt(left);
                used.Add(k);
                factors.Add(own);
            }
        }

        return [.. used];
    }

    /// <summary>The columns that are neither constant nor sums of those before them and of a constant.</summary>
    /// <param name="columns">The columns, [column][row].</param>
    public static int[] Of(double[][] columns) =>
        Of(
            Products([.. columns.Select(column => Centered(column))]),
            [.. columns.Select(column => TensorPrimitives.SumOfSquares<double>(column))]);

    /// <summary>The residuals of values after a linear regression on columns, and on a constant.</summary>
    /// <param name="values">The values.</param>
    /// <param name="columns">The columns, [column][row], at least as long.</param>
    public static double[] Residuals(double[] values, double[][] columns)
    {
        int count = values.Length;
        double[] rest = Centered(values);
        double[][] centred = [.. columns.Select(column => Centered(column.AsSpan(0, count)))];
        double[,] products = Products(centred);
        int[] used = Of(products, [.. columns.Select(column => TensorPrimitives.SumOfSquares<double>(column.AsSpan(0, count)))]);
        if (used.Length > 0)
        {
            Vector<double> coefficients = Matrix<double>.Build.Dense(used.Length, used.Length, (i, j) => products[used[i], used[j]])
                .Cholesky().Solve(Vector<double>.Build.Dense(used.Length, i => TensorPrimitives.Dot<double>(centred[used[i]], rest)));
            for (int i = 0; i < used.Length; i++)
            {
                TensorPrimitives.MultiplyAdd(centred[used[i]], -coefficients[i], rest, rest);
            }
        }

        return rest;
    }

    private static double[,] Products(double[][] columns)
    {
        double[,] products = new double[columns.Length, columns.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                products[i, j] = products[j, i] = TensorPrimitives.Dot<double>(columns[i], columns[j]);
            }
        }

        return products;
    }

    private static double[] Centered(ReadOnlySpan<double> values)
    {
        double[] centred = values.ToArray();
        TensorPrimitives.Subtract(centred, centred.Length == 0 ? 0 : TensorPrimitives.Sum<double>(centred) / centred.Length, centred);
        return centred;
    }
}
