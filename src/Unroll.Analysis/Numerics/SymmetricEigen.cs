using System.Numerics;
using System.Numerics.Tensors;

namespace Unroll.Analysis.Numerics;

/// <summary>
/// Eigenvalues and eigenvectors of a symmetric matrix: Householder's tridiagonal form and the implicit QL algorithm (Bowdler, Martin,
/// Reinsch and Wilkinson, Numerische Mathematik 11, 1968), on all processors and with vectors of numbers, for thousands of rows.
/// </summary>
/// <param name="Values">The eigenvalues.</param>
/// <param name="Vectors">The eigenvector of each, of length 1.</param>
internal sealed record SymmetricEigen(double[] Values, double[][] Vectors)
{
    private const int FewRows = 192;
    private const int MostSteps = 300;

    /// <summary>Pieces that rows are dealt out to: as many on any number of processors, so that sums are rounded alike.</summary>
    private const int Pieces = 8;

    /// <summary>Decomposes a matrix.</summary>
    /// <param name="matrix">The rows of the matrix, which are written over.</param>
    /// <exception cref="InputException">It holds a number that is missing or infinite.</exception>
    public static SymmetricEigen Of(double[][] matrix)
    {
        double scale = 0;
        foreach (double[] row in matrix)
        {
            scale = Math.Max(scale, Math.Abs(TensorPrimitives.MaxMagnitude<double>(row)));
        }

        if (!double.IsFinite(scale))
        {
            throw new InputException("A matrix to be decomposed holds a number that is missing or infinite: look for such features.");
        }

        double inverse = double.IsNormal(scale) ? 1 / scale : 0;
        foreach (double[] row in matrix)
        {
            TensorPrimitives.Multiply(row, inverse, row);
        }

        (double[] diagonal, double[] beside, double[] factors) =
            (new double[matrix.Length], new double[matrix.Length], new double[matrix.Length]);
        Tridiagonalize(matrix, diagonal, beside, factors);
        GivensRotations rotations = new(matrix.Length);
        Iterate(diagonal, beside, rotations);
        double[][] vectors = rotations.Vectors();
        Reflect(matrix, factors, vectors);
        return new SymmetricEigen([.. diagonal.Select(value => value * scale)], vectors);
    }

    /// <summary>
    /// Reflects the matrix to a tridiagonal one, of which the upper half is kept. The vector of each reflection takes the place of what it
    /// cleared; the update by a reflection and the product with the vector of the next one are one walk over the matrix.
    /// </summary>
    private static void Tridiagonalize(double[][] a, double[] diagonal, double[] beside, double[] factors)
    {
        int n = a.Length;
        double[] v = new double[n], w = new double[n], next = new double[n], product = new double[n];
        double[][] products = [.. Enumerable.Range(0, Pieces).Select(_ => new double[n])];
        for (int k = 0; k < n; k++)
        {
            double[] row = a[k];
            Update(row, k, v[k], w[k], v, w);
            diagonal[k] = row[k];
            if (k == n - 1)
            {
                return;
            }

            double tail = 0;
            for (int j = k + 2; j < n; j++)
            {
                tail += row[j] * row[j];
            }

            double first = row[k + 1], length = Math.Sqrt((first * first) + tail);
            bool isReflected = tail > 0;
            beside[k] = !isReflected ? first : first > 0 ? -length : length;
            row.AsSpan(k + 1).CopyTo(next.AsSpan(k + 1));
            next[k] = 0;
            double own = first - beside[k];
            next[k + 1] = isReflected ? own : 0;
            factors[k] = isReflected ? 2 / ((own * own) + tail) : 0;
            if (!isReflected)
            {
                next.AsSpan(k + 1).Clear();
            }

            int from = k + 1;
            InParallel(0, Pieces, n - from, piece =>
            {
                double[] sums = products[piece];
                sums.AsSpan(from).Clear();
                for (int i = from + piece; i < n; i += Pieces)
                {
                    sums[i] += UpdateAndMultiply(a[i], i, v, w, next, sums);
                }
            });
            double factor = factors[k], half = 0;
            for (int j = from; j < n; j++)
            {
                product[j] = 0;
                foreach (double[] sums in products)
                {
                    product[j] += sums[j];
                }

                product[j] *= factor;
                half += product[j] * next[j];
            }

            half *= factor / 2;
            for (int j = from; j < n; j++)
            {
                (v[j], w[j]) = (next[j], product[j] - (half * next[j]));
            }

            next.AsSpan(from).CopyTo(row.AsSpan(from));
        }
    }

