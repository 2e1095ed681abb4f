using MathNet.Numerics.LinearAlgebra;
using Unroll.Analysis.StateSpace;

namespace Unroll.Analysis.Models;

/// <summary>
/// An ARIMA process as a state space model, for series with gaps, whose differences cannot be taken: the states are those of the ARMA
/// process, and the last values of the series, which are diffuse at the start.
/// </summary>
internal static class GappedArma
{
    /// <summary>The model of a process with disturbances of a certain variance.</summary>
    public static StateSpaceModel Model(
        ArmaPolynomials polynomials, ReadOnlySpan<double> differences, double variance, DiffuseStart start = DiffuseStart.Exact)
    {
        double[] phi = polynomials.Autoregression, theta = polynomials.MovingAverage;
        int size = Math.Max(phi.Length, theta.Length + 1), total = size + differences.Length;
        double[] observation = new double[total];
        double[,] transition = new double[total, total], noise = new double[total, total], initial = new double[total, total];
        observation[0] = 1;
        for (int i = 0; i < size; i++)
        {
            transition[i, 0] = i < phi.Length ? phi[i] : 0;
            if (i + 1 < size)
            {
                transition[i, i + 1] = 1;
            }

            for (int j = 0; j < size; j++)
            {
                noise[i, j] = variance * Weight(theta, i) * Weight(theta, j);
            }
        }

        for (int j = 0; j < differences.Length; j++)
        {
            observation[size + j] = differences[j];
            transition[size, size + j] = differences[j];
            if (j > 0)
            {
                transition[size + j, size + j - 1] = 1;
            }
        }

        if (differences.Length > 0)
        {
            transition[size, 0] = 1;
        }

        Matrix<double> stationary = Stationary(
            Matrix<double>.Build.Dense(size, size, (i, j) => transition[i, j]),
            Matrix<double>.Build.Dense(size, size, (i, j) => noise[i, j]));
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                initial[i, j] = stationary[i, j];
            }
        }

        return new StateSpaceModel(observation, transition, noise, 0)
        {
            IsDiffuse = [.. Enumerable.Range(0, total).Select(i => i >= size)],
            InitialCovariance = initial,
            Start = start,
        };
    }

    /// <summary>Standardised innovations of several series with gaps at the same times.</summary>
    public static Whitening Whiten(StateSpaceModel model, double[][] series, Span<double> roots)
    {
        double logarithms = 0;
        double[][] innovations = new double[series.Length][];
        for (int k = 0; k < series.Length; k++)
        {
            FilteredStates filtered = KalmanFilter.Filter(model, series[k]);
            innovations[k] = [.. filtered.Innovations.Zip(filtered.InnovationVariances, (value, variance) => value / Math.Sqrt(variance))];
            for (int t = 0; t < roots.Length; t++)
            {
                roots[t] = Math.Sqrt(filtered.InnovationVariances[t]);
            }

            logarithms = filtered.InnovationVariances.Where(double.IsFinite).Sum(Math.Log)
                + filtered.Steps.Where(step => step.Gain is not null && step.InfiniteVariance > 0)
                    .Sum(step => Math.Log(step.InfiniteVariance));
        }

        return new Whitening(innovations, logarithms);
    }

    /// <summary>The covariance P = T·P·T' + Q by doubling.</summary>
    private static Matrix<double> Stationary(Matrix<double> transition, Matrix<double> noise)
    {
        Matrix<double> sum = noise, power = transition;
        for (int i = 0; i < 60 && power.L1Norm() > 1e-16; i++)
        {
            sum += power * sum * power.Transpose();
            power *= power;
        }

        return sum;
    }

    private static double Weight(double[] theta, int i) => i == 0 ? 1 : i <= theta.Length ? theta[i - 1] : 0;
}
