using System.Globalization;
using Unroll.Series.Frames;

namespace Unroll.Series.Reading;

/// <summary>Makes series of the rows of a query.</summary>
internal sealed class PostgresTable
{
    private readonly PostgresColumn[] _columns;
    private readonly RowCollector _collector;
    private readonly int _time;
    private readonly int _id;
    private readonly int _class;
    private readonly (int Index, int Static)[] _statics;
    private readonly (int Index, CollectedColumn Column)[] _values;

    /// <summary>Finds what each column is.</summary>
    /// <param name="columns">The columns of the query.</param>
    /// <param name="query">The query.</param>
    /// <param name="options">What the user says of them.</param>
    /// <exception cref="InputException">A column is not there, stands twice or is of an unsupported type.</exception>
    public PostgresTable(PostgresColumn[] columns, string query, PostgresOptions options)
    {
        _columns = columns;
        if (columns.GroupBy(column => column.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } same)
        {
            throw new InputException($"The query gives two columns named '{MessageFormatter.Of(same.Key)}': rename one (… AS name).");
        }

        _id = IndexOf(options.IdColumn);
        _class = IndexOf(options.ClassColumn);
        _time = options.TimeColumn is { } time ? IndexOf(time) : FindTime(options);
        if (_time < 0 && !PostgresQuery.HasOrder(query))
        {
            throw new InputException(
                $"The query gives no column of times among {Names()}, and its rows no order: select one (SELECT time, …), or number the rows by ORDER BY.");
        }

        int[] statics = [.. (options.StaticColumns ?? []).Distinct(StringComparer.Ordinal).Select(name => IndexOf(name))];
        int[] others = [_time, _id, _class, .. statics];
        int[] values = options.Columns is { } names
            ? [.. names.Distinct(StringComparer.Ordinal).Select(name => IndexOf(name))]
            : [.. Enumerable.Range(0, columns.Length).Except(others)];
        int[] used = [.. others.Where(index => index >= 0), .. values];
        if (used.GroupBy(index => index).FirstOrDefault(group => group.Count() > 1) is { } conflict)
        {
            throw new InputException(
                $"The column '{MessageFormatter.Of(columns[conflict.Key].Name)}' is asked for twice: it is either the time, the id, the class, a static column or a column.");
        }

        if (values.Length == 0)
        {
            throw new InputException($"The query gives no column with values. Its columns are: {Names()}.");
        }

        _collector = new RowCollector(
            _time >= 0,
            _time >= 0 ? $", in the query by ORDER BY {MessageFormatter.Of(columns[_time].Name)}" : "",
            options.IdColumn is null ? ", or name the column that tells series apart (data: id: NAME)" : "");
        foreach (int index in used)
        {
            RequireKind(index, isNumber: statics.Contains(index));
        }

        _statics = [.. statics.Select(index => (index, _collector.Static(columns[index].Name)))];
        _values = [.. values.Select(index => (index, _collector.Column(columns[index].Name)))];
    }

    /// <summary>Reads all rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <exception cref="InputException">A value is too large, a time is missing, or rows are not in order.</exception>
    public void Read(PostgresRows rows)
    {
        while (rows.Next())
        {
            DateTime stamp = _time < 0 ? default : Time(rows);
            if (_id >= 0 && rows.IsNull(_id))
            {
                throw Bad(_id, "NULL", "the name of a series");
            }

            _collector.Begin(_id < 0 ? null : Text(rows, _id), stamp, () => Place(1));
            foreach ((int index, CollectedColumn column) in _values)
            {
                if (!rows.IsNull(index))
                {
                    _collector.TrySet(column, Value(rows, index, column));
                }
            }

            foreach ((int index, int place) in _statics)
            {
                if (!rows.IsNull(index) && !_collector.TrySetStatic(place, Number(rows, index)))
                {
                    throw Bad(index, Number(rows, index).ToString(CultureInfo.InvariantCulture), "the same value as in the rows before: what changes over time is no static column", 0);
                }
            }

            if (_class >= 0 && !rows.IsNull(_class) && !_collector.TrySetClass(Text(rows, _class)))
            {
                throw Bad(_class, $"'{MessageFormatter.Of(Text(rows, _class))}'", "the same class as in the rows before: a series has one class", 0);
            }
        }
    }

