using System.Globalization;
using System.Text.Json;
using Unroll.Series.Frames;

namespace Unroll.Series.Reading;

/// <summary>Reads JSON lines that are a series each: <c>{"id": "a", "start": "2017-01-01", "freq": "D", "target": [1.5, 2]}</c>.</summary>
internal sealed class JsonSeries : JsonTable
{
    private const int MostColumns = 10_000;
    private static readonly string[] _idNames = ["id", "item_id", "series_id", "unique_id"];
    private static readonly string[] _classNames = ["label", "class"];

    private readonly JsonLinesOptions _options;
    private readonly Dictionary<string, CollectedColumn> _columns = new(StringComparer.Ordinal);
    private readonly List<string> _columnNames = [];
    private readonly List<string> _staticNames = [];
    private readonly HashSet<string> _staticCovariates = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly ClassTable _classes = new();
    private readonly List<(string Id, TimeIndex Time, JsonSeriesLine Line)> _series = [];
    private readonly HashSet<string> _unread = new(StringComparer.Ordinal);
    private JsonSeriesLine _line = new();
    private string? _timeColumn;
    private long _columnCount;

    /// <summary>Begins to read.</summary>
    /// <param name="lines">At the first line.</param>
    /// <param name="options">What to read.</param>
    public JsonSeries(JsonLines lines, JsonLinesOptions options)
        : base(lines)
    {
        _options = options;
        _timeColumn = options.TimeColumn;
        _columnNames.AddRange((options.Columns ?? []).Distinct(StringComparer.Ordinal));
    }

    /// <inheritdoc/>
    public override SeriesSet Read()
    {
        do
        {
            _line = new();
            ReadLine();
            Keep(_line);
        }
        while (Lines.Next());

        RequireFields();
        return ToSet();
    }

