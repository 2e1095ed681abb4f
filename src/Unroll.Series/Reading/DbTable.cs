using System.Data.Common;
using System.Globalization;
using System.Text;
using Unroll.Series.Frames;

namespace Unroll.Series.Reading;

/// <summary>Builds series from the rows of a <see cref="DbDataReader"/>.</summary>
internal sealed class DbTable
{
    private const string Infinite = "a number that is infinite or beyond 3.4e38";
    private const string Finite = "one that 32-bit floats hold";

    private readonly DbDataReader _reader;
    private readonly DbCells _cells;
    private readonly CancellationToken _stop;
    private readonly string[] _names;
    private readonly RowCollector _collector;
    private readonly StampFormat? _format;
    private readonly int _time;
    private readonly int[] _ids;
    private readonly int _class;
    private readonly (int Index, int Static)[] _staticCovariates;
    private readonly (int Index, CollectedColumn Column)[] _values;

    /// <summary>Whether the row is not among those counted yet.</summary>
    private bool _begins;

    /// <summary>Finds the role of each column.</summary>
    /// <param name="reader">The reader, before its first row.</param>
    /// <param name="options">The given roles of the columns.</param>
    /// <exception cref="InputException">A column is not there, stands twice or is of an unsupported type, or there are no rows.</exception>
    public DbTable(DbDataReader reader, DbFrameOptions options)
    {
        _reader = reader;
        _stop = options.CancellationToken;
        _cells = new DbCells(reader);
        _names = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
        if (_names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } same)
        {
            throw new InputException($"The query gives two columns named '{MessageFormatter.Of(same.Key)}': rename one (… AS name).")
            {
                Field = "data.database.query",
            };
        }

        _format = options.DateFormat is { } format ? StampFormat.Given(format) : null;
        _ids = [.. (options.IdColumns ?? []).Distinct(StringComparer.Ordinal).Select(name => IndexOf(name))];
        _class = IndexOf(options.ClassColumn);
        int[] staticCovariates = [.. (options.StaticColumns ?? []).Distinct(StringComparer.Ordinal).Select(name => IndexOf(name))];
        int[]? wanted = options.Columns is { } names ? [.. names.Distinct(StringComparer.Ordinal).Select(name => IndexOf(name))] : null;

        // Whether a text is a date shows in the first row, and so do the types of values where columns have none.
        IsEmpty = !reader.Read();
        _time = options.TimeColumn is { } time ? IndexOf(time) : FindTime([.. _ids, _class, .. staticCovariates, .. wanted ?? []]);
        if (_time < 0 && options.RequireTime && !IsEmpty)
        {
            throw new InputException(
                $"The query gives no column of times among {Names()}, and its rows no order: select one (SELECT time, …), or number the "
                + $"rows by ORDER BY.")
            { Field = "data.database.query" };
        }

        int[] others = [_time, .. _ids, _class, .. staticCovariates];
        int[] values = wanted ?? [.. Enumerable.Range(0, _names.Length).Except(others)];
        int[] used = [.. others.Where(index => index >= 0), .. values];
        if (used.GroupBy(index => index).FirstOrDefault(group => group.Count() > 1) is { } conflict)
        {
            throw new InputException(
                $"The column '{MessageFormatter.Of(_names[conflict.Key])}' is asked for twice: it is either the time, the id, the class, "
                + $"a static column or a column.")
            { Column = _names[conflict.Key] };
        }

        if (values.Length == 0)
        {
            throw new InputException($"The query gives no column with values. Its columns are: {Names()}.")
            {
                Field = "data.database.query",
            };
        }

