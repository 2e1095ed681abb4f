using System.Globalization;
using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Texts;

/// <summary>
/// A reader of tables of texts, a text a row: questions with their intents, reviews with their ratings, sentences. Each row becomes a
/// series of one row, whose columns of texts are categorical; the step <c>tokenize</c> makes a series of tokens of it. CSV and TSV files
/// with a header, JSON lines and files of lines are read, packed by gzip or not.
/// </summary>
public static class TextTableReader
{
    /// <summary>The column of texts of a file of lines.</summary>
    public const string LineName = "text";

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Its columns.</param>
    /// <exception cref="InputException">
    /// The file is missing, damaged or without rows, lacks a column, or has a row without a text or a cell that cannot be read; the message
    /// names the line.
    /// </exception>
    public static SeriesSet Read(string path, TextTableOptions options = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return PackedFile.Unpacked(path, plain => ReadPlain(plain, options), options.CancellationToken);
    }

    /// <summary>The names of the columns of a table, in its order.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Its columns; those that are not there are not asked for.</param>
    /// <exception cref="InputException">The file is missing, damaged or empty.</exception>
    public static IReadOnlyList<string> ColumnNames(string path, TextTableOptions options = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return PackedFile.Unpacked(
            path,
            plain =>
            {
                using TextRows rows = TextRows.Open(plain, options);
                return rows.Names;
            },
            options.CancellationToken);
    }

    private static SeriesSet ReadPlain(string path, TextTableOptions options)
    {
        using TextRows rows = TextRows.Open(path, options);
        string[] texts = [.. options.TextColumns ?? [LineName]];
        string[] numbers = [.. options.NumberColumns ?? []];
        int[] textPlaces = [.. texts.Select(name => PlaceOf(rows, name, "data.text"))];
        int[] numberPlaces = [.. numbers.Select(name => PlaceOf(rows, name, "data.target"))];
        int? id = options.IdColumn is { } idName ? PlaceOf(rows, idName, "data.id") : null;
        int? label = options.ClassColumn is { } className ? PlaceOf(rows, className, "data.class") : null;
        List<(string Id, Frame Frame, string? Label)> read = [];
        while (rows.Read())
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            Frame frame = new(
                TimeIndex.Numbered(1),
                [.. texts, .. numbers],
                [.. texts.Select(_ => new double[1]), .. numberPlaces.Select(place => new[] { rows.Number(place) })]);
            for (int i = 0; i < texts.Length; i++)
            {
                frame = frame.WithCategories(texts[i], [rows.Text(textPlaces[i])]);
            }

            if (options is { KeepsEmptyTexts: false, TextColumns.Count: > 0 }
                && Array.TrueForAll(textPlaces, place => string.IsNullOrWhiteSpace(rows.Text(place))))
            {
                throw rows.EmptyText(texts);
            }

            string name = id is { } place ? rows.Text(place) : (read.Count + 1).ToString(CultureInfo.InvariantCulture);
            string given = label is { } own ? rows.Class(own, options.ClassSeparator) : "";
            read.Add((name, frame, given.Length > 0 ? given : null));
        }

        if (read.Count == 0)
        {
            throw new InputException($"{path} has no rows: expected a text in each.");
        }

        if (read.GroupBy(row => row.Id).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new InputException(
                $"{path}: the text '{MessageFormatter.Of(twice.Key)}' stands in {CountFormatter.Format(twice.Count(), "rows")} of the "
                + "column "
                + $"{options.IdColumn}, which should name each row by itself. Leave data.id out, and rows are numbered.")
            { Field = "data.id" };
        }

        string[] classes = [.. read.Select(row => row.Label).OfType<string>().Distinct(StringComparer.Ordinal)];
        Array.Sort(classes, CsvItems.CompareClasses(classes));
        Dictionary<string, int> codes = classes.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        return new SeriesSet(
            [.. read.Select(row => new SeriesItem(row.Id, row.Frame) { Class = row.Label is null ? null : codes[row.Label] })],
            null,
            classes);
    }

    private static int PlaceOf(TextRows rows, string name, string field)
    {
        int place = rows.Names.ToList().IndexOf(name);
        return place >= 0 ? place : throw new InputException(rows.Names.Count == 1
            ? $"{rows.Path} has no column '{MessageFormatter.Of(name)}': its first line is '{MessageFormatter.Of(rows.Names[0])}'. "
                + "Expected a table with the names of its columns in the first line, or JSON lines. Of lines of text, write "
                + $"{name} above the first."
            : $"{rows.Path} has no column '{MessageFormatter.Of(name)}'. Its columns are: {MessageFormatter.List([.. rows.Names])}.")
        { Field = field, Column = name };
    }
}
