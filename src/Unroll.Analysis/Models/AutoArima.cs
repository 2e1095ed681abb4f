using Unroll.Catalogue;

namespace Unroll.Analysis.Models;

/// <summary>
/// An ARIMA model whose orders are chosen by the corrected information criterion among neighbours, step by step (Hyndman and Khandakar
/// 2008), each by exact maximum likelihood. Differences are chosen by tests before. The season is the series'.
/// </summary>
public sealed class AutoArima : ForecastModel
{
    private static readonly Setting<AutoArima, int> _lags =
        new("maximum-order", Kind.Integer(0), arima => arima.MaximumOrder, "Largest order of a plain factor.") { DefaultValue = 5 };

    private static readonly Setting<AutoArima, int> _seasonalLags =
        new("maximum-seasonal-order", Kind.Integer(0), arima => arima.MaximumSeasonalOrder, "Largest order of a seasonal factor.")
        { DefaultValue = 2 };

    private static readonly Setting<AutoArima, int> _longest =
        new("maximum-season", Kind.Integer(1), arima => arima.MaximumSeason,
            "Longest season whose lags are estimated; waves stand for others.")
        { DefaultValue = 52 };

    internal static Entry<ForecastModel> Entry { get; } = new(
        "auto-arima", typeof(AutoArima), "ARIMA model whose orders are chosen by information criterion.", [_lags, _seasonalLags, _longest],
        values => new AutoArima
        {
            MaximumOrder = values.Get(_lags),
            MaximumSeasonalOrder = values.Get(_seasonalLags),
            MaximumSeason = values.Get(_longest),
        });

    /// <summary>The largest order of a plain factor.</summary>
    public int MaximumOrder { get; init; } = 5;

    /// <summary>The largest order of a seasonal factor.</summary>
    public int MaximumSeasonalOrder { get; init; } = 2;

    /// <summary>
    /// The longest season whose lags are estimated. Longer ones would take states as many as they have steps: sine waves stand for them.
    /// </summary>
    public int MaximumSeason { get; init; } = 52;

    /// <inheritdoc/>
    public override bool UsesRegressors => true;

    /// <inheritdoc/>
    protected override ForecastFit FitCore(ObservedSeries series) => FitWith(series);

    /// <summary>Chooses the orders, and fits the model.</summary>
    /// <param name="series">The series.</param>
    /// <exception cref="InputException">The series is empty, or a value is infinite.</exception>
    private ForecastFit FitWith(ObservedSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        double[] present = SeriesChecks.Present(series.Values);
        if (SeriesChecks.IsConstant(series.Values) || present.Length < 4)
        {
            ForecastFit naive = new SeasonalNaive().Fit(series);
            return ComputedFit.Of(
                naive, "ARIMA(0,1,0)",
                present.Length < 4 ? "The series is too short for an ARIMA model: its last value is the forecast."
                    : "The series is constant: its value is the forecast.");
        }

        if (series.Season > MaximumSeason && series.Values.Length >= 2 * series.Season)
        {
            Waves waves = new([series.Season], [Math.Min(Waves.Default, series.Season / 2)]);
            return new WaveArimaFit(series, waves, new ArimaSearch(waves.Explain(series), MaximumOrder, 0).Run());
        }

        return new ArimaSearch(series, MaximumOrder, MaximumSeasonalOrder).Run();
    }
}
