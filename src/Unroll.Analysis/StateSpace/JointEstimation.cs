using Unroll.Analysis.Numerics;

namespace Unroll.Analysis.StateSpace;

/// <summary>
/// Maximum likelihood of a joint structural model: each covariance is moved by its Cholesky factor, whose diagonal is positive, from the
/// variances that the series have by themselves.
/// </summary>
internal sealed class JointEstimation
{
    /// <summary>A variance so small beside the greatest of its series is not started from: its logarithm would have no slope.</summary>
    private const double LeastStart = 1e-4;

    private readonly JointStructuralModel _model;
    private readonly double[][] _series;
    private readonly IReadOnlyList<StructuralParameter> _described;
    private readonly int[] _variances;
    private readonly int[] _others;
    private readonly double[][] _alone;

    /// <summary>Creates the estimation, and fits each series by itself to start from.</summary>
    /// <param name="model">The model.</param>
    /// <param name="series">The series.</param>
    public JointEstimation(JointStructuralModel model, double[][] series)
    {
        (_model, _series, _described) = (model, series, model.Each.Parameters);
        _variances = [.. Enumerable.Range(0, _described.Count).Where(i => _described[i].IsVariance)];
        _others = [.. Enumerable.Range(0, _described.Count).Where(i => !_described[i].IsVariance)];
        StructuralFit[] fits = [.. series.Select(values => model.Each.Fit(values))];
        _alone = [.. fits.Select(fit => (double[])[.. fit.Parameters.Select(parameter => parameter.Estimate)])];
        LogLikelihoodAlone = fits.Sum(fit => fit.LogLikelihood);
    }

    /// <summary>The log-likelihood of the series each by itself.</summary>
    public double LogLikelihoodAlone { get; }

    /// <summary>Names of the disturbances whose covariances there are.</summary>
    public IEnumerable<string> Names => _variances.Select(i => _described[i].Name.Replace("-variance", "", StringComparison.Ordinal));

    /// <summary>The other parameters.</summary>
    public IEnumerable<StructuralParameter> Others => _others.Select(i => _described[i]);

    private int Half => _series.Length * (_series.Length + 1) / 2;

    /// <summary>The parameters of greatest likelihood.</summary>
    public (double[][,] Covariances, double[] Shared) Maximize()
    {
        double least = double.PositiveInfinity;
        double[] best = [];
        foreach (double correlation in (double[])[0, 0.9])
        {
            double[] free = Start(correlation);
            double found = QuasiNewton.Minimize(Negative, free, QuasiNewton.Forward(Negative, free.Length), 1e-8, 200);
            (best, least) = found < least ? (free, found) : (best, least);
        }

        if (best.Length == 0)
        {
            throw new InputException(
                "The likelihood of the series together could not be computed for any start: one may be constant but for a few values, or "
                + "too large in size.");
        }

        QuasiNewton.Minimize(Negative, best, tolerance: 1e-13);
        return Read(best);
    }

    /// <summary>The negative log-likelihood of parameters; infinite where there is none.</summary>
    /// <param name="covariances">The covariances.</param>
    /// <param name="shared">The other parameters.</param>
    public double Negative(double[][,] covariances, double[] shared)
    {
        if (!Array.TrueForAll(covariances, DecorrelatedRow.IsCovariance))
        {
            return double.PositiveInfinity;
        }

        double found = -MultivariateKalmanFilter.LogLikelihood(_model.StateSpace(covariances, shared), _series);
        return double.IsNaN(found) ? double.PositiveInfinity : found;
    }

    private double Negative(ReadOnlySpan<double> free)
    {
        (double[][,] covariances, double[] shared) = Read(free);
        return Negative(covariances, shared);
    }

    /// <summary>Numbers without bounds for the variances of the series alone, and a share of the correlations of their changes.</summary>
    private double[] Start(double share)
    {
        int count = _series.Length;
        double[,] correlation = new double[count, count];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                correlation[i, j] = i == j ? 1 : share * Correlation(_series[i], _series[j]);
            }
        }

        double[,] root = Covariances.Root(correlation);
        double[] free = new double[(_variances.Length * Half) + _others.Length];
        int write = 0;
        for (int k = 0; k < _variances.Length; k++)
        {
            for (int i = 0; i < count; i++)
            {
                double size = Math.Sqrt(Math.Max(_alone[i][_variances[k]], LeastStart * Scale(i)) / Scale(i));
                for (int j = 0; j <= i; j++)
                {
                    free[write++] = i == j ? Math.Log(Math.Max(root[i, i], 0.1) * size) : root[i, j] * size;
                }
            }
        }

        foreach (int other in _others)
        {
            double mean = _alone.Average(own => own[other]);
            (double lower, double upper) = (_described[other].Lower!.Value, _described[other].Upper!.Value);
            double place = Math.Clamp((mean - lower) / (upper - lower), 0.02, 0.98);
            free[write++] = Math.Log(place / (1 - place));
        }

        return free;
    }

    /// <summary>The greatest variance of a series by itself, which its numbers are relative to.</summary>
    private double Scale(int series) => _variances.Max(k => _alone[series][k]);

    private (double[][,] Covariances, double[] Shared) Read(ReadOnlySpan<double> free)
    {
        int count = _series.Length, read = 0;
        double[][,] covariances = new double[_variances.Length][,];
        double[,] root = new double[count, count];
        for (int k = 0; k < covariances.Length; k++)
        {
            for (int i = 0; i < count; i++)
            {
                double scale = Math.Sqrt(Scale(i));
                for (int j = 0; j <= i; j++, read++)
                {
                    root[i, j] = scale * (i == j ? Math.Exp(Math.Clamp(free[read], -40, 20)) : free[read]);
                }
            }

            double[,] covariance = covariances[k] = new double[count, count];
            for (int i = 0; i < count; i++)
            {
                for (int j = 0; j <= i; j++)
                {
                    for (int m = 0; m <= j; m++)
                    {
                        covariance[i, j] += root[i, m] * root[j, m];
                    }

                    covariance[j, i] = covariance[i, j];
                }
            }
        }

        double[] shared = new double[_others.Length];
        for (int k = 0; k < shared.Length; k++)
        {
            shared[k] = _described[_others[k]].Constrain(free[read++], 1);
        }

        return (covariances, shared);
    }

    /// <summary>The correlation of two series' changes from one time to the next, where both have them.</summary>
    private static double Correlation(double[] first, double[] second)
    {
        double squares = 0, others = 0, products = 0;
        for (int t = 1; t < first.Length; t++)
        {
            double change = first[t] - first[t - 1], other = second[t] - second[t - 1];
            if (double.IsFinite(change + other))
            {
                (squares, others, products) = (squares + (change * change), others + (other * other), products + (change * other));
            }
        }

        return squares * others > 0 ? products / Math.Sqrt(squares * others) : 0;
    }
}
