namespace Unroll.Analysis.Models;

/// <summary>
/// An automatic ARIMA model of what sine waves leave of a long season, dynamic harmonic regression (Hyndman and Athanasopoulos 2021).
/// </summary>
internal sealed class WaveArimaFit : ForecastFit
{
    private const int Waves = 6;
    private readonly ArimaFit _fit;
    private readonly int _season;
    private readonly int _count;
    private readonly int _waves;

    public WaveArimaFit(ObservedSeries series, AutoArima model)
    {
        (_season, _count, _waves) = (series.Season, series.Values.Length, Math.Min(Waves, series.Season / 2));
        var plain = new ObservedSeries(series.Values) { Regressors = [.. Columns(0, _count), .. series.Regressors] };
        _fit = new ArimaSearch(plain, model.MaximumOrder, 0).Run();
    }

    public override string Description => $"{_fit.Description} with {_waves} waves of {_season} steps";

    public override IReadOnlyList<ParameterEstimate> Parameters => _fit.Parameters;

    public override double? Aicc => _fit.Aicc;

    public override double[] Fitted => _fit.Fitted;

    protected override SeriesForecast ForecastCore(int horizon, double[][] regressors) =>
        _fit.Forecast(horizon, [.. Columns(_count, horizon), .. regressors]);

    private double[][] Columns(int from, int count) =>
    [
        .. Enumerable.Range(1, _waves).SelectMany(wave => new Func<double, double>[] { Math.Sin, Math.Cos }
            .Where((_, kind) => kind == 0 || 2 * wave < _season)
            .Select(turn => (double[])[.. Enumerable.Range(from, count).Select(t => turn(2 * Math.PI * wave * (t % _season) / _season))])),
    ];
}
