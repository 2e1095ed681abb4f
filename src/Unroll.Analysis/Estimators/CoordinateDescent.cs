using System.Numerics.Tensors;
using Unroll.Analysis.Numerics;

namespace Unroll.Analysis.Estimators;

/// <summary>
/// Coordinate descent for least squares with penalties on absolute and squared coefficients (Friedman, Hastie and Tibshirani 2010): a
/// coefficient at a time takes its best value given the others; between passes over all features, those that are not 0 alone are passed
/// over until they rest.
/// </summary>
internal sealed class CoordinateDescent
{
    private const int MostPasses = 10_000;
    private const double Tolerance = 1e-9;
    private readonly double[][] _columns;
    private readonly double[] _squares;
    private readonly double[] _target;

    /// <summary>Creates a problem.</summary>
    /// <param name="rows">The features, centred.</param>
    /// <param name="target">The targets, centred.</param>
    public CoordinateDescent(double[][] rows, double[] target)
    {
        (_columns, _target) = (RowProducts.Transpose(rows), target);
        _squares = [.. _columns.Select(column => TensorPrimitives.SumOfSquares<double>(column) / target.Length)];
    }

    /// <summary>The least penalty that leaves no feature.</summary>
    /// <param name="ratio">The share of the penalty on absolute coefficients.</param>
    public double Greatest(double ratio) =>
        _columns.Max(column => Math.Abs(TensorPrimitives.Dot<double>(column, _target))) / (_target.Length * ratio);

    /// <summary>Minimises.</summary>
    /// <param name="coefficients">Where to start; holds the minimum afterwards.</param>
    /// <param name="penalty">The penalty.</param>
    /// <param name="ratio">The share of it on absolute coefficients.</param>
    /// <param name="cancellation">Ends the work.</param>
    public void Minimize(double[] coefficients, double penalty, double ratio, CancellationToken cancellation)
    {
        double[] residuals = [.. _target];
        for (int j = 0; j < coefficients.Length; j++)
        {
            if (coefficients[j] != 0)
            {
                TensorPrimitives.MultiplyAdd(_columns[j], -coefficients[j], residuals, residuals);
            }
        }

        int[] all = [.. Enumerable.Range(0, coefficients.Length)];
        double enough = Tolerance * Math.Sqrt(TensorPrimitives.SumOfSquares<double>(_target) / _target.Length);
        for (int pass = 0; pass < MostPasses; pass++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Pass(coefficients, residuals, all, penalty, ratio) <= enough)
            {
                return;
            }

            int[] used = [.. all.Where(j => coefficients[j] != 0)];
            while (pass++ < MostPasses && Pass(coefficients, residuals, used, penalty, ratio) > enough)
            {
            }
        }
    }

    /// <summary>Passes over features; returns the largest change that one made in the predictions.</summary>
    private double Pass(double[] coefficients, double[] residuals, int[] features, double penalty, double ratio)
    {
        double largest = 0;
        foreach (int j in features)
        {
            if (_squares[j] == 0)
            {
                continue;
            }

            double before = coefficients[j];
            double product = (TensorPrimitives.Dot<double>(_columns[j], residuals) / _target.Length) + (_squares[j] * before);
            double shrunk = Math.Sign(product) * Math.Max(0, Math.Abs(product) - (penalty * ratio));
            double after = shrunk / (_squares[j] + (penalty * (1 - ratio)));
            if (after != before)
            {
                coefficients[j] = after;
                TensorPrimitives.MultiplyAdd(_columns[j], before - after, residuals, residuals);
                largest = Math.Max(largest, Math.Abs(after - before) * Math.Sqrt(_squares[j]));
            }
        }

        return largest;
    }
}
