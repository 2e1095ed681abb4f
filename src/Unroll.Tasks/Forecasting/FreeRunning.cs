using Unroll.Series.Windowing;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Forecasting;

/// <summary>
/// A decoder that goes on from its own rows: the network is run once for each row of the horizon, whose outputs are then the row before of
/// the next.
/// </summary>
/// <param name="head">The meaning of the outputs.</param>
/// <param name="networks">The networks, whose mean is what goes on.</param>
internal sealed class FreeRunning(ForecastHead head, Ensemble networks)
{
    /// <summary>Forecasts windows.</summary>
    /// <param name="windows">The windows, whose targets are not looked at.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <param name="random">Draws each row from its distribution; null for means and medians.</param>
    /// <returns>The outputs for each window, and the targets of each row, on the scale of the network.</returns>
    public FreeRunningForecast Forecast(SeriesWindows windows, int threads, RandomStream? random)
    {
        (int horizon, int targets) = (windows.Layout.Horizon, windows.Columns.Targets.Count);
        float[] rows = new float[checked(windows.Count * horizon * targets)], outputs = [];
        PreviousRows previous = new(windows, windows) { Own = rows, OwnShare = 1 };
        double[] points = new double[horizon];
        for (int step = 0; step < horizon; step++)
        {
            outputs = networks.Predict(previous, threads);
            for (int window = 0; window < windows.Count; window++)
            {
                ReadOnlySpan<float> own = outputs.AsSpan(window * head.Outputs, head.Outputs);
                for (int target = 0; target < targets; target++)
                {
                    rows[(((window * horizon) + step) * targets) + target] = random is null
                        ? PointOf(own, target, step, points)
                        : (float)head.Distributions(networks.Networks[0], own, target)[step].Sample(random);
                }
            }
        }

        return new FreeRunningForecast(outputs, rows);
    }

    private float PointOf(ReadOnlySpan<float> outputs, int target, int step, double[] points)
    {
        head.Read(networks.Networks[0], outputs, target, points, new double[head.LevelsOf(target).Count * points.Length]);
        return (float)points[step];
    }
}

/// <summary>What a decoder forecasts of windows.</summary>
/// <param name="Outputs">The network's outputs for each window.</param>
/// <param name="Rows">The targets of each row of the horizon of each window, row after row.</param>
internal sealed record FreeRunningForecast(float[] Outputs, float[] Rows);
