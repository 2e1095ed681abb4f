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
    private readonly SymmetricBand _gram;
    private readonly Lazy<double[][]> _turned;

    /// <summary>Creates a solver.</summary>
    /// <param name="rows">The features, centred.</param>
    public RidgeSolver(double[][] rows)
    {
        _rows = rows;
        _isDual = rows.Length <= rows[0].Length;
        _gram = SymmetricBand.Of(RowProducts.Gram(_isDual ? rows : RowProducts.Transpose(rows)));
        _turned = new Lazy<double[][]>(Turned);
    }

    /// <summary>The penalty with the least errors of leaving rows out, the outputs weighed by their variances.</summary>
    /// <param name="targets">The centred targets of each output, [output][row].</param>
    public double Choose(double[][] targets)
    {
        BandFactor[] factors = [.. Penalties.Select(_gram.Factor)];
        double[][] kept = LeftOutShares(factors);
        double[] sums = new double[factors.Length];
        Workers.For(sums.Length, i =>
        {
            foreach (double[] target in targets)
            {
                double variance = TensorPrimitives.SumOfSquares<double>(target);
                sums[i] += variance > 0 ? TensorPrimitives.SumOfSquares<double>(Errors(target, factors[i], kept[i])) / variance : 0;
            }
        });
        int best = 0;
        for (int i = 1; i < sums.Length; i++)
        {
            best = sums[i] < sums[best] ? i : best;
        }

        return Penalties[best];
    }

    /// <summary>The coefficients of each output, [output][feature].</summary>
    /// <param name="targets">The centred targets of each output, [output][row].</param>
    /// <param name="penalty">The penalty, above 0.</param>
    public double[][] Solve(double[][] targets, double penalty)
    {
        BandFactor factor = _gram.Factor(penalty);
        return [.. targets.Select(target => Coefficients(target, factor))];
    }

    /// <summary>The error at each row by coefficients and mean that were learned from the others, [output][row].</summary>
    /// <param name="targets">The centred targets of each output, [output][row].</param>
    /// <param name="penalty">The penalty, above 0.</param>
    public double[][] LeaveOneOut(double[][] targets, double penalty)
    {
        BandFactor factor = _gram.Factor(penalty);
        double[] kept = LeftOutShares([factor])[0];
        return [.. targets.Select(target => Errors(target, factor, kept))];
    }

    private double[] Coefficients(double[] target, BandFactor factor) => _isDual
        ? RowProducts.WeightedSum(_rows, _gram.Solve(factor, target))
        : _gram.Solve(factor, RowProducts.WeightedSum(_rows, target));

    private double[] Errors(double[] target, BandFactor factor, double[] kept)
    {
        double[] residuals;
        if (_isDual)
        {
            residuals = _gram.Solve(factor, target);
            TensorPrimitives.Multiply(residuals, factor.Added, residuals);
        }
        else
        {
            residuals = RowProducts.Times(_rows, Coefficients(target, factor));
            TensorPrimitives.Subtract(target, residuals, residuals);
        }

        TensorPrimitives.Divide(residuals, kept, residuals);
        return residuals;
    }

    /// <summary>The rows, or of more features than rows those of the identity, along the directions that make products a band.</summary>
    private double[][] Turned()
    {
        double[][] turned = [.. _rows.Select(row => _isDual ? new double[_rows.Length] : [.. row])];
        for (int i = 0; _isDual && i < turned.Length; i++)
        {
            turned[i][i] = 1;
        }

        _gram.Turn(turned);
        return turned;
    }

    /// <summary>
    /// 1 less each row's own weight in its fitted value, 1/n of which the mean has. Of more features than rows the weight is near 1, so
    /// that the difference is computed itself.
    /// </summary>
    private double[][] LeftOutShares(BandFactor[] factors)
    {
        double mean = 1.0 / _rows.Length;
        double[][] shares = BandFactor.Forms(_turned.Value, factors);
        foreach ((int k, double[] row) in shares.Index())
        {
            for (int i = 0; i < row.Length; i++)
            {
                row[i] = Math.Max((_isDual ? factors[k].Added * row[i] : 1 - row[i]) - mean, 1e-12);
            }
        }

        return shares;
    }
}
