namespace Unroll.Analysis;

/// <summary>Missing values of a series, filled for methods that need a value at every step.</summary>
public static class MissingValues
{
    /// <summary>The values with gaps filled by straight lines, and at the ends by the nearest value.</summary>
    /// <param name="values">The values, missing ones as NaN.</param>
    /// <returns>The same array where nothing is missing.</returns>
    /// <exception cref="InputException">All are missing, or one is infinite.</exception>
    public static double[] Interpolate(double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        SeriesChecks.RequireNoInfinity(values);
        int[] there = [.. Enumerable.Range(0, values.Length).Where(row => !double.IsNaN(values[row]))];
        if (there.Length == 0)
        {
            throw new InputException($"All {CountFormatter.Format(values.Length, "values")} are missing: there is nothing to analyse.");
        }

        if (there.Length == values.Length)
        {
            return values;
        }

        double[] filled = new double[values.Length];
        for (int row = 0, next = 0; row < filled.Length; row++)
        {
            next += next < there.Length && there[next] < row ? 1 : 0;
            (int before, int after) = (there[Math.Max(0, next - 1)], there[Math.Min(next, there.Length - 1)]);
            filled[row] = row <= there[0] ? values[there[0]] : row >= there[^1] ? values[there[^1]]
                : row == after ? values[after]
                : values[before] + ((values[after] - values[before]) * (row - before) / (after - before));
        }

        return filled;
    }
}
