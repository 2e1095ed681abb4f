using System.Globalization;

namespace Unroll.Tasks.Evaluation;

/// <summary>Names of prediction intervals in files, tables and reports.</summary>
internal static class IntervalNames
{
    /// <summary>The column of lower ends: <c>lower_80</c>.</summary>
    /// <param name="level">The level.</param>
    public static string Lower(double level) => "lower_" + Percent(level);

    /// <summary>The column of upper ends: <c>upper_80</c>.</summary>
    /// <param name="level">The level.</param>
    public static string Upper(double level) => "upper_" + Percent(level);

    /// <summary>The level for people: <c>80 %</c>.</summary>
    /// <param name="level">The level.</param>
    public static string Of(double level) => Percent(level) + " %";

    /// <summary>The interval of a level; null where there is none.</summary>
    /// <param name="intervals">The intervals.</param>
    /// <param name="level">The level.</param>
    public static PredictionInterval? Find(IReadOnlyList<PredictionInterval> intervals, double level)
    {
        foreach (PredictionInterval interval in intervals)
        {
            if (interval.Level == level)
            {
                return interval;
            }
        }

        return null;
    }

    /// <summary>Whether two forecasts have the same intervals; a default value has none.</summary>
    /// <param name="first">The intervals of the first.</param>
    /// <param name="second">The intervals of the second.</param>
    public static bool AreSame(IReadOnlyList<PredictionInterval>? first, IReadOnlyList<PredictionInterval>? second) =>
        (first ?? []).SequenceEqual(second ?? []);

    private static string Percent(double level) => (100 * level).ToString("0.######", CultureInfo.InvariantCulture);
}
