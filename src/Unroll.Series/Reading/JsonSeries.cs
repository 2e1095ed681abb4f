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
    private readonly RowCollector _collector;
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unread = new(StringComparer.Ordinal);
    private JsonSeriesLine _line = new(1);
    private string? _timeColumn;
    private int _count;

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
        _collector = new RowCollector(
            hasTime: false, "", "", null, options.MissingTexts is null ? null : new MissingMarkers(options.MissingTexts));
        foreach (string name in options.Columns ?? [])
        {
            _collector.Column(name);
        }
    }

    /// <inheritdoc/>
    public override SeriesSet Read()
    {
        do
        {
            _line = new(_ids?.Length ?? 1);
            ReadLine();
            Keep();
        }
        while (Lines.Next());

        RequireFields();
        return _collector.ToSet(_ => true);
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
            AddStatic(name, JsonCell.ReadNumber(Lines, value, name));
        }
    }

    private void ReadArray(string name, JsonElement array)
    {
        if (name == _options.ClassColumn && _options.ClassSeparator is not null)
        {
            InputException Error(string what) => new($"{Lines.Place}: {what}");
            _line.Label ??= JsonLabels.Join(JsonLabels.Read(array, name, Error), _options.ClassSeparator, name, Error);
            return;
        }

        JsonElement first = array.EnumerateArray().FirstOrDefault();
        bool mayBeTime = _timeColumn is null && _line.Start is null && first.ValueKind is JsonValueKind.String or JsonValueKind.Number;
        if (mayBeTime && (TimeCell.IsName(name) || (_count == 0 && first.ValueKind == JsonValueKind.String
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
                AddStatic(Numbered(name, i), JsonCell.ReadNumber(Lines, value, name));
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

        CollectedColumn column = _collector.Column(name);
        if (_collector.Columns.Count > MostColumns)
        {
            throw new InputException(
                $"{Lines.Place}: more than {MostColumns} columns: an array of arrays is one array a channel, each with one value a "
                + $"time step.");
        }

        _read.Add(name);
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

    private void AddStatic(string name, double value)
    {
        if (!_line.StaticCovariates.TryAdd(name, value))
        {
            throw Twice(name);
        }

        if (_collector.Static(name) >= MostColumns)
        {
            throw new InputException($"{Lines.Place}: more than {MostColumns} static values: expected the same few on every line.");
        }
    }

    private void Keep()
    {
        TimeIndex time = Time(_line.Length(Lines, _timeColumn));
        int lacking = _ids is null ? -1 : Array.IndexOf(_line.Ids, null);
        if (lacking >= 0)
        {
            throw Lacking($"{Lines.Place} has no field '{MessageFormatter.Of(_ids![lacking])}' that names the series.", _ids[lacking]);
        }

        string? id = Array.IndexOf(_line.Ids, null) < 0 ? SeriesName.Of(_line.Ids!) : null;
        if (_collector.BeginWhole(id, time.WithLines(SourceLines.Same(Lines.Line, time.Count))) is { } twice)
        {
            throw new InputException($"{Lines.Place}: there is a series '{MessageFormatter.Of(twice)}' before: give each its own id.");
        }

        foreach ((string name, double[] values) in _line.Columns)
        {
            _collector.Set(_collector.Column(name), values);
        }

        foreach ((string name, double value) in _line.StaticCovariates)
        {
            _collector.TrySetStatic(_collector.Static(name), value);
        }

        if (_line.Label is { } label)
        {
            _collector.TrySetClass(label);
        }

        // Each column that a series lacks takes a little room, too: with other names on each line that would outgrow the file.
        _count++;
        if (((long)_count * _collector.Columns.Count) - _collector.ValueCount > 100_000 + (Lines.ByteCount / 64))
        {
            throw new InputException(
                $"{Lines.Place}: the lines have {CountFormatter.Format(_collector.Columns.Count, "arrays")}, but most lines lack most "
                + "of them: name those to read (data: columns: [NAME, …]).");
        }
    }

    /// <summary>The stamps of the line's values.</summary>
    private TimeIndex Time(int count) => _line switch
    {
        { Stamps: { } stamps } => new TimeIndex(stamps, _clock?.Zone),
        { Start: { } start } => Regular(start.Stamp, start.IsUtc, _line.Frequency ?? _options.Frequency ?? throw new InputException(
            $"{Lines.Place} has a start but no freq: add it to the line, {SeriesFrequency.Expected}."), count),
        _ when _timeColumn is null => TimeIndex.Numbered(count),
        _ => throw Lacking(
            $"{Lines.Place} has no time stamps in field '{MessageFormatter.Of(_timeColumn)}': expected an array of them.", _timeColumn),
    };

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

    private void RequireFields()
    {
        string? missing = _options.Columns?.FirstOrDefault(name => !_read.Contains(name))
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
