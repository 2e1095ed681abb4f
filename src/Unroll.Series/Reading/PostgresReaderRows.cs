using Npgsql;

namespace Unroll.Series.Reading;

/// <summary>The rows of a query by a forward-only reader, for servers without COPY.</summary>
internal sealed class PostgresReaderRows : PostgresRows
{
    private readonly NpgsqlCommand _command;
    private readonly NpgsqlDataReader _reader;
    private readonly PostgresColumn[] _columns;

    /// <summary>Runs the query.</summary>
    /// <param name="connection">The connection, with a transaction.</param>
    /// <param name="query">One statement.</param>
    /// <param name="columns">Its columns.</param>
    public PostgresReaderRows(NpgsqlConnection connection, string query, PostgresColumn[] columns)
    {
        _columns = columns;
        _command = new NpgsqlCommand(query, connection)
        {
            // As text what .NET has no type for: decimal numbers of more than 28 digits, and types of the database's own.
            UnknownResultTypeList = [.. columns.Select(column => column.Kind is PostgresKind.Numeric or PostgresKind.Enumeration or PostgresKind.None)],
        };
        _reader = _command.ExecuteReader();
    }

    /// <inheritdoc/>
    public override bool Next() => _reader.Read();

    /// <inheritdoc/>
    public override bool IsNull(int column) => _reader.IsDBNull(column);

    /// <inheritdoc/>
    public override double GetNumber(int column) => _columns[column].Kind switch
    {
        PostgresKind.Boolean => _reader.GetBoolean(column) ? 1 : 0,
        PostgresKind.Single => _reader.GetFloat(column),
        PostgresKind.Double => _reader.GetDouble(column),
        PostgresKind.Numeric => Numeric(_reader.GetString(column)),
        _ => GetInteger(column),
    };

    /// <inheritdoc/>
    public override long GetInteger(int column) => _columns[column].Kind switch
    {
        PostgresKind.Int16 => _reader.GetInt16(column),
        PostgresKind.Int32 => _reader.GetInt32(column),
        _ => _reader.GetInt64(column),
    };

    /// <inheritdoc/>
    public override DateTime? GetTime(int column)
    {
        // Infinity is read as the first or the last moment of the calendar.
        DateTime time = _reader.GetFieldValue<DateTime>(column);
        return time == DateTime.MaxValue || time == DateTime.MinValue ? null : DateTime.SpecifyKind(time, DateTimeKind.Unspecified);
    }

    /// <inheritdoc/>
    public override string GetText(int column) => _columns[column].Kind == PostgresKind.Uuid
        ? _reader.GetGuid(column).ToString("D")
        : _reader.GetFieldValue<string>(column);

    /// <inheritdoc/>
    public override void Dispose()
    {
        _reader.Dispose();
        _command.Dispose();
    }

    private static double Numeric(string text) => DoubleParser.TryParse(text, out double value) ? value : text == "NaN" ? double.NaN : double.PositiveInfinity;
}
