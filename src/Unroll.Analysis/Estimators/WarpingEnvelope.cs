namespace Unroll.Analysis.Estimators;

/// <summary>
/// The lowest and highest values of a series within the steps that warping can align, by which the distance of another one is bounded
/// from below in a single walk (Keogh and Ratanamahatana 2005).
/// </summary>
internal sealed class WarpingEnvelope
{
    /// <summary>So that rounding makes no bound larger than the distance.</summary>
    private const double Safety = 1 - 1e-9;

    private readonly int _channels;
    private readonly double[] _lowest;
    private readonly double[] _highest;

    /// <summary>Creates the envelope of a series.</summary>
    /// <param name="series">The channels of its first step, then those of the next.</param>
    /// <param name="channels">Channels of a step.</param>
    /// <param name="window">How far paths may leave the diagonal, as a share of the series.</param>
    public WarpingEnvelope(double[] series, int channels, double window)
    {
        int steps = series.Length / channels;
        int reach = (int)Math.Min(steps, DynamicTimeWarping.Radius(steps, steps, window)) * channels;
        _channels = channels;
        (_lowest, _highest) = (new double[series.Length], new double[series.Length]);
        for (int i = 0; i < series.Length; i++)
        {
            (double lowest, double highest) = (series[i], series[i]);
            int first = i - reach < 0 ? i % channels : i - reach, last = Math.Min(series.Length - 1, i + reach);
            for (int at = first; at <= last; at += channels)
            {
                lowest = Math.Min(lowest, series[at]);
                highest = Math.Max(highest, series[at]);
            }

            (_lowest[i], _highest[i]) = (lowest, highest);
        }
    }

    /// <summary>Lower bounds of the distance to a series of the same length, from each of its steps on (LB_Keogh).</summary>
    /// <param name="series">The series.</param>
    /// <param name="rest">Receives that of the steps from each on, with a 0 behind the last: the first is a bound of the distance.</param>
    public void Bound(double[] series, Span<double> rest)
    {
        rest[^1] = 0;
        for (int step = rest.Length - 2; step >= 0; step--)
        {
            double sum = 0;
            for (int i = step * _channels; i < (step + 1) * _channels; i++)
            {
                double outside = double.MaxNative(0, double.MaxNative(series[i] - _highest[i], _lowest[i] - series[i]));
                sum += outside * outside;
            }

            rest[step] = rest[step + 1] + (sum * Safety);
        }
    }
}
