using MathNet.Numerics.Statistics;
using Unroll.Analysis.Periodicity;

namespace Unroll.Analysis.ChangePoints;

/// <summary>
/// A season as medians by phase of what a moving average over the period leaves, so that changes of level and slope are no part of it.
/// </summary>
internal static class SeasonalMeans
{
    private const int LeastCycles = 4;
    private const double LeastShare = 0.5;

    /// <summary>The season of a series without gaps, at each of its points, where its means explain enough.</summary>
    /// <param name="values">The series.</param>
    /// <param name="period">Rows of the season.</param>
    /// <param name="each">Rows that a point is the mean of.</param>
    /// <returns>The deviation from the mean of all phases at each point; empty where there is no such season.</returns>
    public static double[] Of(double[] values, int period, int each)
    {
        int points = (int)Math.Round((double)period / each);
        if (points < 2 || values.Length < LeastCycles * points)
        {
            return [];
        }

        // A period of rows need not be a whole number of points.
        int[] phases = [.. values.Select((_, i) => (int)((long)i * each % period / each))];
        double[] left = MovingLevel.Without(values, points);
        if (Share(left, phases) < LeastShare)
        {
            return [];
        }

        double[] medians = new double[phases.Max() + 1];
        foreach (IGrouping<int, double> phase in left.Select((value, i) => (value, i)).GroupBy(pair => phases[pair.i], pair => pair.value))
        {
            medians[phase.Key] = phase.Median();
        }

        double mean = medians.Average();
        return [.. phases.Select(phase => medians[phase] - mean)];
    }

    /// <summary>The share of the variance that means by phase explain, less what they would explain of noise.</summary>
    private static double Share(double[] values, int[] phases)
    {
        double[] sums = new double[phases.Max() + 1], counts = new double[sums.Length];
        double all = 0, mean = values.Average();
        for (int i = 0; i < values.Length; i++)
        {
            sums[phases[i]] += values[i] - mean;
            counts[phases[i]]++;
            all += (values[i] - mean) * (values[i] - mean);
        }

        double explained = sums.Zip(counts, (sum, count) => sum * sum / count).Sum();
        return all > 0 ? 1 - ((all - explained) / (values.Length - sums.Length) / (all / (values.Length - 1))) : 0;
    }
}
