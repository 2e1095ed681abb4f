using System.Data.Common;
using MySqlConnector;

namespace Unroll.Cli.Databases;

/// <summary>MySQL and MariaDB, by MySqlConnector, in a read-only transaction, whose TIMESTAMPs are in UTC.</summary>
internal sealed class MySqlProvider : DbProvider
{
    /// <inheritdoc/>
    public override string Name => "mysql";

    /// <inheritdoc/>
    protected override string Title => "MySQL";

    /// <inheritdoc/>
    protected override string Expected =>
        "mysql://user:${PASSWORD}@host:port/database or keywords such as Server=localhost;User "
        + "ID=reader;Password=${PASSWORD};Database=energy";

    /// <summary>Clauses that write although a read-only transaction allows them.</summary>
    protected override IReadOnlyList<string> Writing => ["OUTFILE", "DUMPFILE"];

    /// <inheritdoc/>
    protected override ConnectionSyntax Syntax { get; } = new(
        ["mysql", "mariadb"],
        ["User ID", "Password", "Server", "Port", "Database"],
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ssl-mode"] = "SSL Mode",
            ["ssl-ca"] = "SSL CA",
            ["ssl-cert"] = "SSL Cert",
            ["ssl-key"] = "SSL Key",
            ["connect-timeout"] = "Connection Timeout",
        });

    /// <inheritdoc/>
    protected override (DbConnection Connection, DbPlace Place) Connect(IEnumerable<KeyValuePair<string, string>> keywords, string folder)
    {
        MySqlConnectionStringBuilder builder = Fill<MySqlConnectionStringBuilder>(keywords);

        builder.Server = builder.Server.Length > 0 ? builder.Server : "localhost";
        builder.Pooling = false;
        builder.DefaultCommandTimeout = 0;

        // A tinyint(1) may hold 5, a text of 36 characters need be no identifier, and a date of zeros is told with its row.
        builder.TreatTinyAsBoolean = false;
        builder.GuidFormat = MySqlGuidFormat.None;
        builder.ConvertZeroDateTime = true;
        return (new MySqlConnection(builder.ConnectionString), DbPlace.Of(builder.UserID, builder.Server, builder.Port, builder.Database));
    }

    /// <inheritdoc/>
    protected override DbDataReader Execute(DbConnection connection, string select)
    {
        Run(connection, "SET time_zone = '+00:00'");
        Run(connection, "SET SESSION TRANSACTION READ ONLY");
        Run(connection, "START TRANSACTION READ ONLY");
        return Query(connection, select);
    }
}
