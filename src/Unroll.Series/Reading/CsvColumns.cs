namespace Unroll.Series.Reading;

/// <summary>Finds the columns with values.</summary>
internal static class CsvColumns
{
    /// <summary>The columns to be read, by what the options say or what the others are for.</summary>
    /// <exception cref="InputException">There is none, or two have one name.</exception>
    public static int[] Of(CsvDetection file, CsvFrameOptions options)
    {
        if (options.Columns is { } names)
        {
            return [.. names.Concat(options.CategoryColumns ?? []).Distinct().Select(file.IndexOf)];
        }

        HashSet<int> used = [.. Used(options).Select(file.IndexOf), .. file.TimeColumns];
        HashSet<string> categories = [.. options.CategoryColumns ?? []];
        int[] columns = [
            .. Enumerable.Range(0, file.Names.Length).Where(column => !used.Contains(column) && IsValue(file, column, categories))];
        foreach (string name in categories)
        {
            _ = file.IndexOf(name);
        }

        return columns.Length > 0
            ? columns
            : throw new InputException(
                $"{file.Path} has no column with values among: {MessageFormatter.List(file.Names)}. Expected at least one beside those "
                + $"of time and names.");
    }

    /// <summary>Whether a column is read as categories.</summary>
    public static bool IsCategory(CsvDetection file, CsvFrameOptions options, int column) =>
        options.CategoryColumns?.Contains(file.Names[column]) == true
            || (file.Kinds[column] == CsvColumnKind.Category
                && (options.Columns is null || options.LabelColumns?.Contains(file.Names[column]) == true));

    private static bool IsValue(CsvDetection file, int column, HashSet<string> categories) => file.Kinds[column] switch
    {
        CsvColumnKind.RowNumber => categories.Contains(file.Names[column]),
        CsvColumnKind.Empty => !file.IsUnnamed[column],
        _ => true,
    };

    private static IEnumerable<string> Used(CsvFrameOptions options) =>
        [.. options.IdColumns ?? [], .. new[] { options.ClassColumn, options.SeriesValueColumn }.OfType<string>(),
            .. options.StaticColumns ?? []];
}
