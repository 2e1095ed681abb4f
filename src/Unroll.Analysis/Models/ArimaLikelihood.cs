using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;
using Unroll.Analysis.StateSpace;

namespace Unroll.Analysis.Models;

/// <summary>
/// The exact log-likelihood of an ARIMA process with regressors, of which the variance of the disturbances and the coefficients of the
/// regressors are taken out: for given ARMA coefficients, they are those of generalised least squares.
/// </summary>
internal sealed class ArimaLikelihood
{
    /// <summary>
    /// The most variance of a value for disturbances of variance 1: with more, as where several roots are nearly 1, the likelihood would be
    /// wrong by more than some 1e-3, for lack of digits.
    /// </summary>
    private const double MostVariance = 1e8;

    private readonly double[][] _series;
    private readonly double[][] _innovations;
    private readonly double[] _differences;
    private readonly ArmaFilter? _filter;
    private readonly double[] _free;
    private readonly double[] _sizes;

    /// <summary>Creates the likelihood.</summary>
    /// <param name="values">The series; NaN where a value is missing.</param>
    /// <param name="columns">The regressors, [column][time], a constant or trend among them.</param>
    /// <param name="order">The orders.</param>
    /// <param name="season">m.</param>
    public ArimaLikelihood(double[] values, double[][] columns, ArimaOrder order, int season)
    {
        (Order, Season, Values, Columns) = (order, season, values, columns);
        Polynomials = new ArmaPolynomials(order, season);
        _differences = Differencing.Weights(order, season);
        bool hasGaps = Array.Exists(values, double.IsNaN);
        double[][] all = [values, .. columns];
        _series =
        [
            .. all.Select(series => hasGaps ? [.. values.Select((value, t) => double.IsNaN(value) ? double.NaN : series[t])]
                : Differencing.Apply(series.Length > values.Length ? series[..values.Length] : series, order, season)),
        ];
        Count = hasGaps ? values.Count(value => !double.IsNaN(value)) - _differences.Length : _series[0].Length;
        _filter = hasGaps ? null : new ArmaFilter(Polynomials, all.Length);
        _innovations = [.. all.Select(_ => new double[_series[0].Length])];
        _free = new double[order.CoefficientCount];
        (Beta, BetaErrors) = (new double[columns.Length], new double[columns.Length]);
        _sizes = [.. columns.Select(column => TensorPrimitives.SumOfSquares(column.AsSpan(0, values.Length)))];
    }

    public ArimaOrder Order { get; }

    public int Season { get; }

    public double[] Values { get; }

    public double[][] Columns { get; }

    public ArmaPolynomials Polynomials { get; }

    /// <summary>The cost of a value of the likelihood: values times states, and those again where gaps take the general filter.</summary>
    public double Work
    {
        get
        {
            double states = Math.Max(Polynomials.Autoregression.Length, Polynomials.MovingAverage.Length + 1);
            return Values.Length * (_filter is not null ? states : Math.Pow(states + _differences.Length, 2));
        }
    }

    /// <summary>The number of values that the likelihood is of: those that differences leave.</summary>
    public int Count { get; }

    /// <summary>The variance of the disturbances at the last coefficients.</summary>
    public double Variance { get; private set; }

    /// <summary>The coefficients of the regressors at the last coefficients.</summary>
    public double[] Beta { get; }

    /// <summary>Their standard errors with the process as known; NaN of a regressor without a coefficient of its own.</summary>
    public double[] BetaErrors { get; }

    /// <summary>
    /// The number of regressors with a coefficient of their own: not those that are constant after differences, or a sum of those before.
    /// </summary>
    public int Rank { get; private set; }

    /// <summary>The number of values of the series before the first innovation.</summary>
    public int Lost => Values.Length - _innovations[0].Length;

    /// <summary>Innovations without the regressors' part, divided by the roots of their variances for disturbances of variance 1.</summary>
    public double[] Innovations => _innovations[0];

    /// <summary>The likelihood of other orders on the same series.</summary>
    public ArimaLikelihood With(ArimaOrder order) => new(Values, Columns, order, Season);

    /// <summary>Minus the log-likelihood for coefficients that are given by numbers without bounds.</summary>
    public double Negative(ReadOnlySpan<double> free)
    {
        ArmaPolynomials.Constrain(Order, free, _free);
        return -At(_free);
    }

    /// <summary>The log-likelihood; NaN where the coefficients are not stationary.</summary>
    /// <param name="coefficients">φ, θ, Φ and Θ.</param>
    /// <param name="roots">Takes the standard deviation of each innovation for disturbances of variance 1; empty where not needed.</param>
    public double At(ReadOnlySpan<double> coefficients, Span<double> roots = default)
    {
        Polynomials.Set(coefficients);
        double logarithms, initial;
        if (_filter is null)
        {
            StateSpaceModel model = GappedArma.Model(Polynomials, _differences, 1);
            (double[][] innovations, logarithms) = GappedArma.Whiten(model, _series, roots);
            innovations.CopyTo(_innovations, 0);
            initial = model.InitialCovariance[0, 0];
        }
        else
        {
            logarithms = _filter.Whiten(_series, _innovations, roots);
            initial = _filter.InitialVariance;
        }

        if (!double.IsFinite(logarithms) || !(initial <= MostVariance))
        {
            return double.NaN;
        }

        Variance = Regress() / Count;
        return -0.5 * ((Count * (Math.Log(2 * Math.PI * Variance) + 1)) + logarithms);
    }

    /// <summary>Takes the regressors' part out of the innovations, and gives the sum of their squares.</summary>
    private double Regress()
    {
        double[] values = _innovations[0];
        int size = Beta.Length;
        if (size == 0)
        {
            return Dot(values, values);
        }

        double[,] all = new double[size, size];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                all[i, j] = all[j, i] = Dot(_innovations[i + 1], _innovations[j + 1]);
            }
        }

        int[] used = IndependentColumns.Of(all, _sizes);
        Rank = used.Length;
        Array.Clear(Beta);
        Array.Fill(BetaErrors, double.NaN);
        if (Rank == 0)
        {
            return Dot(values, values);
        }

        Matrix<double> inverse = Matrix<double>.Build.Dense(Rank, Rank, (i, j) => all[used[i], used[j]]).Inverse();
        Vector<double> beta = inverse * Vector<double>.Build.Dense(Rank, i => Dot(_innovations[used[i] + 1], values));
        for (int i = 0; i < Rank; i++)
        {
            Beta[used[i]] = beta[i];
            double[] column = _innovations[used[i] + 1];
            for (int t = 0; t < values.Length; t++)
            {
                values[t] -= beta[i] * column[t];
            }
        }

        double rest = Dot(values, values);
        for (int i = 0; i < Rank; i++)
        {
            BetaErrors[used[i]] = Math.Sqrt(Math.Max(0, inverse[i, i]) * rest / Count);
        }

        return rest;
    }

    private static double Dot(double[] first, double[] second)
    {
        double sum = 0;
        for (int t = 0; t < first.Length; t++)
        {
            double product = first[t] * second[t];
            sum += double.IsNaN(product) ? 0 : product;
        }

        return sum;
    }
}
