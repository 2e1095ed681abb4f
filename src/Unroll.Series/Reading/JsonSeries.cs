using System.Globalization;
using System.Text.Json;
using Unroll.Series.Frames;

namespace Unroll.Series.Reading;

/// <summary>Reads JSON lines that are a series each: <c>{"id": "a", "start": "2017-01-01", "freq": "D", "target": [1.5, 2]}</c>.</summary>
internal sealed class JsonSeries : JsonTable
{
    private const int MostColumns = 10_000;
    private static readonly string[] _usualIds = ["id", "item_id", "series_id", "unique_id"];
    private static readonly string[] _classNames = ["label", "class"];

    private readonly JsonLinesOptions _options;
    private readonly string[]? _ids;
    private readonly LocalClock? _clock;
    private readonly Dictionary<string, CollectedColumn> _columns = new(StringComparer.Ordinal);
    private readonly List<string> _columnNames = [];
    private readonly List<string> _staticNames = [];
    private readonly HashSet<string> _staticCovariates = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly ClassTable _classes = new();
    private readonly List<(string Id, TimeIndex Time, JsonSeriesLine Line)> _series = [];
    private readonly HashSet<string> _unread = new(StringComparer.Ordinal);
    private readonly MissingMarkers? _missing;
    private JsonSeriesLine _line = new(1);
    private string? _timeColumn;
    private long _columnCount;

    /// <summary>Begins to read.</summary>
    /// <param name="lines">At the first line.</param>
    /// <param name="options">What to read.</param>
    public JsonSeries(JsonLines lines, JsonLinesOptions options)
        : base(lines)
    {
        _options = options;
        _ids = options.IdColumns is { Count: > 0 } ids ? [.. ids.Distinct(StringComparer.Ordinal)] : null;
        _clock = options.TimeZone is { } zone ? new(zone) : null;
        _timeColumn = options.TimeColumn;
        _missing = options.MissingTexts is null ? null : new MissingMarkers(options.MissingTexts);
        _columnNames.AddRange((options.Columns ?? []).Distinct(StringComparer.Ordinal));
    }

    /// <inheritdoc/>
    public override SeriesSet Read()
    {
        do
        {
            _line = new(_ids?.Length ?? 1);
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
        if (IndexOfId(name) is var at and >= 0)
        {
            _line.Ids[at] ??= text;
        }
        else if ((_options.ClassColumn is { } label ? name == label : _classNames.Contains(name, StringComparer.Ordinal)))
        {
            _line.Label ??= text;
        }
        else if (name == "start" && _timeColumn is null)
        {
            _line.Start = TimeCell.TryParse(text, out DateTime start, out bool isUtc)
                ? (start, isUtc)
                : throw Lines.Bad(value, name, TimeCell.Expected);
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
            _line.Stamps = JsonSeriesLine.ReadStamps(Lines, array, name, _clock);
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
            column = new CollectedColumn(name, _columns.Count, _missing);
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
            time = new TimeIndex(stamps, _clock?.Zone);
        }
        else if (line.Start is { } start)
        {
            string frequency = line.Frequency ?? _options.Frequency
                ?? throw new InputException($"{Lines.Place} has a start but no freq: add it to the line, {SeriesFrequency.Expected}.");
            time = Regular(start.Stamp, start.IsUtc, frequency, count);
        }
        else
        {
            time = _timeColumn is null
                ? TimeIndex.Numbered(count)
                : throw new InputException(
                    $"{Lines.Place} has no time stamps in field '{MessageFormatter.Of(_timeColumn)}': expected an array of them."
                    + MessageFormatter.DidYouMean(_timeColumn, FieldNames))
                { Column = _timeColumn };
        }

        int lacking = Array.IndexOf(line.Ids, null);
        string id = lacking < 0 ? SeriesName.Of(line.Ids!)
            : _ids is null ? (_series.Count + 1).ToString(CultureInfo.InvariantCulture)
            : throw new InputException($"{Lines.Place} has no field '{MessageFormatter.Of(_ids[lacking])}' that names the series."
                + MessageFormatter.DidYouMean(_ids[lacking], FieldNames))
            { Column = _ids[lacking] };
        if (!_names.Add(id))
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
        long absent = ((long)_series.Count * _columnNames.Count) - _columnCount;
        if (absent > 100_000 + (Lines.ByteCount / 64))
        {
            throw new InputException(
                $"{Lines.Place}: the lines have {CountFormatter.Format(_columnNames.Count, "arrays")}, but most lines lack most " +
                $"of them: name those to read (data: "
                + $"columns: [NAME, …]).");
        }
    }

    /// <summary>
    /// The stamps from a start on; in a zone, days and longer steps are local ones, and shorter steps as long as they are.
    /// </summary>
    private TimeIndex Regular(DateTime start, bool isUtc, string frequency, int count)
    {
        DateTime utc = _clock?.Next(start, isUtc, null, expected => Lines.Bad(TimeIndex.ToText(start), "start", expected)) ?? start;
        DateTime local = ZoneClock.ToLocal(utc, _clock?.Zone);
        DateTime[] stamps = SeriesFrequency.Stamps(local, frequency, count) ?? throw Lines.Bad(
            $"'{MessageFormatter.Of(frequency)}' for {CountFormatter.Format(count, "values")} from {TimeIndex.ToText(start)}", "freq",
            $"{SeriesFrequency.Expected}, within the year 9999");
        bool isShort = count > 1 && stamps[1] - stamps[0] < TimeSpan.FromDays(1);
        return new TimeIndex(
            [.. stamps.Select(stamp => isShort ? utc + (stamp - local) : ZoneClock.ToUtc(stamp, _clock?.Zone))], _clock?.Zone);
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

    /// <summary>The place of a field among those that identify the series; -1 where it is none of them.</summary>
    private int IndexOfId(string name) => _ids is null ? _usualIds.Contains(name, StringComparer.Ordinal) ? 0 : -1
        : Array.IndexOf(_ids, name);

    private static string Numbered(string name, int index) => string.Create(CultureInfo.InvariantCulture, $"{name}.{index}");
}
