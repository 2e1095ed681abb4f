using System.Collections;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Tasks.Forecasting;

/// <summary>The forecasts of an evaluation, series by series, as reports show them.</summary>
internal static class ForecastTracks
{
    /// <summary>The tracks of a target: one for each series.</summary>
    /// <param name="evaluation">The evaluation of the target.</param>
    /// <param name="hasSeveralTargets">Whether a track has to name its target.</param>
    /// <param name="unit">Unit of the target; null where there is none.</param>
    public static IEnumerable<ForecastTrack> Of(ForecastEvaluation evaluation, bool hasSeveralTargets, string? unit)
    {
        IReadOnlyList<Prediction> forecasts = evaluation.Forecasts;

        // The forecasts of a series stand together; of a walk forward, in each test.
        Dictionary<string, List<Range>> series = [];
        for (int start = 0, end; start < forecasts.Count; start = end)
        {
            string id = forecasts[start].Series;
            for (end = start + 1; end < forecasts.Count && forecasts[end].Series == id; end++)
            {
            }

            if (!series.TryGetValue(id, out List<Range>? ranges))
            {
                series[id] = ranges = [];
            }

            ranges.Add(start..end);
        }

        return series.Select(own => new ForecastTrack(
            evaluation.Part,
            series.Count == 1 ? evaluation.Target : hasSeveralTargets ? $"{own.Key}, {evaluation.Target}" : own.Key,
            new ValueList(forecasts, own.Value, evaluation.Zone))
        { Unit = unit });
    }

    private sealed class ValueList(IReadOnlyList<Prediction> forecasts, List<Range> ranges, TimeZoneInfo? zone)
        : IReadOnlyList<ForecastValue>
    {
        public int Count { get; } = ranges.Sum(range => range.End.Value - range.Start.Value);

        public ForecastValue this[int index]
        {
            get
            {
                int from = 0;
                foreach (Range range in ranges)
                {
                    int count = range.End.Value - range.Start.Value;
                    if (index < from + count)
                    {
                        return Of(forecasts[range.Start.Value + index - from]);
                    }

                    from += count;
                }

                throw new ArgumentOutOfRangeException(nameof(index), index, $"There are {Count} forecasts.");
            }
        }

        public IEnumerator<ForecastValue> GetEnumerator() => Enumerable.Range(0, Count).Select(index => this[index]).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        private ForecastValue Of(Prediction forecast)
        {
            bool hasInterval = forecast.Quantiles.Count > 1;
            return new ForecastValue(ForecastReport.Local(forecast.Time, zone), forecast.Step, forecast.Actual, forecast.Forecast)
            {
                Baseline = forecast.SeasonalNaive,
                Lower = hasInterval ? forecast.Quantiles[0] : double.NaN,
                Upper = hasInterval ? forecast.Quantiles[^1] : double.NaN,
            };
        }
    }
}
