using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Unroll.Analysis.Numerics;

/// <summary>Products of matrices that are kept as rows.</summary>
internal static class RowProducts
{
    private const int BlockRows = 128;
    private const int Piece = 256;
    private const int Tile = 4;

    /// <summary>The products of all pairs of rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <returns>The symmetric matrix of them, [row][row].</returns>
    public static double[][] Gram(double[][] rows)
    {
        double[][] products = [.. rows.Select(_ => new double[rows.Length])];
        int blocks = Blocks(rows.Length);
        Workers.For(blocks * (blocks + 1) / 2, pair =>
        {
            int block = (int)((Math.Sqrt((8.0 * pair) + 1) - 1) / 2);
            block += (block + 1) * (block + 2) / 2 <= pair ? 1 : 0;
            AddBlock(rows, rows, products, 0, block, pair - (block * (block + 1) / 2));
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

    /// <summary>The products of each row with each of others.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="others">The others, as long as what is left of the rows.</param>
    /// <param name="column">The first column of the rows that counts.</param>
    /// <returns>The products, [row][other].</returns>
    public static double[][] Products(double[][] rows, double[][] others, int column = 0)
    {
        double[][] products = [.. rows.Select(_ => new double[others.Length])];
        int blocks = Blocks(others.Length);
        Workers.For(Blocks(rows.Length) * blocks, pair => AddBlock(rows, others, products, column, pair / blocks, pair % blocks));
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

    private static int Blocks(int rows) => (rows + BlockRows - 1) / BlockRows;

    /// <summary>Adds up the products of a block of rows with one of others, a piece at a time, which stays in the cache.</summary>
    private static void AddBlock(double[][] rows, double[][] others, double[][] products, int column, int rowBlock, int otherBlock)
    {
        int firstRow = rowBlock * BlockRows, endRow = Math.Min(firstRow + BlockRows, rows.Length);
        int firstOther = otherBlock * BlockRows, endOther = Math.Min(firstOther + BlockRows, others.Length);
        int length = others[0].Length;
        for (int start = 0; start < length; start += Piece)
        {
            int count = Math.Min(Piece, length - start);
            for (int i = firstRow; i < endRow; i += Tile)
            {
                for (int j = firstOther; j < endOther; j += Tile)
                {
                    if (i + Tile <= endRow && j + Tile <= endOther)
                    {
                        AddTile(rows, others, products, i, j, column, start, count);
                        continue;
                    }

                    for (int row = i; row < Math.Min(i + Tile, endRow); row++)
                    {
                        for (int other = j; other < Math.Min(j + Tile, endOther); other++)
                        {
                            products[row][other] += TensorPrimitives.Dot<double>(
                                rows[row].AsSpan(column + start, count), others[other].AsSpan(start, count));
                        }
                    }
                }
            }
        }
    }

    /// <summary>Adds the products of four rows with four others, two of them at a time, whose sums stay in registers.</summary>
    private static void AddTile(
        double[][] rows, double[][] others, double[][] products, int i, int j, int column, int start, int count)
    {
        for (int half = 0; half < Tile; half += 2)
        {
            ReadOnlySpan<double> a = rows[i].AsSpan(column + start, count), b = rows[i + 1].AsSpan(column + start, count);
            ReadOnlySpan<double> c = rows[i + 2].AsSpan(column + start, count), d = rows[i + 3].AsSpan(column + start, count);
            ReadOnlySpan<double> x = others[j + half].AsSpan(start, count), y = others[j + half + 1].AsSpan(start, count);

            // All six are of the same length, so that one comparison a step is enough.
            ref double ofA = ref MemoryMarshal.GetReference(a), ofB = ref MemoryMarshal.GetReference(b);
            ref double ofC = ref MemoryMarshal.GetReference(c), ofD = ref MemoryMarshal.GetReference(d);
            ref double ofX = ref MemoryMarshal.GetReference(x), ofY = ref MemoryMarshal.GetReference(y);
            Vector<double> ax = default, bx = default, cx = default, dx = default, ay = default, by = default, cy = default, dy = default;
            int k = 0;
            for (; k <= count - Vector<double>.Count; k += Vector<double>.Count)
            {
                nuint at = (nuint)k;
                Vector<double> first = Vector.LoadUnsafe(ref ofX, at), second = Vector.LoadUnsafe(ref ofY, at);
                Vector<double> row = Vector.LoadUnsafe(ref ofA, at);
                ax = Vector.FusedMultiplyAdd(row, first, ax);
                ay = Vector.FusedMultiplyAdd(row, second, ay);
                row = Vector.LoadUnsafe(ref ofB, at);
                bx = Vector.FusedMultiplyAdd(row, first, bx);
                by = Vector.FusedMultiplyAdd(row, second, by);
                row = Vector.LoadUnsafe(ref ofC, at);
                cx = Vector.FusedMultiplyAdd(row, first, cx);
                cy = Vector.FusedMultiplyAdd(row, second, cy);
                row = Vector.LoadUnsafe(ref ofD, at);
                dx = Vector.FusedMultiplyAdd(row, first, dx);
                dy = Vector.FusedMultiplyAdd(row, second, dy);
            }

            Add(products[i], j + half, ax, ay, a[k..], x[k..], y[k..]);
            Add(products[i + 1], j + half, bx, by, b[k..], x[k..], y[k..]);
            Add(products[i + 2], j + half, cx, cy, c[k..], x[k..], y[k..]);
            Add(products[i + 3], j + half, dx, dy, d[k..], x[k..], y[k..]);
        }

        static void Add(
            double[] sums, int at, Vector<double> first, Vector<double> second, ReadOnlySpan<double> row, ReadOnlySpan<double> x,
            ReadOnlySpan<double> y)
        {
            double firstSum = Vector.Sum(first), secondSum = Vector.Sum(second);
            for (int k = 0; k < row.Length; k++)
            {
                firstSum += row[k] * x[k];
                secondSum += row[k] * y[k];
            }

            sums[at] += firstSum;
            sums[at + 1] += secondSum;
        }
    }
}
