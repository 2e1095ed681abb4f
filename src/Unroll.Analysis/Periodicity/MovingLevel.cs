namespace Unroll.Analysis.Periodicity;

/// <summary>The level of a series as a moving average, which over a period has nothing of a season.</summary>
internal static class MovingLevel
{
    /// <summary>The residual of a centred moving average, at the ends of a shorter window; NaN where a value is missing.</summary>
    /// <param name="values">The series, missing values as NaN.</param>
    /// <param name="window">Points of the window; of an even number the mean of the two windows around a point.</param>
    public static double[] Without(double[] values, int window)
    {
        // From the first value on: sums of large values with small variation would lose the variation.
        double origin = values.FirstOrDefault(double.IsFinite);
        double[] sums = new double[values.Length + 1], rest = new double[values.Length];
        int[] counts = new int[values.Length + 1];
        for (int i = 0; i < values.Length; i++)
        {
            bool isThere = double.IsFinite(values[i]);
            sums[i + 1] = sums[i] + (isThere ? values[i] - origin : 0);
            counts[i + 1] = counts[i] + (isThere ? 1 : 0);
        }

        int longer = window / 2, shorter = (window - 1) / 2;
        for (int i = 0; i < rest.Length; i++)
        {
            rest[i] = !double.IsFinite(values[i]) ? double.NaN
                : values[i] - origin - ((Mean(i - longer, i + shorter) + Mean(i - shorter, i + longer)) / 2);
        }

        return rest;

        double Mean(int first, int last)
        {
            (int start, int end) = (Math.Max(0, first), Math.Min(values.Length, last + 1));
            return (sums[end] - sums[start]) / (counts[end] - counts[start]);
        }
    }
}
