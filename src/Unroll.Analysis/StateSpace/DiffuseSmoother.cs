using MathNet.Numerics.LinearAlgebra;

namespace Unroll.Analysis.StateSpace;

/// <summary>The first steps of a smoother, in which states were diffuse (Durbin and Koopman 2012, 5.3), with their symbols.</summary>
internal sealed class DiffuseSmoother(StateSpaceModel model, FilteredStates filtered)
{
    private readonly Matrix<double> _transition = Matrix<double>.Build.DenseOfArray(model.TransitionMatrix);

    /// <summary>Goes back from a time to the first, and writes mean and covariance of the states at each.</summary>
    /// <param name="from">The last time at which states were diffuse.</param>
    /// <param name="score">r after it.</param>
    /// <param name="precision">N after it.</param>
    /// <param name="write">Takes time, mean and covariance.</param>
    public void Finish(int from, double[] score, double[] precision, Action<int, double[], double[]> write)
    {
        int size = model.StateCount;
        var zero = Matrix<double>.Build.Dense(size, size);
        Vector<double> r0 = Vector<double>.Build.DenseOfArray(score), r1 = Vector<double>.Build.Dense(size);
        Matrix<double> n0 = Square(precision, size), n1 = zero, n2 = zero;
        for (int t = from; t >= 0; t--)
        {
            FilterStep step = filtered.Steps[t];
            if (step.Gain is null)
            {
                (r0, r1) = (_transition.TransposeThisAndMultiply(r0), _transition.TransposeThisAndMultiply(r1));
                (n0, n1, n2) = (Around(_transition, n0), Around(_transition, n1), Around(_transition, n2));
            }
            else
            {
                Vector<double> z = Vector<double>.Build.DenseOfArray(step.Observation);
                Vector<double> cross = _transition * Vector<double>.Build.DenseOfArray(step.Cross!);
                Vector<double> infinite = _transition * Vector<double>.Build.DenseOfArray(step.InfiniteCross!);
                double v = filtered.Innovations[t], f = step.Variance, fInfinite = step.InfiniteVariance;
                Matrix<double> square = z.OuterProduct(z);
                if (fInfinite > 0)
                {
                    Matrix<double> l0 = _transition - (infinite / fInfinite).OuterProduct(z);
                    Matrix<double> l1 = -((cross / fInfinite) - (infinite * (f / (fInfinite * fInfinite)))).OuterProduct(z);
                    r1 = (z * (v / fInfinite)) + l0.TransposeThisAndMultiply(r1) + l1.TransposeThisAndMultiply(r0);
                    r0 = l0.TransposeThisAndMultiply(r0);
                    Matrix<double> mixed = Around(l0, n1, l1);
                    n2 = (square * (-f / (fInfinite * fInfinite))) + Around(l0, n2) + mixed + mixed.Transpose() + Around(l1, n0);
                    n1 = (square / fInfinite) + Around(l0, n1) + Around(l1, n0, l0);
                    n0 = Around(l0, n0);
                }
                else
                {
                    Matrix<double> l = _transition - (cross / f).OuterProduct(z);
                    r0 = (z * (v / f)) + l.TransposeThisAndMultiply(r0);
                    r1 = _transition.TransposeThisAndMultiply(r1);
                    n0 = (square / f) + Around(l, n0);
                    n1 = Around(_transition, n1, l);
                    n2 = Around(_transition, n2);
                }
            }

            Matrix<double> p = Square(step.Covariance, size), pInfinite = Square(step.Infinite!, size);
            Vector<double> mean = Vector<double>.Build.DenseOfArray(filtered.PredictedMeans[(t * size)..((t + 1) * size)]);
            mean = mean + (p * r0) + (pInfinite * r1);
            Matrix<double> both = pInfinite * n1 * p;
            Matrix<double> covariance = p - (p * n0 * p) - both - both.Transpose() - (pInfinite * n2 * pInfinite);
            write(t, mean.ToArray(), covariance.ToRowMajorArray());
        }
    }

    private static Matrix<double> Around(Matrix<double> side, Matrix<double> inner) => Around(side, inner, side);

    private static Matrix<double> Around(Matrix<double> left, Matrix<double> inner, Matrix<double> right) =>
        left.TransposeThisAndMultiply(inner * right);

    private static Matrix<double> Square(double[] flat, int size) => Matrix<double>.Build.DenseOfRowMajor(size, size, flat);
}
