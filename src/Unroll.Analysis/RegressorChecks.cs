using System.Globalization;

namespace Unroll.Analysis;

/// <summary>Checks of regressors before a model is fitted with them or forecasts by them.</summary>
internal static class RegressorChecks
{
    /// <summary>Refuses regressors that are not known at each time at which a series has a value.</summary>
    /// <param name="regressors">The regressors, [column][time]; what they have after the series' values is not looked at.</param>
    /// <param name="values">The values of the series.</param>
    /// <exception cref="InputException">One is none, too short, or has a value that is missing or infinite.</exception>
    public static void RequireKnown(double[][] regressors, double[] values)
    {
        int count = values.Length;
        for (int k = 0; k < regressors.Length; k++)
        {
            double[]? column = regressors[k];
            if (column is null || column.Length < count)
            {
                throw new InputException(
                    $"Regressor {k} (from 0) has {CountFormatter.Format(column?.Length ?? 0, "values")}, but the series has {count}: give "
                    + "one at each time.");
            }

            double[] needed = [.. column.Take(count).Select((value, t) => double.IsNaN(values[t]) && double.IsNaN(value) ? 0 : value)];
            RequireFinite(needed, k, 0);
        }
    }

    /// <summary>Refuses regressors of coming steps that are missing or infinite there.</summary>
    /// <param name="horizon">The number of steps.</param>
    /// <param name="regressors">The regressors at those steps, [column][step], at least as many steps.</param>
    /// <exception cref="InputException">A value is missing or infinite.</exception>
    public static void RequireComing(int horizon, double[][] regressors)
    {
        for (int k = 0; k < regressors.Length; k++)
        {
            RequireFinite(regressors[k].AsSpan(0, horizon), k, 1);
        }
    }

    /// <summary>Whether regressors are as many as wanted, and have a value at each of coming steps.</summary>
    /// <param name="horizon">The number of steps.</param>
    /// <param name="regressors">The regressors, [column][step].</param>
    /// <param name="wanted">How many there must be.</param>
    public static bool Reach(int horizon, double[][]? regressors, int wanted) =>
        regressors?.Length == wanted && Array.TrueForAll(regressors, column => column is not null && column.Length >= horizon);

    private static void RequireFinite(ReadOnlySpan<double> values, int column, int first)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                string place = first == 0 ? $"value {i} (both from 0)" : $"its value for step {i + 1} of the forecast";
                throw new InputException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Regressor {column}{(first == 0 ? "" : " (from 0)")}: {place} is {values[i]}, but a regressor must be known at each ")
                    + "time: fill its gaps before, or leave it out.");
            }
        }
    }
}
