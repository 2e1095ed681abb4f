using System.Data.Common;
using Microsoft.Data.SqlClient;

namespace Unroll.Cli.Databases;

/// <summary>
/// SQL Server, by Microsoft.Data.SqlClient. It has no read-only transactions: words that write are refused, and the transaction is never
/// committed; a
/// user who may only read is safer.
/// </summary>
internal sealed class SqlServerProvider : DbProvider
{
    /// <inheritdoc/>
    public override string Name => "sql-server";

    /// <inheritdoc/>
    protected override string Title => "SQL Server";

    /// <inheritdoc/>
    protected override string Expected => "keywords such as Server=localhost;User ID=reader;Password=${PASSWORD};Database=energy";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Writing =>
    [
        "INSERT", "UPDATE", "DELETE", "MERGE", "TRUNCATE", "DROP", "ALTER", "CREATE", "GRANT", "DENY", "REVOKE", "EXEC", "EXECUTE",
        "COMMIT", "INTO", "BACKUP", "RESTORE", "DBCC", "SHUTDOWN", "KILL", "WRITETEXT", "UPDATETEXT", "OPENROWSET", "OPENQUERY",
    ];

    /// <inheritdoc/>
    protected override (DbConnection Connection, DbPlace Place) Connect(IEnumerable<KeyValuePair<string, string>> keywords, string folder)
    {
        SqlConnectionStringBuilder builder = Fill<SqlConnectionStringBuilder>(keywords);

        builder.Pooling = false;
        builder.ApplicationIntent = ApplicationIntent.ReadOnly;
        string server = OneLine.Of(builder.DataSource);
        string user = OneLine.Of(builder.UserID);
        return (new SqlConnection(builder.ConnectionString), new DbPlace(server, user,
            $"{user}@{server}/{OneLine.Of(builder.InitialCatalog)}"));
    }

    /// <inheritdoc/>
    protected override DbDataReader Execute(DbConnection connection, string select) =>
        Query(connection, select, connection.BeginTransaction());
}