        _collector = new RowCollector(
            _time >= 0,
            _time >= 0 ? $", in the query by ORDER BY {MessageFormatter.Of(_names[_time])}" : "",
            _ids.Length == 0 ? ", or name the column that tells series apart (data: id: NAME)" : "",
            options.TimeZone);
        _staticCovariates = [.. staticCovariates.Select(index => (index, _collector.Static(_names[index])))];
        _values = [.. values.Select(index => (index, _collector.Column(_names[index])))];
        foreach (int index in used)
        {
            Require(index, _cells.KindOf(index), $"Column '{MessageFormatter.Of(_names[index])}' of the query is");
        }
    }

    /// <summary>Whether there are no rows.</summary>
    public bool IsEmpty { get; }

    /// <summary>Reads all rows.</summary>
    /// <exception cref="InputException">A value is too large, a time is missing, or rows are not in order.</exception>
    public SeriesSet Read()
    {
        if (IsEmpty)
        {
            throw new InputException("The query gives no rows: check its conditions (WHERE …).") { Field = "data.database.query" };
        }

        do
        {
            _stop.ThrowIfCancellationRequested();
            _begins = true;
            bool isUtc = false;
            DateTime stamp = _time < 0 ? default : Time(out isUtc);
            _collector.Begin(_ids.Length == 0 ? null : Id(), stamp, isUtc, Place);
            _begins = false;
            foreach ((int index, CollectedColumn column) in _values)
            {
                if (!_cells.IsNull(index))
                {
                    _collector.TrySet(column, Value(index, column));
                }
            }

            foreach ((int index, int place) in _staticCovariates)
            {
                if (!_cells.IsNull(index) && Number(index) is var number && !_collector.TrySetStatic(place, number))
                {
                    throw Bad(index, number.ToString(CultureInfo.InvariantCulture),
                        "the same value as in the rows before: what changes over time is no static column");
                }
            }

            if (_class >= 0 && !_cells.IsNull(_class) && Text(_class) is var label && !_collector.TrySetClass(label))
            {
                throw Bad(_class, $"'{MessageFormatter.Of(label)}'", "the same class as in the rows before: a series has one class");
            }
        }
        while (_reader.Read());

        return _collector.ToSet(_ => true);
    }

    private double Value(int index, CollectedColumn column)
    {
        DbKind kind = Kind(index);
        if (!DbCells.IsText(kind))
        {
            if (column.Texts is null)
            {
                column.IsNumber = true;
                return Number(index, kind);
            }

            return column.Code(_cells.Text(index, kind));
        }

        string text = _cells.Text(index, kind);
        RequireFinite(index, text);
        return column.TryParse(text, out double value)
            ? value : throw Bad(index, $"'{MessageFormatter.Of(text)}'", "a number, as in the rows before");
    }

    /// <summary>A number outside the columns, which may be written as text.</summary>
    private double Number(int index)
    {
        DbKind kind = Kind(index);
        if (!DbCells.IsText(kind))
        {
            return Number(index, kind);
        }

        string text = _cells.Text(index, kind);
        RequireFinite(index, text);
        return CollectedColumn.IsMissing(text) ? double.NaN : DoubleParser.TryParse(text, out double value) ? value
            : throw Bad(index, $"'{MessageFormatter.Of(text)}'", "a number");
    }

    /// <summary>An infinite number is no category.</summary>
    private void RequireFinite(int index, string text)
    {
        if (text.Length > 0 && (text[0] is '+' or '-' or 'I' or 'i' or (>= '0' and <= '9'))
            && double.TryParse(text, CultureInfo.InvariantCulture, out double number) && !double.IsNaN(number)
                && !DoubleParser.IsInRange(number))
        {
            throw Bad(index, Infinite, Finite);
        }
    }

    private double Number(int index, DbKind kind)
    {
        double value = _cells.Number(index, kind);
        return !DoubleParser.IsInRange(value) && !double.IsNaN(value) ? throw Bad(index, Infinite, Finite) : value;
    }

    private DateTime Time(out bool isUtc)
    {
        if (_cells.IsNull(_time))
        {
            throw Bad(_time, "NULL", "a time in every row");
        }

        DbKind kind = Kind(_time);
        if (DbCells.IsTime(kind))
        {
            return _cells.Time(_time, kind, out isUtc) ?? throw Bad(_time, "infinity, a zero date, or a year beyond 9999", "a time");
        }

        string text = _cells.Text(_time, kind);
        DateTime stamp;
        bool isStamp = _format is null ? TimeCell.TryParse(text, out stamp, out isUtc) : TryParse(_format, text, out stamp, out isUtc);
        return isStamp ? stamp : throw Bad(_time, $"'{MessageFormatter.Of(text)}'", _format?.Expected ?? TimeCell.Expected);
    }

    private static bool TryParse(StampFormat format, string text, out DateTime stamp, out bool isUtc)
    {
        bool isStamp = format.TryParse(Encoding.UTF8.GetBytes(text.Trim()), out long ticks, out isUtc);
        stamp = new DateTime(isStamp ? ticks : 0);
        return isStamp;
    }

    private string Id()
    {
        foreach (int index in _ids)
        {
            if (_cells.IsNull(index))
            {
                throw Bad(index, "NULL", "the name of a series");
            }
        }

        return SeriesName.Of([.. _ids.Select(Text)]);
    }

    private string Text(int index) => _cells.Text(index, Kind(index));

    /// <summary>The reader of the row's value, whose type may differ from those before.</summary>
    private DbKind Kind(int index)
    {
        DbKind kind = _cells.KindOfValue(index);
        if (kind == DbKind.None || (DbCells.IsTime(kind) && index != _time) || kind == DbKind.Span && index == _time)
        {
            Require(index, kind, $"{Place()}, column '{MessageFormatter.Of(_names[index])}', is");
        }

        return kind;
    }

    private string Place() => string.Create(CultureInfo.InvariantCulture, $"Row {_collector.RowCount + (_begins ? 1 : 0)} of the query");

    /// <summary>The error of a value.</summary>
    private InputException Bad(int index, string got, string expected) =>
        new($"{Place()}, column '{MessageFormatter.Of(_names[index])}': got {got}, expected {expected}.");

    private void Require(int index, DbKind kind, string place)
    {
        if (kind == DbKind.Variant)
        {
            return;
        }

        string? expected =
            index == _time
                ? (DbCells.IsTime(kind) || DbCells.IsText(kind) || (DbCells.IsNumber(kind)
                    && kind is not (DbKind.Boolean or DbKind.Span)) ? null : "a date or a timestamp")
            : kind == DbKind.None || DbCells.IsTime(kind) ? "numbers, truth values or texts"
            : null;
        if (expected is not null)
        {
            throw new InputException(
                $"{place} of type {MessageFormatter.Of(_reader.GetDataTypeName(index))}, expected {expected}: " +
                $"leave it out of the query, or cast it (CAST({MessageFormatter.Of(_names[index])} AS DOUBLE PRECISION)).");
        }
    }

    /// <summary>The first column that is named as times are, else the first of moments, else the first of texts that are dates.</summary>
    private int FindTime(int[] taken)
    {
        int[] free = [.. Enumerable.Range(0, _names.Length).Except(taken)];
        foreach (int index in free)
        {
            if (TimeCell.IsName(_names[index]) && _cells.KindOf(index) is not (DbKind.None or DbKind.Boolean or DbKind.Span))
            {
                return index;
            }
        }

        int first = Array.FindIndex(free, index => DbCells.IsTime(_cells.KindOf(index)));
        first = first >= 0 || IsEmpty ? first : Array.FindIndex(
            free, index => !_cells.IsNull(index) && _cells.KindOfValue(index) == DbKind.Text
                && TimeCell.IsDate(_cells.Text(index, DbKind.Text)));
        return first < 0 ? -1 : free[first];
    }

    private int IndexOf(string? name)
    {
        int index = name is null ? -1 : Array.IndexOf(_names, name);
        return index >= 0 || name is null
            ? index
            : throw new InputException(
                $"The query gives no column '{MessageFormatter.Of(name)}'.{MessageFormatter.DidYouMean(name, _names)} Its columns are: "
                + $"{Names()}.")
            { Column = name };
    }

    private string Names() => MessageFormatter.List(_names);
}
