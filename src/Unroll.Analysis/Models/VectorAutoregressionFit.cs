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
    private readonly VectorRecursion _recursion;

    internal VectorAutoregressionFit(
        double[][] columns, int order, Matrix<double> coefficients, Matrix<double> squares, Matrix<double> inverse)
    {
        (_columns, Order, _coefficients, _squares, _inverse) = (columns, order, coefficients, squares, inverse);
        _covariance = squares / DegreesOfFreedom;
        _recursion = new VectorRecursion(coefficients, _covariance);
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

    /// <summary>The equations, with which other histories are forecast.</summary>
    internal VectorRecursion Recursion => _recursion;

    private int RowCount => _columns[0].Length - Order;

    private int DegreesOfFreedom => RowCount - _coefficients.RowCount;

    /// <summary>The coefficients of a lag, [explained column, explaining column].</summary>
    /// <param name="lag">The lag, from 1 to the order.</param>
    public double[,] Coefficients(int lag)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lag, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lag, Order);
        return _recursion.OfLag(lag).ToArray();
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

    /// <summary>The standard errors of a column's coefficients: of the constant, then lag by lag.</summary>
    /// <param name="column">The column.</param>
    internal double[] StandardErrorsOf(int column) =>
        [.. Enumerable.Range(0, _coefficients.RowCount).Select(i => Math.Sqrt(_covariance[column, column] * _inverse[i, i]))];

    /// <summary>Forecasts the steps after the series.</summary>
    /// <param name="horizon">How many steps, at least 1.</param>
    /// <returns>The forecast of each series; standard errors are those of the coming errors, with the coefficients as known.</returns>
    public ForecastResult[] Forecast(int horizon)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        double[][] means = _recursion.Forecast(_columns, _columns[0].Length, horizon);
        double[][] errors = _recursion.StandardErrors(horizon);
        return [.. means.Zip(errors, (mean, error) => new ForecastResult(mean, error))];
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
        return [.. _recursion.Weights(horizon + 1).Select(weight => (weight * factor).ToArray())];
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
        if (cause == effect)
        {
            throw new ArgumentException(
                $"Series {cause} (from 0) is both the cause and the effect: give two different ones.", nameof(effect));
        }

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
}
