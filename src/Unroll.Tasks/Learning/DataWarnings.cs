using Unroll.Series.Frames;
using Unroll.Series.Profiling;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Learning;

/// <summary>
/// Warnings of data as they were read: lines that were left out, numbers of rows that are missing, and numbers that seem to stand for
/// missing values but are learned as values.
/// </summary>
internal static class DataWarnings
{
    /// <summary>The warnings for the columns that a recipe reads.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="series">The series as they were read.</param>
    /// <param name="test">The series of the test part, where they were read from elsewhere; else null.</param>
    public static IReadOnlyList<string> Of(Recipe recipe, SeriesSet series, SeriesSet? test = null)
    {
        IReadOnlyList<string> named = recipe.Data.Columns;
        List<string> warnings = [.. series.Notes, .. test?.Notes ?? [], .. NumbersLeftOut(series)];
        foreach (string column in series.ColumnNames.Where(name => named.Count == 0 || named.Contains(name)))
        {
            if (SentinelSearch.Of(series, column) is { } sentinel)
            {
                string rows = CountFormatter.Format(sentinel.Count, "rows");
                warnings.Add(
                    FormattableString.Invariant($"{column} is {sentinel.Value} in {rows}, far from all others. It is learned as a value: ")
                    + FormattableString.Invariant($"if it stands for a missing one, say so (data.missing: {sentinel.Value})."));
            }
        }

        return warnings;
    }

    /// <summary>The numbers that the time index of numbered rows leaves out.</summary>
    private static IEnumerable<string> NumbersLeftOut(SeriesSet series)
    {
        if (series[0].Frame.Time.IsNumbered && TimeProfile.Of(series) is { Gaps: > 0 } time)
        {
            TimeGap largest = time.LargestGaps[0];
            yield return $"The rows leave out {CountFormatter.Format(time.MissingStamps, "numbers")} of their time index, the most between "
                + $"{largest.After.Ticks} and {largest.Before.Ticks}. A row after a gap is taken for the next one: add the rows that are "
                + "missing, with empty cells, or divide the series there (data.id).";
        }
    }
}
