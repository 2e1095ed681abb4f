using FsCheck;
using FsCheck.Fluent;
using Unroll.Kernels;

namespace Unroll.Tests.Properties;

/// <summary>The packed products against three plain loops in double precision, for sizes around every edge of tiles and panels.</summary>
public sealed class MatrixProductProperties
{
    private static readonly Config _config = Config.QuickThrowOnFailure.WithMaxTest(150);

    private static readonly Gen<int> _size = Gen.OneOf(
        Gen.Choose(1, 20), Gen.Choose(1, 150), Gen.Elements(8, 16, 17, 32, 48, 49, 64, 96, 128, 129));

    private static readonly Arbitrary<Problem> _problems = Arb.From(
        from rows in Gen.OneOf(Gen.Choose(1, 9), Gen.Choose(1, 40))
        from inner in _size
        from columns in _size
        from aGap in Gen.Choose(0, 3)
        from bGap in Gen.Choose(0, 3)
        from cGap in Gen.Choose(0, 3)
        from seed in Gen.Choose(0, 1_000_000)
        select new Problem(rows, inner, columns, aGap, bGap, cGap, seed));

    [Fact]
    public void Product_equals_naive_product() => Check(problem =>
    {
        (float[] a, float[] b, float[] c) = problem.Operands();
        var packed = new PackedMatrix(problem.Inner, problem.Columns);
        packed.Pack(b, problem.BStride);
        double[] expected = problem.Naive(a, b, (row, column) => 0);
        MatrixProduct.Multiply(a, problem.AStride, packed, c, problem.CStride, problem.Rows, accumulate: false);
        return problem.Agrees(expected, c);
    });

    [Fact]
    public void Accumulating_product_adds_to_what_is_there() => Check(problem =>
    {
        (float[] a, float[] b, float[] c) = problem.Operands();
        float[] before = [.. c];
        var packed = new PackedMatrix(problem.Inner, problem.Columns);
        packed.Pack(b, problem.BStride);
        MatrixProduct.Multiply(a, problem.AStride, packed, c, problem.CStride, problem.Rows, accumulate: true);
        return problem.Agrees(problem.Naive(a, b, (row, column) => before[(row * problem.CStride) + column]), c);
    });

    [Fact]
    public void Product_with_bias_adds_it_to_every_row() => Check(problem =>
    {
        (float[] a, float[] b, float[] c) = problem.Operands();
        float[] bias = [.. Enumerable.Range(0, problem.Columns).Select(column => (column % 3) - 0.5f)];
        var packed = new PackedMatrix(problem.Inner, problem.Columns);
        packed.Pack(b, problem.BStride);
        MatrixProduct.MultiplyAddBias(a, problem.AStride, packed, bias, c, problem.CStride, problem.Rows);
        return problem.Agrees(problem.Naive(a, b, (row, column) => bias[column]), c);
    });

    [Fact]
    public void Packing_the_transpose_equals_packing_a_transposed_copy() => Check(problem =>
    {
        (_, float[] b, _) = problem.Operands();
        var straight = new PackedMatrix(problem.Inner, problem.Columns);
        straight.Pack(b, problem.BStride);
        var transposed = new float[problem.Inner * problem.Columns];
        for (int i = 0; i < problem.Inner; i++)
        {
            for (int column = 0; column < problem.Columns; column++)
            {
                transposed[(column * problem.Inner) + i] = b[(i * problem.BStride) + column];
            }
        }

        var fromTransposed = new PackedMatrix(problem.Inner, problem.Columns);
        fromTransposed.PackTransposed(transposed, problem.Inner);
        return straight.Panels.SequenceEqual(fromTransposed.Panels);
    });

    [Fact]
    public void Transposed_product_adds_the_outer_products_of_rows() => Check(problem =>
    {
        // Here A is [inner, rows]: the roles of the two sizes of A are exchanged.
        (_, float[] b, float[] c) = problem.Operands();
        int aStride = problem.Rows + problem.AGap;
        float[] a = Problem.Random(problem.Seed + 5, problem.Inner * aStride);
        float[] before = [.. c];
        MatrixProduct.AddTransposed(a, aStride, b, problem.BStride, c, problem.CStride, problem.Inner, problem.Rows, problem.Columns);
        var straightA = new float[problem.Rows * problem.AStride];
        for (int row = 0; row < problem.Rows; row++)
        {
            for (int i = 0; i < problem.Inner; i++)
            {
                straightA[(row * problem.AStride) + i] = a[(i * aStride) + row];
            }
        }

        return problem.Agrees(problem.Naive(straightA, b, (row, column) => before[(row * problem.CStride) + column]), c);
    });

