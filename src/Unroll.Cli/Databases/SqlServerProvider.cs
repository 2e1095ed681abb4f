using System.Data.Common;
using Microsoft.Data.SqlClient;
using Unroll.Series.Reading;

namespace Unroll.Cli.Databases;

/// <summary>
/// SQL Server, by Microsoft.Data.SqlClient. It has no read-only transactions: words that write are refused, and the transaction is never
/// committed; a user who may only read is safer.
/// </summary>
internal sealed class SqlServerProvider : DbProvider
{
    /// <summary>The severity from which an error is the connection's, not the server's answer.</summary>
    private const byte Network = 20;

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
        if (Globalization.IsInvariant)
        {
            throw new InputException(
                "SQL Server's client needs the cultures of ICU, which are not there. Install ICU (on Debian: apt-get install libicu-dev; "
                + "on Fedora: dnf install libicu; on Alpine: apk add icu-libs icu-data-full), and set "
                + $"{Globalization.Variable}=0 where it is set to 1.")
            {
                Field = ConnectionField,
            };
        }

        builder.Pooling = false;
        builder.ApplicationIntent = ApplicationIntent.ReadOnly;
        string server = OneLine.Of(builder.DataSource);
        string user = OneLine.Of(builder.UserID);
        return (new SqlConnection(builder.ConnectionString), new DbPlace(server, user,
            $"{user}@{server}/{OneLine.Of(builder.InitialCatalog)}"));
    }

    /// <inheritdoc/>
    protected override string ExplainConnection(Exception exception, DbPlace place)
    {
        // The inner exception is the system's, which may know of no error.
        string message = Secrets.Mask(OneLine.Of(exception.Message.TrimEnd('.'), 600));
        return exception is SqlException { Class: < Network }
            ? $"SQL Server at {place.Server} does not let user '{place.User}' in: {message}. Check the user, the password and the database."
            : $"No SQL Server answers at {place.Server}: {message}. Check the address, and that the server runs; where its certificate is "
                + "not trusted, install that, or add TrustServerCertificate=true to the connection.";
    }

    /// <inheritdoc/>
    protected override DbDataReader Execute(DbConnection connection, string select) =>
        Query(connection, select, connection.BeginTransaction());
}
