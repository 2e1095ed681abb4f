using System.Globalization;
using System.Text.Json;
using Unroll.Series.Frames;

namespace Unroll.Series.Reading;

/// <summary>Reads JSON lines that are a row each: <c>{"time": "2017-01-01", "load": 1.5}</c>.</summary>
internal sealed class JsonRows
{
    private const int MostColumns = 10_000;

    private readonly JsonLineScanner _lines;
    private readonly JsonLinesOptions _options;
    private readonly string? _timeColumn;
    private readonly RowCollector _collector;
    private readonly JsonField _row = new("");
    private readonly List<JsonField> _fields = [];

    // One line's cells: the series and the time that they belong to may come last.
    private readonly List<(JsonField Field, double Value)> _cells = [];
    private DateTime? _stamp;
    private string? _id;
    private string? _class;

    /// <summary>Begins to read.</summary>
    /// <param name="lines">At the first line.</param>
    /// <param name="options">What to read.</param>
    public JsonRows(JsonLineScanner lines, JsonLinesOptions options)
    {
        _lines = lines;
        _options = options;
        Utf8JsonReader reader = lines.Open();
        _timeColumn = options.TimeColumn ?? FindTime(ref reader);
        _collector = new RowCollector(
            _timeColumn is not null, "", options.IdColumn is null ? ", or name the field that tells series apart (data: id: NAME)" : "");
    }

    /// <summary>Reads all lines.</summary>
    public SeriesSet Read()
    {
        foreach (string name in _options.Columns ?? [])
        {
            _collector.Column(name);
        }

        foreach (string name in _options.StaticColumns ?? [])
        {
            _collector.Static(name);
        }

        do
        {
            ReadLine();
        }
        while (_lines.Next());

        RequireFields();
        SeriesSet set = _collector.ToSet(column => _options.Columns is not null || column.HasValue || IsEmptyField(column.Name));
        return set.ColumnNames.Count > 0
            ? set
            : throw new InputException($"{_lines.Path} has no field with values. Its fields are: {MessageFormatter.List([.. _fields.Select(field => field.Path)])}.");
    }

    private void ReadLine()
    {
        _cells.Clear();
        _stamp = null;
        _id = _class = null;
        Utf8JsonReader reader = _lines.Open();
        ReadObject(ref reader, _row);
        _ = _lines.Advance(ref reader);
        if (_timeColumn is not null && _stamp is null)
        {
            throw new InputException($"{_lines.Place} has no time stamp in field '{MessageFormatter.Of(_timeColumn)}': expected {TimeCell.Expected}.");
        }

        if (_options.IdColumn is not null && _id is null)
        {
            throw new InputException($"{_lines.Place} has no field '{MessageFormatter.Of(_options.IdColumn)}' that says which series it belongs to.");
        }

        _collector.Begin(_id, _stamp ?? default, () => _lines.Place);
        foreach ((JsonField field, double value) in _cells)
        {
            if (field.Column is { } column)
            {
                if (!_collector.TrySet(column, value))
                {
                    throw Twice(field);
                }
            }
            else if (!_collector.TrySetStatic(field.StaticIndex, value))
            {
                throw new InputException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{_lines.Place}, field '{MessageFormatter.Of(field.Path)}': got {value}, but the series had another value before; what changes over time is no static column."));
            }
        }

        if (_class is not null && !_collector.TrySetClass(_class))
        {
            throw new InputException($"{_lines.Place}: got the class '{MessageFormatter.Of(_class)}', but the series had another before: a series has one class.");
        }

        // A field that only a few lines have still takes room in all rows: millions of names would fill the memory from a small file.
        long missing = (_collector.RowCount * _collector.Columns.Count) - _collector.ValueCount;
        if (missing > (_lines.ByteCount / 2) + 2_000_000)
        {
            throw new InputException(
                $"{_lines.Place}: the lines have {_collector.Columns.Count} fields, but most lines lack most of them: name the fields to read (data: columns: [NAME, …]).");
        }
    }

