using System.Globalization;
using System.Text.Json;
using Unroll.Series.Frames;

namespace Unroll.Series.Reading;

/// <summary>Reads JSON lines that are a series each: <c>{"id": "a", "start": "2017-01-01", "freq": "D", "target": [1.5, 2]}</c>.</summary>
internal sealed class JsonSeries
{
    private const int MostColumns = 10_000;
    private static readonly string[] _idNames = ["id", "item_id", "series_id", "unique_id"];
    private static readonly string[] _classNames = ["label", "class"];

    private readonly JsonLineScanner _lines;
    private readonly JsonLinesOptions _options;
    private readonly Dictionary<string, CollectedColumn> _columns = new(StringComparer.Ordinal);
    private readonly List<string> _columnNames = [];
    private readonly List<string> _staticNames = [];
    private readonly HashSet<string> _statics = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly ClassTable _classes = new();
    private readonly List<(string Id, TimeIndex Time, JsonSeriesLine Line)> _series = [];
    private readonly HashSet<string> _fields = new(StringComparer.Ordinal);
    private readonly JsonShapes _shapes = new();
    private string? _timeColumn;
    private long _columnCount;

    /// <summary>Begins to read.</summary>
    /// <param name="lines">At the first line.</param>
    /// <param name="options">What to read.</param>
    public JsonSeries(JsonLineScanner lines, JsonLinesOptions options)
    {
        _lines = lines;
        _options = options;
        _timeColumn = options.TimeColumn;
        _columnNames.AddRange((options.Columns ?? []).Distinct(StringComparer.Ordinal));
    }

    /// <summary>Reads all lines.</summary>
    public SeriesSet Read()
    {
        do
        {
            JsonSeriesLine line = new();
            Utf8JsonReader reader = _lines.Open();
            ReadObject(ref reader, line, "");
            _ = _lines.Advance(ref reader);
            Keep(line);
        }
        while (_lines.Next());

        RequireFields();
        return ToSet();
    }