    private static void Update(double[] row, int from, double own, double other, double[] v, double[] w)
    {
        for (int j = from; j < row.Length; j++)
        {
            row[j] -= (own * w[j]) + (other * v[j]);
        }
    }

    /// <summary>
    /// Updates a row from its diagonal on; gives its product with the vector of the next reflection, and adds that of its mirror image.
    /// </summary>
    private static double UpdateAndMultiply(double[] row, int i, double[] v, double[] w, double[] next, double[] mirrored)
    {
        double own = v[i], other = w[i], factor = next[i];
        row[i] -= 2 * own * other;
        double sum = row[i] * factor;
        Vector<double> sums = Vector<double>.Zero, owns = new(-own), others = new(-other), factors = new(factor);
        int j = i + 1;
        for (; j <= row.Length - Vector<double>.Count; j += Vector<double>.Count)
        {
            Vector<double> updated = Vector.FusedMultiplyAdd(owns, new(w, j), Vector.FusedMultiplyAdd(others, new(v, j), new(row, j)));
            updated.CopyTo(row, j);
            sums = Vector.FusedMultiplyAdd(updated, new(next, j), sums);
            Vector.FusedMultiplyAdd(updated, factors, new(mirrored, j)).CopyTo(mirrored, j);
        }

        for (; j < row.Length; j++)
        {
            row[j] -= (own * w[j]) + (other * v[j]);
            sum += row[j] * next[j];
            mirrored[j] += row[j] * factor;
        }

        return sum + Vector.Sum(sums);
    }

    /// <summary>The implicit QL algorithm on a tridiagonal matrix.</summary>
    private static void Iterate(double[] d, double[] e, GivensRotations rotations)
    {
        int n = d.Length;
        const double precision = 2.220446049250313e-16;
        double shift = 0, size = 0;
        for (int l = 0; l < n; l++)
        {
            size = Math.Max(size, Math.Abs(d[l]) + Math.Abs(e[l]));
            int m = l;
            while (m < n - 1 && Math.Abs(e[m]) > precision * size)
            {
                m++;
            }

            for (int step = 0; m > l && step < MostSteps && Math.Abs(e[l]) > precision * size; step++)
            {
                double g = d[l], p = (d[l + 1] - g) / (2 * e[l]), r = Math.CopySign(Math.Sqrt((p * p) + 1), p);
                d[l] = e[l] / (p + r);
                d[l + 1] = e[l] * (p + r);
                double after = d[l + 1], h = g - d[l], besideAfter = e[l + 1];
                for (int i = l + 2; i < n; i++)
                {
                    d[i] -= h;
                }

                shift += h;
                p = d[m];
                (double c, double c2, double c3, double s, double s2) = (1, 1, 1, 0, 0);
                rotations.Begin(m - 1);
                for (int i = m - 1; i >= l; i--)
                {
                    (c3, c2, s2) = (c2, c, s);
                    g = c * e[i];
                    h = c * p;
                    r = Math.Sqrt((p * p) + (e[i] * e[i]));
                    e[i + 1] = s * r;
                    (s, c) = (e[i] / r, p / r);
                    p = (c * d[i]) - (s * g);
                    d[i + 1] = h + (s * ((c * g) + (s * d[i])));
                    rotations.Add(c, s);
                }

                p = -s * s2 * c3 * besideAfter * e[l] / after;
                (e[l], d[l]) = (s * p, c * p);
            }

            d[l] += shift;
            e[l] = 0;
        }
    }

    /// <summary>Turns eigenvectors of the tridiagonal matrix into those of the matrix that was reflected, some at a time.</summary>
    private static void Reflect(double[][] reflections, double[] factors, double[][] vectors)
    {
        const int together = 8;
        int n = vectors.Length;
        InParallel(0, (n + together - 1) / together, n, group =>
        {
            for (int k = n - 2; k >= 0; k--)
            {
                ReadOnlySpan<double> reflection = reflections[k].AsSpan(k + 1);
                for (int i = together * group; i < Math.Min(n, together * (group + 1)) && factors[k] != 0; i++)
                {
                    Span<double> vector = vectors[i].AsSpan(k + 1);
                    double weight = -factors[k] * TensorPrimitives.Dot<double>(reflection, vector);
                    TensorPrimitives.MultiplyAdd(reflection, weight, vector, vector);
                }
            }
        });
    }

    /// <summary>Runs a body for each number, on all processors where there are more than few rows.</summary>
    private static void InParallel(int from, int to, int rows, Action<int> body)
    {
        if (rows >= FewRows)
        {
            Parallel.For(from, to, body);
            return;
        }

        for (int i = from; i < to; i++)
        {
            body(i);
        }
    }
}
