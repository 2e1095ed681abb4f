using MathNet.Numerics.LinearAlgebra;

namespace Unroll.Analysis.StateSpace;

/// <summary>
/// The smoothed states of several series: their distribution at each time given all observations (Durbin and Koopman 2012, 6.4.3), with
/// their symbols.
/// </summary>
public sealed class MultivariateSmoothedStates
{
    private readonly int _size;
    private readonly Matrix<double>[] _covariances;
    private readonly Vector<double>[] _means;

    internal MultivariateSmoothedStates(
        MultivariateStateSpaceModel model, MultivariateFilteredStates filtered, IReadOnlyList<IReadOnlyList<double>> signals)
    {
        (_size, Filtered) = (model.StateCount, filtered);
        (_means, _covariances) = (new Vector<double>[filtered.Count], new Matrix<double>[filtered.Count]);
        Backwards(Matrix<double>.Build.DenseOfArray(model.TransitionMatrix));
        Vector<double>[] weights = [.. signals.Select(Vector<double>.Build.DenseOfEnumerable)];
        SignalMeans = [.. weights.Select(signal => (double[])[.. _means.Select(mean => signal * mean)])];
        SignalVariances = [.. weights.Select(
            signal => (double[])[.. _covariances.Select(covariance => Math.Max(0, signal * (covariance * signal)))])];
    }

    /// <summary>The filter's states, which these come from.</summary>
    public MultivariateFilteredStates Filtered { get; }

    /// <summary>The means of the signals, [signal][time].</summary>
    public double[][] SignalMeans { get; }

    /// <summary>The variances of the signals, [signal][time].</summary>
    public double[][] SignalVariances { get; }

    /// <summary>The mean of a state by all observations.</summary>
    /// <param name="time">The time, from 0.</param>
    /// <param name="state">The state, from 0.</param>
    public double Mean(int time, int state) => _means[time][state];

    /// <summary>The variance of a state by all observations.</summary>
    /// <param name="time">The time, from 0.</param>
    /// <param name="state">The state, from 0.</param>
    public double Variance(int time, int state) => Math.Max(0, _covariances[time][state, state]);

    /// <summary>The covariance of two states at the same time by all observations.</summary>
    /// <param name="time">The time, from 0.</param>
    /// <param name="first">A state, from 0.</param>
    /// <param name="second">The same or another.</param>
    public double Covariance(int time, int first, int second) => _covariances[time][first, second];

    private void Backwards(Matrix<double> transition)
    {
        Scores after = new(_size);
        for (int t = Filtered.Count - 1; t >= 0; t--)
        {
            MultivariateFilterStep step = Filtered.Steps[t];
            if (t < Filtered.Count - 1)
            {
                after.GoBack(transition);
            }

            foreach (MultivariateObservation observation in step.Observations.Reverse())
            {
                after.Take(observation);
            }

            Matrix<double> p = Square(step.Covariance);
            Vector<double> mean = Vector<double>.Build.DenseOfArray(Filtered.PredictedMeans[(t * _size)..((t + 1) * _size)]);
            (_means[t], _covariances[t]) = (mean + (p * after.First), p - (p * after.Precision * p));
            if (step.Infinite is not null)
            {
                Matrix<double> infinite = Square(step.Infinite), both = infinite * after.MixedPrecision * p;
                _means[t] += infinite * after.Second;
                _covariances[t] -= both + both.Transpose() + (infinite * after.InfinitePrecision * infinite);
            }
        }
    }

    private Matrix<double> Square(double[] flat) => Matrix<double>.Build.DenseOfRowMajor(_size, _size, flat);

    /// <summary>The sums over later observations: r and N, and where states were diffuse their parts by powers of 1/κ.</summary>
    private sealed class Scores(int size)
    {
        /// <summary>r⁽⁰⁾.</summary>
        public Vector<double> First { get; private set; } = Vector<double>.Build.Dense(size);

        /// <summary>r⁽¹⁾.</summary>
        public Vector<double> Second { get; private set; } = Vector<double>.Build.Dense(size);

        /// <summary>N⁽⁰⁾.</summary>
        public Matrix<double> Precision { get; private set; } = Matrix<double>.Build.Dense(size, size);

        /// <summary>N⁽¹⁾.</summary>
        public Matrix<double> MixedPrecision { get; private set; } = Matrix<double>.Build.Dense(size, size);

        /// <summary>N⁽²⁾.</summary>
        public Matrix<double> InfinitePrecision { get; private set; } = Matrix<double>.Build.Dense(size, size);

        public void GoBack(Matrix<double> transition)
        {
            (First, Second) = (transition.TransposeThisAndMultiply(First), transition.TransposeThisAndMultiply(Second));
            (Precision, MixedPrecision, InfinitePrecision) = (
                Around(transition, Precision, transition), Around(transition, MixedPrecision, transition),
                Around(transition, InfinitePrecision, transition));
        }

        public void Take(MultivariateObservation observation)
        {
            Vector<double> z = Vector<double>.Build.DenseOfArray(observation.Loading);
            Vector<double> cross = Vector<double>.Build.DenseOfArray(observation.Cross);
            (double v, double f, double infiniteF) = (observation.Innovation, observation.Variance, observation.InfiniteVariance);
            var identity = Matrix<double>.Build.DenseIdentity(size);
            if (infiniteF > 0)
            {
                Vector<double> infinite = Vector<double>.Build.DenseOfArray(observation.InfiniteCross!);
                Matrix<double> square = z.OuterProduct(z);
                Matrix<double> l0 = identity - (infinite / infiniteF).OuterProduct(z);
                Matrix<double> l1 = -((cross / infiniteF) - (infinite * (f / (infiniteF * infiniteF)))).OuterProduct(z);
                Second = (z * (v / infiniteF)) + l0.TransposeThisAndMultiply(Second) + l1.TransposeThisAndMultiply(First);
                First = l0.TransposeThisAndMultiply(First);
                Matrix<double> mixed = Around(l0, MixedPrecision, l1);
                InfinitePrecision = (square * (-f / (infiniteF * infiniteF))) + Around(l0, InfinitePrecision, l0) + mixed
                    + mixed.Transpose() + Around(l1, Precision, l1);
                MixedPrecision = (square / infiniteF) + Around(l0, MixedPrecision, l0) + Around(l1, Precision, l0);
                Precision = Around(l0, Precision, l0);
            }
            else if (f > 0)
            {
                Matrix<double> l = identity - (cross / f).OuterProduct(z);
                First = (z * (v / f)) + l.TransposeThisAndMultiply(First);
                Precision = (z.OuterProduct(z) / f) + Around(l, Precision, l);
                MixedPrecision *= l;
            }
        }

        private static Matrix<double> Around(Matrix<double> left, Matrix<double> inner, Matrix<double> right) =>
            left.TransposeThisAndMultiply(inner * right);
    }
}
