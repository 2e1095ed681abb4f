using System.Data.Common;
using Microsoft.Data.SqlClient;
using Unroll.Series.Reading;

namespace Unroll.Cli.Databases;

/// <summary>
/// SQL Server, by Microsoft.Data.SqlClient. It has no read-only transactions: words that write are refused, and the transaction is never
/// committed; a
/// user who may only read is safer.
/// </summary>
internal sealed class SqlServerProvider : DbProvider
{
    private static readonly string[] _writing =
    [
        "INSERT", "UPDATE", "DELETE", "MERGE", "TRUNCATE", "DROP", "ALTER", "CREATE", "GRANT", "DENY", "REVOKE", "EXEC", "EXECUTE",
            "COMMIT", "INTO",
        "BACKUP", "RESTORE", "DBCC", "SHUTDOWN", "KILL", "WRITETEXT", "UPDATETEXT", "OPENROWSET", "OPENQUERY",
    ];

    /// <inheritdoc/>
    public override string Name => "sql-server";

    /// <inheritdoc/>
    protected override string Title => "SQL Server";

    /// <inheritdoc/>
    protected override string Expected => "keywords such as Server=localhost;User ID=reader;Password=${PASSWORD};Database=energy";

    /// <inheritdoc/>
    protected override (DbConnection Connection, DbPlace Place) Connect(IEnumerable<KeyValuePair<string, string>> keywords, string folder)
    {
        SqlConnectionStringBuilder builder = [];
        foreach ((string keyword, string value) in keywords)
        {
            builder[keyword] = value;
        }

        builder.Pooling = false;
        builder.ApplicationIntent = ApplicationIntent.ReadOnly;
        string server = OneLine.Of(builder.DataSource);
        string user = OneLine.Of(builder.UserID);
        return (new SqlConnection(builder.ConnectionString), new DbPlace(server, user,
            $"{user}@{server}/{OneLine.Of(builder.InitialCatalog)}"));
    }

    /// <inheritdoc/>
    protected override void RequireReading(DatabaseQuery query)
    {
        if (query.FindWord(_writing) is { } word)
        {
            throw new InputException(
                $"The query has the word {word}, which writes. Only queries that read are run; put a column of that name in double "
                + $"quotes.");
        }
    }

    /// <inheritdoc/>
    protected override DbDataReader Execute(DbConnection connection, string select) =>
        Query(connection, select, connection.BeginTransaction());
}
