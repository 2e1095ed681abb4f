using System.Globalization;
using System.Text.Json;
using CsvHelper;
using Unroll.Series.Reading;

namespace Unroll.Series.Texts;

/// <summary>The rows of a table of texts, one after another.</summary>
internal abstract class TextRows : IDisposable
{
    private static readonly char[] _delimiters = [',', ';', '|'];

    protected TextRows(string path, IReadOnlyList<string> names) => (Path, Names) = (path, names);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Names of the columns.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The line of the current row, from 1.</summary>
    protected abstract int Line { get; }

    /// <summary>Opens a file at its first row.</summary>
    /// <param name="path">The file, not packed.</param>
    /// <param name="options">Its layout.</param>
    public static TextRows Open(string path, TextTableOptions options)
    {
        CsvSource source = CsvSource.Of(path, options.Encoding, skipLines: 0, options.CancellationToken);
        ControlCharacters.RequireFile(path, source.Encoding);
        if (options.TextColumns is null)
        {
            return new PlainLines(source, '\0', [TextTableReader.LineName]);
        }

        using PlainLines lines = new(source, '\0', [""]);
        string header = lines.Read() ? lines.Text(0) : "";
        if (options.IsJsonLines || header.StartsWith('{'))
        {
            return new JsonRows(source);
        }

        // A single column has its texts as they are, commas and all.
        bool isSingle = header.AsSpan().IndexOfAny(_delimiters) < 0;
        char delimiter = options.Delimiter ?? (isSingle || header.Contains('\t', StringComparison.Ordinal) ? '\t'
            : _delimiters.OrderByDescending(mark => source.Cells(header, mark).Intersect(options.TextColumns).Count())
                .ThenByDescending(mark => source.Cells(header, mark).Length).First());
        string[] names = delimiter == '\t' ? [.. header.Split('\t').Select(name => name.Trim())] : source.Cells(header, delimiter);
        bool hasHeader = HasHeader(source, delimiter, names, [.. options.TextColumns, options.ClassColumn ?? ""]);
        names = hasHeader ? names : [.. names.Select((_, i) => NameOf(i))];
        return Rows(source, delimiter, hasHeader ? null : names, header);
    }

    private static TextRows Rows(CsvSource source, char delimiter, string[]? names, string header) => delimiter == '\t'
        ? new PlainLines(
            source, delimiter, names ?? [.. header.Split('\t').Select(name => name.Trim())], skipped: names is null ? 1 : 0)
        : new QuotedRows(source, delimiter, names);

    private static string NameOf(int column) => string.Create(CultureInfo.InvariantCulture, $"column-{column + 1}");

    /// <summary>
    /// Whether the first line has names: not where columns are asked for by their numbers, and not where it looks like a row.
    /// </summary>
    private static bool HasHeader(CsvSource source, char delimiter, string[] first, string[] asked)
    {
        if (asked.Any(name => name.Length > 0))
        {
            return !asked.All(name => name.Length == 0 || (!first.Contains(name)
                && Enumerable.Range(0, first.Length).Any(column => NameOf(column) == name)));
        }

        using TextRows rows = Rows(source, delimiter, [.. first.Select((_, i) => NameOf(i))], "");
        return TextHeader.Exists(first, rows);
    }

    /// <summary>Goes to the next row.</summary>
    /// <returns>False at the end.</returns>
    public abstract bool Read();

    /// <summary>The text of a cell.</summary>
    /// <param name="place">Its column.</param>
    public abstract string Text(int place);

    /// <summary>The labels of a cell that is a list; null where it is none.</summary>
    /// <param name="place">Its column.</param>
    public virtual IReadOnlyList<string>? Labels(int place) => null;

    /// <summary>The class of a cell, or its labels apart by a separator.</summary>
    /// <param name="place">Its column.</param>
    /// <param name="separator">What stands between labels; null where texts have one class.</param>
    public string Class(int place, string? separator) =>
        Labels(place) is { } labels ? JsonLabels.Join(labels, separator, Names[place], Error) : Text(place);

    /// <summary>The error of a row without a text.</summary>
    /// <param name="columns">The columns of texts.</param>
    public InputException EmptyText(IReadOnlyList<string> columns) => Error(
        $"there is no text ({(columns.Count == 1 ? "column" : "columns")} {string.Join(", ", columns)}): give one, or leave the row out.");

    /// <summary>The number of a cell; NaN where it is empty.</summary>
    /// <param name="place">Its column.</param>
    public double Number(int place)
    {
        string text = Text(place);
        return text.Length == 0 ? double.NaN
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number
            : throw Error($"'{MessageFormatter.Of(text)}' in column {Names[place]} is no number. Write it with a point, as 3.5.");
    }

    /// <inheritdoc/>
    public abstract void Dispose();

    protected InputException Error(string what) => new(string.Create(CultureInfo.InvariantCulture, $"{Path}, line {Line}: {what}"));

    /// <summary>Refuses what was decoded from a file that is no text, such as a picture or a program.</summary>
    protected string RequireText(string text) => !text.Contains('\0', StringComparison.Ordinal) ? text
        : throw Error("there are bytes that are no text (zeros): expected a text, best in UTF-8.");

    protected InputException WrongCount(int count) => Error(
        $"{CountFormatter.Format(count, "cells")} where the header has {Names.Count} ({string.Join(", ", Names)}). Correct the line, or "
        + "give the character between cells (recipe: data.delimiter).");

