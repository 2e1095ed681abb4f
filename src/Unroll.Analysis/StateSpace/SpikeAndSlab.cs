using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Unroll.Analysis.StateSpace;

/// <summary>
/// A linear regression whose coefficients are 0 with some probability (George and McCulloch 1997, with the prior of Scott and Varian 2014):
/// which columns count is drawn one by one, with coefficients and variance taken out; then variance and coefficients.
/// </summary>
internal sealed class SpikeAndSlab
{
    /// <summary>Observations that the prior of the coefficients counts as.</summary>
    private const double PriorObservations = 1;

    private readonly double[][] _columns;
    private readonly int[] _known;
    private readonly Matrix<double> _squares;
    private readonly Matrix<double> _prior;
    private readonly double _logOdds;
    private readonly double _priorDegrees;
    private readonly double _priorSquares;
    private readonly Random _random;
    private readonly int[] _order;

    /// <summary>Creates the regression.</summary>
    /// <param name="columns">The regressors, [column][time].</param>
    /// <param name="known">The times of observations.</param>
    /// <param name="options">Settings of the prior.</param>
    /// <param name="variance">The variance of the series.</param>
    /// <param name="random">The source of randomness.</param>
    public SpikeAndSlab(double[][] columns, int[] known, PosteriorOptions options, double variance, Random random)
    {
        (_columns, _known, _random) = (columns, known, random);
        int size = columns.Length;
        _squares = Matrix<double>.Build.Dense(size, size);
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                _squares[i, j] = _squares[j, i] = known.Sum(t => columns[i][t] * columns[j][t]);
            }
        }

        // Half of what the columns say together, half of each for itself, so that collinear columns do no harm.
        Matrix<double> diagonal = Matrix<double>.Build.DenseOfDiagonalVector(_squares.Diagonal());
        _prior = (_squares + diagonal) * (0.5 * PriorObservations / known.Length);
        double share = Math.Clamp(options.ExpectedRegressors / Math.Max(1, size), 1e-6, 1 - 1e-6);
        _logOdds = size <= options.ExpectedRegressors ? 20 : Math.Log(share / (1 - share));
        (_priorDegrees, _priorSquares) = (options.PriorDegrees, options.PriorDegrees * (1 - options.ExpectedFit) * variance);
        _order = [.. Enumerable.Range(0, size)];
        (Coefficients, IsIncluded) = (new double[size], new bool[size]);
    }

    /// <summary>The coefficients of the last draw.</summary>
    public double[] Coefficients { get; }

    /// <summary>Whether each column counted in the last draw.</summary>
    public bool[] IsIncluded { get; }

    /// <summary>Draws which columns count, the variance of the noise, and the coefficients.</summary>
    /// <param name="rest">What the states leave of the series.</param>
    /// <returns>The variance.</returns>
    public double Draw(double[] rest)
    {
        Vector<double> products = Vector<double>.Build.DenseOfEnumerable(_columns.Select(column => _known.Sum(t => column[t] * rest[t])));
        double squares = _known.Sum(t => rest[t] * rest[t]);
        Conditional current = Given(products, squares);
        _random.Shuffle(_order);
        foreach (int column in _order)
        {
            IsIncluded[column] = !IsIncluded[column];
            Conditional other = Given(products, squares);
            double gain = other.LogProbability - current.LogProbability;
            if (_random.NextDouble() < SpecialFunctions.Logistic(gain))
            {
                current = other;
            }
            else
            {
                IsIncluded[column] = !IsIncluded[column];
            }
        }

        double variance = 1 / Gamma.Sample(_random, 0.5 * (_priorDegrees + _known.Length), 0.5 * current.Squares);
        Array.Clear(Coefficients);
        if (current.Factor is { } factor)
        {
            Vector<double> normal = Vector<double>.Build.Dense(current.Columns.Length, _ => Normal.Sample(_random, 0, 1));
            Vector<double> drawn = current.Mean! + (Math.Sqrt(variance) * factor.Factor.Transpose().Solve(normal));
            for (int k = 0; k < current.Columns.Length; k++)
            {
                Coefficients[current.Columns[k]] = drawn[k];
            }
        }

        return variance;
    }

    /// <summary>The distribution of coefficients and variance where it is given which columns count.</summary>
    private sealed record Conditional(
        int[] Columns, double LogProbability, double Squares, Vector<double>? Mean, Cholesky<double>? Factor);

    private Conditional Given(Vector<double> products, double squares)
    {
        int[] columns = [.. Enumerable.Range(0, IsIncluded.Length).Where(column => IsIncluded[column])];
        double all = _priorSquares + squares, exponent = 0.5 * (_priorDegrees + _known.Length);
        if (columns.Length == 0)
        {
            return new Conditional(columns, -exponent * Math.Log(all), all, null, null);
        }

        Matrix<double> prior = Part(_prior, columns);
        Cholesky<double> factor = (Part(_squares, columns) + prior).Cholesky();
        Vector<double> own = Vector<double>.Build.DenseOfEnumerable(columns.Select(column => products[column]));
        Vector<double> mean = factor.Solve(own);
        double rest = Math.Max(all - (mean * own), 1e-12 * all);
        double logarithm = (0.5 * (prior.Cholesky().DeterminantLn - factor.DeterminantLn)) + (columns.Length * _logOdds)
            - (exponent * Math.Log(rest));
        return new Conditional(columns, logarithm, rest, mean, factor);
    }

    private static Matrix<double> Part(Matrix<double> whole, int[] columns) =>
        Matrix<double>.Build.Dense(columns.Length, columns.Length, (i, j) => whole[columns[i], columns[j]]);
}