    /// <inheritdoc/>
    protected override void Take(JsonField field, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            ReadArray(field.Path, value);
        }
        else
        {
            ReadSingle(field.Path, value);
        }
    }

    private void ReadSingle(string name, JsonElement value)
    {
        string text = JsonCell.TextOf(value) ?? "";
        if (Is(name, _options.IdColumn, _idNames))
        {
            _line.Id ??= text;
        }
        else if (Is(name, _options.ClassColumn, _classNames))
        {
            _line.Label ??= text;
        }
        else if (name == "start" && _timeColumn is null)
        {
            _line.Start = TimeCell.TryParse(text, out DateTime start) ? start : throw Lines.Bad(value, name, TimeCell.Expected);
        }
        else if (name == "freq")
        {
            _line.Frequency = text;
        }
        else if (_options.Columns?.Contains(name, StringComparer.Ordinal) == true || name == _options.TimeColumn)
        {
            throw Lines.Bad(value, name, "an array: one value a time step");
        }
        else if (_options.StaticColumns?.Contains(name, StringComparer.Ordinal) ?? value.ValueKind != JsonValueKind.String)
        {
            AddStatic(_line, name, JsonCell.ReadNumber(Lines, value, name));
        }
    }

    private void ReadArray(string name, JsonElement array)
    {
        JsonElement first = array.EnumerateArray().FirstOrDefault();
        bool mayBeTime = _timeColumn is null && _line.Start is null && first.ValueKind is JsonValueKind.String or JsonValueKind.Number;
        if (mayBeTime && (TimeCell.IsName(name) || (_series.Count == 0 && first.ValueKind == JsonValueKind.String
            && TimeCell.IsDate(first.GetString()!))))
        {
            _timeColumn = name;
        }

        if (name == _timeColumn)
        {
            _line.Stamps = JsonSeriesLine.ReadStamps(Lines, array, name);
        }
        else if (_options.StaticColumns?.Contains(name, StringComparer.Ordinal) ?? name.StartsWith("feat_static", StringComparison.Ordinal))
        {
            foreach ((int i, JsonElement value) in array.EnumerateArray().Index())
            {
                AddStatic(_line, Numbered(name, i), JsonCell.ReadNumber(Lines, value, name));
            }
        }
        else if (first.ValueKind == JsonValueKind.Array)
        {
            foreach ((int i, JsonElement value) in array.EnumerateArray().Index())
            {
                ReadColumn(Numbered(name, i), value.ValueKind == JsonValueKind.Array
                    ? value : throw Lines.Bad(value, name, "an array, as the first of them"));
            }
        }
        else
        {
            ReadColumn(name, array);
        }
    }

    private void ReadColumn(string name, JsonElement array)
    {
        if (_options.Columns?.Contains(name, StringComparer.Ordinal) == false)
        {
            _unread.Add(name);
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
                throw new InputException(
                    $"{Lines.Place}: more than {MostColumns} columns: an array of arrays is one array a channel, each with one value a "
                    + $"time step.");
            }
        }

        double[] values = new double[array.GetArrayLength()];
        int at = 0;
        foreach (JsonElement value in array.EnumerateArray())
        {
            values[at++] = JsonCell.Read(Lines, value, name, column);
        }

        if (!_line.Columns.TryAdd(name, values))
        {
            throw Twice(name);
        }
    }

    private void AddStatic(JsonSeriesLine line, string name, double value)
    {
        if (!line.StaticCovariates.TryAdd(name, value))
        {
            throw Twice(name);
        }

        if (_staticCovariates.Add(name))
        {
            _staticNames.Add(name);
            if (_staticNames.Count > MostColumns)
            {
                throw new InputException($"{Lines.Place}: more than {MostColumns} static values: expected the same few on every line.");
            }
        }
    }

    private void Keep(JsonSeriesLine line)
    {
        int count = line.Length(Lines, _timeColumn);
        TimeIndex time;
        if (line.Stamps is { } stamps)
        {
            time = new TimeIndex(stamps);
        }
        else if (line.Start is { } start)
        {
            string frequency = line.Frequency ?? _options.Frequency
                ?? throw new InputException($"{Lines.Place} has a start but no freq: add it to the line, {SeriesFrequency.Expected}.");
            time = new TimeIndex(SeriesFrequency.Stamps(start, frequency, count) ?? throw Lines.Bad(
                $"'{MessageFormatter.Of(frequency)}' for {count} values from {TimeIndex.ToText(start)}", "freq",
                    $"{SeriesFrequency.Expected}, within the year 9999"));
        }
        else
        {
            time = _timeColumn is null
                ? TimeIndex.Numbered(count)
                : throw new InputException(
                    $"{Lines.Place} has no time stamps in field '{MessageFormatter.Of(_timeColumn)}': expected an array of them.");
        }

        string id = line.Id ?? (_options.IdColumn is { } name
            ? throw new InputException($"{Lines.Place} has no field '{MessageFormatter.Of(name)}' that names the series.")
            : (_series.Count + 1).ToString(CultureInfo.InvariantCulture));
        if (!_ids.Add(id))
        {
            throw new InputException($"{Lines.Place}: there is a series '{MessageFormatter.Of(id)}' before: give each its own id.");
        }

        if (line.Label is { } label)
        {
            _classes.Add(label);
        }

        _series.Add((id, time, line));

        // Each column that a series lacks takes a little room, too: with other names on each line that would outgrow the file.
        _columnCount += line.Columns.Count;
        long lacking = ((long)_series.Count * _columnNames.Count) - _columnCount;
        if (lacking > 100_000 + (Lines.ByteCount / 64))
        {
            throw new InputException(
                $"{Lines.Place}: the lines have {_columnNames.Count} arrays, but most lines lack most of them: name those to read (data: "
                + $"columns: [NAME, …]).");
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
                StaticCovariates = [.. _staticNames.Select(name => line.StaticCovariates.GetValueOrDefault(name, double.NaN))],
                Class = line.Label is { } label ? ranks[_classes.Add(label)] : null,
            });
        }

        return new SeriesSet(items, _staticNames, classNames);
    }

    private void RequireFields()
    {
        string? missing = _options.Columns?.FirstOrDefault(name => !_columns.ContainsKey(name))
            ?? new[] { _options.ClassColumn }.Concat(_options.StaticColumns ?? [])
                .FirstOrDefault(name => name is not null && Find(name) is null && !_unread.Contains(name));
        if (missing is not null)
        {
            throw NoField(missing);
        }
    }

    private static bool Is(string name, string? wanted, string[] usual) =>
        wanted is null ? usual.Contains(name, StringComparer.Ordinal) : name == wanted;

    private static string Numbered(string name, int index) => string.Create(CultureInfo.InvariantCulture, $"{name}.{index}");
}
