using System.Text.Json.Nodes;
using Unroll.Catalogue;

namespace Unroll.Analysis.Models;

/// <summary>
/// The Theta method (Assimakopoulos and Nikolopoulos 2000) as a model of one source of error (Fiorucci, Pellegrini, Louzada, Petropoulos
/// and
/// Koehler 2016): the mean of a line and a smoothed curve. The season, where a test finds one, is taken out before and put back.
/// </summary>
/// <param name="variant">The variant; by default the one of least squared error.</param>
public sealed class Theta(ThetaVariant variant = ThetaVariant.Automatic) : ForecastModel
{
    internal const string SavedAs = "theta";

    private static readonly Setting<Theta, ThetaVariant> _kind =
        new("variant",
            Kind.Choice(
                ("automatic", ThetaVariant.Automatic), ("standard", ThetaVariant.Standard), ("optimized", ThetaVariant.Optimized),
                ("dynamic-standard", ThetaVariant.DynamicStandard), ("dynamic-optimized", ThetaVariant.DynamicOptimized)),
            theta => theta._variant, "Variant of the method.")
        { DefaultValue = ThetaVariant.Automatic };

    private readonly ThetaVariant _variant = variant;

    internal static Entry<ForecastModel> Entry { get; } = new(
        "theta", typeof(Theta), "Mean of a line and a smoothed curve.", [_kind], values => new Theta(values.Get(_kind)));

    /// <inheritdoc/>
    protected override ForecastFit FitCore(ObservedSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        double[] values = Complete(series, "The Theta method", 1);
        if (values.Length < 4 || SeriesChecks.IsConstant(values))
        {
            return new SeasonalNaive().Fit(new ObservedSeries(values));
        }

        int season = SeasonalAdjustment.IsSeasonal(values, series.Season) ? series.Season : 1;
        SeasonalAdjustment adjustment = new(values, season);
        double[] adjusted = adjustment.Remove(values);
        double scale = Math.Max(adjusted.Average(Math.Abs), 1e-300);
        double[] scaled = [.. adjusted.Select(value => value / scale)];
        ThetaVariant[] variants = _variant == ThetaVariant.Automatic
            ? [ThetaVariant.Standard, ThetaVariant.Optimized, ThetaVariant.DynamicStandard, ThetaVariant.DynamicOptimized] : [_variant];
        ThetaRecursion? best = null;
        ThetaVariant chosen = variants[0];
        double least = double.PositiveInfinity;
        foreach (ThetaVariant candidate in variants)
        {
            ThetaRecursion recursion = new(scaled, candidate);
            double found = recursion.Minimize();
            if (best is null || found < least * (1 - 1e-9))
            {
                (best, chosen, least) = (recursion, candidate, found);
            }
        }

        return Of(best!, adjustment, scale, chosen, values, season, null);
    }

    internal static ForecastFit FromJson(JsonObject json, ObservedSeries series)
    {
        SeriesChecks.RequireComplete(series.Values, "The Theta method");
        double[] pattern = AppliedFits.Numbers(json["pattern"]), estimates = AppliedFits.Numbers(json["estimates"]);
        SeasonalAdjustment adjustment = new(pattern, json["factors"]!.GetValue<bool>());
        double scale = AppliedFits.Number(json["scale"]);
        ThetaVariant variant = (ThetaVariant)json["variant"]!.GetValue<int>();
        ThetaRecursion recursion = new(
            [.. adjustment.Remove(series.Values).Select(value => value / scale)], variant,
            new ThetaEstimates(estimates[0], estimates[1], estimates[2], estimates[3], estimates[4]));
        return Of(recursion, adjustment, scale, variant, series.Values, pattern.Length, AppliedFits.Number(json["spread"]));
    }

    private static ComputedFit Of(
        ThetaRecursion recursion, SeasonalAdjustment adjustment, double scale, ThetaVariant variant, double[] values, int season,
        double? known)
    {
        double[] fitted = adjustment.Restore([.. recursion.Fitted.Select(value => value * scale)], 0);
        double spread = known ?? ComputedFit.Spread(values, fitted);
        string name = $"Theta ({variant.ToString().ToLowerInvariant()})";
        double[][] From(IReadOnlyList<int> origins, int horizon) =>
        [
            .. recursion.Forecast(origins, horizon).Select(
                (forecast, i) => adjustment.Restore([.. forecast.Select(value => value * scale)], origins[i])),
        ];
        ThetaEstimates held = recursion.Estimates;
        return new ComputedFit(season > 1 ? $"{name} [{season}]" : name, fitted, (horizon, _) => new ForecastResult(
            From([values.Length], horizon)[0],
            [.. Enumerable.Range(0, horizon).Select(step => spread * Math.Sqrt(1 + (step * recursion.Alpha * recursion.Alpha)))]))
        {
            State = () => new JsonObject
            {
                [AppliedFits.Kind] = SavedAs,
                ["variant"] = (int)variant,
                ["scale"] = scale,
                ["factors"] = adjustment.IsFactor,
                ["pattern"] = AppliedFits.Numbers(adjustment.Pattern),
                ["estimates"] = AppliedFits.Numbers([held.Intercept, held.Slope, held.Start, held.Alpha, held.Theta]),
                ["spread"] = spread,
            },
            Earlier = From,
            Estimates = [new("alpha", recursion.Alpha, null), new("theta", recursion.Theta, null)],
        };
    }
}
