namespace Unroll.Reports.Analysis;

/// <summary>The forecasts made a certain number of steps ahead, one for each time of a track; NaN for a time without.</summary>
/// <param name="step">Steps ahead, from 1.</param>
/// <param name="times">How many times the track has.</param>
/// <param name="bands">How many prediction intervals there are.</param>
internal sealed class StepSeries(int step, int times, int bands)
{
    /// <summary>Steps ahead, from 1.</summary>
    public int Step => step;

    /// <summary>The networks' forecasts.</summary>
    public double[] Forecast { get; } = Missing(times);

    /// <summary>The baseline's forecasts.</summary>
    public double[] Baseline { get; } = Missing(times);

    /// <summary>Lower ends of each prediction interval.</summary>
    public IReadOnlyList<double[]> Lower { get; } = [.. Enumerable.Range(0, bands).Select(_ => Missing(times))];

    /// <summary>Upper ends of each prediction interval.</summary>
    public IReadOnlyList<double[]> Upper { get; } = [.. Enumerable.Range(0, bands).Select(_ => Missing(times))];

    /// <summary>Values that are missing all.</summary>
    public static double[] Missing(int count)
    {
        double[] values = new double[count];
        Array.Fill(values, double.NaN);
        return values;
    }

    /// <summary>The analysis of the residuals.</summary>
    /// <param name="actual">The true values.</param>
    /// <param name="season">Rows in a season.</param>
    public ResidualAnalysis Residuals(IReadOnlyList<double> actual, int season)
    {
        // A forecast several steps ahead begins later than the part, or ends sooner: those ends are no gaps in the residuals.
        double[] residuals = [.. actual.Zip(Forecast, (truth, forecast) => truth - forecast)];
        int first = Array.FindIndex(residuals, double.IsFinite), last = Array.FindLastIndex(residuals, double.IsFinite);
        return ResidualAnalysis.Of(first < 0 ? [] : new ArraySegment<double>(residuals, first, last - first + 1), season);
    }
}
