using System.Text.Json.Nodes;

namespace Unroll.Analysis.Models;

/// <summary>
/// An automatic ARIMA model of what sine waves leave of a long season, dynamic harmonic regression (Hyndman and Athanasopoulos 2021).
/// </summary>
internal sealed class WaveArimaFit : ForecastFit
{
    public const string SavedAs = "waves";
    private const int Waves = 6;
    private readonly ForecastFit _fit;
    private readonly int _season;
    private readonly int _count;
    private readonly int _waves;

    public WaveArimaFit(ObservedSeries series, AutoArima model)
    {
        (_season, _count, _waves) = (series.Season, series.Values.Length, Math.Min(Waves, series.Season / 2));
        ArimaFit fit = new ArimaSearch(WithWaves(series, _season), model.MaximumOrder, 0).Run();
        (fit.Beyond, _fit) = (WaveAt(_season, series.Regressors.Length), fit);
    }

    private WaveArimaFit(ForecastFit fit, int season, int count) =>
        (_fit, _season, _count, _waves) = (fit, season, count, Math.Min(Waves, season / 2));

    public override string Description => $"{_fit.Description} with {_waves} waves of {_season} steps";

    public override IReadOnlyList<ParameterEstimate> Parameters => _fit.Parameters;

    public override double? Aicc => _fit.Aicc;

    public override double[] Fitted => _fit.Fitted;

    public static WaveArimaFit FromJson(JsonObject json, ObservedSeries series)
    {
        int season = json["season"]!.GetValue<int>();
        AppliedArima fit = AppliedArima.FromJson(json["arima"]!.AsObject(), WithWaves(series, season));
        fit.Beyond = WaveAt(season, series.Regressors.Length);
        return new(fit, season, series.Values.Length);
    }

    public override JsonObject ToJson() => new()
    {
        [AppliedFits.Kind] = SavedAs,
        ["season"] = _season,
        ["arima"] = _fit.ToJson(),
    };

    protected override double[][] ForecastFromCore(IReadOnlyList<int> origins, int horizon) =>
        _fit.ForecastFrom(origins, horizon);

    protected override SeriesForecast ForecastCore(int horizon, double[][] regressors) =>
        _fit.Forecast(horizon, [.. Columns(_season, _count, horizon), .. regressors]);

    private static ObservedSeries WithWaves(ObservedSeries series, int season) => new(series.Values)
    {
        Regressors = [.. Columns(season, 0, series.Values.Length), .. series.Regressors],
    };

    /// <summary>The waves after the end of a series, which go on; others of its regressors are not known.</summary>
    private static Func<int, int, double>? WaveAt(int season, int further) => further > 0 ? null
        : (regressor, time) => Columns(season, time, 1)[regressor][0];

    private static double[][] Columns(int season, int from, int count) =>
    [
        .. Enumerable.Range(1, Math.Min(Waves, season / 2)).SelectMany(wave => new Func<double, double>[] { Math.Sin, Math.Cos }
            .Where((_, kind) => kind == 0 || 2 * wave < season)
            .Select(turn => (double[])[.. Enumerable.Range(from, count).Select(t => turn(2 * Math.PI * wave * (t % season) / season))])),
    ];
}
