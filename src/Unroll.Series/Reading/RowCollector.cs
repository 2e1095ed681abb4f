using Unroll.Series.Frames;

namespace Unroll.Series.Reading;

/// <summary>
/// Gathers rows as they come (from lines of a file, or from a database) into one series or many. Rows of several series may take turns;
/// within a series they come in the order of time. A column may appear at any row: it is missing before.
/// </summary>
/// <param name="hasTime">Whether rows have stamps; they are numbered where not.</param>
/// <param name="sortAdvice">How to sort rows, for messages.</param>
/// <param name="twiceAdvice">What else to do where a stamp stands twice, for messages.</param>
/// <param name="timeZone">IANA name of the zone of the series; null where stamps are as they stand.</param>
/// <param name="missing">What stands for a missing value; the usual texts where null.</param>
internal sealed class RowCollector(
    bool hasTime, string sortAdvice, string twiceAdvice, string? timeZone, MissingMarkers? missing = null)
{
    private readonly List<CollectedColumn> _columns = [];
    private readonly Dictionary<string, CollectedColumn> _columnsByName = new(StringComparer.Ordinal);
    private readonly List<string> _staticNames = [];
    private readonly Dictionary<string, int> _staticIndices = new(StringComparer.Ordinal);
    private readonly ClassTable _classes = new();
    private readonly List<CollectedSeries> _series = [];
    private readonly Dictionary<string, CollectedSeries> _seriesById = new(StringComparer.Ordinal);
    private readonly LocalClock? _clock = timeZone is null ? null : new(timeZone);
    private CollectedSeries? _current;

    /// <summary>The columns in the order of their appearance.</summary>
    public IReadOnlyList<CollectedColumn> Columns => _columns;

    /// <summary>Rows of all series.</summary>
    public long RowCount { get; private set; }

    /// <summary>Values that were set; the others of rows × columns are missing, and take room.</summary>
    public long ValueCount { get; private set; }

    /// <summary>A column, made where there is none of the name.</summary>
    public CollectedColumn Column(string name)
    {
        if (!_columnsByName.TryGetValue(name, out CollectedColumn? column))
        {
            column = new CollectedColumn(name, _columns.Count, missing);
            _columns.Add(column);
            _columnsByName.Add(name, column);
        }

        return column;
    }

    /// <summary>The index of a static covariate, made where there is none of the name.</summary>
    public int Static(string name)
    {
        if (!_staticIndices.TryGetValue(name, out int index))
        {
            index = _staticNames.Count;
            _staticNames.Add(name);
            _staticIndices.Add(name, index);
        }

        return index;
    }

    /// <summary>Begins a row.</summary>
    /// <param name="id">Its series; null where there is only one.</param>
    /// <param name="stamp">When it was; in UTC, or the local time of the zone.</param>
    /// <param name="isUtc">Whether the stamp is in UTC.</param>
    /// <param name="place">Where it comes from, for messages: asked for where it is wrong.</param>
    /// <param name="line">Its line of a file, from 1; 0 where it comes from none.</param>
    /// <exception cref="InputException">The stamp is not after the one before in its series.</exception>
    public void Begin(string? id, DateTime stamp, bool isUtc, Func<string> place, int line = 0)
    {
        id ??= "1";
        if (_current?.Id != id && !_seriesById.TryGetValue(id, out _current))
        {
            _current = new CollectedSeries(id);
            _series.Add(_current);
            _seriesById.Add(id, _current);
        }

        CollectedSeries series = _current!;
        if (hasTime)
        {
            DateTime given = stamp;
            stamp = _clock is null ? stamp : _clock.Next(stamp, isUtc, series.RowCount > 0 ? series.LastStamp : null,
                expected => new($"{place()}: got {TimeIndex.ToText(given)}, expected {expected}."));
            if (series.RowCount > 0 && stamp <= series.LastStamp)
            {
                throw new InputException(stamp == series.LastStamp
                    ? $"{place()}: {TimeIndex.ToText(stamp, _clock?.Zone)} stands twice{series.OfSeries(_series.Count)}: keep one row a "
                        + $"time stamp{twiceAdvice}."
                    : $"{place()}: {TimeIndex.ToText(stamp, _clock?.Zone)} comes after "
                        + $"{TimeIndex.ToText(series.LastStamp, _clock?.Zone)}{series.OfSeries(_series.Count)}: " +
                      $"sort the rows by time, oldest first{sortAdvice}{twiceAdvice}.");
            }

            series.LastStamp = stamp;
            series.Stamps.Add(stamp);
        }

        if (line > 0)
        {
            series.Lines.Add(line);
        }

        series.RowCount++;
        RowCount++;
    }

    /// <summary>Begins a series whose columns come as a whole.</summary>
    /// <param name="id">Its name; the number of the series where null.</param>
    /// <param name="time">When its rows were.</param>
    /// <returns>Null, or the name that a series had before.</returns>
    public string? BeginWhole(string? id, TimeIndex time)
    {
        id ??= (_series.Count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        _current = new CollectedSeries(id) { Time = time, RowCount = time.Count };
        _series.Add(_current);
        return _seriesById.TryAdd(id, _current) ? null : id;
    }

    /// <summary>Sets a column of the series that was begun last, as a whole.</summary>
    /// <param name="column">The column.</param>
    /// <param name="values">Its values; not copied, and not to be changed afterwards.</param>
    public void Set(CollectedColumn column, double[] values)
    {
        PadColumns(column.Index);
        _current!.Values[column.Index] = new(values);
        ValueCount++;
    }

    /// <summary>Sets a value of the row that was begun last.</summary>
    /// <returns>False where it was set before.</returns>
    public bool TrySet(CollectedColumn column, double value)
    {
        PadColumns(column.Index);
        GrowingArray<double> own = _current!.Values[column.Index] ??= new();
        if (own.Count == _current.RowCount)
        {
            return false;
        }

        own.PadTo(_current.RowCount - 1, double.NaN);
        own.Add(value);
        ValueCount++;
        return true;
    }

    /// <summary>Sets a static covariate of the series of the row that was begun last.</summary>
    /// <returns>Whether it was missing or the same before.</returns>
    public bool TrySetStatic(int index, double value)
    {
        List<double> staticCovariates = _current!.StaticCovariates;
        PadStaticCovariates(staticCovariates, index + 1);
        bool isSame = double.IsNaN(value) || double.IsNaN(staticCovariates[index]) || staticCovariates[index].Equals(value);
        staticCovariates[index] = double.IsNaN(value) ? staticCovariates[index] : value;
        return isSame;
    }

    /// <summary>Sets the class of the series of the row that was begun last.</summary>
    /// <returns>Whether there was none or the same before.</returns>
    public bool TrySetClass(string name)
    {
        int label = _classes.Add(name);
        bool isSame = _current!.Label is null || _current.Label == label;
        _current.Label = label;
        return isSame;
    }

    /// <summary>The series, when all rows are in.</summary>
    /// <param name="isKept">Which columns to keep.</param>
    public SeriesSet ToSet(Func<CollectedColumn, bool> isKept)
    {
        CollectedColumn[] kept = [.. _columns.Where(isKept)];
        string[] names = [.. kept.Select(column => column.Name)];
        Dictionary<string, IReadOnlyList<string>> categories = kept.Where(column => column.Texts is not null)
            .ToDictionary(column => column.Name, column => column.Texts!, StringComparer.Ordinal);
        int[] ranks = _classes.Ranks(out string[] classNames);
        List<SeriesItem> items = [];
        _seriesById.Clear();
        for (int i = 0; i < _series.Count; i++)
        {
            CollectedSeries series = _series[i];
            TimeIndex time = series.Time
                ?? (hasTime ? new TimeIndex(series.Stamps.ToArray(), _clock?.Zone) : TimeIndex.Numbered(series.RowCount))
                    .WithLines(series.Lines.ToLines());
            Frame frame = new(time, names, [.. kept.Select(column => series.TakeColumn(column.Index))], categories);
            PadStaticCovariates(series.StaticCovariates, _staticNames.Count);
            items.Add(
                new SeriesItem(series.Id, frame)
                {
                    StaticCovariates = series.StaticCovariates,
                    Class = series.Label is { } label ? ranks[label] : null,
                });

            // What was gathered is not needed any more: without this, everything would be there twice.
            _series[i] = null!;
        }

        return new SeriesSet(items, _staticNames, classNames);
    }

    private void PadColumns(int index)
    {
        while (_current!.Values.Count <= index)
        {
            _current.Values.Add(null);
        }
    }

    private static void PadStaticCovariates(List<double> staticCovariates, int count)
    {
        while (staticCovariates.Count < count)
        {
            staticCovariates.Add(double.NaN);
        }
    }
}
