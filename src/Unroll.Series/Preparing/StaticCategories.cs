using System.Globalization;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// The one-hot columns of static categories, as readers make them: <c>place=north</c> for each category of the file. Another file may have
/// other categories, or only one; so a column is found here by its category, not by whether the file happens to have it.
/// </summary>
public static class StaticCategories
{
    private const char Separator = '=';

    /// <summary>The column that a static column <c>place=north</c> was made of; null where it stands for itself.</summary>
    /// <param name="name">The static column.</param>
    public static string? ColumnOf(string name) => name.IndexOf(Separator, StringComparison.Ordinal) is var at and > 0 ? name[..at] : null;

    /// <summary>
    /// The getter of a static column's value of each series: NaN where it is missing, 0 where a series has another category.
    /// </summary>
    /// <param name="series">The series.</param>
    /// <param name="name">The static column, as it was in training.</param>
    /// <returns>The function; null where the series do not have the column.</returns>
    internal static Func<SeriesItem, double>? Find(SeriesSet series, string name)
    {
        string[] names = [.. series.StaticNames];
        if (Array.IndexOf(names, name) is var at and >= 0)
        {
            return item => item.StaticCovariates[at];
        }

        if (ColumnOf(name) is not { } column)
        {
            return null;
        }

        // Another text of the column tells whether a series has any.
        if (Array.FindIndex(names, other => ColumnOf(other) == column) is var other and >= 0)
        {
            return item => double.IsNaN(item.StaticCovariates[other]) ? double.NaN : 0;
        }

        // A file whose texts all look like numbers, or are all missing, has the column itself.
        string text = name[(column.Length + 1)..];
        return Array.IndexOf(names, column) is var itself and >= 0
            ? item => item.StaticCovariates[itself] is var value && double.IsNaN(value) ? double.NaN
                : value.ToString(CultureInfo.InvariantCulture) == text ? 1 : 0
            : null;
    }
}
