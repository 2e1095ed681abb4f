using Unroll.Tasks.Learning.Sections;

namespace Unroll.Reports.Analysis;

/// <summary>A track's forecasts as lines over time, one line for each step ahead.</summary>
/// <param name="Times">The times that were forecast, ascending.</param>
/// <param name="Actual">The true value at each.</param>
/// <param name="Steps">The forecasts, by steps ahead.</param>
/// <param name="IsWhole">Whether no time is left out because there are too many for a page.</param>
internal sealed record TrackSeries(
    IReadOnlyList<DateTime> Times, IReadOnlyList<double> Actual, IReadOnlyList<StepSeries> Steps, bool IsWhole)
{
    /// <summary>Times that a section shows at most, over its tracks; of each the last ones.</summary>
    public const int MaximumTimes = 40_000;

    /// <summary>Forecasts that a section holds at most: of a long horizon only some of the steps are drawn.</summary>
    public const int MaximumForecasts = 240_000;

    /// <summary>Lines up the forecasts of a track.</summary>
    /// <param name="track">The track.</param>
    /// <param name="horizon">Steps ahead.</param>
    /// <param name="share">Which share of what a section shows the track may have, from 0 to 1.</param>
    public static TrackSeries Of(ForecastTrack track, int horizon, double share)
    {
        // Of a long track the end is drawn: more than that is not even looked at, and so not made.
        int maximum = Math.Max(100, (int)(share * MaximumTimes)), count = track.Values.Count;
        int looked = (int)Math.Min(count, (maximum + (long)horizon) * horizon);

        // Values are made when they are asked for, and there may be millions: they are gone through twice rather than kept.
        IEnumerable<ForecastValue> values = Enumerable.Range(count - looked, looked).Select(index => track.Values[index]);
        DateTime[] all = [.. values.Select(value => value.Time).Distinct().Order()];
        DateTime[] times = all[^Math.Min(all.Length, maximum)..];
        Dictionary<DateTime, int> rows = times.Select((time, row) => (time, row)).ToDictionary(pair => pair.time, pair => pair.row);
        double[] actual = StepSeries.Missing(times.Length);
        Dictionary<int, StepSeries> steps = Choose(times.Length == 0 ? 0 : horizon, times.Length, share)
            .ToDictionary(step => step, step => new StepSeries(step, times.Length, track.Values[count - 1].Bands.Count));
        foreach (ForecastValue value in values)
        {
            if (rows.TryGetValue(value.Time, out int row))
            {
                actual[row] = value.Actual;
                if (steps.TryGetValue(value.Step, out StepSeries? line))
                {
                    (line.Forecast[row], line.Baseline[row]) = (value.Forecast, value.Baseline);
                    for (int i = 0; i < line.Lower.Count; i++)
                    {
                        (line.Lower[i][row], line.Upper[i][row]) = (value.Bands[i].Lower, value.Bands[i].Upper);
                    }
                }
            }
        }

        bool isWhole = looked == count && times.Length == all.Length;
        return new TrackSeries(times, actual, [.. steps.OrderBy(step => step.Key).Select(step => step.Value)], isWhole);
    }

    // All steps ahead, or the first, the last and some between when that would make the page too large.
    private static IEnumerable<int> Choose(int horizon, int times, double share)
    {
        int count = (int)Math.Min(horizon, Math.Max(2, share * MaximumForecasts / Math.Max(1, times)));
        return count < 2
            ? Enumerable.Range(1, horizon)
            : Enumerable.Range(0, count).Select(i => 1 + (int)Math.Round((double)i * (horizon - 1) / (count - 1))).Distinct();
    }
}
