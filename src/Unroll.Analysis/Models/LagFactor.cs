using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Unroll.Analysis.Models;

/// <summary>
/// The QR factors of a constant and the lags of columns. The columns of a lower order are the first of a higher one, so that these factors
/// tell the residuals of vector autoregressions of all orders.
/// </summary>
internal sealed class LagFactor
{
    /// <summary>The share of its norm that the columns before a column must leave, for a coefficient of its own.</summary>
    private const double LeastShare = 1e-10;

    private readonly Matrix<double> _residuals;
    private readonly Matrix<double> _told;
    private readonly int _size;

    /// <summary>Factors the lags.</summary>
    /// <param name="columns">The columns, [column][time].</param>
    /// <param name="order">The highest lag.</param>
    /// <param name="from">The first time that is explained, the highest lag at least.</param>
    public LagFactor(double[][] columns, int order, int from)
    {
        _size = columns.Length;
        Rows = columns[0].Length - from;
        Matrix<double> design = Matrix<double>.Build.Dense(
            Rows, 1 + (order * _size), (t, k) => k == 0 ? 1 : columns[(k - 1) % _size][from + t - 1 - ((k - 1) / _size)]);
        Matrix<double> targets = Matrix<double>.Build.Dense(Rows, _size, (t, k) => columns[k][from + t]);
        QR<double> factors = design.QR(QRMethod.Thin);
        _told = factors.Q.TransposeThisAndMultiply(targets);
        _residuals = targets - (factors.Q * _told);
        Triangle = factors.R.SubMatrix(0, design.ColumnCount, 0, design.ColumnCount);
        int clear = Enumerable.Range(0, design.ColumnCount)
            .TakeWhile(k => Math.Abs(Triangle[k, k]) > LeastShare * design.Column(k).L2Norm()).Count();
        Highest = Math.Max(0, (clear - 1) / _size);
        Coefficients = Highest == order ? Triangle.Solve(_told) : null;
    }

    /// <summary>The times that are explained.</summary>
    public int Rows { get; }

    /// <summary>The highest order whose lags do not follow from each other.</summary>
    public int Highest { get; }

    /// <summary>The triangular factor, [1 + order · columns, 1 + order · columns].</summary>
    public Matrix<double> Triangle { get; }

    /// <summary>The coefficients of the highest lag's order: constants, then lag by lag; null where lags follow from each other.</summary>
    public Matrix<double>? Coefficients { get; }

    /// <summary>Whether a column follows from its own past, so that nothing is left to explain.</summary>
    /// <param name="column">The column.</param>
    /// <param name="most">The highest lag.</param>
    public static bool IsForetold(double[] column, int most)
    {
        LagFactor factor = new([column], most, most);
        return factor.Highest < most
            || Math.Sqrt(factor.Squares(most)[0, 0]) <= LeastShare * Math.Sqrt(factor.Squares(0)[0, 0]);
    }

    /// <summary>The residuals' sums of squares and products of an order, [column, column].</summary>
    /// <param name="order">The order.</param>
    public Matrix<double> Squares(int order)
    {
        // What higher lags explain is added to what nothing does: a difference of sums would be of rounding where little is left.
        int first = 1 + (order * _size);
        Matrix<double> squares = _residuals.TransposeThisAndMultiply(_residuals);
        if (first < _told.RowCount)
        {
            Matrix<double> higher = _told.SubMatrix(first, _told.RowCount - first, 0, _size);
            squares += higher.TransposeThisAndMultiply(higher);
        }

        return squares;
    }
}
