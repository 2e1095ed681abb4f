using MathNet.Numerics.LinearAlgebra;
using Unroll.Analysis.StateSpace;

namespace Unroll.Analysis.Tests.StateSpace;

/// <summary>
/// A state space model without recursions: the states of all times as one Gaussian vector, and its conditional distribution.
/// </summary>
internal sealed class DenseGaussian
{
    public DenseGaussian(StateSpaceModel model, double[] series, double diffuseVariance)
    {
        int size = model.StateCount, count = series.Length;
        Matrix<double> transition = Matrix<double>.Build.DenseOfArray(model.TransitionMatrix);
        Matrix<double> noise = Matrix<double>.Build.DenseOfArray(model.StateCovariance);
        Matrix<double> marginal = Matrix<double>.Build.DenseOfArray(model.InitialCovariance);
        for (int i = 0; i < size; i++)
        {
            marginal[i, i] += model.IsDiffuse[i] ? diffuseVariance : 0;
        }

        var joint = Matrix<double>.Build.Dense(count * size, count * size);
        for (int t = 0; t < count; t++)
        {
            Matrix<double> cross = marginal;
            for (int later = t; later < count; later++)
            {
                joint.SetSubMatrix(later * size, t * size, cross);
                joint.SetSubMatrix(t * size, later * size, cross.Transpose());
                cross = transition * cross;
            }

            marginal = (transition * marginal * transition.Transpose()) + noise;
        }

        int[] known = [.. Enumerable.Range(0, count).Where(t => !double.IsNaN(series[t]))];
        var loadings = Matrix<double>.Build.Dense(known.Length, count * size);
        for (int k = 0; k < known.Length; k++)
        {
            for (int i = 0; i < size; i++)
            {
                loadings[k, (known[k] * size) + i] =
                    model.Regressors.TryGetValue(i, out double[]? column) ? column[known[k]] : model.Observation[i];
            }
        }

        Matrix<double> variance = loadings * joint * loadings.Transpose();
        for (int k = 0; k < known.Length; k++)
        {
            variance[k, k] += model.ObservationVariance;
        }

        Vector<double> values = Vector<double>.Build.DenseOfEnumerable(known.Select(t => series[t]));
        var factor = variance.Cholesky();
        Matrix<double> weights = factor.Solve(loadings * joint).Transpose();
        Means = weights * values;
        Variances = (joint - (weights * loadings * joint)).Diagonal();
        LogLikelihood = -0.5 * ((known.Length * Math.Log(2 * Math.PI)) + factor.DeterminantLn + (values * factor.Solve(values)));
    }

    public Vector<double> Means { get; }

    public Vector<double> Variances { get; }

    public double LogLikelihood { get; }
}
