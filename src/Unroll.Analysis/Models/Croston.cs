using System.Text.Json.Nodes;
using Unroll.Catalogue;

namespace Unroll.Analysis.Models;

/// <summary>
/// Croston's method for intermittent demand (1972): size of demand and time between demands smoothed apart; with the correction of Syntetos
/// and Boylan (2005) for its bias on demand.
/// </summary>
/// <param name="smoothing">Weight of a new demand, between 0 and 1.</param>
/// <param name="isCorrected">Whether the bias is corrected (SBA).</param>
/// <exception cref="ArgumentOutOfRangeException">The weight is not between 0 and 1.</exception>
public sealed class Croston(double smoothing = 0.1, bool isCorrected = false) : ForecastModel
{
    internal const string SavedAs = "croston";

    private static readonly Setting<Croston, double> _weight =
        new("smoothing", Kind.Number(new NumberRange { Above = 0, AtMost = 1 }), model => model._smoothing, "Weight of a new demand.")
        { DefaultValue = 0.1 };

    private static readonly Setting<Croston, bool> _correction =
        new("corrected", Kind.Flag, model => model._corrected, "Whether the bias is corrected (Syntetos and Boylan).")
        { DefaultValue = false };

    private readonly double _smoothing = IntermittentDemand.CheckWeight(smoothing, nameof(smoothing));
    private readonly bool _corrected = isCorrected;

    internal static Entry<ForecastModel> Entry { get; } = new(
        SavedAs, typeof(Croston), "Size and distance of intermittent demands, smoothed apart.", [_weight, _correction],
        values => new Croston(values.Get(_weight), values.Get(_correction)));

    /// <inheritdoc/>
    protected override ForecastFit FitCore(ObservedSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        return Smooth(series.Values, null);
    }

    internal static ForecastFit FromJson(JsonObject json, ObservedSeries series) =>
        new Croston(AppliedFits.Number(json["smoothing"]), json["corrected"]!.GetValue<bool>()).Smooth(
            series.Values, AppliedFits.Number(json[IntermittentDemand.Spread]));

    private ComputedFit Smooth(double[] values, double? spread)
    {
        double size = double.NaN, distance = double.NaN;
        int since = 1;
        double factor = _corrected ? 1 - (_smoothing / 2) : 1;
        return IntermittentDemand.Fit(
            _corrected ? "Croston (Syntetos–Boylan)" : "Croston", values,
            () => double.IsNaN(size) ? 0 : factor * size / distance,
            value =>
            {
                if (value == 0)
                {
                    since++;
                    return;
                }

                (size, distance) = double.IsNaN(size) ? (value, since)
                    : (size + (_smoothing * (value - size)), distance + (_smoothing * (since - distance)));
                since = 1;
            },
            new JsonObject { [AppliedFits.Kind] = SavedAs, ["smoothing"] = _smoothing, ["corrected"] = _corrected }, spread);
    }
}
