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
    private readonly DbRoles _roles;
    private readonly CancellationToken _stop;
    private readonly RowCollector _collector;
    private readonly StampFormat? _format;
    private readonly (int Index, int Static)[] _staticCovariates;
    private readonly (int Index, CollectedColumn Column)[] _values;

    /// <summary>Whether the row is not among those counted yet.</summary>
    private bool _begins;

    /// <summary>Begins to read.</summary>
    /// <param name="reader">The reader, before its first row.</param>
    /// <param name="options">The given roles of the columns.</param>
    /// <exception cref="InputException">A column is not there, stands twice or is of an unsupported type.</exception>
    public DbTable(DbDataReader reader, DbFrameOptions options)
    {
        _reader = reader;
        _stop = options.CancellationToken;
        _cells = new DbCells(reader);
        _roles = new DbRoles(reader, _cells, options);
        _format = options.DateFormat is { } format ? StampFormat.Given(format) : null;
        _collector = new RowCollector(
            _roles.Time >= 0,
            _roles.Time >= 0 ? $", in the query by ORDER BY {MessageFormatter.Of(_roles.Names[_roles.Time])}" : "",
            _roles.Ids.Length == 0 ? ", or name the column that tells series apart (data: id: NAME)" : "",
            options.TimeZone);
        _staticCovariates = [.. _roles.Static.Select(index => (index, _collector.Static(_roles.Names[index])))];
        _values = [.. _roles.Values.Select(index => (index, _collector.Column(_roles.Names[index])))];
    }

    /// <summary>Reads all rows.</summary>
    /// <exception cref="InputException">A value is too large, a time is missing, or rows are not in order.</exception>
    public SeriesSet Read()
    {
        if (_roles.IsEmpty)
        {
            throw new InputException("The query gives no rows: check its conditions (WHERE …).") { Field = "data.database.query" };
        }

        do
        {
            _stop.ThrowIfCancellationRequested();
            _begins = true;
            bool isUtc = false;
            DateTime stamp = _roles.Time < 0 ? default : Time(out isUtc);
            _collector.Begin(_roles.Ids.Length == 0 ? null : Id(), stamp, isUtc, Place);
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

            if (_roles.Class >= 0 && !_cells.IsNull(_roles.Class) && Text(_roles.Class) is var label && !_collector.TrySetClass(label))
            {
                throw Bad(_roles.Class, $"'{MessageFormatter.Of(label)}'", "the same class as in the rows before: a series has one class");
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
        if (_cells.IsNull(_roles.Time))
        {
            throw Bad(_roles.Time, "NULL", "a time in every row");
        }

        DbKind kind = Kind(_roles.Time);
        if (DbCells.IsTime(kind))
        {
            return _cells.Time(_roles.Time, kind, out isUtc)
                ?? throw Bad(_roles.Time, "infinity, a zero date, or a year beyond 9999", "a time");
        }

        string text = _cells.Text(_roles.Time, kind);
        DateTime stamp;
        bool isStamp = _format is null ? TimeCell.TryParse(text, out stamp, out isUtc) : TryParse(_format, text, out stamp, out isUtc);
        return isStamp ? stamp : throw Bad(_roles.Time, $"'{MessageFormatter.Of(text)}'", _format?.Expected ?? TimeCell.Expected);
    }

    private static bool TryParse(StampFormat format, string text, out DateTime stamp, out bool isUtc)
    {
        bool isStamp = format.TryParse(Encoding.UTF8.GetBytes(text.Trim()), out long ticks, out isUtc);
        stamp = new DateTime(isStamp ? ticks : 0);
        return isStamp;
    }

    private string Id()
    {
        foreach (int index in _roles.Ids)
        {
            if (_cells.IsNull(index))
            {
                throw Bad(index, "NULL", "the name of a series");
            }
        }

        return SeriesName.Of([.. _roles.Ids.Select(Text)]);
    }

    private string Text(int index) => _cells.Text(index, Kind(index));

    /// <summary>The reader of the row's value, whose type may differ from those before.</summary>
    private DbKind Kind(int index)
    {
        DbKind kind = _cells.KindOfValue(index);
        if (kind == DbKind.None || (DbCells.IsTime(kind) && index != _roles.Time) || kind == DbKind.Span && index == _roles.Time)
        {
            _roles.Require(index, kind, $"{Place()}, column '{MessageFormatter.Of(_roles.Names[index])}', is");
        }

        return kind;
    }

    private string Place() => string.Create(CultureInfo.InvariantCulture, $"Row {_collector.RowCount + (_begins ? 1 : 0)} of the query");

    /// <summary>The error of a value.</summary>
    private InputException Bad(int index, string got, string expected) =>
        new($"{Place()}, column '{MessageFormatter.Of(_roles.Names[index])}': got {got}, expected {expected}.");
}
