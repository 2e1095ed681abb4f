using System.Text.Json.Nodes;
using MathNet.Numerics.Distributions;

namespace Unroll.Analysis.Models;

/// <summary>An exponential smoothing model fitted to a series.</summary>
public sealed class EtsFit : ForecastFit
{
    internal const string SavedAs = "ets";
    private const int SampleCount = 2000;
    private readonly EtsForm _form;
    private readonly int _season;
    private readonly int _count;
    private readonly double _scale;
    private readonly double[] _weights;
    private readonly EtsRecursion _recursion;
    private readonly double _deviation;
    private readonly int _parameterCount;

    internal EtsFit(EtsForm form, EtsEstimation estimation, double criterion, int season, int count)
        : this(
            form, estimation.Recursion, season, count, estimation.Scale, estimation.ParameterCount, criterion,
            Math.Sqrt(estimation.Recursion.Variance * count / Math.Max(1, count - (estimation.ParameterCount - 1))))
    {
    }

    private EtsFit(
        EtsForm form, EtsRecursion recursion, int season, int count, double scale, int parameterCount, double criterion, double deviation)
    {
        (_form, _recursion, _season, _count, _scale, _parameterCount) = (form, recursion, season, count, scale, parameterCount);
        (_weights, Criterion, _deviation) = ([.. recursion.Weights], criterion, deviation);
        double[] fitted = recursion.Forecasts.ToArray();
        Fitted = [.. fitted.Select(value => value * scale)];
    }

    /// <summary>The form.</summary>
    public EtsForm Form => _form;

    /// <inheritdoc/>
    public override string Description => _form.ToString();

    /// <summary>
    /// Minus twice the log-likelihood, without constants, as R's forecast and statsforecast have it; NaN of estimates on another history.
    /// </summary>
    public double Criterion { get; }

    /// <summary>Akaike's information criterion, by that likelihood.</summary>
    public double Aic => Criterion + (2 * _parameterCount);

    /// <inheritdoc/>
    public override double? Aicc => double.IsNaN(Criterion) ? null : CorrectedCriterion(Criterion, _parameterCount, _count);

    /// <inheritdoc/>
    public override double[] Fitted { get; }

    /// <summary>The weights (<c>alpha</c>, <c>beta</c>, <c>gamma</c>) and the damping (<c>phi</c>), without standard errors.</summary>
    public override IReadOnlyList<ParameterEstimate> Parameters =>
    [
        new("alpha", _weights[0], null),
        .. Estimate("beta", _weights[0] * _weights[1], _form.Trend != EtsTrend.None),
        .. Estimate("gamma", _weights[2], _form.Season != EtsSeason.None),
        .. Estimate("phi", _weights[3], _form.Trend == EtsTrend.Damped),
    ];

    internal static double CorrectedCriterion(double criterion, int parameters, int count) => count - parameters - 1 <= 0
        ? double.PositiveInfinity
        : criterion + (2 * parameters) + (2.0 * parameters * (parameters + 1) / (count - parameters - 1));

    /// <inheritdoc/>
    public override JsonObject ToJson() => new()
    {
        [AppliedFits.Kind] = SavedAs,
        ["form"] = new JsonArray((int)_form.Error, (int)_form.Trend, (int)_form.Season),
        ["season"] = _season,
        ["scale"] = _scale,
        ["weights"] = AppliedFits.Numbers(_weights),
        ["initial"] = AppliedFits.Numbers(_recursion.Initial),
        ["deviation"] = _deviation,
    };

    internal static EtsFit FromJson(JsonObject json, ObservedSeries series)
    {
        SeriesChecks.RequireComplete(series.Values, "Exponential smoothing");
        int[] parts = [.. json["form"]!.AsArray().Select(part => part!.GetValue<int>())];
        EtsForm form = new((EtsError)parts[0], (EtsTrend)parts[1], (EtsSeason)parts[2]);
        int season = json["season"]!.GetValue<int>();
        double scale = AppliedFits.Number(json["scale"]);
        EtsRecursion recursion = new(form, season, [.. series.Values.Select(value => value / scale)], isHeld: true);
        AppliedFits.Numbers(json["weights"]).CopyTo(recursion.Weights, 0);
        AppliedFits.Numbers(json["initial"]).CopyTo(recursion.Initial, 0);
        recursion.Criterion();
        return new EtsFit(
            form, recursion, season, series.Values.Length, scale, 0, double.NaN, AppliedFits.Number(json["deviation"]));
    }

