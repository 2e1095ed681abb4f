using MathNet.Numerics.LinearAlgebra;
using Unroll.Analysis.Numerics;

namespace Unroll.Analysis.Models;

/// <summary>Maximum likelihood of an ARIMA model.</summary>
internal static class ArimaEstimation
{
    /// <summary>The greatest log-likelihood; the coefficients hold where it is.</summary>
    /// <param name="likelihood">The likelihood.</param>
    /// <param name="coefficients">The coefficients, from which the search starts where <paramref name="isStart"/>.</param>
    /// <param name="isStart">Whether to start from the coefficients alone.</param>
    /// <param name="isRough">Whether it is found roughly, as is enough to compare models.</param>
    public static double Maximize(ArimaLikelihood likelihood, double[] coefficients, bool isStart, bool isRough)
    {
        ArimaOrder order = likelihood.Order;
        int size = coefficients.Length;
        if (size == 0)
        {
            return likelihood.At(coefficients);
        }

        double[] free = new double[size];
        double best = double.PositiveInfinity;
        if (isStart && ArmaPolynomials.Release(order, coefficients, free))
        {
            best = Search(likelihood, free, isRough);
        }
        else
        {
            foreach (double[] trial in ArimaStarts.Of(likelihood, isThorough: !isRough))
            {
                double found = Search(likelihood, trial, isRough: true);
                if (found < best)
                {
                    (best, free) = (found, trial);
                }
            }
        }

        if (!double.IsFinite(best))
        {
            return double.NaN;
        }

        if (!isStart && !isRough)
        {
            Search(likelihood, free, isRough: false);
        }

        ArmaPolynomials.Constrain(order, free, coefficients);
        return likelihood.At(coefficients);
    }

    /// <summary>
    /// Standard errors by the curvature of the likelihood in all parameters together: those of regressors count that the coefficients,
    /// which they are the least squares of, are estimates, too. Null where there is none.
    /// </summary>
    public static (double?[] Coefficients, double?[] Regressors) Errors(ArimaLikelihood likelihood, double[] coefficients)
    {
        // Near the bounds of the region a step would lead outside, where there is no likelihood.
        double[] scales = [.. coefficients.Select(_ => 0.1)];
        Matrix<double>? covariance = ArmaPolynomials.HasRootsBeyond(likelihood.Order, coefficients, 1.0005)
            ? Information.CovarianceByHessian(point => -likelihood.At(point), coefficients, scales) : null;
        double?[] errors = Information.Errors(covariance, coefficients.Length);
        likelihood.At(coefficients);
        double[] variances = [.. likelihood.BetaErrors.Select(error => error * error)];
        if (variances.Length > 0 && covariance is not null && Array.TrueForAll(errors, error => error is not null))
        {
            Matrix<double> slopes = Matrix<double>.Build.DenseOfColumnArrays(
                [.. Enumerable.Range(0, coefficients.Length).Select(i => BetaSlopes(likelihood, coefficients, i))]);
            variances = [.. variances.Zip((slopes * covariance * slopes.Transpose()).Diagonal(), (own, more) => own + more)];
        }

        return (errors, [.. variances.Select(variance => double.IsFinite(variance) ? Math.Sqrt(variance) : (double?)null)]);
    }

    /// <summary>The change of the regressors' coefficients with a coefficient of the process.</summary>
    private static double[] BetaSlopes(ArimaLikelihood likelihood, double[] coefficients, int coefficient)
    {
        const double width = 1e-4;
        double[] shifted = [.. coefficients];
        shifted[coefficient] += width;
        likelihood.At(shifted);
        double[] above = [.. likelihood.Beta];
        shifted[coefficient] -= 2 * width;
        likelihood.At(shifted);
        return [.. above.Zip(likelihood.Beta, (high, low) => (high - low) / (2 * width))];
    }

    /// <summary>Moves a point to where minus the log-likelihood is least, and gives its value there.</summary>
    public static double Search(ArimaLikelihood likelihood, double[] free, bool isRough) => isRough
        ? QuasiNewton.Minimize(likelihood.Negative, free, QuasiNewton.Forward(likelihood.Negative, free.Length), 5e-7, 40, isRough: true)
        : QuasiNewton.Minimize(likelihood.Negative, free, tolerance: 1e-12);
}
