using Unroll.Analysis;

namespace Unroll.Tasks.Analysing;

/// <summary>Gaps of a series, filled for methods that need a value at every step.</summary>
internal static class Gaps
{
    /// <summary>The values with gaps filled by straight lines, and at the ends by the nearest value.</summary>
    /// <param name="values">The values, of which at least one is there.</param>
    /// <param name="notes">Takes a sentence where values were filled.</param>
    /// <exception cref="InputException">All are missing.</exception>
    public static double[] Fill(double[] values, List<string> notes)
    {
        double[] filled = MissingValues.Interpolate(values);
        int missing = values.Count(double.IsNaN);
        if (missing > 0)
        {
            notes.Add($"{CountFormatter.Format(missing, "missing values")} filled by straight lines.");
        }

        return filled;
    }
}
