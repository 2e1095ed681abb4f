using MathNet.Numerics.Statistics;

namespace Unroll.Analysis.Trend;

/// <summary>
/// A series less its seasons, whose ups and downs hide persistence and are no trend: of each season the medians by phase of what a straight
/// line leaves.
/// </summary>
public static class PhaseMedians
{
    /// <summary>Cycles from which on a season is taken out: of fewer, a median by phase takes too much of the values themselves.</summary>
    private const int LeastCycles = 10;

    private const int Passes = 3;

    /// <summary>Takes seasons out.</summary>
    /// <param name="values">The series, missing values as NaN.</param>
    /// <param name="periods">The seasons' periods in values, each 2 or more; of which there are less than ten cycles stays.</param>
    /// <returns>What is left, of the same length; missing values stay missing.</returns>
    /// <exception cref="ArgumentException">A period is below 2.</exception>
    /// <exception cref="InputException">A value is infinite.</exception>
    public static double[] Without(ReadOnlySpan<double> values, IReadOnlyList<int> periods)
    {
        ArgumentNullException.ThrowIfNull(periods);
        if (periods.Any(period => period < 2))
        {
            throw new ArgumentException($"A season has a period of {periods.Min()}: give rows, 2 or more.", nameof(periods));
        }

        SeriesChecks.RequireNoInfinity(values);
        int present = SeriesChecks.Present(values).Length;
        double[] left = values.ToArray();
        foreach (int period in periods.Where(period => present >= (long)LeastCycles * period))
        {
            // A season may bend the slope, and the slope its medians: each time with what is left of the other.
            double[] given = left;
            for (int pass = 0; pass < Passes; pass++)
            {
                left = Without(given, period, TheilSen.Slope(left));
            }
        }

        return left;
    }

    private static double[] Without(double[] values, int period, double slope)
    {
        Dictionary<int, double> medians = Enumerable.Range(0, values.Length).Where(i => !double.IsNaN(values[i]))
            .ToLookup(i => i % period, i => values[i] - (slope * i)).ToDictionary(phase => phase.Key, phase => phase.Median());
        double mean = medians.Values.Average();
        return [.. values.Select((value, i) => double.IsNaN(value) ? value : value - medians[i % period] + mean)];
    }
}
