namespace Unroll.Analysis.StateSpace;

/// <summary>Comparison of covariances, which become steady after some time.</summary>
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
}
