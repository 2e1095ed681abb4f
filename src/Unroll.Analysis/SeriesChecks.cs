using System.Globalization;

namespace Unroll.Analysis;

/// <summary>Checks of a series' values before anything is computed from them, each with a sentence of what to do.</summary>
internal static class SeriesChecks
{
    /// <summary>The largest size whose square, and sums of many, are well within doubles.</summary>
    public const double LargestSquared = 1e150;

    /// <summary>The largest size where variances are multiplied by each other.</summary>
    public const double LargestOfVariances = 1e60;

    /// <summary>Refuses infinite values; missing ones (NaN) pass.</summary>
    /// <param name="values">The values.</param>
    /// <exception cref="InputException">A value is infinite.</exception>
    public static void RequireNoInfinity(ReadOnlySpan<double> values)
    {
        int at = values.IndexOfAny(double.PositiveInfinity, double.NegativeInfinity);
        if (at >= 0)
        {
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture, $"Value {at} (from 0) is infinite: replace it by a number, or by NaN where it is missing."));
        }
    }

    /// <summary>Refuses values whose squares are beyond what doubles hold.</summary>
    /// <param name="values">The values; missing ones (NaN) pass.</param>
    /// <param name="largest">The largest size that will do.</param>
    /// <exception cref="InputException">A value is infinite or too large.</exception>
    public static void RequireNotTooLarge(ReadOnlySpan<double> values, double largest = LargestSquared)
    {
        RequireNoInfinity(values);
        for (int i = 0; i < values.Length; i++)
        {
            if (Math.Abs(values[i]) > largest)
            {
                throw new InputException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Value {i} (from 0) is {values[i]}, too large to be computed with: divide the series by a power of ten."));
            }
        }
    }

    /// <summary>Refuses values whose squares, or those of their differences, are beyond what doubles hold.</summary>
    /// <param name="values">The values; missing ones (NaN) pass.</param>
    /// <param name="largest">The largest size that will do; its reciprocal is the least difference.</param>
    /// <exception cref="InputException">A value is infinite, or too large, or values differ by too little.</exception>
    public static void RequireSquares(ReadOnlySpan<double> values, double largest = LargestSquared)
    {
        double least = 1 / largest;
        RequireNotTooLarge(values, largest);
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double value in values)
        {
            (low, high) = (value < low ? value : low, value > high ? value : high);
        }

        if (high > low && high - low < least)
        {
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture,
                $"All values are from {low} to {high}, too close for their differences to be computed with: multiply the series by ")
                + "a power of ten.");
        }
    }

    /// <summary>Refuses values that are more or fewer than their places.</summary>
    /// <param name="places">How many places there are.</param>
    /// <param name="values">How many values.</param>
    /// <param name="what">The places, in the plural: "times".</param>
    /// <exception cref="ArgumentException">The numbers differ.</exception>
    public static void RequireAsMany(int places, int values, string what)
    {
        if (places != values)
        {
            throw new ArgumentException(
                $"There are {CountFormatter.Format(places, what)} but {CountFormatter.Format(values, "values")}: give as many of both.",
                nameof(values));
        }
    }

    /// <summary>Refuses missing and infinite values.</summary>
    /// <param name="values">The values.</param>
    /// <param name="method">The method that cannot do without, as the beginning of a sentence: "STL".</param>
    /// <exception cref="InputException">A value is missing or infinite.</exception>
    public static void RequireComplete(ReadOnlySpan<double> values, string method)
    {
        RequireNoInfinity(values);
        int at = FirstMissing(values);
        if (at >= 0)
        {
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture,
                $"{method} needs a value at every step, but value {at} (from 0) is missing: fill the gaps first."));
        }
    }

    /// <summary>Refuses a series that is too short.</summary>
    /// <param name="count">Its values.</param>
    /// <param name="least">The fewest that will do.</param>
    /// <param name="method">The method that needs them, as the beginning of a sentence: "STL".</param>
    /// <exception cref="InputException">There are too few.</exception>
    public static void RequireLength(int count, long least, string method)
    {
        if (count < least)
        {
            throw new InputException(
                $"{method} needs at least {CountFormatter.Format(least, "values")}, but there {(count == 1 ? "is" : "are")} {count}: "
                + "give a longer series.");
        }
    }

    /// <summary>The values that are there, in order.</summary>
    /// <param name="values">The values, missing ones as NaN.</param>
    public static double[] Present(ReadOnlySpan<double> values)
    {
        List<double> present = new(values.Length);
        foreach (double value in values)
        {
            if (!double.IsNaN(value))
            {
                present.Add(value);
            }
        }

        return [.. present];
    }

    /// <summary>Whether all values that are there are the same; also where there is none.</summary>
    /// <param name="values">The values, missing ones as NaN.</param>
    public static bool IsConstant(ReadOnlySpan<double> values)
    {
        double first = double.NaN;
        foreach (double value in values)
        {
            if (double.IsNaN(value))
            {
                continue;
            }

            if (double.IsNaN(first))
            {
                first = value;
            }
            else if (value != first)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a value is missing.</summary>
    /// <param name="values">The values, missing ones as NaN.</param>
    public static bool HasMissing(ReadOnlySpan<double> values) => FirstMissing(values) >= 0;

    private static int FirstMissing(ReadOnlySpan<double> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
