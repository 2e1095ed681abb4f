using Unroll.Catalogue;

namespace Unroll.Analysis.Models;

/// <summary>
/// An ARIMA model whose orders are chosen by the corrected information criterion among neighbours, step by step (Hyndman and Khandakar
/// 2008), each by exact maximum likelihood. Differences are chosen by tests before. The season is the series'.
/// </summary>
public sealed class AutoArima : ForecastModel
{
    private static readonly Setting<AutoArima, int> _lags =
        new("max-order", Kind.Integer(0), arima => arima.MaxOrder, "Largest order of a plain factor.") { DefaultValue = 5 };

    private static readonly Setting<AutoArima, int> _seasonalLags =
        new("max-seasonal-order", Kind.Integer(0), arima => arima.MaxSeasonalOrder, "Largest order of a seasonal factor.")
        { DefaultValue = 2 };

    private static readonly Setting<AutoArima, int> _longest =
        new("max-season", Kind.Integer(1), arima => arima.MaxSeason,
            "Longest season whose lags are estimated; waves stand for others.")
        { DefaultValue = 52 };

    internal static Entry<ForecastModel> Entry { get; } = new(
        "auto-arima", typeof(AutoArima), "ARIMA model whose orders are chosen by information criterion.", [_lags, _seasonalLags, _longest],
        values => new AutoArima
        {
            MaxOrder = values.Get(_lags),
            MaxSeasonalOrder = values.Get(_seasonalLags),
            MaxSeason = values.Get(_longest),
        });

    /// <summary>The largest order of a plain factor.</summary>
    public int MaxOrder { get; init; } = 5;

    /// <summary>The largest order of a seasonal factor.</summary>
    public int MaxSeasonalOrder { get; init; } = 2;

    /// <summary>
    /// The longest season whose lags are estimated. Longer ones would take states as many as they have steps: sine waves stand for them.
    /// </summary>
    public int MaxSeason { get; init; } = 52;

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

        if (series.Season > MaxSeason && series.Values.Length >= 2 * series.Season)
        {
            Waves waves = new([series.Season], [Math.Min(Waves.Default, series.Season / 2)]);
            return new WaveArimaFit(series, waves, new ArimaSearch(waves.Explain(series), MaxOrder, 0).Run());
        }

        return new ArimaSearch(series, MaxOrder, MaxSeasonalOrder).Run();
    }
}