    /// <inheritdoc/>
    protected override double[][] ForecastFromCore(IReadOnlyList<int> origins, int horizon) => [.. origins.Select(origin =>
    {
        double[] means = new double[horizon];
        Walk(origin, means, null);
        return Scaled(means);
    })];

    /// <inheritdoc/>
    protected override ForecastResult ForecastCore(int horizon, double[][] regressors)
    {
        double[] means = new double[horizon];
        Walk(_count, means, null);
        if (_form.IsLinear)
        {
            return new ForecastResult(Scaled(means), Errors(horizon));
        }

        var random = new Random(17);
        double[][] samples = new double[SampleCount][];
        for (int i = 0; i < SampleCount; i++)
        {
            samples[i] = new double[horizon];
            Walk(_count, samples[i], random);
            samples[i] = Scaled(samples[i]);
        }

        means = Scaled(means);
        double[] errors =
        [
            .. Enumerable.Range(0, horizon).Select(step =>
                Math.Sqrt(samples.Average(sample => (sample[step] - means[step]) * (sample[step] - means[step])))),
        ];
        return new ForecastResult(means, errors) { Samples = samples };
    }

    /// <summary>Goes on from the states after a number of values; without errors, or with normal ones.</summary>
    private void Walk(int origin, double[] path, Random? random)
    {
        (double level, double slope) = _recursion.After(origin);
        double[] pattern = [.. Enumerable.Range(origin, _season).Select(time => _recursion.SeasonFor(time, origin))];
        for (int step = 0; step < path.Length; step++)
        {
            double faded = _weights[3] * slope, base0 = level + faded, seasonal = pattern[step % _season];
            double forecast = _form.Season switch
            {
                EtsSeason.Additive => base0 + seasonal,
                EtsSeason.Multiplicative => base0 * seasonal,
                _ => base0,
            };
            if (random is null)
            {
                (path[step], level, slope) = (forecast, base0, faded);
                continue;
            }

            double error = _deviation * Normal.Sample(random, 0, 1) * (_form.Error == EtsError.Multiplicative ? Math.Abs(forecast) : 1);
            path[step] = forecast + error;
            bool isFactor = _form.Season == EtsSeason.Multiplicative;
            double byPattern = isFactor && Math.Abs(seasonal) > 1e-8 ? error / seasonal : error;
            double byLevel = isFactor && Math.Abs(base0) > 1e-8 ? error / base0 : error;
            level = base0 + (_weights[0] * byPattern);
            slope = faded + (_weights[0] * _weights[1] * byPattern);
            pattern[step % _season] = seasonal + (_weights[2] * byLevel);
        }
    }

    /// <summary>Standard deviations in closed form (Hyndman et al. 2008, 6.1).</summary>
    private double[] Errors(int horizon)
    {
        double[] errors = new double[horizon];
        double squares = 1, fading = 0, factor = 1;
        for (int step = 0; step < horizon; step++)
        {
            errors[step] = _scale * _deviation * Math.Sqrt(squares);
            factor *= _weights[3];
            fading += factor;
            double weight = _weights[0] + (_form.Trend == EtsTrend.None ? 0 : _weights[0] * _weights[1] * fading)
                + (_form.Season != EtsSeason.None && (step + 1) % _season == 0 ? _weights[2] : 0);
            squares += weight * weight;
        }

        return errors;
    }

    private static ParameterEstimate[] Estimate(string name, double value, bool isThere) =>
        isThere ? [new ParameterEstimate(name, value, null)] : [];

    private double[] Scaled(double[] path) => [.. path.Select(value => value * _scale)];
}
