namespace Unroll.Analysis.StateSpace;

/// <summary>Comparison of covariances, which become steady after some time, and their factors.</summary>
internal static class Covariances
{
    private const double Tolerance = 1e-12;

    /// <summary>Whether two covariances differ by rounding alone.</summary>
    public static bool AreNear(double[] matrix, double[] before, int size)
    {
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double bound = Tolerance * Math.Sqrt(Math.Abs(matrix[(i * size) + i] * matrix[(j * size) + j]));
                if (!(Math.Abs(matrix[(i * size) + j] - before[(i * size) + j]) <= bound))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>P − k·(P·z)' in place of a P that no longer changes: the covariance after an observation.</summary>
    public static void Filter(double[] covariance, double[] gain, double[] cross)
    {
        for (int i = 0; i < gain.Length; i++)
        {
            Transition.AddMultiple(-gain[i], cross, covariance.AsSpan(i * gain.Length, gain.Length));
        }
    }

    /// <summary>The lower factor of a covariance that may be singular, without pivots: a column whose pivot is 0 is left out.</summary>
    public static double[,] Root(double[,] covariance)
    {
        int size = covariance.GetLength(0);
        double[,] root = new double[size, size];
        for (int k = 0; k < size; k++)
        {
            double pivot = covariance[k, k];
            for (int j = 0; j < k; j++)
            {
                pivot -= root[k, j] * root[k, j];
            }

            if (pivot <= 1e-12 * covariance[k, k])
            {
                continue;
            }

            root[k, k] = Math.Sqrt(pivot);
            for (int i = k + 1; i < size; i++)
            {
                double sum = covariance[i, k];
                for (int j = 0; j < k; j++)
                {
                    sum -= root[i, j] * root[k, j];
                }

                root[i, k] = sum / root[k, k];
            }
        }

        return root;
    }
}
