using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace Unroll.Analysis.Periodicity;

/// <summary>The least-squares fit of a mean, perhaps a line, and sinusoids of given frequencies together.</summary>
internal sealed class WaveFit
{
    private readonly double[] _times;
    private readonly double[] _values;
    private readonly List<double[]> _columns = [];
    private readonly List<double[]> _products = [];
    private readonly List<double> _targets = [];

    /// <summary>Begins with the mean.</summary>
    /// <param name="times">Times, in order.</param>
    /// <param name="values">The values.</param>
    /// <param name="hasLine">Whether a line belongs to the fit.</param>
    public WaveFit(double[] times, double[] values, bool hasLine)
    {
        double middle = (times[0] + times[^1]) / 2, half = (times[^1] - times[0]) / 2;
        (_times, _values) = ([.. times.Select(time => time - middle)], values);
        Put([.. values.Select(_ => 1.0)]);
        if (hasLine)
        {
            Put([.. _times.Select(time => time / half)]);
        }
    }

    /// <summary>Adds a sinusoid.</summary>
    /// <param name="frequency">Its frequency.</param>
    /// <returns>Its amplitude beside all others.</returns>
    public double Add(double frequency)
    {
        double[] cosines = new double[_times.Length], sines = new double[_times.Length];
        for (int start = 0; start < sines.Length; start += Phases.Block)
        {
            int count = Math.Min(Phases.Block, sines.Length - start);
            Phases.SinCos(_times.AsSpan(start, count), frequency, sines.AsSpan(start, count), cosines.AsSpan(start, count));
        }

        Put(cosines);
        Put(sines);
        double[] coefficients = Solve();
        return double.Hypot(coefficients[^2], coefficients[^1]);
    }

    /// <summary>The residuals of the fit.</summary>
    public double[] Residual()
    {
        double[] coefficients = Solve(), rest = (double[])_values.Clone();
        for (int column = 0; column < coefficients.Length; column++)
        {
            TensorPrimitives.MultiplyAdd(_columns[column], -coefficients[column], rest, rest);
        }

        return rest;
    }

    private void Put(double[] column)
    {
        _columns.Add(column);
        _products.Add([.. _columns.Select(other => Dot(other, column))]);
        _targets.Add(Dot(column, _values));
    }

    // At half the sampling rate there is no sine: the smallest solution takes none of it.
    private double[] Solve()
    {
        int count = _columns.Count;
        Matrix<double> normal = Matrix<double>.Build.Dense(count, count, (i, j) => _products[Math.Max(i, j)][Math.Min(i, j)]);
        return [.. normal.PseudoInverse() * Vector<double>.Build.DenseOfEnumerable(_targets)];
    }

    private static double Dot(double[] left, double[] right) => TensorPrimitives.Dot<double>(left, right);
}
