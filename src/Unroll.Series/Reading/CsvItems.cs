using System.Globalization;
using System.Text;
using CsvHelper;
using Unroll.Formats;
using Unroll.Series.Frames;

namespace Unroll.Series.Reading;

/// <summary>The series of a CSV file: their names, static covariates and labels.</summary>
internal sealed class CsvItems
{
    private readonly CsvDetection _file;
    private readonly CsvReader _reader;
    private readonly CsvPlace _place;
    private readonly int[] _idColumns;
    private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);
    private readonly List<string> _ids = [];
    private readonly CsvConstant[] _staticCovariates;
    private readonly CsvConstant? _class;
    private readonly CsvConstant? _value;
    private readonly CsvConstant[] _constants;
    private readonly byte[][] _lastCells;
    private readonly bool[] _isFilledDown;
    private int _last = -1;

    public CsvItems(CsvDetection file, CsvFrameOptions options, CsvReader reader, CsvPlace place)
    {
        _file = file;
        _reader = reader;
        _place = place;
        _idColumns = [.. (options.IdColumns ?? []).Distinct().Select(file.IndexOf)];
        _lastCells = [.. _idColumns.Select(_ => Array.Empty<byte>())];
        _isFilledDown = [.. _idColumns.Select(column => CsvKeys.IsFilledDown(file, column))];
        _staticCovariates = [.. (options.StaticColumns ?? []).Distinct().Select(file.IndexOf)
            .Select(column => Constant(column, file.Kinds[column] != CsvColumnKind.Category && Array.IndexOf(_idColumns, column) < 0))];
        _class = options.ClassColumn is { } name ? Constant(file.IndexOf(name), isNumber: false) : null;
        _value = options.SeriesValueColumn is { } value ? Constant(file.IndexOf(value), isNumber: true) : null;
        _constants = [.. _staticCovariates, .. new[] { _class, _value }.OfType<CsvConstant>()];
    }

    /// <summary>Number of series so far.</summary>
    public int Count => _ids.Count;

    /// <summary>Name of a series.</summary>
    public string Id(int series) => _ids[series];

    /// <summary>The series of the current row.</summary>
    public int Read()
    {
        int series = _idColumns.Length == 0 ? Single() : Find();
        foreach (CsvConstant constant in _constants)
        {
            constant.Read(series, _ids[series]);
        }

        return series;
    }

    /// <summary>The series that is the current row alone, by its number.</summary>
    public int ReadRow()
    {
        int series = Count;
        _ids.Add((series + 1).ToString(CultureInfo.InvariantCulture));
        foreach (CsvConstant constant in _constants)
        {
            constant.Read(series, _ids[series]);
        }

        return series;
    }

    /// <summary>The set of the series.</summary>
    /// <param name="frames">A frame for each series.</param>
    public SeriesSet ToSet(IReadOnlyList<Frame> frames)
    {
        string[] classes = _class is null ? []
            : [.. Enumerable.Range(0, Count).Select(_class.Text).OfType<string>().Distinct(StringComparer.Ordinal)];
        Array.Sort(classes, CompareClasses(classes));
        (string[] names, Func<int, double>[] values) = ReadStaticCovariates();
        SeriesItem[] items = new SeriesItem[Count];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = new SeriesItem(_ids[i], frames[i])
            {
                StaticCovariates = values.Length == 0 ? [] : [.. values.Select(value => value(i))],
                Class = _class?.Text(i) is { } name ? Array.IndexOf(classes, name) : null,
                Value = _value?.Number(i) is { } number && !double.IsNaN(number) ? number : null,
            };
        }

        return new SeriesSet(items, names, classes);
    }

    /// <summary>Numbers by their size, so that class 10 comes after class 9; else texts by their characters.</summary>
    internal static Comparison<string> CompareClasses(string[] classes) =>
        Array.TrueForAll(
            classes, name =>
                double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number))
            ? (left, right) =>
                double.Parse(left, CultureInfo.InvariantCulture).CompareTo(double.Parse(right, CultureInfo.InvariantCulture)) is var order
                    && order != 0 ? order : string.CompareOrdinal(left, right)
            : string.CompareOrdinal;

    private CsvConstant Constant(int column, bool isNumber) => new(_file, _reader, _place, column, isNumber);

    private int Single()
    {
        if (_ids.Count == 0)
        {
            _ids.Add("1");
        }

        return 0;
    }

    private int Find()
    {
        if (_last >= 0 && IsLast())
        {
            return _last;
        }

        for (int i = 0; i < _idColumns.Length; i++)
        {
            ReadOnlySpan<byte> cell = _reader.GetSpan(_idColumns[i]);
            _lastCells[i] = cell.Length > 0 ? cell.ToArray()
                : _isFilledDown[i] && _lastCells[i].Length > 0 ? _lastCells[i]
                : throw _place.BadCell(_idColumns[i], "the name of a series");
        }

        string[] names = [.. _lastCells.Select(cell => CsvCellParser.Parse(Encoding.UTF8.GetString(cell)))];
        string id = names is [var single] ? single : string.Join('/', names.Select(SeriesName.Escaped));
        if (!_indices.TryGetValue(id, out int series))
        {
            series = _ids.Count;
            _indices.Add(id, series);
            _ids.Add(id);
        }

        return _last = series;
    }

    private bool IsLast()
    {
        for (int i = 0; i < _idColumns.Length; i++)
        {
            ReadOnlySpan<byte> cell = _reader.GetSpan(_idColumns[i]);
            if (!(cell.IsEmpty && _isFilledDown[i]) && !cell.SequenceEqual(_lastCells[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The static covariates: a number stays one; texts are one-hot encoded.</summary>
    private (string[] Names, Func<int, double>[] Values) ReadStaticCovariates()
    {
        List<string> names = [];
        List<Func<int, double>> values = [];
        foreach (CsvConstant constant in _staticCovariates)
        {
            if (constant.IsNumber)
            {
                names.Add(constant.Name);
                values.Add(constant.Number);
                continue;
            }

            foreach (string text in Enumerable.Range(0, Count).Select(constant.Text).OfType<string>().Distinct(StringComparer.Ordinal))
            {
                names.Add($"{constant.Name}={text}");
                values.Add(series => constant.Text(series) is { } own ? (own == text ? 1 : 0) : double.NaN);
            }
        }

        return ([.. names], [.. values]);
    }
}
