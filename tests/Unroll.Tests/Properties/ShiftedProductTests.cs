using Unroll.Kernels;

namespace Unroll.Tests.Properties;

/// <summary>The products of a convolution against sums in double precision, for shifts that reach beyond both ends.</summary>
public sealed class ShiftedProductTests
{
    /// <summary>Rows of A, columns of A, rows of C, columns of C, shifts, first shift, step.</summary>
    public static TheoryData<int, int, int, int, int, int, int> Cases { get; } = new()
    {
        { 1, 1, 1, 1, 1, 0, 1 },
        { 40, 9, 30, 64, 3, 0, 5 },
        { 300, 5, 300, 17, 4, -6, 3 },
        { 300, 48, 290, 7, 3, 10, -5 },
        { 7, 3, 20, 49, 5, -8, 4 },
        { 20, 4, 7, 33, 64, 0, 1 },
        { 10, 2, 12, 16, 2, 50, 1 },
        { 10, 2, 12, 16, 2, -50, -1 },
        { 520, 16, 513, 96, 2, 3, 4 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Products_are_sums_over_the_rows_that_are_there(
        int aRows, int inner, int rows, int columns, int count, int firstShift, int step)
    {
        var shifts = new RowShifts(count, firstShift, step, aRows);
        var random = new RandomStream((ulong)(rows * columns));
        float[] a = Normal(aRows * inner, random);
        float[] b = Normal(count * inner * columns, random);
        float[] bias = Normal(columns, random);
        float[] c = Normal(rows * columns, random);
        float[] untouched = [.. c];
        var packed = new PackedMatrix(count * inner, columns);
        packed.Pack(b, columns);
        int from = rows / 3;

        ShiftedProduct.Multiply(a, inner, shifts, packed, bias, c, from, rows);

        Assert.Equal(untouched[..(from * columns)], c[..(from * columns)]);
        for (int i = from * columns; i < c.Length; i++)
        {
            (int row, int column) = Math.DivRem(i, columns);
            double sum = bias[column];
            foreach ((int k, int seen) in Seen(shifts, row))
            {
                sum += Enumerable.Range(0, inner).Sum(j => (double)a[(seen * inner) + j] * b[(((k * inner) + j) * columns) + column]);
            }

            Assert.Equal(sum, c[i], 1e-5 * (count + inner));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Transposed_products_add_up_the_rows_that_are_there(
        int aRows, int inner, int rows, int columns, int count, int firstShift, int step)
    {
        var shifts = new RowShifts(count, firstShift, step, aRows);
        var random = new RandomStream((ulong)(rows + columns));
        float[] a = Normal(aRows * inner, random);
        float[] b = Normal(rows * columns, random);
        float[] c = Normal(count * inner * columns, random);
        double[] expected = [.. c.Select(value => (double)value)];
        int from = rows / 3;

        ShiftedProduct.AddTransposed(a, inner, shifts, b, columns, c, from, rows);

        for (int row = from; row < rows; row++)
        {
            foreach ((int k, int seen) in Seen(shifts, row))
            {
                for (int i = 0; i < inner * columns; i++)
                {
                    expected[(k * inner * columns) + i] += (double)a[(seen * inner) + (i / columns)] * b[(row * columns) + (i % columns)];
                }
            }
        }

        for (int i = 0; i < c.Length; i++)
        {
            Assert.Equal(expected[i], c[i], 1e-6 * (rows + 10));
        }
    }

    private static IEnumerable<(int K, int Row)> Seen(RowShifts shifts, int row) =>
        Enumerable.Range(0, shifts.Count).Select(k => (k, row + shifts.First + (k * shifts.Step)))
            .Where(seen => seen.Item2 >= 0 && seen.Item2 < shifts.Rows);

    private static float[] Normal(int length, RandomStream random) => [
        .. Enumerable.Range(0, length).Select(_ => (float)random.NextNormal())];
}
