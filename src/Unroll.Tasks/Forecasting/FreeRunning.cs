using System.Numerics.Tensors;
using Unroll.Data;
using Unroll.Series.Windowing;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Forecasting;

/// <summary>
/// A decoder that goes on from its own rows: the outputs of each row of the horizon are the row before of the next. A decoder that follows
/// from a chain of layers is run row by row; any other network is run as a whole once for each row.
/// </summary>
/// <param name="head">The meaning of the outputs.</param>
/// <param name="networks">The networks, whose mean is what goes on.</param>
internal sealed class FreeRunning(ForecastHead head, Ensemble networks)
{
    /// <summary>Windows whose states, and what is attended to, are held at once.</summary>
    private const int WindowsAtOnce = 1024;

    /// <summary>Forecasts windows.</summary>
    /// <param name="windows">The windows, whose targets are not looked at.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <param name="random">Draws each row from its distribution; null for means and medians.</param>
    /// <returns>The outputs for each window, and the targets of each row, on the scale of the network.</returns>
    public FreeRunningForecast Forecast(SeriesWindows windows, int threads, RandomStream? random)
    {
        (int horizon, int targets) = (windows.Layout.Horizon, windows.Columns.Targets.Count);
        float[] rows = new float[checked(windows.Count * horizon * targets)];
        PreviousRows previous = new(windows, windows) { Own = rows, OwnShare = 1 };
        if (SteppedDecoder.Of(networks.Networks, threads) is { Length: > 0 } decoders)
        {
            float[] stepped = new float[windows.Count * head.Outputs];
            for (int first = 0; first < windows.Count; first += WindowsAtOnce)
            {
                Step(decoders, windows, previous, first, Math.Min(WindowsAtOnce, windows.Count - first), stepped, rows, random);
            }

            return new FreeRunningForecast(stepped, rows);
        }

        float[] outputs = [];
        double[] points = new double[horizon];
        for (int step = 0; step < horizon; step++)
        {
            outputs = networks.Predict(previous, threads);
            for (int window = 0; window < windows.Count; window++)
            {
                SetRow(outputs, window, step, rows, points, random);
            }
        }

        return new FreeRunningForecast(outputs, rows);
    }

    /// <summary>Runs the decoders row by row over some windows.</summary>
    private void Step(
        SteppedDecoder[] decoders, SeriesWindows windows, PreviousRows previous, int first, int count, float[] outputs, float[] rows,
        RandomStream? random)
    {
        (int horizon, int targets) = (windows.Layout.Horizon, windows.Columns.Targets.Count);
        int[] samples = [.. Enumerable.Range(first, count)];
        float[] future = windows.InputCount > 1 ? CopyOf(windows, 1, samples) : [];
        float[] start = CopyOf(previous, previous.InputCount - 1, samples);
        float[,,] before = Row(start, 0, count, targets)!;
        double[] points = new double[horizon];
        int covariates = future.Length / (count * horizon), width = head.Outputs / horizon;
        Array.ForEach(decoders, decoder => decoder.Read(windows, first, count));
        for (int step = 0; step < horizon; step++)
        {
            float[,,]? known = Row(future, step, count, covariates);
            float[] mean = decoders[0].Step(known, before);
            foreach (SteppedDecoder decoder in decoders.Skip(1))
            {
                TensorPrimitives.Add(mean, decoder.Step(known, before), mean);
            }

            TensorPrimitives.Divide(mean, decoders.Length, mean);
            for (int window = 0; window < count; window++)
            {
                mean.AsSpan(window * width, width).CopyTo(outputs.AsSpan(((first + window) * head.Outputs) + (step * width)));
                SetRow(outputs, first + window, step, rows, points, random);
                for (int target = 0; target < targets; target++)
                {
                    before[window, 0, target] = rows[((((first + window) * horizon) + step) * targets) + target];
                }
            }
        }
    }

    /// <summary>Reads a row of the horizon from the outputs for a window.</summary>
    private void SetRow(float[] outputs, int window, int step, float[] rows, double[] points, RandomStream? random)
    {
        ReadOnlySpan<float> own = outputs.AsSpan(window * head.Outputs, head.Outputs);
        int targets = head.Targets;
        for (int target = 0; target < targets; target++)
        {
            rows[(((window * points.Length) + step) * targets) + target] = random is null
                ? PointOf(own, target, step, points)
                : (float)head.Distributions(networks.Networks[0], own, target)[step].Sample(random);
        }
    }

    /// <summary>An input of some samples, timestep after timestep.</summary>
    private static float[] CopyOf(SampleSource source, int input, int[] samples)
    {
        Shape shape = source.GetInputShape(input);
        float[] values = new float[shape.Timesteps * samples.Length * shape.Features];
        source.CopyInputs(input, samples, new TimeMajorSpan(values, shape.Timesteps, samples.Length, shape.Features));
        return values;
    }

    /// <summary>A timestep of an input as a sequence of its own; null where the input has no features.</summary>
    private static float[,,]? Row(float[] values, int step, int count, int features)
    {
        float[,,]? row = features == 0 ? null : new float[count, 1, features];
        for (int window = 0; window < count && row is not null; window++)
        {
            for (int feature = 0; feature < features; feature++)
            {
                row[window, 0, feature] = values[(((step * count) + window) * features) + feature];
            }
        }

        return row;
    }

    private float PointOf(ReadOnlySpan<float> outputs, int target, int step, double[] points)
    {
        head.Read(networks.Networks[0], outputs, target, points, new double[head.LevelsOf(target).Count * points.Length]);
        return (float)points[step];
    }
}

/// <summary>The forecasts of a decoder for windows.</summary>
/// <param name="Outputs">The network's outputs for each window.</param>
/// <param name="Rows">The targets of each row of the horizon of each window, row after row.</param>
internal sealed record FreeRunningForecast(float[] Outputs, float[] Rows);
