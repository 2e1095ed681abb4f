using Unroll.Catalogue;

namespace Unroll.Analysis.Models;

/// <summary>
/// An ARIMA model of given orders, with regressors where the series has some (Box and Jenkins 1970), by exact maximum likelihood. Missing
/// values are allowed. The season is the series'.
/// </summary>
/// <param name="order">The orders.</param>
/// <param name="hasConstant">
/// Whether there is a mean, or with one difference a drift; with two differences there is neither.
/// </param>
/// <exception cref="ArgumentOutOfRangeException">An order is negative, or more than 1,000.</exception>
public sealed class Arima(ArimaOrder order, bool hasConstant = false) : ForecastModel
{
    private static readonly Setting<Arima, int>[] _orders =
    [
        Lags("p", arima => arima._order.P, "Lags of the autoregression."),
        Lags("d", arima => arima._order.D, "Differences from one value to the next."),
        Lags("q", arima => arima._order.Q, "Lags of the moving average."),
        Lags("seasonal-p", arima => arima._order.SeasonalP, "Seasonal lags of the autoregression."),
        Lags("seasonal-d", arima => arima._order.SeasonalD, "Differences over a season."),
        Lags("seasonal-q", arima => arima._order.SeasonalQ, "Seasonal lags of the moving average."),
    ];

    private static readonly Setting<Arima, bool> _constant =
        new("constant", Kind.Flag, arima => arima._hasConstant, "Whether there is a mean or a drift.") { DefaultValue = false };

    private readonly ArimaOrder _order = Check(order);
    private readonly bool _hasConstant = hasConstant;

    internal static Entry<ForecastModel> Entry { get; } = new(
        "arima", typeof(Arima), "ARIMA model of given orders.", [.. _orders, _constant],
        values => new Arima(
            new ArimaOrder(
                values.Get(_orders[0]), values.Get(_orders[1]), values.Get(_orders[2]), values.Get(_orders[3]), values.Get(_orders[4]),
                values.Get(_orders[5])),
            values.Get(_constant)))
    {
        Formula = "φ(B)Φ(B^m)(1−B)^d(1−B^m)^D·(y_t − x_t'β) = θ(B)Θ(B^m)·ε_t",
        Example = "arima: {p: 0, d: 1, q: 1, seasonal-p: 0, seasonal-d: 1, seasonal-q: 1}",
    };

    /// <inheritdoc/>
    public override bool UsesRegressors => true;

    /// <inheritdoc/>
    protected override ForecastFit FitCore(ObservedSeries series) => FitArima(series);

    /// <summary>Fits the model to a series.</summary>
    /// <param name="series">The series.</param>
    /// <exception cref="InputException">The series is too short, or a value is infinite.</exception>
    public ArimaFit FitArima(ObservedSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        SeriesChecks.RequireNoInfinity(series.Values);
        if (_order.IsSeasonal && series.Season < 2)
        {
            throw new InputException(
                $"{_order.Describe(series.Season)} needs a season of at least 2 steps, but the series has none: give one.");
        }

        int known = series.Values.Count(value => !double.IsNaN(value));
        SeriesChecks.RequireLength(
            known,
            Math.Max(
                _order.Needed(series.Season, series.Regressors.Length), _order.Lost(series.Season) + _order.LongestLag(series.Season) + 1),
            _order.Describe(series.Season));
        var likelihood = new ArimaLikelihood(
            series.Values, ArimaFit.Columns(series, _order, _hasConstant), _order, series.Season);
        double[] coefficients = new double[_order.CoefficientCount];
        ArimaEstimation.Maximize(likelihood, coefficients, isStart: false, isRough: false);
        return new ArimaFit(likelihood, coefficients, _hasConstant && _order.D + _order.SeasonalD < 2);
    }

    private static Setting<Arima, int> Lags(string name, Func<Arima, int> get, string help) =>
        new(name, Kind.Integer(0, ArimaOrder.Greatest), get, help) { DefaultValue = 0 };

    private static ArimaOrder Check(ArimaOrder order) =>
        Array.TrueForAll(
            [order.P, order.D, order.Q, order.SeasonalP, order.SeasonalD, order.SeasonalQ], lags => lags is >= 0 and <= ArimaOrder.Greatest)
            ? order : throw new ArgumentOutOfRangeException(
                nameof(order), order, $"Orders are from 0 to {ArimaOrder.Greatest}, but they are {order}.");
}
