using Npgsql;
using Unroll.Series.Frames;

namespace Unroll.Series.Reading;

/// <summary>
/// Reads the rows of a query on PostgreSQL, streamed. The query runs in a read-only transaction. Numbers become the same floats as from a file
/// with their text; NULL is a missing value; texts are categories; times with a zone are kept in UTC.
/// </summary>
/// <remarks>
/// The address is <c>postgres://user@host:port/database</c> or keywords of Npgsql (<c>Host=…;Username=…;Database=…</c>); <c>${NAME}</c> in it
/// stands for an environment variable. The password comes from PGPASSWORD or ~/.pgpass where the address has none. No message ever shows it.
/// </remarks>
public static class PostgresReader
{
    /// <summary>Reads one series.</summary>
    /// <param name="connectionString">The address of the database.</param>
    /// <param name="query">One SELECT (or WITH, VALUES, TABLE) that gives the rows in the order of time.</param>
    /// <param name="options">What its columns are.</param>
    /// <exception cref="InputException">
    /// The server does not answer, does not let the user in or refuses the query, a column is not there or of an unsupported type, a number or
    /// time is too large, rows are unsorted or repeated, or there are several series.
    /// </exception>
    public static Frame Read(string connectionString, string query, PostgresOptions options = default)
    {
        SeriesSet set = ReadSet(connectionString, query, options);
        return set.Count == 1
            ? set[0].Frame
            : throw new InputException($"The query gives {set.Count} series, but one was expected: keep one (WHERE …), or use a task for many series.");
    }

    /// <summary>Reads one series or many.</summary>
    /// <param name="connectionString">The address of the database.</param>
    /// <param name="query">One SELECT (or WITH, VALUES, TABLE) that gives the rows of each series in the order of time.</param>
    /// <param name="options">What its columns are.</param>
    /// <exception cref="InputException">
    /// The server does not answer, does not let the user in or refuses the query, a column is not there or of an unsupported type, a number or
    /// time is too large, or rows are unsorted or repeated.
    /// </exception>
    public static SeriesSet ReadSet(string connectionString, string query, PostgresOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(connectionString);
        ArgumentNullException.ThrowIfNull(query);
        string select = PostgresQuery.RequireReading(query);
        PostgresAddress address = PostgresAddress.Parse(connectionString, options.Variable ?? Environment.GetEnvironmentVariable);
        bool isOpen = false;
        int before = 0;
        try
        {
            using NpgsqlConnection connection = new(address.ConnectionString);
            connection.Open();
            isOpen = true;
            Execute(connection, "BEGIN READ ONLY");
            PostgresColumn[] columns = PostgresColumn.Of(connection, select);
            PostgresTable table = new(columns, select, options);
            before = options.WithoutCopy ? 0 : PostgresQuery.CopyPrefix.Length;
            using (PostgresRows rows = Open(connection, select, columns, options.WithoutCopy))
            {
                table.Read(rows);
            }

            return table.ToSet();
        }
        catch (Exception exception) when (PostgresErrors.IsOfServer(exception))
        {
            throw PostgresErrors.Explain(exception, address, select, isOpen, before);
        }
    }

    private static PostgresRows Open(NpgsqlConnection connection, string select, PostgresColumn[] columns, bool withoutCopy)
    {
        if (!withoutCopy)
        {
            return new PostgresCopyRows(connection.BeginRawBinaryCopy($"{PostgresQuery.CopyPrefix}{select}\n) TO STDOUT (FORMAT BINARY)"), columns);
        }

        return new PostgresReaderRows(connection, select, columns);
    }

    private static void Execute(NpgsqlConnection connection, string statement)
    {
        using NpgsqlCommand command = new(statement, connection);
        command.ExecuteNonQuery();
    }
}