    private void ReadObject(ref Utf8JsonReader reader, JsonSeriesLine line, string prefix)
    {
        while (_lines.Advance(ref reader) && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = prefix + _lines.GetString(ref reader);
            if (!line.TryMeet(name))
            {
                throw Twice(name);
            }

            if (_fields.Add(name) && _fields.Count > MostColumns)
            {
                throw new InputException($"{_lines.Place}: more than {MostColumns} different fields: expected the same fields on every line.");
            }

            _ = _lines.Advance(ref reader);
            _shapes.Check(_lines, ref reader, name);
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    ReadObject(ref reader, line, name + ".");
                    break;
                case JsonTokenType.StartArray:
                    ReadArray(ref reader, line, name);
                    break;
                case JsonTokenType.Null:
                    break;
                default:
                    ReadSingle(ref reader, line, name);
                    break;
            }
        }
    }

    private void ReadSingle(ref Utf8JsonReader reader, JsonSeriesLine line, string name)
    {
        string text = JsonCell.TextOf(_lines, ref reader) ?? "";
        if (Is(name, _options.IdColumn, _idNames))
        {
            line.Id ??= text;
        }
        else if (Is(name, _options.ClassColumn, _classNames))
        {
            line.Label ??= text;
        }
        else if (name == "start" && _timeColumn is null)
        {
            line.Start = TimeCell.TryParse(text, out DateTime start) ? start : throw _lines.Bad(ref reader, name, TimeCell.Expected);
        }
        else if (name == "freq")
        {
            line.Frequency = text;
        }
        else if (_options.Columns?.Contains(name, StringComparer.Ordinal) == true || name == _options.TimeColumn)
        {
            throw _lines.Bad(ref reader, name, "an array: one value a time step");
        }
        else if (_options.StaticColumns?.Contains(name, StringComparer.Ordinal) ?? reader.TokenType != JsonTokenType.String)
        {
            AddStatic(line, name, JsonCell.ReadNumber(_lines, ref reader, name));
        }
    }

    private void ReadArray(ref Utf8JsonReader reader, JsonSeriesLine line, string name)
    {
        Utf8JsonReader first = reader;
        _ = _lines.Advance(ref first);
        bool mayBeTime = _timeColumn is null && line.Start is null;
        if (mayBeTime && first.TokenType is JsonTokenType.String or JsonTokenType.Number
            && (TimeCell.IsName(name) || (_series.Count == 0 && first.TokenType == JsonTokenType.String && TimeCell.IsDate(_lines.GetString(ref first)))))
        {
            _timeColumn = name;
        }

        if (name == _timeColumn)
        {
            line.Stamps = JsonSeriesLine.ReadStamps(_lines, ref reader, name);
        }
        else if (_options.StaticColumns?.Contains(name, StringComparer.Ordinal) ?? name.StartsWith("feat_static", StringComparison.Ordinal))
        {
            for (int i = 0; _lines.Advance(ref reader) && reader.TokenType != JsonTokenType.EndArray; i++)
            {
                AddStatic(line, Numbered(name, i), JsonCell.ReadNumber(_lines, ref reader, name));
            }
        }
        else if (first.TokenType == JsonTokenType.StartArray)
        {
            for (int i = 0; _lines.Advance(ref reader) && reader.TokenType != JsonTokenType.EndArray; i++)
            {
                if (reader.TokenType != JsonTokenType.StartArray)
                {
                    throw _lines.Bad(ref reader, name, "an array, as the first of them");
                }

                ReadColumn(ref reader, line, Numbered(name, i));
            }
        }
        else
        {
            ReadColumn(ref reader, line, name);
        }
    }

    private void ReadColumn(ref Utf8JsonReader reader, JsonSeriesLine line, string name)
    {
        bool isWanted = _options.Columns is not { } wanted || wanted.Contains(name, StringComparer.Ordinal);
        if (!isWanted)
        {
            _fields.Add(name);
            _lines.Skip(ref reader);
            return;
        }

        if (!_columns.TryGetValue(name, out CollectedColumn? column))
        {
            column = new CollectedColumn(name, _columns.Count);
            _columns.Add(name, column);
            if (_options.Columns is null)
            {
                _columnNames.Add(name);
            }

            if (_columns.Count > MostColumns)
            {
                throw new InputException($"{_lines.Place}: more than {MostColumns} columns: an array of arrays is one array a channel, each with one value a time step.");
            }
        }

        GrowingArray<double> values = new();
        while (_lines.Advance(ref reader) && reader.TokenType != JsonTokenType.EndArray)
        {
            values.Add(JsonCell.Read(_lines, ref reader, name, column));
        }

        if (!line.Columns.TryAdd(name, values.ToArray()))
        {
            throw Twice(name);
        }
    }

    private void AddStatic(JsonSeriesLine line, string name, double value)
    {
        if (!line.Statics.TryAdd(name, value))
        {
            throw Twice(name);
        }

        if (_statics.Add(name))
        {
            _staticNames.Add(name);
            if (_staticNames.Count > MostColumns)
            {
                throw new InputException($"{_lines.Place}: more than {MostColumns} static values: expected the same few on every line.");
            }
        }
    }

    private void Keep(JsonSeriesLine line)
    {
        int count = line.Length(_lines, _timeColumn);
        TimeIndex time;
        if (line.Stamps is { } stamps)
        {
            time = new TimeIndex(stamps);
        }
        else if (line.Start is { } start)
        {
            string frequency = line.Frequency ?? _options.Frequency
                ?? throw new InputException($"{_lines.Place} has a start but no freq: add it to the line, {SeriesFrequency.Expected}.");
            time = new TimeIndex(SeriesFrequency.Stamps(start, frequency, count) ?? throw _lines.Bad(
                $"'{MessageFormatter.Of(frequency)}' for {count} values from {TimeIndex.ToText(start)}", "freq", $"{SeriesFrequency.Expected}, within the year 9999"));
        }
        else
        {
            time = _timeColumn is null
                ? TimeIndex.Numbered(count)
                : throw new InputException($"{_lines.Place} has no time stamps in field '{MessageFormatter.Of(_timeColumn)}': expected an array of them.");
        }

        string id = line.Id ?? (_options.IdColumn is { } name
            ? throw new InputException($"{_lines.Place} has no field '{MessageFormatter.Of(name)}' that names the series.")
            : (_series.Count + 1).ToString(CultureInfo.InvariantCulture));
        if (!_ids.Add(id))
        {
            throw new InputException($"{_lines.Place}: there is a series '{MessageFormatter.Of(id)}' before: give each its own id.");
        }

        if (line.Label is { } label)
        {
            _classes.Add(label);
        }

        _series.Add((id, time, line));

        // Each column that a series lacks takes a little room, too: with other names on each line that would outgrow the file.
        _columnCount += line.Columns.Count;
        long lacking = ((long)_series.Count * _columnNames.Count) - _columnCount;
        if (lacking > 100_000 + (_lines.ByteCount / 64))
        {
            throw new InputException($"{_lines.Place}: the lines have {_columnNames.Count} arrays, but most lines lack most of them: name those to read (data: columns: [NAME, …]).");
        }
    }

    private SeriesSet ToSet()
    {
        string[] names = [.. _columnNames];
        Dictionary<string, IReadOnlyList<string>> categories = _columns.Values.Where(column => column.Texts is not null)
            .ToDictionary(column => column.Name, column => column.Texts!, StringComparer.Ordinal);
        int[] ranks = _classes.Ranks(out string[] classNames);
        List<SeriesItem> items = [];
        foreach ((string id, TimeIndex time, JsonSeriesLine line) in _series)
        {
            MemoryColumn? missing = null;
            ColumnValues[] columns = [.. names.Select(name => line.Columns.TryGetValue(name, out double[]? values)
                ? new MemoryColumn(values)
                : missing ??= new MemoryColumn(Enumerable.Repeat(double.NaN, time.Count).ToArray()))];
            items.Add(new SeriesItem(id, new Frame(time, names, columns, categories))
            {
                Statics = [.. _staticNames.Select(name => line.Statics.GetValueOrDefault(name, double.NaN))],
                Class = line.Label is { } label ? ranks[_classes.Add(label)] : null,
            });
        }

        return new SeriesSet(items, _staticNames, classNames);
    }

    private void RequireFields()
    {
        string? missing = _options.Columns?.FirstOrDefault(name => !_columns.ContainsKey(name))
            ?? new[] { _options.ClassColumn }.Concat(_options.StaticColumns ?? []).FirstOrDefault(name => name is not null && !_fields.Contains(name));
        if (missing is not null)
        {
            throw new InputException($"{_lines.Path} has no field '{MessageFormatter.Of(missing)}'. Its fields are: {MessageFormatter.List(_fields)}.");
        }
    }

    private InputException Twice(string name) => new($"{_lines.Place}: the field '{MessageFormatter.Of(name)}' stands twice: keep one.");

    private static bool Is(string name, string? wanted, string[] usual) => wanted is null ? usual.Contains(name, StringComparer.Ordinal) : name == wanted;

    private static string Numbered(string name, int index) => string.Create(CultureInfo.InvariantCulture, $"{name}.{index}");
}
