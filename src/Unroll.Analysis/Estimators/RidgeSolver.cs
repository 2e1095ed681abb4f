using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

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
    private readonly double[][] _scores;

    /// <summary>Creates a solver.</summary>
    /// <param name="rows">The features, centred.</param>
    public RidgeSolver(double[][] rows)
    {
        _rows = rows;
        _isDual = rows.Length <= rows[0].Length;
        double[][] gram = RowProducts.Gram(_isDual ? rows : RowProducts.Transpose(rows));
        Evd<double> decomposed = Matrix<double>.Build.DenseOfRowArrays(gram).Evd(Symmetricity.Symmetric);
        _values = [.. decomposed.EigenValues.Select(value => Math.Max(0, value.Real))];
        _vectors = [.. decomposed.EigenVectors.EnumerateColumns().Select(column => column.ToArray())];
        _scores = _isDual ? RowProducts.Transpose(_vectors) : [.. rows.Select(row => RowProducts.Times(_vectors, row))];
    }

    /// <summary>The penalty with the least errors of leaving rows out, the outputs weighed by their variances.</summary>
    /// <param name="targets">The centred targets of each output, [output][row].</param>
    public double Choose(double[][] targets)
    {
        (double best, double least) = (Penalties[0], double.PositiveInfinity);
        foreach (double penalty in Penalties)
        {
            double sum = 0;
            double[] kept = LeftOutShares(penalty);
            foreach (double[] target in targets)
            {
                double[] errors = Errors(target, penalty, kept);
                double variance = TensorPrimitives.SumOfSquares<double>(target);
                sum += variance > 0 ? TensorPrimitives.SumOfSquares<double>(errors) / variance : 0;
            }

            if (sum < least)
            {
                (best, least) = (penalty, sum);
            }
        }

        return best;
    }

    /// <summary>The coefficients of one output.</summary>
    /// <param name="target">Its centred targets.</param>
    /// <param name="penalty">The penalty, above 0.</param>
    public double[] Solve(double[] target, double penalty)
    {
        if (_isDual)
        {
            double[] projected = RowProducts.Times(_vectors, target);
            return RowProducts.WeightedSum(
                _rows, RowProducts.WeightedSum(_vectors, [.. projected.Zip(_values, (value, root) => value / (root + penalty))]));
        }

        double[] products = RowProducts.Times(_vectors, RowProducts.WeightedSum(_rows, target));
        return RowProducts.WeightedSum(_vectors, [.. products.Zip(_values, (value, root) => value / (root + penalty))]);
    }

    /// <summary>The error at each row by coefficients and mean that were learned from the others.</summary>
    /// <param name="target">The centred targets of one output.</param>
    /// <param name="penalty">The penalty, above 0.</param>
    public double[] LeaveOneOut(double[] target, double penalty) => Errors(target, penalty, LeftOutShares(penalty));

    private double[] Errors(double[] target, double penalty, double[] kept)
    {
        double[] residuals;
        if (_isDual)
        {
            double[] projected = RowProducts.Times(_vectors, target);
            residuals = RowProducts.WeightedSum(
                _vectors, [.. projected.Zip(_values, (value, root) => value * penalty / (root + penalty))]);
        }
        else
        {
            double[] fitted = RowProducts.Times(_rows, Solve(target, penalty));
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
        double[] weights = [.. _values.Select(root => _isDual ? penalty / (root + penalty) : 1 / (root + penalty))];
        double mean = 1.0 / _rows.Length;
        return
        [
            .. _scores.Select(score =>
            {
                double sum = 0;
                for (int k = 0; k < score.Length; k++)
                {
                    sum += score[k] * score[k] * weights[k];
                }

                return Math.Max((_isDual ? sum : 1 - sum) - mean, 1e-12);
            }),
        ];
    }
}