    /// <summary>Lines as they are, or cut at tabs: such files have no quotes around cells, and quotes inside them are text.</summary>
    private sealed class PlainLines : TextRows
    {
        private readonly StreamReader _reader;
        private readonly char _delimiter;
        private string[] _cells = [];
        private int _line;

        public PlainLines(CsvSource source, char delimiter, IReadOnlyList<string> names, int skipped = 0)
            : base(source.Path, names)
        {
            _delimiter = delimiter;
            _reader = new StreamReader(source.Path, source.Encoding, detectEncodingFromByteOrderMarks: true);
            for (; _line < skipped; _line++)
            {
                _reader.ReadLine();
            }
        }

        protected override int Line => _line;

        public override bool Read()
        {
            while (_reader.ReadLine() is { } line)
            {
                _line++;
                RequireText(line);
                if (_delimiter == '\0')
                {
                    _cells = [line];
                    return true;
                }

                // An empty line is none of the table; one of a single column is an empty text.
                if (line.Length > 0 || Names.Count == 1)
                {
                    _cells = line.Split(_delimiter);
                    return _cells.Length == Names.Count ? true : throw WrongCount(_cells.Length);
                }
            }

            return false;
        }

        public override string Text(int place)
        {
            string cell = _cells[place];
            return _delimiter != '\0' && cell is ['"', .. var inner, '"']
                && !inner.Replace("\"\"", "", StringComparison.Ordinal).Contains('"')
                ? inner.Replace("\"\"", "\"", StringComparison.Ordinal) : cell.Trim();
        }

        public override void Dispose() => _reader.Dispose();
    }

    /// <summary>Rows of a table whose cells may stand in quotes.</summary>
    private sealed class QuotedRows : TextRows
    {
        private readonly CsvReader _reader;

        public QuotedRows(CsvSource source, char delimiter, IReadOnlyList<string>? names)
            : this(source, source.Open(delimiter, countLines: true), names)
        {
        }

        private QuotedRows(CsvSource source, CsvReader reader, IReadOnlyList<string>? names)
            : base(source.Path, names ?? FirstOf(reader)) => _reader = reader;

        private static string[] FirstOf(CsvReader reader) =>
            reader.Read() ? [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)] : [];

        protected override int Line => (int)_reader.LineNumber;

        public override bool Read()
        {
            while (_reader.Read())
            {
                bool isEmpty = _reader.FieldCount == 1 && _reader.GetSpan(0).IsEmpty;
                if (!isEmpty || Names.Count == 1)
                {
                    return _reader.FieldCount == Names.Count ? true : throw WrongCount(_reader.FieldCount);
                }
            }

            return false;
        }

        public override string Text(int place) => RequireText(_reader.GetString(place));

        public override void Dispose() => _reader.Dispose();
    }

    /// <summary>JSON objects, one a line; their fields are the columns, by the first of them.</summary>
    private sealed class JsonRows : TextRows
    {
        private readonly PlainLines _lines;
        private JsonElement _object;

        public JsonRows(CsvSource source)
            : base(source.Path, FirstFields(source)) => _lines = new(source, '\0', [""]);

        protected override int Line => _lines.Line;

        public override bool Read()
        {
            while (_lines.Read())
            {
                if (_lines.Text(0).Length > 0)
                {
                    _object = Parse(_lines.Text(0));
                    return true;
                }
            }

            return false;
        }

        public override string Text(int place) => !TryField(place, out JsonElement value) ? ""
            : value.ValueKind switch
            {
                JsonValueKind.String => value.GetString()!,
                JsonValueKind.Null => "",
                JsonValueKind.Array => string.Join(' ', JsonLabels.Read(value, Names[place], Error)),
                JsonValueKind.Object => throw Error($"{Names[place]} is no text, but {value.ValueKind}."),
                _ => value.GetRawText(),
            };

        public override IReadOnlyList<string>? Labels(int place) =>
            TryField(place, out JsonElement value) && value.ValueKind == JsonValueKind.Array
                ? JsonLabels.Read(value, Names[place], Error) : null;

        public override void Dispose() => _lines.Dispose();

        private static IReadOnlyList<string> FirstFields(CsvSource source)
        {
            using PlainLines lines = new(source, '\0', [""]);
            return lines.Read() && Object(lines.Text(0)) is { } first ? [.. first.EnumerateObject().SelectMany(Names)] : [];

            // Fields of nested objects are named by dots: {"translation": {"en": "…", "de": "…"}}.
            static IEnumerable<string> Names(JsonProperty field) => field.Value.ValueKind == JsonValueKind.Object
                ? field.Value.EnumerateObject().Select(inner => $"{field.Name}.{inner.Name}") : [field.Name];
        }

        private bool TryField(int place, out JsonElement value)
        {
            string name = Names[place];
            int dot = name.IndexOf('.', StringComparison.Ordinal);
            return _object.TryGetProperty(name, out value) || (dot > 0 && _object.TryGetProperty(name[..dot], out JsonElement outer)
                && outer.ValueKind == JsonValueKind.Object && outer.TryGetProperty(name[(dot + 1)..], out value));
        }

        private static JsonElement? Object(string line)
        {
            try
            {
                using JsonDocument document = JsonDocument.Parse(line);
                return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
            }
            catch (JsonException)
            {
                return null;
            }
        }

        private JsonElement Parse(string line) => Object(line)
            ?? throw Error($"'{MessageFormatter.Of(line)}' is no JSON object: expected {{\"text\": …}} on each line.");
    }
}
