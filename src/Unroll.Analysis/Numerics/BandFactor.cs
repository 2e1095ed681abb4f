using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Unroll.Analysis.Numerics;

/// <summary>Cholesky's factor of a band without negative eigenvalues with a number added to its diagonal.</summary>
internal sealed class BandFactor
{
    private const int Lanes = 8;
    private readonly double[][] _rows;

    private BandFactor(double[][] rows, double added) => (_rows, Added) = (rows, added);

    /// <summary>The number added to the diagonal: more than was asked for where that is lost in the rounding of the matrix.</summary>
    public double Added { get; }

    /// <summary>Factors a band.</summary>
    /// <param name="band">The band, [row][place]: the numbers of the row up to its diagonal, which is last.</param>
    /// <param name="added">What is added to the diagonal, above 0.</param>
    public static BandFactor Of(double[][] band, double added)
    {
        while (true)
        {
            double[][] rows = [.. band.Select(row => new double[row.Length])];
            if (IsFactored(band, added, rows))
            {
                return new BandFactor(rows, added);
            }

            added *= 10;
        }
    }

    /// <summary>Solves the system of the matrix.</summary>
    /// <param name="vector">The right-hand side, which becomes the solution.</param>
    public void Solve(double[] vector)
    {
        int width = _rows[0].Length - 1;
        for (int i = 0; i < vector.Length; i++)
        {
            int count = Math.Min(i, width);
            double sum = TensorPrimitives.Dot<double>(_rows[i].AsSpan(width - count, count), vector.AsSpan(i - count, count));
            vector[i] = (vector[i] - sum) * _rows[i][width];
        }

        for (int i = vector.Length - 1; i >= 0; i--)
        {
            int count = Math.Min(i, width);
            vector[i] *= _rows[i][width];
            Span<double> before = vector.AsSpan(i - count, count);
            TensorPrimitives.MultiplyAdd(_rows[i].AsSpan(width - count, count), -vector[i], before, before);
        }
    }

    /// <summary>The product of each row with the solution for it: rᵀ·A⁻¹·r, by each of several factors.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="factors">The factors, of the same band.</param>
    /// <returns>The products, [factor][row].</returns>
    public static double[][] Forms(double[][] rows, IReadOnlyList<BandFactor> factors)
    {
        double[][] forms = [.. factors.Select(_ => new double[rows.Length])];
        int together = Lanes * Vector<double>.Count, size = rows[0].Length;
        Parallel.For(
            0, (rows.Length + together - 1) / together,
            () => (Columns: new Vector<double>[size * Lanes], Solved: new Vector<double>[size * Lanes]),
            (block, _, buffers) =>
            {
                // Some rows at a time, one a lane; their squared lengths when solved by the triangle are what is wanted.
                int first = block * together, count = Math.Min(together, rows.Length - first);
                Span<double> columns = MemoryMarshal.Cast<Vector<double>, double>(buffers.Columns.AsSpan());
                for (int lane = 0; lane < together; lane++)
                {
                    for (int i = 0; i < size; i++)
                    {
                        columns[(i * together) + lane] = lane < count ? rows[first + lane][i] : 0;
                    }
                }

                Vector<double>[] sums = new Vector<double>[Lanes];
                for (int k = 0; k < factors.Count; k++)
                {
                    factors[k].AddSquares(buffers.Columns, buffers.Solved, sums);
                    MemoryMarshal.Cast<Vector<double>, double>(sums.AsSpan())[..count].CopyTo(forms[k].AsSpan(first));
                    Array.Clear(sums);
                }

                return buffers;
            },
            _ => { });
        return forms;
    }

    /// <summary>
    /// Writes the factor, with the inverses of its diagonal; whether that is right. Each pivot of a matrix without negative eigenvalues is
    /// no less than what is added, unless rounding has eaten it up.
    /// </summary>
    private static bool IsFactored(double[][] band, double added, double[][] factor)
    {
        int width = band[0].Length - 1;
        for (int i = 0; i < band.Length; i++)
        {
            double[] row = factor[i];
            for (int j = Math.Max(0, i - width); j < i; j++)
            {
                int place = j - i + width, count = Math.Min(place, j);
                double sum = TensorPrimitives.Dot<double>(row.AsSpan(place - count, count), factor[j].AsSpan(width - count, count));
                row[place] = (band[i][place] - sum) * factor[j][width];
            }

            double pivot = band[i][width] + added - TensorPrimitives.SumOfSquares<double>(row.AsSpan(0, width));
            if (!(pivot >= added / 2))
            {
                return false;
            }

            row[width] = 1 / Math.Sqrt(pivot);
        }

        return true;
    }

    private void AddSquares(Vector<double>[] columns, Vector<double>[] solved, Vector<double>[] sums)
    {
        int width = _rows[0].Length - 1;
        for (int i = 0; i < _rows.Length; i++)
        {
            int count = Math.Min(i, width);
            ReadOnlySpan<double> factors = _rows[i].AsSpan(width - count, count);
            ReadOnlySpan<Vector<double>> before = solved.AsSpan((i - count) * Lanes, count * Lanes);
            ReadOnlySpan<Vector<double>> own = columns.AsSpan(i * Lanes, Lanes);
            Vector<double> a = own[0], b = own[1], c = own[2], d = own[3], e = own[4], f = own[5], g = own[6], h = own[7];
            ref Vector<double> earlier = ref MemoryMarshal.GetReference(before);
            foreach (double value in factors)
            {
                Vector<double> factor = new(-value);
                a = Vector.FusedMultiplyAdd(factor, earlier, a);
                b = Vector.FusedMultiplyAdd(factor, Unsafe.Add(ref earlier, 1), b);
                c = Vector.FusedMultiplyAdd(factor, Unsafe.Add(ref earlier, 2), c);
                d = Vector.FusedMultiplyAdd(factor, Unsafe.Add(ref earlier, 3), d);
                e = Vector.FusedMultiplyAdd(factor, Unsafe.Add(ref earlier, 4), e);
                f = Vector.FusedMultiplyAdd(factor, Unsafe.Add(ref earlier, 5), f);
                g = Vector.FusedMultiplyAdd(factor, Unsafe.Add(ref earlier, 6), g);
                h = Vector.FusedMultiplyAdd(factor, Unsafe.Add(ref earlier, 7), h);
                earlier = ref Unsafe.Add(ref earlier, Lanes);
            }

            Span<Vector<double>> solution = solved.AsSpan(i * Lanes, Lanes);
            double inverse = _rows[i][width];
            (solution[0], solution[1], solution[2], solution[3]) = (a * inverse, b * inverse, c * inverse, d * inverse);
            (solution[4], solution[5], solution[6], solution[7]) = (e * inverse, f * inverse, g * inverse, h * inverse);
            for (int lane = 0; lane < Lanes; lane++)
            {
                sums[lane] += solution[lane] * solution[lane];
            }
        }
    }
}
