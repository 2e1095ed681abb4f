namespace Unroll.Analysis.Trend;

/// <summary>
/// Centered and trailing moving averages. A centred window of even length is the 2 × m average, with half a weight at both ends, so that it
/// stays centred and a season of that length cancels out (Hyndman and Athanasopoulos, Forecasting: Principles and Practice, chapter 3.3).
/// </summary>
public static class MovingAverage
{
    /// <summary>The centred average of each value's neighbourhood.</summary>
    /// <param name="values">The series, missing values as NaN.</param>
    /// <param name="window">Values in a window, at least 1.</param>
    /// <returns>
    /// An average a value, NaN in the first and last half window and where a value of the window is missing.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The window is less than 1.</exception>
    /// <exception cref="InputException">The window is longer than the series, or a value is infinite.</exception>
    public static double[] Centered(ReadOnlySpan<double> values, int window)
    {
        Check(values, window);
        double[] plain = Trailing(values, window);
        double[] centred = new double[values.Length];
        Array.Fill(centred, double.NaN);
        int half = window / 2;
        for (int i = half; i < values.Length - half; i++)
        {
            centred[i] = window % 2 == 1 ? plain[i + half] : 0.5 * (plain[i + half] + plain[i + half - 1]);
        }

        return centred;
    }

    /// <summary>The average of each value and those before it.</summary>
    /// <param name="values">The series, missing values as NaN.</param>
    /// <param name="window">Values in a window, at least 1.</param>
    /// <returns>An average a value, NaN before the first whole window and where a value of the window is missing.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The window is less than 1.</exception>
    /// <exception cref="InputException">The window is longer than the series, or a value is infinite.</exception>
    public static double[] Trailing(ReadOnlySpan<double> values, int window)
    {
        Check(values, window);
        double[] averages = new double[values.Length];
        CompensatedSum sum = default;
        int missing = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i]))
            {
                missing++;
            }
            else
            {
                sum.Add(values[i]);
            }

            if (i >= window)
            {
                if (double.IsNaN(values[i - window]))
                {
                    missing--;
                }
                else
                {
                    sum.Add(-values[i - window]);
                }
            }

            averages[i] = i < window - 1 || missing > 0 ? double.NaN : sum.Value / window;
        }

        return averages;
    }

    private static void Check(ReadOnlySpan<double> values, int window)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        SeriesChecks.RequireNoInfinity(values);
        SeriesChecks.RequireLength(values.Length, window, $"A moving average over {CountFormatter.Format(window, "values")}");
    }
}
