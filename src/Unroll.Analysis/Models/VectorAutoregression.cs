using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;
using Unroll.Catalogue;

namespace Unroll.Analysis.Models;

/// <summary>
/// A vector autoregression of several series (Sims 1980; Lütkepohl, New Introduction to Multiple Time Series Analysis, 2005): each is
/// explained by a constant and the last values of all, by least squares. The order is chosen by an information criterion. As a forecast
/// model it forecasts a series by its own past and that of its related series.
/// </summary>
/// <example><c>new VectorAutoregression().Fit([first, second]).Forecast(12)[1].Intervals()</c></example>
public sealed class VectorAutoregression : ForecastModel
{
    internal const string SavedAs = "var";

    /// <summary>The most numbers of a regression, in rows times columns, that an order is tried with of itself.</summary>
    private const double MostNumbers = 5e7;

    private static readonly Setting<VectorAutoregression, int?> _order =
        new("order", Kind.Optional(Kind.Integer(0)), model => model.Order, "How many values back.")
        { DefaultValue = null, DefaultNote = "chosen by the criterion" };

    private static readonly Setting<VectorAutoregression, int?> _maximum =
        new("maximum-order", Kind.Optional(Kind.Integer(0)), model => model.MaximumOrder, "The largest order that is tried.")
        { DefaultValue = null, DefaultNote = "12·(n/100)^¼, as far as the values allow" };

    private static readonly Setting<VectorAutoregression, OrderCriterion> _criterion =
        new("criterion",
            Kind.Choice(("aic", OrderCriterion.Aic), ("hannan-quinn", OrderCriterion.HannanQuinn), ("bic", OrderCriterion.Bic)),
            model => model.Criterion, "Information criterion by which the order is chosen.")
        { DefaultValue = OrderCriterion.HannanQuinn };

    /// <summary>The order: how many values back. Default null: chosen by the criterion.</summary>
    public int? Order { get; init; }

    /// <summary>
    /// The largest order that is tried. Default null: 12·(n/100)^¼ (Schwert 1989), as far as the values allow, and as the regression has
    /// at most 50 million numbers.
    /// </summary>
    public int? MaximumOrder { get; init; }

    /// <summary>The criterion by which the order is chosen. Default: that of Hannan and Quinn.</summary>
    public OrderCriterion Criterion { get; init; } = OrderCriterion.HannanQuinn;

    /// <inheritdoc/>
    public override bool UsesRelatedSeries => true;

    internal static Entry<ForecastModel> Entry { get; } = new(
        SavedAs, typeof(VectorAutoregression), "Vector autoregression of a series and its related ones: other targets, past covariates.",
        [_order, _maximum, _criterion],
        values => new VectorAutoregression
        {
            Order = values.Get(_order),
            MaximumOrder = values.Get(_maximum),
            Criterion = values.Get(_criterion),
        })
    {
        Formula = "y_t = c + A_1 y_{t−1} + … + A_p y_{t−p} + ε_t",
    };

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
        int most = Order ?? Math.Min(
            MaximumOrder ?? (int)Math.Min(12 * Math.Pow(count / 100.0, 0.25), Math.Max(1, MostNumbers / count / size)), room);
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

    /// <inheritdoc/>
    protected override ForecastFit FitCore(ObservedSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        double[] values = Complete(series, "A vector autoregression", 1);
        if (SeriesChecks.IsConstant(values))
        {
            return new SeasonalNaive().Fit(new ObservedSeries(values));
        }

        int[] used = [.. Enumerable.Range(0, series.RelatedSeries.Length).Where(i => !SeriesChecks.IsConstant(series.RelatedSeries[i]))];
        VectorAutoregressionFit fit = Fit(VectorForecastFit.Columns(series, used));
        return new VectorForecastFit(fit.Recursion, used, series, fit.StandardErrorsOf(0));
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
    /// <remarks>
    /// The columns of an order are the first of a higher one, and so are the rows of Cholesky's factor of their products: one factor tells
    /// the residuals of all orders.
    /// </remarks>
    private int Choose(double[][] columns, int most)
    {
        int size = columns.Length, rows = columns[0].Length - most;
        double[][] centred = [.. columns.Select(column => Centred(column, most))];
        double[][] sums =
            [.. centred.Select(own => Enumerable.Range(0, most + 1).Select(lag => TensorPrimitives.Sum(Of(own, lag))).ToArray())];
        Matrix<double> squares = Products(0, 0);
        List<double[]> factors = [], explained = [];
        int best = 0;
        double least = double.PositiveInfinity;
        for (int order = 0; order <= most; order++)
        {
            if (order > 0 && !Add(order))
            {
                break;
            }

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

        // The values at a lag before the times that are explained, and the products of two such.
        ReadOnlySpan<double> Of(double[] own, int lag) => own.AsSpan(most - lag, rows);

        double Product(int first, int firstLag, int second, int secondLag) =>
            TensorPrimitives.Dot(Of(centred[first], firstLag), Of(centred[second], secondLag))
            - (sums[first][firstLag] * sums[second][secondLag] / rows);

        Matrix<double> Products(int firstLag, int secondLag) =>
            Matrix<double>.Build.Dense(size, size, (i, j) => Product(i, firstLag, j, secondLag));

        // The columns of a further lag; false where one follows from the others, so that no higher order can be fitted.
        bool Add(int lag)
        {
            for (int column = 0; column < size; column++)
            {
                int own = factors.Count;
                double[] factor = new double[own + 1], told = new double[size];
                double left = Product(column, lag, column, lag), whole = left;
                for (int i = 0; i < own; i++)
                {
                    factor[i] = (Product(column, lag, i % size, 1 + (i / size))
                        - TensorPrimitives.Dot<double>(factor.AsSpan(0, i), factors[i].AsSpan(0, i))) / factors[i][i];
                    left -= factor[i] * factor[i];
                }

                if (!(left > 1e-12 * whole))
                {
                    return false;
                }

                factor[own] = Math.Sqrt(left);
                for (int k = 0; k < size; k++)
                {
                    double product = Product(column, lag, k, 0);
                    for (int i = 0; i < own; i++)
                    {
                        product -= factor[i] * explained[i][k];
                    }

                    told[k] = product / factor[own];
                }

                factors.Add(factor);
                explained.Add(told);
                squares -= Matrix<double>.Build.Dense(size, size, (i, j) => told[i] * told[j]);
            }

            return true;
        }
    }

    /// <summary>The values less their mean over the times that are explained.</summary>
    private static double[] Centred(double[] values, int from)
    {
        double[] centred = new double[values.Length];
        TensorPrimitives.Subtract(values, TensorPrimitives.Sum<double>(values.AsSpan(from)) / (values.Length - from), centred);
        return centred;
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
