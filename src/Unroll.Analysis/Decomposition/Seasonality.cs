using System.Globalization;

namespace Unroll.Analysis.Decomposition;

/// <summary>Checks of a series that is to be taken apart by seasons.</summary>
internal static class Seasonality
{
    /// <summary>Refuses what has no season.</summary>
    /// <param name="values">The series.</param>
    /// <param name="period">Steps of a season.</param>
    /// <param name="method">The method, as the beginning of a sentence.</param>
    /// <exception cref="ArgumentOutOfRangeException">The period is less than 2.</exception>
    /// <exception cref="InputException">The series is shorter than two seasons, or a value is infinite.</exception>
    public static void Check(ReadOnlySpan<double> values, int period, string method)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 2);
        SeriesChecks.RequireSquares(values);
        if (values.Length < 2L * period)
        {
            throw new InputException(
                $"{method} needs two seasons, {2L * period} values of period {period}, but there {(values.Length == 1 ? "is" : "are")} "
                + $"{values.Length}: give a longer series, or a shorter period.");
        }
    }

    /// <summary>Refuses values that are no factors.</summary>
    /// <param name="values">The series.</param>
    /// <param name="method">The method, as the beginning of a sentence.</param>
    /// <exception cref="InputException">A value is not above 0.</exception>
    public static void RequirePositive(ReadOnlySpan<double> values, string method)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] <= 0)
            {
                throw new InputException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{method} needs values above 0, but value {i} (from 0) is {values[i]}: take an additive one."));
            }
        }
    }
}
