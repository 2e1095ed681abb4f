using Unroll.Analysis.Numerics;

namespace Unroll.Analysis.Models;

/// <summary>Maximum likelihood of an ARIMA model.</summary>
internal static class ArimaEstimation
{
    /// <summary>Partial correlations to start from: the likelihood of an ARMA process may have several maxima.</summary>
    private static readonly (double Autoregression, double MovingAverage)[] _starts = [(0.1, 0.1), (0.7, -0.4), (-0.4, 0.4), (0.4, 0.6)];

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
            foreach ((double autoregression, double movingAverage) in _starts)
            {
                double[] trial =
                [
                    .. Enumerable.Range(0, size).Select(i => IsMovingAverage(order, i) ? -movingAverage : autoregression),
                ];
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

    /// <summary>Standard errors of the coefficients by the curvature of the likelihood.</summary>
    public static double?[] Errors(ArimaLikelihood likelihood, double[] coefficients)
    {
        if (coefficients.Length == 0)
        {
            return [];
        }

        // Near the bounds of the region a step would lead outside, where there is no likelihood.
        double[] scales = [.. coefficients.Select(_ => 0.1)];
        return ArmaPolynomials.HasRootsBeyond(likelihood.Order, coefficients, 1.0005)
            ? Information.ByHessian(point => -likelihood.At(point), coefficients, scales)
            : new double?[coefficients.Length];
    }

    private static double Search(ArimaLikelihood likelihood, double[] free, bool isRough) => isRough
        ? QuasiNewton.Minimize(likelihood.Negative, free, QuasiNewton.Forward(likelihood.Negative, free.Length), 5e-7, 40, isRough: true)
        : QuasiNewton.Minimize(likelihood.Negative, free, tolerance: 1e-12);

    private static bool IsMovingAverage(ArimaOrder order, int i) =>
        (i >= order.P && i < order.P + order.Q) || i >= order.P + order.Q + order.SeasonalP;
}
