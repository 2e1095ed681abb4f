using System.Text.Json.Nodes;
using Unroll.Catalogue;

namespace Unroll.Analysis.Models;

/// <summary>
/// The method of Teunter, Syntetos and Babai (2011) for intermittent demand: the probability of a demand is smoothed at each step, so that
/// the forecast falls where demands no longer come.
/// </summary>
/// <param name="sizeSmoothing">Weight of a new demand's size, between 0 and 1.</param>
/// <param name="probabilitySmoothing">Weight of a step's having demand or none, between 0 and 1.</param>
/// <exception cref="ArgumentOutOfRangeException">A weight is not between 0 and 1.</exception>
public sealed class TeunterSyntetosBabai(double sizeSmoothing = 0.1, double probabilitySmoothing = 0.1) : ForecastModel
{
    internal const string SavedAs = "tsb";

    private static readonly Setting<TeunterSyntetosBabai, double> _sizeWeight =
        new("size-smoothing", Kind.Number(new NumberRange { Above = 0, AtMost = 1 }), model => model._size,
            "Weight of a new demand's size.")
        { DefaultValue = 0.1 };

    private static readonly Setting<TeunterSyntetosBabai, double> _probabilityWeight =
        new("probability-smoothing", Kind.Number(new NumberRange { Above = 0, AtMost = 1 }), model => model._probability,
            "Weight of a step's having demand or none.")
        { DefaultValue = 0.1 };

    private readonly double _size = IntermittentDemand.CheckWeight(sizeSmoothing, nameof(sizeSmoothing));
    private readonly double _probability = IntermittentDemand.CheckWeight(probabilitySmoothing, nameof(probabilitySmoothing));

    internal static Entry<ForecastModel> Entry { get; } = new(
        SavedAs, typeof(TeunterSyntetosBabai), "Size and probability of intermittent demands, smoothed apart.",
        [_sizeWeight, _probabilityWeight],
        values => new TeunterSyntetosBabai(values.Get(_sizeWeight), values.Get(_probabilityWeight)))
    {
        Aliases = ["teunter-syntetos-babai"],
    };

    /// <inheritdoc/>
    protected override ForecastFit FitCore(ObservedSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        double[] demands = [.. series.Values.Where(value => value > 0)];
        return Smooth(
            series.Values, demands.Length == 0 ? 0 : demands[0],
            demands.Length / (double)series.Values.Count(value => !double.IsNaN(value)), null);
    }

    internal static ForecastFit FromJson(JsonObject json, ObservedSeries series) =>
        new TeunterSyntetosBabai(AppliedFits.Number(json["size-smoothing"]), AppliedFits.Number(json["probability-smoothing"])).Smooth(
            series.Values, AppliedFits.Number(json["size"]), AppliedFits.Number(json["probability"]),
            AppliedFits.Number(json[IntermittentDemand.Spread]));

    private ComputedFit Smooth(double[] values, double size, double probability, double? spread)
    {
        JsonObject estimates = new()
        {
            [AppliedFits.Kind] = SavedAs,
            ["size-smoothing"] = _size,
            ["probability-smoothing"] = _probability,
            ["size"] = size,
            ["probability"] = probability,
        };
        return IntermittentDemand.Fit("TSB", values, () => size * probability, value =>
        {
            size += value > 0 ? _size * (value - size) : 0;
            probability += _probability * ((value > 0 ? 1 : 0) - probability);
        }, estimates, spread);
    }
}
