using Unroll.Data;
using Unroll.Series.Windowing;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Forecasting;

/// <summary>
/// Recursive forecasts of many windows at once: a network of one row forecasts the first row of all, then the second with the first among
/// its inputs, and so on, on the scale of the network.
/// </summary>
/// <param name="head">The meaning of the outputs for one row.</param>
/// <param name="networks">The networks, whose mean is what goes on.</param>
internal sealed class RecursiveWalk(ForecastHead head, Ensemble networks)
{
    /// <summary>The outputs for each window: head after head, each step after step (<see cref="ForecastHead.OfHorizon"/>).</summary>
    /// <param name="windows">The windows, of the whole horizon.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    public float[] Predict(SeriesWindows windows, int threads)
    {
        (int horizon, int targets, int each) = (windows.Layout.Horizon, windows.Columns.Targets.Count, head.Outputs);
        float[] all = new float[checked(windows.Count * horizon * each)], forecasts = new float[windows.Count * horizon * targets];
        double[] point = new double[1];
        for (int step = 0; step < horizon; step++)
        {
            float[] outputs = networks.Predict(new FedBack(windows, forecasts, step), threads);
            for (int window = 0; window < windows.Count; window++)
            {
                ReadOnlySpan<float> row = outputs.AsSpan(window * each, each);
                int before = 0;
                foreach (OutputHead output in head.Heads)
                {
                    row.Slice(before, output.Width).CopyTo(all.AsSpan((((window * each) + before) * horizon) + (step * output.Width)));
                    before += output.Width;
                }

                for (int target = 0; target < targets; target++)
                {
                    head.Read(networks.Networks[0], row, target, point, new double[head.LevelsOf(target).Count]);
                    forecasts[(((window * horizon) + step) * targets) + target] = (float)point[0];
                }
            }
        }

        return all;
    }

    /// <summary>Windows for a row of the horizon, in whose inputs the rows of the horizon before it are forecasts.</summary>
    private sealed class FedBack(SeriesWindows windows, float[] forecasts, int step) : WrappedSource(windows.Ahead(step))
    {
        private readonly (int Horizon, int Length) _size = (windows.Layout.Horizon, windows.Layout.Length);
        private readonly int[] _places = [.. windows.Columns.Targets.Select(target => windows.Columns.Past.ToList().IndexOf(target))];

        public override void CopyInputs(int input, ReadOnlySpan<int> samples, TimeMajorSpan destination)
        {
            Source.CopyInputs(input, samples, destination);
            for (int row = 0; row < samples.Length && input == 0; row++)
            {
                for (int at = Math.Max(0, step - _size.Length); at < step; at++)
                {
                    ReadOnlySpan<float> values = forecasts.AsSpan(
                        ((samples[row] * _size.Horizon) + at) * _places.Length, _places.Length);
                    Span<float> features = destination.At(_size.Length - step + at, row);
                    for (int target = 0; target < _places.Length; target++)
                    {
                        features[_places[target]] = values[target];
                    }
                }
            }
        }
    }
}
