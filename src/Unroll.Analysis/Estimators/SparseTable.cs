using System.Numerics.Tensors;

namespace Unroll.Analysis.Estimators;

/// <summary>A matrix whose rows have few values other than 0, kept by rows and by columns, so that both products read in order.</summary>
internal sealed class SparseTable
{
    private const int ChunkLength = 1024;

    private readonly int[] _rowStarts, _columnOf, _columnStarts, _rowOf;
    private readonly double[] _byRow, _byColumn;

    private SparseTable(int[] rowStarts, int[] columnOf, double[] byRow, int columns)
    {
        (_rowStarts, _columnOf, _byRow, Columns) = (rowStarts, columnOf, byRow, columns);
        _columnStarts = new int[columns + 1];
        foreach (int column in columnOf)
        {
            _columnStarts[column + 1]++;
        }

        for (int column = 0; column < columns; column++)
        {
            _columnStarts[column + 1] += _columnStarts[column];
        }

        (_rowOf, _byColumn) = (new int[columnOf.Length], new double[columnOf.Length]);
        int[] next = _columnStarts[..^1];
        for (int row = 0; row < Rows; row++)
        {
            for (int i = rowStarts[row]; i < rowStarts[row + 1]; i++)
            {
                int place = next[columnOf[i]]++;
                (_rowOf[place], _byColumn[place]) = (row, byRow[i]);
            }
        }
    }

    /// <summary>Number of rows.</summary>
    public int Rows => _rowStarts.Length - 1;

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>A table of rows.</summary>
    /// <param name="rows">The values of each row that are not 0.</param>
    /// <param name="columns">Number of columns.</param>
    public static SparseTable Of(IReadOnlyList<SparseRow> rows, int columns)
    {
        int[] starts = new int[rows.Count + 1];
        for (int row = 0; row < rows.Count; row++)
        {
            starts[row + 1] = checked(starts[row] + rows[row].Columns.Length);
        }

        return new SparseTable(
            starts, [.. rows.SelectMany(row => row.Columns)], [.. rows.SelectMany(row => row.Values)], columns);
    }

    /// <summary>The product with a matrix, added to what is there.</summary>
    /// <param name="matrix">The matrix, [column, width] in row-major order.</param>
    /// <param name="product">What it is added to, [row, width].</param>
    /// <param name="width">Columns of the matrix.</param>
    public void AddTimes(double[] matrix, double[] product, int width) =>
        AddProduct(_rowStarts, _columnOf, _byRow, matrix, product, width);

    /// <summary>The product of the transpose with a matrix, added to what is there.</summary>
    /// <param name="matrix">The matrix, [row, width] in row-major order.</param>
    /// <param name="product">What it is added to, [column, width].</param>
    /// <param name="width">Columns of the matrix.</param>
    public void AddTransposedTimes(double[] matrix, double[] product, int width) =>
        AddProduct(_columnStarts, _rowOf, _byColumn, matrix, product, width);

    /// <summary>The product of the transpose, each value squared, with a matrix, added to what is there.</summary>
    /// <param name="matrix">The matrix, [row, width] in row-major order.</param>
    /// <param name="product">What it is added to, [column, width].</param>
    /// <param name="width">Columns of the matrix.</param>
    public void AddSquaresTransposedTimes(double[] matrix, double[] product, int width)
    {
        double[] squares = new double[_byColumn.Length];
        TensorPrimitives.Multiply(_byColumn, _byColumn, squares);
        AddProduct(_columnStarts, _rowOf, squares, matrix, product, width);
    }

    private static void AddProduct(int[] starts, int[] places, double[] values, double[] matrix, double[] product, int width)
    {
        int lines = starts.Length - 1;

        // Each line of the product is the work of a single thread, so that sums do not depend on how many there are.
        Workers.For((lines + ChunkLength - 1) / ChunkLength, chunk =>
        {
            for (int line = chunk * ChunkLength; line < Math.Min(lines, (chunk + 1) * ChunkLength); line++)
            {
                if (width == 1)
                {
                    double sum = product[line];
                    for (int i = starts[line]; i < starts[line + 1]; i++)
                    {
                        sum += values[i] * matrix[places[i]];
                    }

                    product[line] = sum;
                    continue;
                }

                Span<double> target = product.AsSpan(line * width, width);
                for (int i = starts[line]; i < starts[line + 1]; i++)
                {
                    TensorPrimitives.MultiplyAdd(matrix.AsSpan(places[i] * width, width), values[i], target, target);
                }
            }
        }, CancellationToken.None);
    }
}
