using MathNet.Numerics.LinearAlgebra;

namespace Unroll.Analysis.Models;

/// <summary>
/// A vector autoregression of several series (Sims 1980; Lütkepohl, New Introduction to Multiple Time Series Analysis, 2005): each is
/// explained by a constant and the last values of all, by least squares. The order is chosen by an information criterion.
/// </summary>
/// <example><c>new VectorAutoregression().Fit([first, second]).Forecast(12)[1].Intervals()</c></example>
public sealed class VectorAutoregression
{
    /// <summary>The order: how many values back. Default null: chosen by the criterion.</summary>
    public int? Order { get; init; }

    /// <summary>The largest order that is tried. Default null: 12·(n/100)^¼ (Schwert 1989), as far as the values allow.</summary>
    public int? MaximumOrder { get; init; }

    /// <summary>The criterion by which the order is chosen. Default: that of Hannan and Quinn.</summary>
    public OrderCriterion Criterion { get; init; } = OrderCriterion.HannanQuinn;

    /// <summary>Fits the model.</summary>
    /// <param name="columns">The series, [column][time], at the same times and without gaps.</param>
    /// <exception cref="InputException">
    /// A value is missing or infinite, the lengths differ, there are too few values, or a column follows from the others exactly.
    /// </exception>
    public VectorAutoregressionFit Fit(double[][] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        int size = columns.Length, count = size == 0 ? 0 : columns[0].Length;
        if (size == 0 || Array.Exists(columns, column => column.Length != count))
        {
            throw new InputException(
                $"The columns have {string.Join(", ", columns.Select(column => column.Length))} values: give columns of the same length, "
                + "with a value a time.");
        }

        for (int k = 0; k < size; k++)
        {
            SeriesChecks.RequireComplete(columns[k], "A vector autoregression");
            if (SeriesChecks.IsConstant(columns[k]))
            {
                throw new InputException($"All values of column {k} (from 0) are the same: leave it out.");
            }
        }

        // Each equation needs more values than coefficients.
        int room = (count - size - 2) / (size + 1);
        int most = Order ?? Math.Min(MaximumOrder ?? (int)(12 * Math.Pow(count / 100.0, 0.25)), room);
        if (most > room || count < size + 4)
        {
            throw new InputException(
                $"A vector autoregression of {CountFormatter.Format(size, "columns")} over {CountFormatter.Format(most, "steps")} back "
                + $"needs more than {CountFormatter.Format(count, "values")} of each: give longer series, or a lower order.");
        }

        int order = Order ?? Choose(columns, most);
        Matrix<double> coefficients = Estimate(columns, order, order, out Matrix<double> squares, out Matrix<double> inverse);
        return new VectorAutoregressionFit(columns, order, coefficients, squares, inverse);
    }

    /// <summary>The coefficients of an order by least squares, [1 + order · columns, columns]: the constants, then lag by lag.</summary>
    /// <param name="columns">The series.</param>
    /// <param name="order">The order.</param>
    /// <param name="from">The first time that is explained.</param>
    /// <param name="squares">The residuals' sums of squares and products.</param>
    /// <param name="inverse">The inverse of the regressors' sums of squares and products.</param>
    internal static Matrix<double> Estimate(
        double[][] columns, int order, int from, out Matrix<double> squares, out Matrix<double> inverse)
    {
        int size = columns.Length, rows = columns[0].Length - from;
        Matrix<double> design = Matrix<double>.Build.Dense(
            rows, 1 + (order * size), (t, k) => k == 0 ? 1 : columns[(k - 1) % size][from + t - 1 - ((k - 1) / size)]);
        Matrix<double> targets = Matrix<double>.Build.Dense(rows, size, (t, k) => columns[k][from + t]);
        var factors = design.QR();
        Matrix<double> coefficients = factors.Solve(targets), residuals = targets - (design * coefficients);
        squares = residuals.TransposeThisAndMultiply(residuals);
        if (Enumerable.Range(0, design.ColumnCount).Any(k => Math.Abs(factors.R[k, k]) <= 1e-10 * design.Column(k).L2Norm()))
        {
            throw new InputException(
                "A column follows from the others, or from its own past, exactly: leave it out, or take a lower order.");
        }

        Matrix<double> upper = factors.R.SubMatrix(0, design.ColumnCount, 0, design.ColumnCount).Inverse();
        inverse = upper.TransposeAndMultiply(upper);
        return coefficients;
    }

    /// <summary>The order of least criterion, each over the same times.</summary>
    private int Choose(double[][] columns, int most)
    {
        int size = columns.Length, rows = columns[0].Length - most, best = 0;
        double least = double.PositiveInfinity;
        for (int order = 0; order <= most; order++)
        {
            Estimate(columns, order, most, out Matrix<double> squares, out _);
            int parameters = size * (1 + (order * size));
            double penalty = Criterion switch
            {
                OrderCriterion.Aic => 2,
                OrderCriterion.Bic => Math.Log(rows),
                _ => 2 * Math.Log(Math.Log(rows)),
            };
            double criterion = LogDeterminant(squares / rows) + (penalty * parameters / rows);
            (best, least) = criterion < least ? (order, criterion) : (best, least);
        }

        return best;
    }

    /// <summary>The logarithm of the determinant of a covariance.</summary>
    internal static double LogDeterminant(Matrix<double> covariance)
    {
        try
        {
            return covariance.Cholesky().DeterminantLn;
        }
        catch (ArgumentException exception)
        {
            throw new InputException(
                "The series follow from each other exactly, so that their errors have no covariance: leave one out.", exception);
        }
    }
}
