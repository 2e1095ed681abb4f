using System.Text.Json;
using Unroll.Series.Frames;

namespace Unroll.Series.Reading;

/// <summary>
/// A reader of JSON Lines: one JSON object a line, in UTF-8. Either a line is a row, <c>{"time": "2017-01-01", "load": 1.5}</c>, or a whole
/// series, <c>{"id": "a", "start": "2017-01-01", "freq": "D", "target": [1.5, 2]}</c>, where the first object has an array. Only one line
/// is in memory beside the values.
/// </summary>
/// <remarks>
/// Fields of nested objects are named by dots: <c>sensor.temperature</c>. <c>null</c>, an absent field, the texts that stand for missing
/// values in CSV (<c>"NaN"</c>, <c>"?"</c>) and the bare <c>NaN</c> that Python writes are missing values;
/// <c>true</c> and <c>false</c> are 1 and 0; a number in quotes is a number; other texts are categories. Blank lines are passed over.
/// </remarks>
public static class JsonLinesReader
{
    /// <summary>Reads a file with one series.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">The fields to read.</param>
    /// <exception cref="InputException">
    /// The file is missing or empty, holds several series, a line is no JSON object, a field is not there, a value is no number or no date,
    /// or
    /// the stamps are unsorted or repeated. The message names the file, the line, the field and the text.
    /// </exception>
    public static Frame Read(string path, JsonLinesOptions options = default)
    {
        SeriesSet set = ReadSet(path, options);
        return set.Count == 1
            ? set[0].Frame
            : throw new InputException($"{path} has {set.Count} series, but one was expected: keep one, or use a task for many series.");
    }

    /// <summary>Reads a file with one series or many.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">The fields to read.</param>
    /// <exception cref="InputException">
    /// The file is missing or empty, a line is no JSON object, a field is not there, a value is no number or no date, or the stamps are
    /// unsorted or repeated. The message names the file, the line, the field and the text.
    /// </exception>
    public static SeriesSet ReadSet(string path, JsonLinesOptions options = default) =>
        InputFile.Read(path, stream => ReadSet(stream, path, options), options.CancellationToken);

    /// <summary>Reads what a file holds.</summary>
    internal static SeriesSet ReadSet(Stream stream, string path, JsonLinesOptions options)
    {
        JsonLines lines = new(stream, path);
        if (!lines.Next())
        {
            throw new InputException($"{path} has only blank lines: expected one JSON object a line.");
        }

        RequireDistinct(options);
        JsonTable table = HasArray(lines) ? new JsonSeries(lines, options) : new JsonRows(lines, options);
        return table.Read();
    }

    /// <summary>The names of the fields of the first line, at whatever depth.</summary>
    internal static IReadOnlyList<string> FieldNames(Stream stream, string path)
    {
        JsonLines lines = new(stream, path);
        return lines.Next() ? lines.Read(line => JsonTable.Leaves(line).Select(field => field.Path).ToArray()) : [];
    }

    private static bool HasArray(JsonLines lines) =>
        lines.Read(line => JsonTable.Leaves(line).Any(field => field.Value.ValueKind == JsonValueKind.Array));

    /// <summary>A field has one role; a name that stands twice among the columns is read once.</summary>
    private static void RequireDistinct(JsonLinesOptions options)
    {
        string[] names =
        [
            .. new[] { options.TimeColumn, options.ClassColumn }.OfType<string>(),
            .. options.IdColumns ?? [],
            .. options.Columns?.Distinct(StringComparer.Ordinal) ?? [],
            .. options.StaticColumns?.Distinct(StringComparer.Ordinal) ?? [],
        ];
        if (names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new InputException(
                $"The field '{twice.Key}' is asked for twice: it is either the time, the id, the class, a static column or a column.")
            {
                Column = twice.Key,
            };
        }
    }
}
