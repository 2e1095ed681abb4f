using Unroll.Series.Frames;
using Unroll.Series.Profiling;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Learning;

/// <summary>Warnings of numbers that seem to stand for missing values, but are learned as values.</summary>
internal static class SentinelWarnings
{
    /// <summary>The warnings for the columns that a recipe reads.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="series">The series as they were read.</param>
    public static IReadOnlyList<string> Of(Recipe recipe, SeriesSet series)
    {
        IReadOnlyList<string> named = recipe.Data.Columns;
        List<string> warnings = [];
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
}
