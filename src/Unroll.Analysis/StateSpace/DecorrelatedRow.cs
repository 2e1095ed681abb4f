namespace Unroll.Analysis.StateSpace;

/// <summary>
/// The observed series of a time made independent of each other, so that a filter takes them one by one (Durbin and Koopman 2012, 6.4.1):
/// H = L·D·L' of those that are there, with ones on the diagonal of L; L⁻¹·y then has the loadings L⁻¹·Z and the variances D, and the same
/// density, as the determinant of L is 1.
/// </summary>
internal sealed class DecorrelatedRow
{
    /// <summary>The share of a variance below which it is 0 but for rounding.</summary>
    private const double Nothing = 1e-13;

    private readonly double[,] _lower;

    /// <summary>Makes some of the series independent.</summary>
    /// <param name="model">The model.</param>
    /// <param name="series">Indices of the series that are there, rising.</param>
    public DecorrelatedRow(MultivariateStateSpaceModel model, int[] series)
    {
        int count = series.Length;
        Series = series;
        double[,] covariance = new double[count, count];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                covariance[i, j] = model.ObservationCovariance[series[i], series[j]];
            }
        }

        (_lower, Variances) = Factor(covariance);
        Loadings = new double[count][];
        for (int i = 0; i < count; i++)
        {
            double[] row = Loadings[i] = new double[model.StateCount];
            for (int state = 0; state < row.Length; state++)
            {
                row[state] = model.Observation[series[i], state];
                for (int j = 0; j < i; j++)
                {
                    row[state] -= _lower[i, j] * Loadings[j][state];
                }
            }
        }
    }

    /// <summary>Indices of the series.</summary>
    public int[] Series { get; }

    /// <summary>The loadings of each.</summary>
    public double[][] Loadings { get; }

    /// <summary>The variance of each.</summary>
    public double[] Variances { get; }

    /// <summary>Whether a matrix is symmetric with eigenvalues that are not negative.</summary>
    /// <param name="matrix">The matrix.</param>
    public static bool IsCovariance(double[,] matrix)
    {
        int size = matrix.GetLength(0);
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double bound = 1e-9 * Math.Sqrt(Math.Abs(matrix[i, i] * matrix[j, j]));
                if (!double.IsFinite(matrix[i, j]) || !(Math.Abs(matrix[i, j] - matrix[j, i]) <= bound))
                {
                    return false;
                }
            }
        }

        (double[,] lower, double[] variances) = Factor(matrix);
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double again = 0;
                for (int k = 0; k <= j; k++)
                {
                    again += lower[i, k] * lower[j, k] * variances[k];
                }

                if (variances[i] < 0 || !(Math.Abs(again - matrix[i, j]) <= 1e-9 * Math.Sqrt(matrix[i, i] * matrix[j, j])))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>The values of a time, made independent.</summary>
    /// <param name="values">The series, [series][time].</param>
    /// <param name="time">The time.</param>
    /// <param name="result">Takes a number for each of <see cref="Series"/>.</param>
    public void Transform(IReadOnlyList<double[]> values, int time, Span<double> result)
    {
        for (int i = 0; i < Series.Length; i++)
        {
            double value = values[Series[i]][time];
            for (int j = 0; j < i; j++)
            {
                value -= _lower[i, j] * result[j];
            }

            result[i] = value;
        }
    }

    private static (double[,] Lower, double[] Variances) Factor(double[,] covariance)
    {
        int size = covariance.GetLength(0);
        double[,] lower = new double[size, size];
        double[] variances = new double[size];
        for (int k = 0; k < size; k++)
        {
            double pivot = covariance[k, k];
            for (int j = 0; j < k; j++)
            {
                pivot -= lower[k, j] * lower[k, j] * variances[j];
            }

            variances[k] = Math.Abs(pivot) <= Nothing * Math.Abs(covariance[k, k]) ? 0 : pivot;
            lower[k, k] = 1;
            for (int i = k + 1; i < size && variances[k] != 0; i++)
            {
                double sum = covariance[i, k];
                for (int j = 0; j < k; j++)
                {
                    sum -= lower[i, j] * lower[k, j] * variances[j];
                }

                lower[i, k] = sum / variances[k];
            }
        }

        return (lower, variances);
    }
}
