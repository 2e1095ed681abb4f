using System.Numerics.Tensors;
using Unroll.Analysis.Anomalies;
using Unroll.Analysis.Periodicity;

namespace Unroll.Analysis.Characteristics;

/// <summary>
/// The autocorrelation of pieces of series together: each with outliers brought to the farthest inlier, so that a spike does not hide
/// the season of all other values, without its least-squares line, and scaled to deviation 1. Missing values are left out.
/// </summary>
internal sealed class PooledCorrelation
{
    private const double Deviations = 5;
    private const double Rounding = 1e-9;
    private const int FewestValues = 3;

    private readonly double[] _correlations;

    /// <summary>Computes the correlations.</summary>
    /// <param name="pieces">The pieces, missing values as NaN.</param>
    /// <param name="lags">The longest lag.</param>
    public PooledCorrelation(IEnumerable<double[]> pieces, int lags)
    {
        double[] products = new double[lags + 1], pairs = new double[lags + 1];
        foreach (double[] piece in pieces)
        {
            (double[] values, double[] present) = Prepared(piece);
            int longest = Math.Min(lags, values.Length - 1);
            AddTo(products, Autocorrelation.Products(values, longest));
            AddTo(pairs, Array.Exists(present, weight => weight == 0)
                ? Autocorrelation.Products(present, longest)
                : [.. Enumerable.Range(0, longest + 1).Select(lag => (double)(values.Length - lag))]);
        }

        double variance = pairs[0] > 0 ? products[0] / pairs[0] : 0;
        _correlations =
        [
            .. products.Zip(pairs, (product, count) => variance > 0 && count > 0.5 ? Math.Min(1, product / count / variance) : 0),
        ];
        _correlations[0] = 1;
    }

    /// <summary>The correlation at a lag; 0 where no two values are so far apart, 1 at 0 and before.</summary>
    /// <param name="lag">The lag.</param>
    public double At(int lag) => lag >= _correlations.Length ? 0 : _correlations[Math.Max(0, lag)];

    /// <summary>The highest correlation around a lag.</summary>
    /// <param name="lag">The lag.</param>
    /// <param name="slack">Lags on either side.</param>
    public double Best(int lag, int slack) => Enumerable.Range(lag - slack, (2 * slack) + 1).Max(At);

    private static void AddTo(double[] sums, double[] values) =>
        TensorPrimitives.Add(sums.AsSpan(0, values.Length), values, sums.AsSpan(0, values.Length));

    /// <summary>The values, 0 where one is missing, and weights of 1, or 0 where one is missing.</summary>
    private static (double[] Values, double[] Present) Prepared(double[] piece)
    {
        double[] prepared = new double[piece.Length], present = new double[piece.Length];
        int[] rows = [.. Enumerable.Range(0, piece.Length).Where(row => double.IsFinite(piece[row]))];
        foreach (int row in rows)
        {
            present[row] = 1;
        }

        if (rows.Length < FewestValues)
        {
            return (prepared, present);
        }

        // From the first value on: products of large values with small variation would lose the variation.
        double[] times = [.. rows.Select(row => (double)row)], values = [.. rows.Select(row => piece[row] - piece[rows[0]])];
        double[] rest = new WaveFit(times, values, hasLine: true).Residual();
        (double centre, double spread) = RobustScale.Of(rest);
        TensorPrimitives.Clamp(rest, centre - (Deviations * spread), centre + (Deviations * spread), rest);
        rest = new WaveFit(times, rest, hasLine: true).Residual();
        double deviation = Math.Sqrt(TensorPrimitives.SumOfSquares<double>(rest) / rest.Length);
        if (deviation <= Rounding * Math.Abs(TensorPrimitives.MaxMagnitude<double>(values)))
        {
            return (prepared, present);
        }

        for (int i = 0; i < rows.Length; i++)
        {
            prepared[rows[i]] = rest[i] / deviation;
        }

        return (prepared, present);
    }
}
