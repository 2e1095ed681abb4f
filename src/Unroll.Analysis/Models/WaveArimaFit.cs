using System.Text.Json.Nodes;

namespace Unroll.Analysis.Models;

/// <summary>
/// An ARIMA model of what sine waves leave of seasons, dynamic harmonic regression (Hyndman and Athanasopoulos 2021, 12.1).
/// </summary>
internal sealed class WaveArimaFit : ForecastFit
{
    public const string SavedAs = "waves";
    private readonly ForecastFit _fit;
    private readonly Waves _waves;
    private readonly ObservedSeries _series;

    /// <summary>Creates the fit.</summary>
    /// <param name="series">The series.</param>
    /// <param name="waves">The waves.</param>
    /// <param name="fit">The model of the series with the waves as its first regressors.</param>
    public WaveArimaFit(ObservedSeries series, Waves waves, ArimaFit fit)
        : this(fit, waves, series) => fit.Beyond = Beyond(waves);

    private WaveArimaFit(ForecastFit fit, Waves waves, ObservedSeries series) => (_fit, _waves, _series) = (fit, waves, series);

    public override string Description => $"{_fit.Description} with {_waves}";

    public override IReadOnlyList<ParameterEstimate> Parameters => _fit.Parameters;

    public override double? Aicc => _fit.Aicc;

    public override double[] Fitted => _fit.Fitted;

    public static WaveArimaFit FromJson(JsonObject json, ObservedSeries series)
    {
        Waves waves = new(
            [.. json["seasons"]!.AsArray().Select(season => season!.GetValue<double>())],
            [.. json["counts"]!.AsArray().Select(count => count!.GetValue<int>())]);
        AppliedArima fit = AppliedArima.FromJson(json["arima"]!.AsObject(), waves.Explain(series));
        fit.Beyond = Beyond(waves);
        return new(fit, waves, series);
    }

    public override JsonObject ToJson() => new()
    {
        [AppliedFits.Kind] = SavedAs,
        ["seasons"] = new JsonArray([.. _waves.Seasons.Select(season => (JsonNode)season)]),
        ["counts"] = new JsonArray([.. _waves.Counts.Select(count => (JsonNode)count)]),
        ["arima"] = _fit.ToJson(),
    };

    protected override double[][] ForecastFromCore(IReadOnlyList<int> origins, int horizon) =>
        _fit.ForecastFrom(origins, horizon);

    protected override ForecastResult ForecastCore(int horizon, double[][] regressors)
    {
        int count = _series.Values.Length;
        double[][] further = regressors.Length > 0 ? regressors
            : [.. _series.Regressors.Select(column => column[count..Math.Min(column.Length, count + horizon)])];
        return _fit.Forecast(horizon, [.. _waves.Columns(count, horizon), .. further]);
    }

    /// <summary>The waves after the end of a series, which go on; of further regressors nothing is known there.</summary>
    private static Func<int, int, double?> Beyond(Waves waves)
    {
        int count = waves.Columns(0, 0).Length;
        return (regressor, time) => regressor < count ? waves.Columns(time, 1)[regressor][0] : null;
    }
}