    private void ReadObject(ref Utf8JsonReader reader, JsonField parent)
    {
        while (_lines.Advance(ref reader) && reader.TokenType == JsonTokenType.PropertyName)
        {
            JsonField field = parent.FindNext(ref reader) ?? FindOrAdd(parent, _lines.GetString(ref reader));
            if (field.Line == _lines.Line)
            {
                throw Twice(field);
            }

            field.Line = _lines.Line;
            _ = _lines.Advance(ref reader);
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray || field.Shape != JsonShape.Single)
            {
                Check(ref reader, field);
            }

            if (reader.TokenType == JsonTokenType.StartObject)
            {
                ReadObject(ref reader, field);
            }
            else if (field.Role == JsonRole.None)
            {
                _lines.Skip(ref reader);
            }
            else if (reader.TokenType != JsonTokenType.Null)
            {
                ReadCell(ref reader, field);
            }
        }
    }

    /// <summary>An object where there was a value, or the other way round, would leave a column without values; so would one that is asked for as a value.</summary>
    private void Check(ref Utf8JsonReader reader, JsonField field)
    {
        bool isAskedFor = field.Role is not (JsonRole.None or JsonRole.Value) || (field.Role == JsonRole.Value && _options.Columns is not null);
        if (isAskedFor && reader.TokenType == JsonTokenType.StartObject)
        {
            throw _lines.Bad(ref reader, field.Path, $"a single value; name a field of the object instead, as {MessageFormatter.Of(field.Path)}.NAME");
        }

        if (field.Role != JsonRole.None)
        {
            field.Shape = JsonShapes.Checked(_lines, ref reader, field.Path, field.Shape);
        }
    }

    private InputException Twice(JsonField field) => new($"{_lines.Place}: the field '{MessageFormatter.Of(field.Path)}' stands twice: keep one.");

    private void ReadCell(ref Utf8JsonReader reader, JsonField field)
    {
        switch (field.Role)
        {
            case JsonRole.Time:
                string? text = TextOf(ref reader);
                _stamp = text is not null && TimeCell.TryParse(text, out DateTime stamp) ? stamp : throw _lines.Bad(ref reader, field.Path, TimeCell.Expected);
                break;
            case JsonRole.Id:
                _id = TextOf(ref reader) ?? throw _lines.Bad(ref reader, field.Path, "a text or a number that names a series");
                break;
            case JsonRole.Class:
                _class = TextOf(ref reader) ?? throw _lines.Bad(ref reader, field.Path, "a text or a number that names a class");
                break;
            default:
                _cells.Add((field, field.Column is { } column
                    ? JsonCell.Read(_lines, ref reader, field.Path, column)
                    : JsonCell.ReadNumber(_lines, ref reader, field.Path)));
                break;
        }
    }

    /// <summary>A text, number or truth value as text; null for anything else.</summary>
    private string? TextOf(ref Utf8JsonReader reader) => JsonCell.TextOf(_lines, ref reader);

    private JsonField FindOrAdd(JsonField parent, string name)
    {
        if (parent.Find(name) is { } known)
        {
            return known;
        }

        if (_fields.Count == MostColumns)
        {
            throw new InputException($"{_lines.Place}: more than {MostColumns} different fields: expected the same fields on every line.");
        }

        string path = parent == _row ? name : $"{parent.Path}.{name}";
        JsonRole role =
            path == _timeColumn ? JsonRole.Time
            : path == _options.IdColumn ? JsonRole.Id
            : path == _options.ClassColumn ? JsonRole.Class
            : _options.StaticColumns?.Contains(path, StringComparer.Ordinal) == true ? JsonRole.Static
            : _options.Columns?.Contains(path, StringComparer.Ordinal) != false ? JsonRole.Value
            : JsonRole.None;
        JsonField field = new(path)
        {
            Role = role,
            Column = role == JsonRole.Value ? _collector.Column(path) : null,
            StaticIndex = role == JsonRole.Static ? _collector.Static(path) : -1,
        };
        parent.Add(name, field);
        _fields.Add(field);
        return field;
    }

    /// <summary>The time column of the first line: by its name, else the first full date.</summary>
    private string? FindTime(ref Utf8JsonReader reader)
    {
        string? found = null;
        List<string> path = [];
        while (_lines.Advance(ref reader))
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                string name = _lines.GetString(ref reader);
                path.RemoveRange(reader.CurrentDepth - 1, path.Count - reader.CurrentDepth + 1);
                path.Add(name);
                _ = _lines.Advance(ref reader);
                string full = string.Join('.', path);
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number && full != _options.IdColumn && _options.Columns?.Contains(full) != true)
                {
                    if (TimeCell.IsName(name))
                    {
                        return full;
                    }

                    found ??= reader.TokenType == JsonTokenType.String && TimeCell.IsDate(_lines.GetString(ref reader)) ? full : null;
                }
            }
        }

        return found;
    }

    /// <summary>Whether a column without a value is one all the same: <c>null</c> throughout, and no object on other lines.</summary>
    private bool IsEmptyField(string path) => _fields.Exists(field => field.Path == path && field.Children.Count == 0);

    private void RequireFields()
    {
        IEnumerable<string> wanted = [.. _options.Columns ?? [], .. _options.StaticColumns ?? [], .. _options.ClassColumn is { } name ? new[] { name } : []];
        foreach (string path in wanted)
        {
            if (!_fields.Exists(field => field.Path == path))
            {
                throw new InputException(
                    $"{_lines.Path} has no field '{MessageFormatter.Of(path)}'. Its fields are: {MessageFormatter.List([.. _fields.Select(field => field.Path)])}.");
            }
        }
    }
}
