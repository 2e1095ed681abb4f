using MathNet.Numerics.Statistics;

namespace Unroll.Analysis.ChangePoints;

/// <summary>
/// Values far from the median of their neighbours (Hampel's filter): a spike of up to three points is no change, and moves the level of a
/// segment less once it is replaced by that median.
/// </summary>
internal static class Spikes
{
    private const int Reach = 3;
    private const double Deviations = 5;
    private const double NormalQuartile = 0.6744897501960817;

    /// <summary>The series with spikes replaced.</summary>
    /// <param name="values">The series.</param>
    /// <param name="replaced">The number of spikes.</param>
    public static double[] Replace(double[] values, out int replaced)
    {
        replaced = 0;
        double[] medians = new double[values.Length], window = new double[(2 * Reach) + 1];
        for (int i = 0; i < values.Length; i++)
        {
            int start = Math.Max(0, i - Reach), length = Math.Min(values.Length, i + Reach + 1) - start;
            values.AsSpan(start, length).CopyTo(window);
            Array.Sort(window, 0, length);
            medians[i] = (window[(length - 1) / 2] + window[length / 2]) / 2;
        }

        double spread = values.Select((value, i) => Math.Abs(value - medians[i])).Median() / NormalQuartile;
        if (spread == 0)
        {
            return values;
        }

        // The ends have neighbours on one side only, which a change right there would show, too.
        double[] result = [.. values];
        for (int i = 1; i < values.Length - 1; i++)
        {
            if (Math.Abs(values[i] - medians[i]) > Deviations * spread)
            {
                result[i] = medians[i];
                replaced++;
            }
        }

        return result;
    }
}
