using System.Data.Common;

namespace Unroll.Series.Reading;

/// <summary>The roles of a query's columns: time, ids, class, static covariates and values.</summary>
internal sealed class DbRoles
{
    private readonly DbDataReader _reader;
    private readonly DbCells _cells;

    /// <summary>Finds the role of each column, and goes to the first row.</summary>
    /// <param name="reader">The reader, before its first row.</param>
    /// <param name="cells">Its values.</param>
    /// <param name="options">The given roles of the columns.</param>
    /// <exception cref="InputException">A column is not there, stands twice or is of an unsupported type.</exception>
    public DbRoles(DbDataReader reader, DbCells cells, DbFrameOptions options)
    {
        _reader = reader;
        _cells = cells;
        Names = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
        if (Names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } same)
        {
            throw new InputException($"The query gives two columns named '{MessageFormatter.Of(same.Key)}': rename one (… AS name).")
            {
                Field = "data.database.query",
            };
        }

        Ids = IndicesOf(options.IdColumns);
        Class = IndexOf(options.ClassColumn);
        Static = IndicesOf(options.StaticColumns);
        int[]? wanted = options.Columns is { } names ? IndicesOf(names) : null;

        // Whether a text is a date shows in the first row, and so do the types of values where columns have none.
        IsEmpty = !reader.Read();
        Time = options.TimeColumn is { } time ? IndexOf(time) : FindTime([.. Ids, Class, .. Static, .. wanted ?? []]);
        if (Time < 0 && options.RequireTime && !IsEmpty)
        {
            throw new InputException(
                $"The query gives no column of times among {List}, and its rows no order: select one (SELECT time, …), or number the "
                + $"rows by ORDER BY.")
            {
                Field = "data.database.query",
            };
        }

        int[] others = [Time, .. Ids, Class, .. Static];
        Values = wanted ?? [.. Enumerable.Range(0, Names.Length).Except(others)];
        int[] used = [.. others.Where(index => index >= 0), .. Values];
        if (used.GroupBy(index => index).FirstOrDefault(group => group.Count() > 1) is { } conflict)
        {
            throw new InputException(
                $"The column '{MessageFormatter.Of(Names[conflict.Key])}' is asked for twice: it is either the time, the id, the class, "
                + $"a static column or a column.")
            {
                Column = Names[conflict.Key],
            };
        }

        if (Values.Length == 0)
        {
            throw new InputException($"The query gives no column with values. Its columns are: {List}.") { Field = "data.database.query" };
        }

        foreach (int index in used)
        {
            Require(index, cells.KindOf(index), $"Column '{MessageFormatter.Of(Names[index])}' of the query is");
        }
    }

    /// <summary>The names of all columns.</summary>
    public string[] Names { get; }

    /// <summary>Whether there are no rows.</summary>
    public bool IsEmpty { get; }

    /// <summary>The column of stamps; -1 where there is none.</summary>
    public int Time { get; }

    /// <summary>The columns that together identify series.</summary>
    public int[] Ids { get; }

    /// <summary>The column of class labels; -1 where there is none.</summary>
    public int Class { get; }

    /// <summary>The columns of static covariates.</summary>
    public int[] Static { get; }

    /// <summary>The columns of values.</summary>
    public int[] Values { get; }

    private string List => MessageFormatter.List(Names);

    /// <summary>Refuses a column, or a value of it, whose type does not fit its role.</summary>
    /// <param name="index">The column.</param>
    /// <param name="kind">The kind of its values.</param>
    /// <param name="place">The beginning of the message.</param>
    /// <exception cref="InputException">It does not fit.</exception>
    public void Require(int index, DbKind kind, string place)
    {
        if (kind == DbKind.Variant)
        {
            return;
        }

        string? expected =
            index == Time
                ? (DbCells.IsTime(kind) || DbCells.IsText(kind) || (DbCells.IsNumber(kind)
                    && kind is not (DbKind.Boolean or DbKind.Span)) ? null : "a date or a timestamp")
            : kind == DbKind.None || DbCells.IsTime(kind) ? "numbers, truth values or texts"
            : null;
        if (expected is not null)
        {
            throw new InputException(
                $"{place} of type {MessageFormatter.Of(_reader.GetDataTypeName(index))}, expected {expected}: " +
                $"leave it out of the query, or cast it (CAST({MessageFormatter.Of(Names[index])} AS DOUBLE PRECISION)).");
        }
    }

    /// <summary>
    /// The first column that is named as times are, else the first of moments, else the first of texts that are dates, else of counts.
    /// </summary>
    private int FindTime(int[] taken)
    {
        int[] free = [.. Enumerable.Range(0, Names.Length).Except(taken)];
        foreach (int index in free)
        {
            if (TimeCell.IsName(Names[index]) && _cells.KindOf(index) is not (DbKind.None or DbKind.Boolean or DbKind.Span))
            {
                return index;
            }
        }

        int first = Array.FindIndex(free, index => DbCells.IsTime(_cells.KindOf(index)));
        first = first >= 0 || IsEmpty ? first : Array.FindIndex(
            free, index => !_cells.IsNull(index) && _cells.KindOfValue(index) == DbKind.Text
                && TimeCell.IsDate(_cells.Text(index, DbKind.Text)));
        first = first >= 0 || IsEmpty ? first : Array.FindIndex(
            free, index => !_cells.IsNull(index) && _cells.KindOfValue(index) is var kind && DbCells.IsNumber(kind)
                && kind is not (DbKind.Boolean or DbKind.Span) && TimeCell.IsCount(Names[index], _cells.Text(index, kind)));
        return first < 0 ? -1 : free[first];
    }

    private int[] IndicesOf(IReadOnlyList<string>? names) => [.. (names ?? []).Distinct(StringComparer.Ordinal).Select(IndexOf)];

    private int IndexOf(string? name)
    {
        int index = name is null ? -1 : Array.IndexOf(Names, name);
        return index >= 0 || name is null
            ? index
            : throw new InputException(
                $"The query gives no column '{MessageFormatter.Of(name)}'.{MessageFormatter.DidYouMean(name, Names)} Its columns are: "
                + $"{List}.")
            { Column = name };
    }
}
