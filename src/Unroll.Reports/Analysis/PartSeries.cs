using Unroll.Tasks.Forecasting;

namespace Unroll.Reports.Analysis;

/// <summary>A part's forecasts as lines over time, one line for each step ahead.</summary>
/// <param name="Times">The times that were forecast, ascending.</param>
/// <param name="Actual">The true value at each.</param>
/// <param name="Steps">The forecasts, by steps ahead.</param>
/// <param name="Omitted">Earlier times that are left out because there are too many for a page.</param>
internal sealed record PartSeries(
    IReadOnlyList<DateTime> Times,
    IReadOnlyList<double> Actual,
    IReadOnlyList<StepSeries> Steps,
    int Omitted)
{
    /// <summary>Times that a report shows at most; the last ones.</summary>
    public const int MaximumTimes = 20_000;

    /// <summary>Forecasts that a report holds for a part at most: of a long horizon only some of the steps are drawn.</summary>
    public const int MaximumForecasts = 120_000;

    /// <summary>Lines up the forecasts of a part.</summary>
    /// <param name="part">The part.</param>
    /// <param name="season">Rows in a season.</param>
    public static PartSeries Of(PartEvaluation part, int season)
    {
        // Of many series the first is drawn, and of a long one the end: more than that is not even looked at.
        int ofFirst = CountOfFirstSeries(part.Predictions);
        int looked = Math.Min(ofFirst, (MaximumTimes + part.ByStep.Count) * Math.Max(1, part.ByStep.Count));
        Prediction[] drawn = [.. Enumerable.Range(ofFirst - looked, looked).Select(index => part.Predictions[index])];
        DateTime[] all = [.. drawn.Select(prediction => prediction.Time).Distinct().Order()];
        int kept = Math.Min(all.Length, MaximumTimes);
        int omitted = all.Length - kept + ((ofFirst - looked) / Math.Max(1, part.ByStep.Count));
        DateTime[] times = all[^kept..];
        Dictionary<DateTime, int> rows = new(times.Length);
        for (int i = 0; i < times.Length; i++)
        {
            rows[times[i]] = i;
        }

        double[] actual = Missing(times.Length);
        int horizon = drawn.Length == 0 ? 0 : part.ByStep.Count;
        Dictionary<int, Line> lines = [];
        foreach (int step in Choose(horizon, times.Length))
        {
            lines[step] = new Line(Missing(times.Length), Missing(times.Length), Missing(times.Length));
        }

        foreach (Prediction prediction in drawn)
        {
            if (rows.TryGetValue(prediction.Time, out int row))
            {
                actual[row] = prediction.Actual;
                if (lines.TryGetValue(prediction.Step, out Line? line))
                {
                    line.Forecast[row] = prediction.Forecast;
                    line.SeasonalNaive[row] = prediction.SeasonalNaive;
                    line.Residuals[row] = prediction.Actual - prediction.Forecast;
                }
            }
        }

        StepSeries[] steps = [.. lines.OrderBy(pair => pair.Key).Select(pair => new StepSeries(
            pair.Key, pair.Value.Forecast, pair.Value.SeasonalNaive, ResidualAnalysis.Of(Trim(pair.Value.Residuals), season)))];
        return new PartSeries(times, actual, steps, omitted);
    }

    private static int CountOfFirstSeries(IReadOnlyList<Prediction> predictions)
    {
        if (predictions.Count == 0 || predictions[^1].Series == predictions[0].Series)
        {
            return predictions.Count;
        }

        int count = 0;
        while (predictions[count].Series == predictions[0].Series)
        {
            count++;
        }

        return count;
    }

    // All steps ahead, or the first, the last and some between when that would make the page too large.
    private static IEnumerable<int> Choose(int horizon, int times)
    {
        int count = Math.Min(horizon, Math.Max(2, MaximumForecasts / Math.Max(1, times)));
        return count < 2
            ? Enumerable.Range(1, horizon)
            : Enumerable.Range(0, count).Select(i => 1 + (int)Math.Round((double)i * (horizon - 1) / (count - 1))).Distinct();
    }

    private static double[] Missing(int count)
    {
        double[] values = new double[count];
        Array.Fill(values, double.NaN);
        return values;
    }

    // A forecast several steps ahead begins later than the part, or ends sooner: those ends are no gaps in the residuals.
    private static ArraySegment<double> Trim(double[] residuals)
    {
        int first = Array.FindIndex(residuals, double.IsFinite);
        int last = Array.FindLastIndex(residuals, double.IsFinite);
        return first < 0 ? ArraySegment<double>.Empty : new ArraySegment<double>(residuals, first, last - first + 1);
    }

    private sealed record Line(double[] Forecast, double[] SeasonalNaive, double[] Residuals);
}
