using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
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
    private const double MostNumbers = 2e7;

    /// <summary>The share of a column's variance that the columns before it must leave.</summary>
    private const double LeastShare = 1e-12;

    private static readonly Setting<VectorAutoregression, int?> _order =
        new("order", Kind.Optional(Kind.Integer(0)), model => model.Order, "How many values back.")
        { DefaultValue = null, DefaultNote = "chosen by the criterion" };

    private static readonly Setting<VectorAutoregression, int?> _maximum =
        new("max-order", Kind.Optional(Kind.Integer(0)), model => model.MaxOrder, "The largest order that is tried.")
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
    /// at most 20 million numbers.
    /// </summary>
    public int? MaxOrder { get; init; }

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
            MaxOrder = values.Get(_maximum),
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
            SeriesChecks.RequireSquares(columns[k]);
            if (SeriesChecks.IsConstant(columns[k]))
            {
                throw new InputException($"All values of column {k} (from 0) are the same: leave it out.");
            }
        }

        int most = Most(size, count);
        if (most < 0 || count < size + 4)
        {
            throw new InputException(
                $"A vector autoregression of {CountFormatter.Format(size, "columns")}"
                + $"{(Order is { } wanted ? $" over {CountFormatter.Format(wanted, "steps")} back" : "")} needs more than "
                + $"{CountFormatter.Format(count, "values")} of each: give longer series, or a lower order.");
        }

        int order = Order ?? Choose(columns, most);
        LagFactor factor = new(columns, order, order);
        if (factor.Coefficients is not { } coefficients)
        {
            throw new InputException(
                size == 1 ? "The series follows from its own past exactly: take a lower order."
                    : "A column follows from the others, or from its own past, exactly: leave it out, or take a lower order.");
        }

        Matrix<double> upper = factor.Triangle.Inverse();
        return new VectorAutoregressionFit(columns, order, coefficients, factor.Squares(order), upper.TransposeAndMultiply(upper));
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

        int[] used = Telling(series);
        VectorAutoregressionFit fit = Fit(VectorForecastFit.Columns(series, used));
        string[] others = [.. Enumerable.Range(0, series.RelatedSeries.Length).Except(used).Select(place => $"{place + 1}")];
        return new VectorForecastFit(fit.Recursion, used, series, fit.StandardErrorsOf(0))
        {
            Warning = others.Length == 0 ? null
                : $"Of {CountFormatter.Format(series.RelatedSeries.Length, "related series")}, number {string.Join(", ", others)} "
                    + "is left out of the vector autoregression: it is constant, or follows from its own past or from others.",
        };
    }

    /// <summary>The order of least criterion, each over the same times.</summary>
    private int Choose(double[][] columns, int most)
    {
        LagFactor factor = new(columns, most, most);
        int size = columns.Length, rows = factor.Rows, best = 0;
        double least = double.PositiveInfinity;
        for (int order = 0; order <= factor.Highest; order++)
        {
            if (LogDeterminantOf(factor.Squares(order) / rows) is not { } determinant)
            {
                return order > 0 ? order : throw FollowsExactly();
            }

            int parameters = size * (1 + (order * size));
            double penalty = Criterion switch
            {
                OrderCriterion.Aic => 2,
                OrderCriterion.Bic => Math.Log(rows),
                _ => 2 * Math.Log(Math.Log(rows)),
            };
            double criterion = determinant + (penalty * parameters / rows);
            (best, least) = criterion < least ? (order, criterion) : (best, least);
        }

        return best;
    }

    /// <summary>
    /// The places of the related series that tell something of their own: those that are not constant, do not follow from their own past,
    /// as a flag of weekends does, and are no sums of others.
    /// </summary>
    private int[] Telling(ObservedSeries series)
    {
        double[] values = series.Values;
        int[] all = [.. Enumerable.Range(0, series.RelatedSeries.Length)];
        VectorForecastFit.Columns(series, all);
        int most = Most(all.Length + 1, values.Length);
        int[] known = [.. all.Where(place => series.RelatedSeries[place] is var own && !SeriesChecks.IsConstant(own)
            && (most < 1 || !LagFactor.IsForetold(own, most)))];
        double[][] columns = [values, .. known.Select(place => series.RelatedSeries[place])];
        return [.. IndependentColumns.Of(columns).Where(column => column > 0).Select(column => known[column - 1])];
    }

    /// <summary>The highest order that is tried, and the values allow; below 0 where they allow none.</summary>
    private int Most(int size, int count)
    {
        // Each equation needs more values than coefficients.
        int room = (count - size - 2) / (size + 1);
        int wanted = Order ?? MaxOrder
            ?? (int)Math.Min(12 * Math.Pow(count / 100.0, 0.25), Math.Max(1, MostNumbers / Math.Max(1, count) / size));
        return Order is null ? Math.Min(wanted, room) : wanted > room ? -1 : wanted;
    }

    /// <summary>The logarithm of the determinant of a covariance.</summary>
    internal static double LogDeterminant(Matrix<double> covariance) => LogDeterminantOf(covariance) ?? throw FollowsExactly();

    /// <summary>The same; null where the errors have no covariance, as the columns follow from each other or from the past.</summary>
    private static double? LogDeterminantOf(Matrix<double> covariance)
    {
        try
        {
            Cholesky<double> factors = covariance.Cholesky();
            return Enumerable.Range(0, covariance.RowCount).All(
                k => factors.Factor[k, k] * factors.Factor[k, k] > LeastShare * covariance[k, k]) ? factors.DeterminantLn : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static InputException FollowsExactly() => new(
        "The series follow from each other exactly, so that their errors have no covariance: leave one out.");
}
