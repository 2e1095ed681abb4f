using System.Numerics.Tensors;

namespace Unroll.Analysis.Numerics;

/// <summary>
/// Several Householder reflections as one orthogonal matrix H = I − V·T·Vᵀ (Schreiber and Van Loan 1989), so that matrices are turned by
/// products of matrices.
/// </summary>
internal sealed class BlockReflection
{
    /// <summary>Columns of matrices up to 1 whose squares add up to less are as good as cleared.</summary>
    private const double Nothing = 1e-280;

    private readonly int _from;
    private readonly double[][] _vectors;
    private readonly double[][] _factor;
    private readonly PackedRows _packed;

    private BlockReflection(int from, double[][] vectors, double[][] factor) =>
        (_from, _vectors, _factor, _packed) = (from, vectors, factor, new PackedRows(vectors));

    /// <summary>The reflection that makes a matrix upper triangular.</summary>
    /// <param name="columns">Its columns, of which the triangle Hᵀ·matrix stays; below it are zeros.</param>
    /// <param name="from">The place of the columns' first number in the vectors that are to be reflected.</param>
    public static BlockReflection Triangular(double[][] columns, int from)
    {
        int count = columns.Length, rows = columns[0].Length;
        double[][] vectors = [.. columns.Select(_ => new double[rows])], factor = [.. columns.Select(_ => new double[count])];
        for (int j = 0; j < Math.Min(count, rows - 1); j++)
        {
            Span<double> own = columns[j].AsSpan(j);
            double tail = TensorPrimitives.SumOfSquares<double>(own[1..]), first = own[0];
            if (tail < Nothing)
            {
                continue;
            }

            Span<double> vector = vectors[j].AsSpan(j);
            own.CopyTo(vector);
            double length = Math.CopySign(Math.Sqrt((first * first) + tail), -first);
            vector[0] = first - length;
            double weight = 2 / ((vector[0] * vector[0]) + tail);
            own.Clear();
            own[0] = length;
            for (int k = j + 1; k < count; k++)
            {
                Span<double> column = columns[k].AsSpan(j);
                TensorPrimitives.MultiplyAdd(vector, -weight * TensorPrimitives.Dot<double>(vector, column), column, column);
            }

            for (int k = 0; k < j; k++)
            {
                double product = -weight * TensorPrimitives.Dot<double>(vectors[k].AsSpan(j), vector);
                for (int i = 0; i <= k; i++)
                {
                    factor[i][j] += factor[i][k] * product;
                }
            }

            factor[j][j] = weight;
        }

        return new BlockReflection(from, vectors, factor);
    }

    /// <summary>Turns rows: each row r becomes r·H.</summary>
    /// <param name="rows">The rows.</param>
    public void Turn(double[][] rows)
    {
        double[][] products = TimesFactor(RowProducts.Products(rows, _vectors, _from));
        Negate(products);
        _packed.AddTo(rows, products, _from);
    }

    /// <summary>Turns the rows and the columns of a symmetric matrix: it becomes Hᵀ·matrix·H.</summary>
    /// <param name="rows">The matrix, of which rows and columns before the reflection's are left alone.</param>
    public void TurnBothSides(double[][] rows)
    {
        // With Y = S·V·T and W = Y − ½·V·(Tᵀ·Vᵀ·Y), Hᵀ·S·H is S − V·Wᵀ − W·Vᵀ.
        double[][] own = rows[_from..], halves = TimesFactor(RowProducts.Products(own, _vectors, _from));
        double[][] inner = RowProducts.Products(RowProducts.Transpose(halves), _vectors);
        inner = TimesFactor(inner);
        foreach (double[] row in inner)
        {
            TensorPrimitives.Multiply(row, -0.5, row);
        }

        double[][] columns = RowProducts.Transpose(_vectors);
        new PackedRows(RowProducts.Transpose(inner)).AddTo(halves, columns);
        double[][] factors = [.. columns.Zip(halves, (vector, half) => (double[])[.. vector, .. half])];
        Negate(factors);
        new PackedRows([.. RowProducts.Transpose(halves), .. _vectors]).AddTo(own, factors, _from);
    }

    /// <summary>Turns a vector: it becomes H·vector, or Hᵀ·vector.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="isTransposed">Whether it is reflected by the transposed matrix.</param>
    public void Apply(double[] vector, bool isTransposed)
    {
        Span<double> own = vector.AsSpan(_from);
        double[] products = new double[_vectors.Length];
        for (int k = 0; k < products.Length; k++)
        {
            products[k] = TensorPrimitives.Dot<double>(_vectors[k], own);
        }

        for (int k = 0; k < products.Length; k++)
        {
            double weight = 0;
            for (int i = isTransposed ? 0 : k; i < (isTransposed ? k + 1 : products.Length); i++)
            {
                weight += (isTransposed ? _factor[i][k] : _factor[k][i]) * products[i];
            }

            TensorPrimitives.MultiplyAdd(_vectors[k], -weight, own, own);
        }
    }

    private double[][] TimesFactor(double[][] rows)
    {
        double[][] products = [.. rows.Select(row => new double[row.Length])];
        new PackedRows(_factor).AddTo(products, rows);
        return products;
    }

    private static void Negate(double[][] rows)
    {
        foreach (double[] row in rows)
        {
            TensorPrimitives.Negate(row, row);
        }
    }
}
