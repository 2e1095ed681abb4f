namespace Unroll.Analysis.Estimators;

/// <summary>The check that a list of rows has each of them.</summary>
internal static class RowChecks
{
    /// <summary>Refuses rows of which one is null.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="parameter">The parameter that they came by.</param>
    /// <exception cref="ArgumentException">One is null.</exception>
    public static void RequireEach(double[]?[] rows, string parameter)
    {
        int missing = Array.IndexOf(rows, null);
        if (missing >= 0)
        {
            throw new ArgumentException(
                $"Row {missing} (from 0) of {CountFormatter.Format(rows.Length, "rows")} is null: give its values.", parameter);
        }
    }
}
