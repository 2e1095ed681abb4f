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
    /// <param name="levels">Levels of the prediction intervals that are drawn, the widest first.</param>
    public static IEnumerable<ForecastTrack> Of(
        ForecastEvaluation evaluation, bool hasSeveralTargets, string? unit, IReadOnlyList<double> levels)
    {
        IReadOnlyList<Prediction> forecasts = evaluation.Forecasts;

        // The forecasts of a series stand together; of a walk forward, in each test.
        Dictionary<string, List<Range>> series = [];
        (string? id, int start, int at) = (null, 0, 0);
        foreach (ForecastColumns columns in evaluation.Columnar.Columns)
        {
            for (int window = 0; window < columns.Windows; window++, at += columns.Horizon)
            {
                string own = columns.Series(window).Id;
                if (own != id)
                {
                    Add(id, start..at);
                    (id, start) = (own, at);
                }
            }
        }

        Add(id, start..at);
        return series.Select(own => new ForecastTrack(
            evaluation.Part,
            series.Count == 1 ? evaluation.Target : hasSeveralTargets ? $"{own.Key}, {evaluation.Target}" : own.Key,
            new ValueList(forecasts, own.Value, evaluation.Zone, evaluation.Intervals.Count == 0 ? [] : levels))
        { Unit = unit });

        void Add(string? own, Range range)
        {
            if (own is null)
            {
                return;
            }

            if (!series.TryGetValue(own, out List<Range>? ranges))
            {
                series[own] = ranges = [];
            }

            ranges.Add(range);
        }
    }

    private sealed class ValueList(IReadOnlyList<Prediction> forecasts, List<Range> ranges, TimeZoneInfo? zone,
        IReadOnlyList<double> levels)
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

                throw new ArgumentOutOfRangeException(nameof(index), index, $"There are {CountFormatter.Format(Count, "forecasts")}.");
            }
        }

        public IEnumerator<ForecastValue> GetEnumerator() => Enumerable.Range(0, Count).Select(index => this[index]).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        private ForecastValue Of(Prediction forecast)
        {
            return new ForecastValue(ForecastReport.Local(forecast.Time, zone), forecast.Step, forecast.Actual, forecast.Forecast)
            {
                Baseline = forecast.SeasonalNaive,
                Bands =
                [
                    .. levels.Select(level => forecast.Interval(level) is { } interval
                        ? new ForecastBand(interval.Lower, interval.Upper)
                        : new ForecastBand(double.NaN, double.NaN)),
                ],
            };
        }
    }
}
