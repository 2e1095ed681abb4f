using System.Globalization;
using System.Text.Json;
using Unroll.Series.Frames;

namespace Unroll.Series.Reading;

/// <summary>Reads JSON lines that are a row each: <c>{"time": "2017-01-01", "load": 1.5}</c>.</summary>
internal sealed class JsonRows : JsonTable
{
    private readonly JsonLinesOptions _options;
    private readonly string? _timeColumn;
    private readonly RowCollector _collector;

    // One line's cells: the series and the time that they belong to may come last.
    private readonly List<(JsonField Field, double Value)> _cells = [];
    private DateTime? _stamp;
    private bool _isUtc;
    private readonly string[] _idNames;
    private readonly string?[] _ids;
    private string? _class;

    /// <summary>Begins to read.</summary>
    /// <param name="lines">At the first line.</param>
    /// <param name="options">What to read.</param>
    public JsonRows(JsonLines lines, JsonLinesOptions options)
        : base(lines)
    {
        _options = options;
        _idNames = [.. (options.IdColumns ?? []).Distinct(StringComparer.Ordinal)];
        _ids = new string?[_idNames.Length];
        _timeColumn = options.TimeColumn ?? lines.Read(FindTime);
        _collector = new RowCollector(
            _timeColumn is not null, "",
            _ids.Length == 0 ? ", or name the field that tells series apart (data: id: NAME)" : "", options.TimeZone,
            options.MissingTexts is null ? null : new MissingMarkers(options.MissingTexts));
    }

    /// <inheritdoc/>
    public override SeriesSet Read()
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
            ReadRow();
        }
        while (Lines.Next());

        RequireFields();
        SeriesSet set = _collector.ToSet(column => _options.Columns is not null || column.HasValue || IsEmptyField(column.Name));
        return set.ColumnNames.Count > 0
            ? set
            : throw new InputException($"{Lines.Path} has no field with values. Its fields are: {MessageFormatter.List(FieldNames)}.");
    }

    private void ReadRow()
    {
        _cells.Clear();
        _stamp = null;
        _class = null;
        Array.Clear(_ids);
        ReadLine();
        if (_timeColumn is not null && _stamp is null)
        {
            throw Lacking(
                $"{Lines.Place} has no time stamp in field '{MessageFormatter.Of(_timeColumn)}': expected {TimeCell.Expected}.",
                _timeColumn);
        }

        if (Array.IndexOf(_ids, null) is var at and >= 0)
        {
            throw Lacking(
                $"{Lines.Place} has no field '{MessageFormatter.Of(_idNames[at])}' that says which series it belongs to.", _idNames[at]);
        }

        _collector.Begin(_ids.Length == 0 ? null : SeriesName.Of(_ids!), _stamp ?? default, _isUtc, () => Lines.Place, Lines.Line);
        foreach ((JsonField field, double value) in _cells)
        {
            if (field.Column is { } column)
            {
                if (!_collector.TrySet(column, value))
                {
                    throw Twice(field.Path);
                }
            }
            else if (!_collector.TrySetStatic(field.StaticIndex, value))
            {
                throw new InputException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Lines.Place}, field '{MessageFormatter.Of(field.Path)}': got {value}, but the series had another value before; "
                    + $"what changes over time is no static column."));
            }
        }

        if (_class is not null && !_collector.TrySetClass(_class))
        {
            throw new InputException(
                $"{Lines.Place}: got the class '{MessageFormatter.Of(_class)}', but the series had another before: a series has one "
                + $"class.");
        }

        // A field that only a few lines have still takes room in all rows: millions of names would fill the memory from a small file.
        long missing = (_collector.RowCount * _collector.Columns.Count) - _collector.ValueCount;
        if (missing > (Lines.ByteCount / 2) + 2_000_000)
        {
            throw new InputException(
                $"{Lines.Place}: the lines have {CountFormatter.Format(_collector.Columns.Count, "fields")}, but most lines lack " +
                $"most of them: name the fields to "
                + $"read (data: columns: [NAME, …]).");
        }
    }

    /// <summary>An object that is asked for as a value would leave a column without values.</summary>
    protected override void CheckObject(JsonField field, JsonElement value)
    {
        if (field.Role is not (JsonRole.None or JsonRole.Value) || (field.Role == JsonRole.Value && _options.Columns is not null))
        {
            throw Lines.Bad(value, field.Path,
                $"a single value; name a field of the object instead, as {MessageFormatter.Of(field.Path)}.NAME");
        }
    }

    /// <inheritdoc/>
    protected override void Take(JsonField field, JsonElement value)
    {
        switch (field.Role)
        {
            case JsonRole.Time:
                _stamp = JsonCell.TextOf(value) is { } text && TimeCell.TryParse(text, out DateTime stamp, out _isUtc)
                    ? stamp : throw Lines.Bad(value, field.Path, TimeCell.Expected);
                break;
            case JsonRole.Id:
                _ids[Array.IndexOf(_idNames, field.Path)] = JsonCell.TextOf(value)
                    ?? throw Lines.Bad(value, field.Path, "a text or a number that names a series");
                break;
            case JsonRole.Class:
                _class = JsonCell.TextOf(value) ?? throw Lines.Bad(value, field.Path, "a text or a number that names a class");
                break;
            default:
                _cells.Add((field, field.Column is { } column
                    ? JsonCell.Read(Lines, value, field.Path, column)
                    : JsonCell.ReadNumber(Lines, value, field.Path)));
                break;
        }
    }

    /// <inheritdoc/>
    protected override JsonField Make(string path)
    {
        JsonRole role =
            path == _timeColumn ? JsonRole.Time
            : _idNames.Contains(path, StringComparer.Ordinal) ? JsonRole.Id
            : path == _options.ClassColumn ? JsonRole.Class
            : _options.StaticColumns?.Contains(path, StringComparer.Ordinal) == true ? JsonRole.Static
            : _options.Columns?.Contains(path, StringComparer.Ordinal) != false ? JsonRole.Value
            : JsonRole.None;
        return new(path)
        {
            Role = role,
            Column = role == JsonRole.Value ? _collector.Column(path) : null,
            StaticIndex = role == JsonRole.Static ? _collector.Static(path) : -1,
        };
    }

    /// <summary>The time column of the first line: by its name, else the first full date, else a count since 1970.</summary>
    private string? FindTime(JsonElement line)
    {
        (string Path, string Name, JsonElement Value)[] fields =
        [
            .. Leaves(line).Where(field => field.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number
                && !_idNames.Contains(field.Path) && _options.Columns?.Contains(field.Path) != true),
        ];
        string? named = fields.FirstOrDefault(field => TimeCell.IsName(field.Name)).Path;
        return named
            ?? fields.FirstOrDefault(field => field.Value.ValueKind == JsonValueKind.String
                && TimeCell.IsDate(field.Value.GetString()!)).Path
            ?? fields.FirstOrDefault(field => TimeCell.IsCount(field.Name, JsonCell.TextOf(field.Value) ?? "")).Path;
    }

    /// <summary>Whether a column without a value is one all the same: <c>null</c> throughout, and no object on other lines.</summary>
    private bool IsEmptyField(string path) => Find(path) is { Shape: not JsonShape.Object };

    private void RequireFields()
    {
        IEnumerable<string> wanted = [.. _options.Columns ?? [], .. _options.StaticColumns ?? [], .. _options.ClassColumn is { } name
            ? new[] { name } : []];
        if (wanted.FirstOrDefault(path => Find(path) is null) is { } missing)
        {
            throw NoField(missing);
        }
    }
}