    /// <summary>Sizes at which the inner index is cut into chunks, and A into blocks.</summary>
    [Theory]
    [InlineData(140, 513, 60)]
    [InlineData(270, 1030, 19)]
    [InlineData(3, 700, 150)]
    public void Transposed_product_of_large_operands_adds_all_chunks(int rows, int inner, int columns)
    {
        var problem = new Problem(rows, inner, columns, 0, 0, 1, 7);
        (float[] straightA, float[] b, float[] c) = problem.Operands();
        float[] a = [.. Enumerable.Range(0, inner * rows).Select(i => straightA[(i % rows * inner) + (i / rows)])];
        float[] before = [.. c];
        MatrixProduct.AddTransposed(a, rows, b, columns, c, problem.CStride, inner, rows, columns);
        Assert.True(problem.Agrees(problem.Naive(straightA, b, (row, column) => before[(row * problem.CStride) + column]), c));
    }

    [Fact]
    public void Products_repeat_to_the_last_bit() => Check(problem =>
    {
        (float[] a, float[] b, float[] c) = problem.Operands();
        float[] again = [.. c];
        var packed = new PackedMatrix(problem.Inner, problem.Columns);
        packed.Pack(b, problem.BStride);
        MatrixProduct.Multiply(a, problem.AStride, packed, c, problem.CStride, problem.Rows, accumulate: true);
        MatrixProduct.Multiply(a, problem.AStride, packed, again, problem.CStride, problem.Rows, accumulate: true);
        return c.AsSpan().SequenceEqual(again);
    });

    private static void Check(Func<Problem, bool> holds) => Prop.ForAll(_problems, holds).Check(_config);

    /// <summary>
    /// C of [rows, columns] from A of [rows, inner] and B of [inner, columns], with gaps behind the rows that nobody may touch.
    /// </summary>
    private sealed record Problem(int Rows, int Inner, int Columns, int AGap, int BGap, int CGap, int Seed)
    {
        private const float Untouched = -77;

        public int AStride => Inner + AGap;

        public int BStride => Columns + BGap;

        public int CStride => Columns + CGap;

        public (float[] A, float[] B, float[] C) Operands()
        {
            float[] c = Random(Seed + 2, Rows * CStride);
            for (int row = 0; row < Rows; row++)
            {
                c.AsSpan((row * CStride) + Columns, CGap).Fill(Untouched);
            }

            return (Random(Seed, Rows * AStride), Random(Seed + 1, Inner * BStride), c);
        }

        public static float[] Random(int seed, int length)
        {
            var random = new RandomStream((ulong)seed);
            return [.. Enumerable.Range(0, length).Select(_ => (float)random.NextNormal())];
        }

        public double[] Naive(float[] a, float[] b, Func<int, int, float> start)
        {
            var c = new double[Rows * Columns];
            for (int row = 0; row < Rows; row++)
            {
                for (int column = 0; column < Columns; column++)
                {
                    double sum = start(row, column);
                    for (int i = 0; i < Inner; i++)
                    {
                        sum += (double)a[(row * AStride) + i] * b[(i * BStride) + column];
                    }

                    c[(row * Columns) + column] = sum;
                }
            }

            return c;
        }

        public bool Agrees(double[] expected, float[] c)
        {
            // Rounding adds up like a random walk: each of the sums has terms of size 1.
            double tolerance = 4e-7 * (4 + Inner);
            for (int row = 0; row < Rows; row++)
            {
                for (int column = 0; column < CStride; column++)
                {
                    float actual = c[(row * CStride) + column];
                    bool right = column < Columns ? Math.Abs(actual - expected[(row * Columns) + column]) <= tolerance
                        : actual == Untouched;
                    if (!right)
                    {
                        return false;
                    }
                }
            }

            return true;
        }
    }
}
