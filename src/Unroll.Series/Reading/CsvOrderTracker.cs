using System.Text;
using CsvHelper;
using Unroll.Formats;
using Unroll.Series.Frames;

namespace Unroll.Series.Reading;

/// <summary>
/// The order of a file's rows where some columns identify series, tracked row by row. Stamps are kept as they come, packed, so that the
/// number left after sorting is known without reading again.
/// </summary>
/// <param name="columns">The columns that identify series; none where there is one series.</param>
/// <param name="classColumn">The column that must not change within a series; -1 for none.</param>
/// <param name="missing">Texts that stand for a missing class.</param>
/// <param name="isFilledDown">Whether an empty cell of each of these columns stands for the one above.</param>
/// <param name="clock">The zone whose local times stamps without an offset are; null where they stay as they stand.</param>
internal sealed class CsvOrderTracker(
    int[] columns, int classColumn, MissingMarkers missing, bool[] isFilledDown, LocalClock? clock)
{
    /// <summary>Series beyond which a column hardly identifies series.</summary>
    private const int MostSeries = 1 << 20;

    private readonly byte[][] _cells = [.. columns.Select(_ => Array.Empty<byte>())];
    private readonly Dictionary<string, int> _series = new(StringComparer.Ordinal);
    private readonly List<long> _last = [];
    private readonly List<byte[]?> _classes = [];
    private readonly StampBuilder _codes = new();
    private readonly StampBuilder _stamps = new();
    private readonly RepeatedHours? _repeated = clock is null ? null : new(clock);
    private int _current = -1;
    private StampList? _codeList;
    private StampList? _stampList;

    /// <summary>Whether every row has a series and a time, and a series one class.</summary>
    public bool IsReadable { get; private set; } = true;

    /// <summary>Whether no row of a series is before the one before.</summary>
    public bool IsOrdered { get; private set; } = true;

    /// <summary>Whether a row of a series has the stamp of the one before.</summary>
    public bool HasRepeats { get; private set; }

    /// <summary>Number of rows.</summary>
    public int RowCount => _stamps.Count;

    /// <summary>Number of series.</summary>
    public int SeriesCount => _last.Count;

    /// <summary>Takes a row.</summary>
    /// <param name="reader">At the row.</param>
    /// <param name="ticks">Its stamp.</param>
    /// <param name="isUtc">Whether that is in UTC.</param>
    public void Add(CsvReader reader, long ticks, bool isUtc)
    {
        if (!IsReadable)
        {
            return;
        }

        int series = Find(reader);
        IsReadable = series >= 0 && HasOneClass(reader, series);
        long first = ticks, second = ticks;
        IsReadable &= _repeated?.TryAdd(series, 0, ticks, isUtc, out first, out second) != false;
        if (!IsReadable)
        {
            return;
        }

        // As rows are read that are to be in order: what comes after the first of two moments is the second one.
        long utc = _last[series] >= first ? second : first;
        IsOrdered &= utc >= _last[series];
        HasRepeats |= utc == _last[series];
        _last[series] = utc;
        _codes.Add(series);
        _stamps.Add(first);
    }

    /// <summary>Stamps of all series that are left where those that stand several times are put together.</summary>
    /// <param name="sort">Whether rows are sorted by time before; else only neighbours are put together.</param>
    public int CountStamps(bool sort)
    {
        _codeList ??= _codes.ToList();
        _stampList ??= _stamps.ToList(_repeated?.Seconds(out _));
        List<int> runs = [];
        List<int> runSeries = [];
        for (int row = 0; row < _codeList.Count; row++)
        {
            int series = (int)_codeList[row].Ticks;
            if (runSeries.Count == 0 || runSeries[^1] != series)
            {
                runs.Add(row);
                runSeries.Add(series);
            }
        }

        return CsvRowOrder.Of(runs, runSeries, _codeList.Count, SeriesCount, _stampList, sort, DuplicateTimestamps.Mean).Starts[^1];
    }

    /// <summary>The series of a row; -1 where it has none.</summary>
    private int Find(CsvReader reader)
    {
        bool isSame = _current >= 0;
        for (int i = 0; i < columns.Length; i++)
        {
            ReadOnlySpan<byte> cell = reader.GetSpan(columns[i]);
            if (!(cell.IsEmpty && isFilledDown[i]) && !cell.SequenceEqual(_cells[i]))
            {
                isSame = false;
                _cells[i] = cell.ToArray();
            }
        }

        if (isSame)
        {
            return _current;
        }

        if (Array.Exists(_cells, cell => cell.Length == 0) || _series.Count == MostSeries)
        {
            return -1;
        }

        string id = string.Join('/', _cells.Select(cell => SeriesName.Escaped(CsvCellParser.Parse(Encoding.UTF8.GetString(cell)))));
        if (!_series.TryGetValue(id, out _current))
        {
            _current = _series.Count;
            _series.Add(id, _current);
            _last.Add(-1);
            _classes.Add(null);
        }

        return _current;
    }

    private bool HasOneClass(CsvReader reader, int series)
    {
        if (classColumn < 0 || reader.GetSpan(classColumn) is var cell && missing.Contains(cell))
        {
            return true;
        }

        _classes[series] ??= cell.ToArray();
        return cell.SequenceEqual(_classes[series]);
    }
}
