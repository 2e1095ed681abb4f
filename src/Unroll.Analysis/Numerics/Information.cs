using MathNet.Numerics.LinearAlgebra;

namespace Unroll.Analysis.Numerics;

/// <summary>Standard errors of estimates of greatest likelihood, by numerical derivatives.</summary>
internal static class Information
{
    /// <summary>
    /// Standard errors by the observed information, the Hessian matrix of the negative log-likelihood; null where it has none.
    /// </summary>
    /// <param name="negative">The negative log-likelihood.</param>
    /// <param name="point">The estimates, inside their region.</param>
    /// <param name="scales">The size of a step that matters, for each parameter.</param>
    public static double?[] ByHessian(QuasiNewton.Function negative, double[] point, double[] scales) =>
        Errors(CovarianceByHessian(negative, point, scales), point.Length);

    /// <summary>
    /// The covariance of the estimates' errors by the observed information; null where a parameter has none.
    /// </summary>
    /// <param name="negative">The negative log-likelihood.</param>
    /// <param name="point">The estimates, inside their region.</param>
    /// <param name="scales">The size of a step that matters, for each parameter.</param>
    public static Matrix<double>? CovarianceByHessian(QuasiNewton.Function negative, double[] point, double[] scales)
    {
        int size = point.Length;
        double[] widths = [.. scales.Select(scale => 1e-3 * scale)];
        double[] shifted = [.. point];
        double center = negative(point);
        var hessian = Matrix<double>.Build.Dense(size, size);
        double At(int i, double first, int j, double second)
        {
            point.CopyTo(shifted, 0);
            shifted[i] += first * widths[i];
            shifted[j] += second * widths[j];
            return negative(shifted);
        }

        for (int i = 0; i < size; i++)
        {
            hessian[i, i] = (At(i, 1, i, 0) - (2 * center) + At(i, -1, i, 0)) / (widths[i] * widths[i]);
            for (int j = 0; j < i; j++)
            {
                hessian[i, j] = hessian[j, i] =
                    (At(i, 1, j, 1) - At(i, 1, j, -1) - At(i, -1, j, 1) + At(i, -1, j, -1)) / (4 * widths[i] * widths[j]);
            }
        }

        return Covariance(hessian);
    }

    /// <summary>The roots of a covariance's diagonal; null where it has none.</summary>
    public static double?[] Errors(Matrix<double>? covariance, int size) => covariance is null ? new double?[size]
        : [.. covariance.Diagonal().Select(variance => double.IsFinite(variance) && variance > 0 ? Math.Sqrt(variance) : (double?)null)];

    /// <summary>Standard errors by the outer product of the scores of single observations (Berndt, Hall, Hall and Hausman 1974).</summary>
    /// <param name="contributions">Writes each observation's part of the log-likelihood.</param>
    /// <param name="observations">How many observations there are.</param>
    /// <param name="point">The estimates.</param>
    /// <param name="scales">The size of a step that matters, for each parameter.</param>
    /// <param name="atBound">Whether a parameter lies at a lower bound, so that its derivative is taken from above.</param>
    public static double?[] ByOuterProduct(
        Action<double[], double[]> contributions, int observations, double[] point, double[] scales, bool[] atBound)
    {
        int size = point.Length;
        var information = Matrix<double>.Build.Dense(size, size);
        double[][] scores = new double[size][];
        double[] shifted = [.. point];
        for (int i = 0; i < size; i++)
        {
            double width = 1e-4 * scales[i];
            double[] above = new double[observations], below = new double[observations];
            shifted[i] = point[i] + width;
            contributions(shifted, above);
            shifted[i] = point[i] - (atBound[i] ? 0 : width);
            contributions(shifted, below);
            shifted[i] = point[i];
            scores[i] = [.. above.Zip(below, (high, low) => (high - low) / (atBound[i] ? width : 2 * width))];
        }

        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                information[i, j] = scores[i].Zip(scores[j], (first, second) => first * second).Sum();
            }
        }

        return Errors(Covariance(information), size);
    }

    private static Matrix<double>? Covariance(Matrix<double> information)
    {
        int size = information.RowCount;

        // Parameters differ by many orders of magnitude: the matrix is inverted with a unit diagonal.
        double[] roots = [.. information.Diagonal().Select(entry => Math.Sqrt(entry))];
        if (size == 0 || !roots.All(root => double.IsFinite(root) && root > 0))
        {
            return null;
        }

        Matrix<double> scaled = Matrix<double>.Build.Dense(size, size, (i, j) => information[i, j] / (roots[i] * roots[j])).Inverse();
        return Matrix<double>.Build.Dense(size, size, (i, j) => scaled[i, j] / (roots[i] * roots[j]));
    }
}
