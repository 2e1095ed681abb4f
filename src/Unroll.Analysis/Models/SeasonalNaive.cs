using Unroll.Catalogue;

namespace Unroll.Analysis.Models;

/// <summary>The value a season before; the last value where the series has no season (the naive forecast). Gaps are passed over.</summary>
public sealed class SeasonalNaive : ForecastModel
{
    internal static Entry<ForecastModel> Entry { get; } = new(
        "seasonal-naive", typeof(SeasonalNaive), "Value a season before.", [], _ => new SeasonalNaive())
    {
        Formula = "ŷ_{t+h} = y_{t+h−m}",
    };

    /// <inheritdoc/>
    protected override ForecastFit FitCore(ObservedSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        int season = series.UsableSeason;
        double[] values = series.Values, fitted = new double[values.Length], last = new double[season];
        double overall = values.First(value => !double.IsNaN(value));
        Array.Fill(last, double.NaN);
        for (int t = 0; t < values.Length; t++)
        {
            fitted[t] = last[t % season];
            if (!double.IsNaN(values[t]))
            {
                last[t % season] = overall = values[t];
            }
        }

        double spread = ComputedFit.Spread(values, fitted);
        return new ComputedFit(season > 1 ? $"Seasonal naive [{season}]" : "Naive", fitted, horizon => new SeriesForecast(
            [.. Enumerable.Range(values.Length, horizon).Select(t => double.IsNaN(last[t % season]) ? overall : last[t % season])],
            [.. Enumerable.Range(0, horizon).Select(step => spread * Math.Sqrt(1 + (step / season)))]));
    }
}