    /// <summary>The series.</summary>
    /// <exception cref="InputException">There are no rows.</exception>
    public SeriesSet ToSet() => _collector.RowCount > 0
        ? _collector.ToSet(_ => true)
        : throw new InputException("The query gives no rows: check its conditions (WHERE …).");

    private double Value(PostgresRows rows, int index, CollectedColumn column)
    {
        if (!_columns[index].IsText)
        {
            return Number(rows, index);
        }

        string text = rows.GetText(index);
        return column.TryParse(text, out double value) ? value : throw Bad(index, $"'{MessageFormatter.Of(text)}'", "a number, as in the rows before", 0);
    }

    private double Number(PostgresRows rows, int index)
    {
        double value = rows.GetNumber(index);
        return !double.IsNaN(value) && !DoubleParser.IsInRange(value) ? throw Bad(index, "a number that is infinite or beyond 3.4e38", "one that single precision holds", 0) : value;
    }

    private DateTime Time(PostgresRows rows)
    {
        if (rows.IsNull(_time))
        {
            throw Bad(_time, "NULL", "a time in every row");
        }

        if (_columns[_time].IsTime)
        {
            return rows.GetTime(_time) ?? throw Bad(_time, "infinity, or a year beyond 9999", "a time");
        }

        string text = Text(rows, _time);
        return TimeCell.TryParse(text, out DateTime stamp) ? stamp : throw Bad(_time, $"'{MessageFormatter.Of(text)}'", TimeCell.Expected);
    }

    private string Text(PostgresRows rows, int index) => _columns[index] switch
    {
        { IsText: true } => rows.GetText(index),
        { IsInteger: true } => rows.GetInteger(index).ToString(CultureInfo.InvariantCulture),
        { Kind: PostgresKind.Boolean } => rows.GetNumber(index) == 0 ? "false" : "true",
        _ => rows.GetNumber(index).ToString(CultureInfo.InvariantCulture),
    };

    private string Place(long ahead) => string.Create(CultureInfo.InvariantCulture, $"Row {_collector.RowCount + ahead} of the query");

    /// <summary>What is wrong with a value; <paramref name="ahead"/> is 1 where its row has not begun.</summary>
    private InputException Bad(int index, string got, string expected, long ahead = 1) =>
        new($"{Place(ahead)}, column '{MessageFormatter.Of(_columns[index].Name)}': got {got}, expected {expected}.");

    private void RequireKind(int index, bool isNumber)
    {
        PostgresColumn column = _columns[index];
        bool isRole = index == _time || index == _id || index == _class;
        string? expected =
            index == _time ? (column.IsTime || column.IsText || column.IsInteger ? null : "a date or a timestamp")
            : column.Kind == PostgresKind.None || column.IsTime ? "numbers, truth values or texts"
            : isNumber && column.IsText && !isRole ? "numbers"
            : null;
        if (expected is not null)
        {
            throw new InputException(
                $"Column '{MessageFormatter.Of(column.Name)}' of the query is of type {MessageFormatter.Of(column.TypeName)}, expected {expected}: " +
                "leave it out of the query, or cast it (column::double precision, column::text).");
        }
    }

    private int FindTime(PostgresOptions options)
    {
        string?[] taken = [options.IdColumn, options.ClassColumn, .. options.StaticColumns ?? [], .. options.Columns ?? []];
        bool IsFree(PostgresColumn column) => !taken.Contains(column.Name, StringComparer.Ordinal);
        int byName = Array.FindIndex(_columns, column => IsFree(column) && TimeCell.IsName(column.Name) && (column.IsTime || column.IsText || column.IsInteger));
        return byName >= 0 ? byName : Array.FindIndex(_columns, column => IsFree(column) && column.IsTime);
    }

    private int IndexOf(string? name)
    {
        int index = name is null ? -1 : Array.FindIndex(_columns, column => column.Name == name);
        return index >= 0 || name is null
            ? index
            : throw new InputException($"The query gives no column '{MessageFormatter.Of(name)}'. Its columns are: {Names()}.");
    }

    private string Names() => MessageFormatter.List([.. _columns.Select(column => column.Name)]);
}
