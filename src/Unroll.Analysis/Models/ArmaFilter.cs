using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Unroll.Analysis.Numerics;

namespace Unroll.Analysis.Models;

/// <summary>
/// The exact innovations of a stationary ARMA process without gaps, in O(r) a step for r = max(p, q + 1) states: as the covariance of the
/// states changes by a matrix of rank one a step, only its factor is updated (Morf, Sidhu and Kailath 1974; Pearlman 1980). Where it no
/// longer changes, the gain stays. Vectors are as long as whole registers, so that each step is one pass over them.
/// </summary>
internal sealed class ArmaFilter
{
    private const double SteadyTolerance = 1e-13;
    private readonly ArmaPolynomials _polynomials;
    private readonly int _size;
    private readonly int _padded;
    private readonly double[] _coefficients;
    private readonly double[] _gain;
    private readonly double[] _change;
    private readonly double[][] _states;

    public ArmaFilter(ArmaPolynomials polynomials, int seriesCount)
    {
        _polynomials = polynomials;
        _size = Math.Max(polynomials.Autoregression.Length, polynomials.MovingAverage.Length + 1);
        _padded = (_size + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count;

        // One element more, which stays 0, is shifted in at the end.
        (_coefficients, _gain, _change) = (new double[_padded + 1], new double[_padded + 1], new double[_padded + 1]);
        _states = [.. Enumerable.Range(0, seriesCount).Select(_ => new double[_padded + 1])];
    }

    /// <summary>The variance of a value for disturbances of variance 1, by the last coefficients.</summary>
    public double InitialVariance { get; private set; }

    /// <summary>Writes the standardised innovations, and gives the sum of the logarithms of variances; NaN outside the region.</summary>
    /// <param name="series">The series, [series][time].</param>
    /// <param name="innovations">Takes the innovations, [series][time].</param>
    /// <param name="roots">Takes the standard deviation of each time; empty where it is not needed.</param>
    /// <param name="marks">Numbers of values, rising, after which the states of the first series are taken, for forecasts.</param>
    /// <param name="marked">Takes these states, an array a mark.</param>
    public double Whiten(
        double[][] series, double[][] innovations, Span<double> roots = default, ReadOnlySpan<int> marks = default,
        double[][]? marked = null)
    {
        _polynomials.Autoregression.CopyTo(_coefficients, 0);
        double variance = InitialVariance = Start();
        if (!double.IsFinite(variance) || variance <= 0)
        {
            return double.NaN;
        }

        int count = series[0].Length;
        double weight = -1 / variance, sum = 0, root = 1 / Math.Sqrt(variance), product = 1;
        bool isSteady = false;
        _gain.CopyTo(_change, 0);
        foreach (double[] states in _states)
        {
            Array.Clear(states);
        }

        int mark = 0;
        for (; mark < marks.Length && marks[mark] < 0; mark++)
        {
        }

        for (int t = 0; t < count; t++)
        {
            if (mark < marks.Length && marks[mark] == t)
            {
                marked![mark++] = _states[0].AsSpan(0, _size).ToArray();
            }

            for (int k = 0; k < series.Length; k++)
            {
                double[] states = _states[k];
                double innovation = series[k][t] - states[0];
                innovations[k][t] = innovation * root;
                Step(states, states[0], innovation / variance);
            }

            // The logarithm of a product, rather than one a step, as long as it is neither too large nor too small.
            product *= variance;
            if (product is > 1e100 or < 1e-100)
            {
                (sum, product) = (sum + Math.Log(product), 1);
            }

            if (!roots.IsEmpty)
            {
                roots[t] = 1 / root;
            }

            if (isSteady)
            {
                continue;
            }

            double before = variance, loaded = _change[0];
            variance += loaded * loaded * weight;
            if (!(variance > 0))
            {
                return double.NaN;
            }

            Update(loaded, loaded / before, loaded * weight);
            weight *= before / variance;
            root = 1 / Math.Sqrt(variance);
            isSteady = (t & 7) == 7 && IsSteady(weight, variance);
        }

        if (mark < marks.Length)
        {
            marked![mark] = _states[0].AsSpan(0, _size).ToArray();
        }

        return sum + Math.Log(product);
    }

    /// <summary>The variance of the first value, and the gain: the covariance of the next states with it.</summary>
    private double Start()
    {
        double[] phi = _polynomials.Autoregression, theta = _polynomials.MovingAverage;
        (int p, int q) = (phi.Length, theta.Length);
        double[] weights = new double[q + 1];
        weights[0] = 1;
        for (int j = 1; j <= q; j++)
        {
            double sum = theta[j - 1];
            for (int i = 1; i <= Math.Min(j, p); i++)
            {
                sum += phi[i - 1] * weights[j - i];
            }

            weights[j] = sum;
        }

        double[] covariances = Autocovariance.OfArma(phi, theta, p);
        double[] cross = new double[_size + 1];
        cross[0] = covariances[0];
        for (int i = 2; i <= _size; i++)
        {
            double sum = 0;
            for (int j = i; j <= p; j++)
            {
                sum += phi[j - 1] * covariances[j - i + 1];
            }

            for (int j = i - 1; j <= q; j++)
            {
                sum += theta[j - 1] * weights[j - i + 1];
            }

            cross[i - 1] = sum;
        }

        Carry(cross, cross[0], _gain);
        return covariances[0];
    }

    /// <summary>T·x of a companion matrix: what is shifted up, and the coefficients times the first element.</summary>
    private void Carry(double[] vector, double first, double[] result) =>
        TensorPrimitives.MultiplyAdd(_coefficients.AsSpan(0, _size), first, vector.AsSpan(1, _size), result.AsSpan(0, _size));

    /// <summary>T·x plus a multiple of the gain, in place of x: an element is read before the one below it is written.</summary>
    private void Step(double[] states, double first, double step)
    {
        ref double state = ref MemoryMarshal.GetArrayDataReference(states);
        ref double gain = ref MemoryMarshal.GetArrayDataReference(_gain);
        ref double coefficient = ref MemoryMarshal.GetArrayDataReference(_coefficients);
        Vector<double> firsts = new(first), steps = new(step);
        for (nuint i = 0; i < (nuint)_padded; i += (nuint)Vector<double>.Count)
        {
            Vector<double> shifted = Vector.LoadUnsafe(ref state, i + 1);
            Vector<double> carried = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref coefficient, i), firsts, shifted);
            Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref gain, i), steps, carried).StoreUnsafe(ref state, i);
        }
    }

    /// <summary>Carries the change of the covariance, takes a share of the gain from it, and adds a multiple of it to the gain.</summary>
    private void Update(double first, double share, double added)
    {
        ref double change = ref MemoryMarshal.GetArrayDataReference(_change);
        ref double gain = ref MemoryMarshal.GetArrayDataReference(_gain);
        ref double coefficient = ref MemoryMarshal.GetArrayDataReference(_coefficients);
        Vector<double> firsts = new(first), shares = new(-share), adds = new(added);
        for (nuint i = 0; i < (nuint)_padded; i += (nuint)Vector<double>.Count)
        {
            Vector<double> shifted = Vector.LoadUnsafe(ref change, i + 1), weights = Vector.LoadUnsafe(ref gain, i);
            Vector<double> carried = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref coefficient, i), firsts, shifted);
            Vector.FusedMultiplyAdd(weights, shares, carried).StoreUnsafe(ref change, i);
            Vector.FusedMultiplyAdd(carried, adds, weights).StoreUnsafe(ref gain, i);
        }
    }

    private bool IsSteady(double weight, double variance)
    {
        // The change of the variance in all coming steps together is bounded by that of the largest element.
        double largest = TensorPrimitives.MaxMagnitude(_change.AsSpan(0, _size));
        return largest * largest * Math.Abs(weight) < SteadyTolerance * variance;
    }
}
