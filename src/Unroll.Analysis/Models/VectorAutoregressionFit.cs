using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;

namespace Unroll.Analysis.Models;

/// <summary>A vector autoregression fitted to several series.</summary>
public sealed class VectorAutoregressionFit
{
    private readonly double[][] _columns;
    private readonly Matrix<double> _coefficients;
    private readonly Matrix<double> _inverse;
    private readonly Matrix<double> _covariance;
    private readonly Matrix<double> _squares;

    internal VectorAutoregressionFit(
        double[][] columns, int order, Matrix<double> coefficients, Matrix<double> squares, Matrix<double> inverse)
    {
        (_columns, Order, _coefficients, _squares, _inverse) = (columns, order, coefficients, squares, inverse);
        _covariance = squares / DegreesOfFreedom;
    }

    /// <summary>The order: how many values back each series is explained by.</summary>
    public int Order { get; }

    /// <summary>The constants, of each series.</summary>
    public double[] Constants => _coefficients.Row(0).ToArray();

    /// <summary>The covariance of the errors one step ahead, [column, column], without bias.</summary>
    public double[,] ErrorCovariance => _covariance.ToArray();

    /// <summary>The log-likelihood of normal errors.</summary>
    public double LogLikelihood
    {
        get
        {
            int rows = RowCount, size = _columns.Length;
            return -0.5 * rows * ((size * (Math.Log(2 * Math.PI) + 1)) + VectorAutoregression.LogDeterminant(_squares / rows));
        }
    }

    private int RowCount => _columns[0].Length - Order;

    private int DegreesOfFreedom => RowCount - _coefficients.RowCount;

    /// <summary>The coefficients of a lag, [explained column, explaining column].</summary>
    /// <param name="lag">The lag, from 1 to the order.</param>
    public double[,] Coefficients(int lag)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lag, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lag, Order);
        return OfLag(lag).ToArray();
    }

    /// <summary>The standard errors of the coefficients of a lag, [explained column, explaining column].</summary>
    /// <param name="lag">The lag, from 1 to the order.</param>
    public double[,] StandardErrors(int lag)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lag, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lag, Order);
        int size = _columns.Length, first = 1 + ((lag - 1) * size);
        return Matrix<double>.Build.Dense(
            size, size, (i, j) => Math.Sqrt(_covariance[i, i] * _inverse[first + j, first + j])).ToArray();
    }

    /// <summary>Forecasts the steps after the series.</summary>
    /// <param name="horizon">How many steps, at least 1.</param>
    /// <returns>The forecast of each series; standard errors are those of the coming errors, with the coefficients as known.</returns>
    public SeriesForecast[] Forecast(int horizon)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        int size = _columns.Length;
        List<double>[] values = [.. _columns.Select(column => column.TakeLast(Order).ToList())];
        double[][] errors = [.. _columns.Select(_ => new double[horizon])];
        Matrix<double> variance = Matrix<double>.Build.Dense(size, size);
        List<Matrix<double>> weights = Weights(horizon);
        for (int step = 0; step < horizon; step++)
        {
            Vector<double> next = _coefficients.Row(0);
            for (int lag = 1; lag <= Order; lag++)
            {
                next += OfLag(lag) * Vector<double>.Build.Dense(size, k => values[k][^lag]);
            }

            variance += weights[step] * _covariance * weights[step].Transpose();
            for (int k = 0; k < size; k++)
            {
                values[k].Add(next[k]);
                errors[k][step] = Math.Sqrt(variance[k, k]);
            }
        }

        return [.. values.Select((own, k) => new SeriesForecast([.. own.Skip(Order)], errors[k]))];
    }

    /// <summary>
    /// The response of each series to a disturbance of each, of one standard deviation, orthogonal in the order of the columns
    /// (Cholesky): a disturbance also moves later columns at once.
    /// </summary>
    /// <param name="horizon">How many steps after the disturbance.</param>
    /// <returns>The responses, of each step from 0 [responding column, disturbed column].</returns>
    public double[][,] ImpulseResponses(int horizon)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(horizon);
        VectorAutoregression.LogDeterminant(_covariance);
        Matrix<double> factor = _covariance.Cholesky().Factor;
        return [.. Weights(horizon + 1).Select(weight => (weight * factor).ToArray())];
    }

    /// <summary>Tests whether a series helps to forecast another beside the past of all others.</summary>
    /// <param name="cause">The column that may help, from 0.</param>
    /// <param name="effect">The column that is forecast, from 0.</param>
    /// <exception cref="InvalidOperationException">The order is 0: nothing depends on the past.</exception>
    public GrangerTest GrangerCausality(int cause, int effect)
    {
        int size = _columns.Length;
        ArgumentOutOfRangeException.ThrowIfNegative(cause);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(cause, size);
        ArgumentOutOfRangeException.ThrowIfNegative(effect);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(effect, size);
        if (Order == 0)
        {
            throw new InvalidOperationException("The order is 0, so that no series depends on the past of another: fit a higher order.");
        }

        int[] rows = [.. Enumerable.Range(0, Order).Select(lag => 1 + (lag * size) + cause)];
        Vector<double> own = Vector<double>.Build.Dense(Order, k => _coefficients[rows[k], effect]);
        Matrix<double> spread = Matrix<double>.Build.Dense(Order, Order, (i, j) => _inverse[rows[i], rows[j]]);
        double statistic = own * spread.Cholesky().Solve(own) / (Order * _covariance[effect, effect]);
        return new GrangerTest(
            statistic, Order, DegreesOfFreedom, 1 - FisherSnedecor.CDF(Order, DegreesOfFreedom, statistic));
    }

    private Matrix<double> OfLag(int lag)
    {
        int size = _columns.Length;
        return _coefficients.SubMatrix(1 + ((lag - 1) * size), size, 0, size).Transpose();
    }

    /// <summary>The weights of past errors in a value: the moving average that the autoregression is.</summary>
    private List<Matrix<double>> Weights(int count)
    {
        List<Matrix<double>> weights = [Matrix<double>.Build.DenseIdentity(_columns.Length)];
        while (weights.Count < count)
        {
            Matrix<double> next = Matrix<double>.Build.Dense(_columns.Length, _columns.Length);
            for (int lag = 1; lag <= Math.Min(Order, weights.Count); lag++)
            {
                next += OfLag(lag) * weights[^lag];
            }

            weights.Add(next);
        }

        return weights;
    }
}
