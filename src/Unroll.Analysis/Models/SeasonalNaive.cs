using System.Text.Json.Nodes;
using Unroll.Catalogue;

namespace Unroll.Analysis.Models;

/// <summary>The value a season before; the last value where the series has no season (the naive forecast). Gaps are passed over.</summary>
public sealed class SeasonalNaive : ForecastModel
{
    internal const string SavedAs = "seasonal-naive";

    internal static Entry<ForecastModel> Entry { get; } = new(
        SavedAs, typeof(SeasonalNaive), "Value a season before.", [], _ => new SeasonalNaive())
    {
        Formula = "ŷ_{t+h} = y_{t+h−m}",
    };

    /// <inheritdoc/>
    protected override ForecastFit FitCore(ObservedSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        return Of(series.Values, series.UsableSeason, null);
    }

    internal static ForecastFit FromJson(JsonObject json, ObservedSeries series) =>
        Of(series.Values, json["season"]!.GetValue<int>(), AppliedFits.Number(json["spread"]));

    private static ComputedFit Of(double[] values, int season, double? known)
    {
        double[] fitted = new double[values.Length], last = new double[season];
        Array.Fill(last, double.NaN);
        for (int t = 0; t < values.Length; t++)
        {
            fitted[t] = last[t % season];
            if (!double.IsNaN(values[t]))
            {
                last[t % season] = values[t];
            }
        }

        double spread = known ?? ComputedFit.Spread(values, fitted);
        double[] From(int origin, int horizon)
        {
            int latest = Math.Max(0, values.AsSpan(0, origin).LastIndexOfAnyExcept(double.NaN));
            return [.. Enumerable.Range(0, horizon).Select(step => origin + (step % season)).Select(
                t => t < values.Length ? fitted[t] : last[t % season]).Select(value => double.IsNaN(value) ? values[latest] : value)];
        }

        return new ComputedFit(season > 1 ? $"Seasonal naive [{season}]" : "Naive", fitted, (horizon, _) => new ForecastResult(
            From(values.Length, horizon), [.. Enumerable.Range(0, horizon).Select(step => spread * Math.Sqrt(1 + (step / season)))]))
        {
            State = () => new JsonObject { [AppliedFits.Kind] = SavedAs, ["season"] = season, ["spread"] = spread },
            Earlier = (origins, horizon) => [.. origins.Select(origin => From(origin, horizon))],
        };
    }
}
