using System.Numerics;
using System.Numerics.Tensors;
using Unroll.Analysis.Numerics;

namespace Unroll.Analysis.Estimators;

/// <summary>
/// Least squares with a penalty on squared coefficients, for any number of penalties from one decomposition, with the errors of
/// leaving each row out in closed form (Hoerl and Kennard 1970; Golub, Heath and Wahba 1979). Of more features than rows the products of
/// rows are decomposed, otherwise those of features.
/// </summary>
internal sealed class RidgeSolver
{
    /// <summary>Penalties to choose among: two a decade, from hardly any to one that leaves hardly a coefficient.</summary>
    public static readonly double[] Penalties = [.. Enumerable.Range(0, 19).Select(half => Math.Pow(10, -3 + (half / 2.0)))];

    private readonly double[][] _rows;
    private readonly bool _isDual;
    private readonly double[] _values;
    private readonly double[][] _vectors;
    private readonly double[][]? _scores;

    /// <summary>Creates a solver.</summary>
    /// <param name="rows">The features, centred.</param>
    public RidgeSolver(double[][] rows)
    {
        _rows = rows;
        _isDual = rows.Length <= rows[0].Length;
        double[][] gram = RowProducts.Gram(_isDual ? rows : RowProducts.Transpose(rows));
        (double[] values, _vectors) = SymmetricEigen.Of(gram);
        _values = [.. values.Select(value => Math.Max(0, value))];
        _scores = _isDual ? null : RowProducts.Products(rows, _vectors);
    }

    /// <summary>The penalty with the least errors of leaving rows out, the outputs weighed by their variances.</summary>
    /// <param name="targets">The centred targets of each output, [output][row].</param>
    public double Choose(double[][] targets)
    {
        double[][] projected = [.. targets.Select(Project)];
        double[] sums = new double[Penalties.Length];
        Parallel.For(0, sums.Length, i =>
        {
            double[] kept = LeftOutShares(Penalties[i]);
            for (int output = 0; output < targets.Length; output++)
            {
                double variance = TensorPrimitives.SumOfSquares<double>(targets[output]);
                sums[i] += variance > 0
                    ? TensorPrimitives.SumOfSquares<double>(Errors(targets[output], projected[output], Penalties[i], kept)) / variance : 0;
            }
        });
        int best = 0;
        for (int i = 1; i < sums.Length; i++)
        {
            best = sums[i] < sums[best] ? i : best;
        }

        return Penalties[best];
    }

    /// <summary>The coefficients of one output.</summary>
    /// <param name="target">Its centred targets.</param>
    /// <param name="penalty">The penalty, above 0.</param>
    public double[] Solve(double[] target, double penalty)
    {
        double[] shrunk = RowProducts.WeightedSum(
            _vectors, [.. Project(target).Zip(_values, (value, root) => value / (root + penalty))]);
        return _isDual ? RowProducts.WeightedSum(_rows, shrunk) : shrunk;
    }

    /// <summary>The error at each row by coefficients and mean that were learned from the others.</summary>
    /// <param name="target">The centred targets of one output.</param>
    /// <param name="penalty">The penalty, above 0.</param>
    public double[] LeaveOneOut(double[] target, double penalty) => Errors(target, Project(target), penalty, LeftOutShares(penalty));

    /// <summary>The parts of a target along the eigenvectors.</summary>
    private double[] Project(double[] target) => RowProducts.Times(_vectors, _isDual ? target : RowProducts.WeightedSum(_rows, target));

    private double[] Errors(double[] target, double[] projected, double penalty, double[] kept)
    {
        double[] residuals;
        if (_scores is null)
        {
            residuals = RowProducts.WeightedSum(
                _vectors, [.. projected.Zip(_values, (value, root) => value * penalty / (root + penalty))]);
        }
        else
        {
            double[] fitted = RowProducts.Times(_scores, [.. projected.Zip(_values, (value, root) => value / (root + penalty))]);
            residuals = [.. target.Zip(fitted, (value, fit) => value - fit)];
        }

        for (int i = 0; i < residuals.Length; i++)
        {
            residuals[i] /= kept[i];
        }

        return residuals;
    }

    /// <summary>
    /// 1 less each row's own weight in its fitted value, 1/n of which the mean has. Of more features than rows the weight is near 1, so
    /// that the difference is summed up itself.
    /// </summary>
    private double[] LeftOutShares(double penalty)
    {
        double mean = 1.0 / _rows.Length;
        double[] shares = new double[_rows.Length];
        if (_scores is null)
        {
            for (int k = 0; k < _vectors.Length; k++)
            {
                AddSquares(_vectors[k], penalty / (_values[k] + penalty), shares);
            }
        }
        else
        {
            // A row's weight is its length, where each direction is divided by the root of its eigenvalue with the penalty.
            double[] roots = [.. _values.Select(root => 1 / Math.Sqrt(root + penalty))], scaled = new double[roots.Length];
            for (int i = 0; i < shares.Length; i++)
            {
                TensorPrimitives.Multiply(_scores[i], roots, scaled);
                shares[i] = 1 - TensorPrimitives.SumOfSquares<double>(scaled);
            }
        }

        for (int i = 0; i < shares.Length; i++)
        {
            shares[i] = Math.Max(shares[i] - mean, 1e-12);
        }

        return shares;
    }

    private static void AddSquares(double[] values, double weight, double[] sums)
    {
        Vector<double> weights = new(weight);
        int i = 0;
        for (; i <= sums.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector<double> each = new(values, i);
            Vector.FusedMultiplyAdd(each * weights, each, new(sums, i)).CopyTo(sums, i);
        }

        for (; i < sums.Length; i++)
        {
            sums[i] += weight * values[i] * values[i];
        }
    }
}
