using MathNet.Numerics.Statistics;

namespace Unroll.Analysis.ChangePoints;

/// <summary>
/// A season as means by phase of what a moving average over the period leaves, so that changes of level and slope are no part of it. The
/// period is the one whose means explain most.
/// </summary>
internal static class SeasonalMeans
{
    private const int LongestPeriod = 400;
    private const int LeastCycles = 4;
    private const double LeastShare = 0.5;
    private const double AsGood = 0.9;

    /// <summary>Finds the season of a series without gaps.</summary>
    /// <param name="values">The series.</param>
    /// <returns>The deviation of each phase from the mean of all; empty where there is no season.</returns>
    public static double[] Find(double[] values)
    {
        int longest = Math.Min(values.Length / LeastCycles, LongestPeriod);
        double[] shares = new double[Math.Max(0, longest) + 1];
        Parallel.For(2, Math.Max(2, longest + 1), period => shares[period] = Share(WithoutLevel(values, period), period));
        int best = Array.IndexOf(shares, shares.Max());
        if (shares[best] < LeastShare)
        {
            return [];
        }

        // Whole multiples of a period explain about as much.
        int shortest = Enumerable.Range(2, best - 1).First(period => best % period == 0 && shares[period] >= AsGood * shares[best]);
        double[] left = WithoutLevel(values, shortest);
        double[] phases =
        [
            .. Enumerable.Range(0, shortest).Select(phase => left.Where((_, i) => i % shortest == phase).Median()),
        ];
        double mean = phases.Average();
        return [.. phases.Select(phase => phase - mean)];
    }

    /// <summary>The values less their moving average over a period, at the ends over what there is of it.</summary>
    private static double[] WithoutLevel(double[] values, int period)
    {
        int half = period / 2;
        bool isEven = period % 2 == 0;
        double[] sums = new double[values.Length + 1], left = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            sums[i + 1] = sums[i] + values[i];
        }

        for (int i = 0; i < values.Length; i++)
        {
            int start = Math.Max(0, i - half), end = Math.Min(values.Length, i + half + 1);
            double sum = sums[end] - sums[start], weight = end - start;
            if (isEven && i >= half)
            {
                (sum, weight) = (sum - (values[start] / 2), weight - 0.5);
            }

            if (isEven && i + half < values.Length)
            {
                (sum, weight) = (sum - (values[end - 1] / 2), weight - 0.5);
            }

            left[i] = values[i] - (sum / weight);
        }

        return left;
    }

    /// <summary>The share of the variance that means by phase explain, less what they would explain of noise.</summary>
    private static double Share(double[] values, int period)
    {
        double[] sums = new double[period];
        double all = 0, explained = 0, mean = values.Average();
        for (int i = 0; i < values.Length; i++)
        {
            sums[i % period] += values[i] - mean;
            all += (values[i] - mean) * (values[i] - mean);
        }

        for (int phase = 0; phase < period; phase++)
        {
            explained += sums[phase] * sums[phase] / (((values.Length - phase - 1) / period) + 1);
        }

        return all > 0 ? 1 - ((all - explained) / (values.Length - period) / (all / (values.Length - 1))) : 0;
    }
}
