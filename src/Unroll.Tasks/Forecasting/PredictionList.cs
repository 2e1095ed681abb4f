using System.Collections;
using Unroll.Series.Windowing;

namespace Unroll.Tasks.Forecasting;

/// <summary>Forecasts of windows, by window and then by step: their numbers are held, and the stamps are looked up.</summary>
/// <param name="windows">The windows.</param>
/// <param name="actual">The true values.</param>
/// <param name="forecast">The forecasts.</param>
/// <param name="naive">The value at the origin of each window.</param>
/// <param name="seasonalNaive">The values a season before.</param>
/// <param name="quantiles">The forecast of each quantile.</param>
internal sealed class PredictionList(SeriesWindows windows, double[] actual, double[] forecast, double[] naive,
    double[] seasonalNaive, double[][] quantiles) : IReadOnlyList<Prediction>
{
    public int Count => actual.Length;

    public Prediction this[int index]
    {
        get
        {
            (int sample, int step) = Math.DivRem(index, windows.Layout.Horizon);
            WindowedSeries series = windows.Series(windows.SeriesOf(sample));
            int origin = windows.Origin(sample);
            return new Prediction(
                series.Frame.Time[origin],
                series.Frame.Time[origin + windows.Layout.Gap + 1 + step],
                step + 1,
                actual[index],
                forecast[index],
                seasonalNaive[index])
            {
                Series = series.Id,
                Naive = naive[sample],
                Quantiles = quantiles.Length == 0 ? [] : [.. quantiles.Select(quantile => quantile[index])],
            };
        }
    }

    public IEnumerator<Prediction> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
