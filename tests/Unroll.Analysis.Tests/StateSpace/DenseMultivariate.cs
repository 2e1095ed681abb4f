using MathNet.Numerics.LinearAlgebra;
using Unroll.Analysis.StateSpace;

namespace Unroll.Analysis.Tests.StateSpace;

/// <summary>
/// A model of several series without recursions: the states of all times as one Gaussian vector, and its conditional distribution.
/// </summary>
internal sealed class DenseMultivariate
{
    public DenseMultivariate(MultivariateStateSpaceModel model, double[][] series, double diffuseVariance)
    {
        int size = model.StateCount, count = series[0].Length;
        Matrix<double> transition = Matrix<double>.Build.DenseOfArray(model.TransitionMatrix);
        Matrix<double> noise = Matrix<double>.Build.DenseOfArray(model.StateCovariance);
        Matrix<double> marginal = Matrix<double>.Build.DenseOfArray(model.InitialCovariance);
        Vector<double> mean = Vector<double>.Build.DenseOfArray(model.InitialMean);
        for (int i = 0; i < size; i++)
        {
            marginal[i, i] += model.IsDiffuse[i] ? diffuseVariance : 0;
        }

        var joint = Matrix<double>.Build.Dense(count * size, count * size);
        var means = Vector<double>.Build.Dense(count * size);
        for (int t = 0; t < count; t++)
        {
            Matrix<double> cross = marginal;
            for (int later = t; later < count; later++)
            {
                joint.SetSubMatrix(later * size, t * size, cross);
                joint.SetSubMatrix(t * size, later * size, cross.Transpose());
                cross = transition * cross;
            }

            means.SetSubVector(t * size, size, mean);
            mean = transition * mean;
            marginal = (transition * marginal * transition.Transpose()) + noise;
        }

        (int Time, int Series)[] known = [.. from t in Enumerable.Range(0, count)
                                             from i in Enumerable.Range(0, series.Length)
                                             where !double.IsNaN(series[i][t])
                                             select (t, i)];
        var loadings = Matrix<double>.Build.Dense(
            known.Length, count * size,
            (k, at) => at / size == known[k].Time ? model.Observation[known[k].Series, at % size] : 0);
        Matrix<double> variance = (loadings * joint * loadings.Transpose()) + Matrix<double>.Build.Dense(
            known.Length, known.Length,
            (k, l) => known[k].Time == known[l].Time ? model.ObservationCovariance[known[k].Series, known[l].Series] : 0);
        Vector<double> rest = Vector<double>.Build.DenseOfEnumerable(known.Select(at => series[at.Series][at.Time])) - (loadings * means);
        var factor = variance.Cholesky();
        Matrix<double> weights = factor.Solve(loadings * joint).Transpose();
        Means = means + (weights * rest);
        Covariance = joint - (weights * loadings * joint);
        LogLikelihood = -0.5 * ((known.Length * Math.Log(2 * Math.PI)) + factor.DeterminantLn + (rest * factor.Solve(rest)));
    }

    /// <summary>The means of the states, those of a time after the other.</summary>
    public Vector<double> Means { get; }

    /// <summary>Their covariance.</summary>
    public Matrix<double> Covariance { get; }

    public double LogLikelihood { get; }
}
