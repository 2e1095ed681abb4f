namespace Unroll.Series.Reading;

/// <summary>The likely layout of a CSV file.</summary>
/// <param name="Layout">The layout of rows.</param>
/// <param name="IdColumns">The columns that identify series; none where there is one.</param>
/// <param name="VariableColumn">The column with the names of variables.</param>
/// <param name="ValueColumn">The column with the measured values.</param>
internal sealed record CsvLayoutGuess(CsvLayout Layout, IReadOnlyList<string> IdColumns, string? VariableColumn, string? ValueColumn)
{
    private static readonly string[] _variables =
        ["variable", "parameter", "param", "metric", "measure", "measurement", "indicator", "sensor", "channel", "signal", "item", "key",
            "tag", "feature", "name", "type"];

    private static readonly string[] _values = ["value", "val", "values", "reading", "result", "amount", "measurement"];

    private static readonly string[] _ids = [
        "id", "uid", "series", "unit", "patient", "subject", "case", "store", "shop", "station", "stay", "symbol", "ticker", "country"];

    public static CsvLayoutGuess Of(CsvDetection file, CsvFrameOptions options)
    {
        if (options.SeriesInRows == true)
        {
            return new(CsvLayout.SeriesInRows, options.IdColumns ?? [], null, null);
        }

        if (options.VariableColumn is not null || options.IdColumns is { Count: > 0 })
        {
            return new(
                options.VariableColumn is null ? CsvLayout.ManySeries : CsvLayout.Long, options.IdColumns ?? [], options.VariableColumn,
                options.ValueColumn);
        }

        CsvLayoutGuess single = new(CsvLayout.Wide, [], null, null);
        string[][] rows = [
            .. file.Rows.Where(row => row.Length == file.Names.Length && (file.TimeColumn < 0 || row[file.TimeColumn].Length > 0))];
        if (file.TimeColumn < 0 || rows.Length < 2 || AreUnique(rows, [.. file.TimeColumns]))
        {
            return single;
        }

        int[] keys = [.. Enumerable.Range(0, file.Names.Length).Where(column => IsKey(file, column))
            .OrderBy(column => CsvKeys.AreDates(file, column))];
        int variable = keys.FirstOrDefault(column => IsNamed(file, column, _variables), -1);
        int value = Array.FindIndex(file.Names, name => Array.IndexOf(_values, name.ToLowerInvariant()) >= 0);
        if (variable >= 0 && value >= 0)
        {
            int many = keys.FirstOrDefault(column => IsSeries(rows, file, variable, column), -1);
            return new(CsvLayout.Long, many < 0 ? [] : [file.Names[many]], file.Names[variable], file.Names[value]);
        }

        int id = keys.FirstOrDefault(
            column => AreUnique(rows, [.. file.TimeColumns, column])
                && CountOf(rows, [column]) is var series && (CsvKeys.ArePlausible(series, rows.Length)
                    || (CsvKeys.HasNames(file, column) && CsvKeys.AreOfFewRows(series, rows.Length, CountOf(rows, file.TimeColumns)))), -1);
        return id < 0 ? single : new(CsvLayout.ManySeries, [file.Names[id]], null, null);
    }

    /// <summary>Whether a column may identify series: texts, or numbers under a name that suggests it.</summary>
    private static bool IsKey(CsvDetection file, int column)
    {
        string name = file.Names[column].ToLowerInvariant();
        return !CsvKeys.IsOfTime(file, column) && (file.Kinds[column] == CsvColumnKind.Category || file.Units[column] is not null ||
            (file.Kinds[column] == CsvColumnKind.Number && (IsNamed(file, column, _ids) || name.EndsWith("id", StringComparison.Ordinal))));
    }

    /// <summary>Whether a variable is measured more than once at a time, but only once in what a column names.</summary>
    private static bool IsSeries(string[][] rows, CsvDetection file, int variable, int column) => column != variable &&
        !AreUnique(rows, [.. file.TimeColumns, variable]) && AreUnique(rows, [.. file.TimeColumns, variable, column]);

    private static bool IsNamed(CsvDetection file, int column, string[] names) =>
        Array.IndexOf(names, file.Names[column].ToLowerInvariant()) >= 0;

    private static int CountOf(string[][] rows, IEnumerable<int> columns) =>
        rows.Select(row => string.Join('\u001F', columns.Select(column => row[column]))).Distinct().Count();

    private static bool AreUnique(string[][] rows, int[] columns)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        return rows.All(row => seen.Add(string.Join('\u001F', columns.Select(column => row[column]))));
    }
}
