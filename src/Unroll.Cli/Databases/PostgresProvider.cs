using System.Data;
using System.Data.Common;
using Npgsql;
using Unroll.Series.Reading;

namespace Unroll.Cli.Databases;

/// <summary>PostgreSQL and what speaks its protocol, by Npgsql, in a read-only transaction.</summary>
internal sealed class PostgresProvider : DbProvider
{
    private const uint Numeric = 1700;

    /// <summary>The first number of a type that a database has of its own (FirstNormalObjectId of PostgreSQL).</summary>
    private const uint FirstOwnType = 16_384;

    /// <inheritdoc/>
    public override string Name => "postgresql";

    /// <inheritdoc/>
    protected override string Title => "PostgreSQL";

    /// <inheritdoc/>
    protected override string Expected =>
        "postgres://user@host:port/database or keywords such as Host=localhost;Username=reader;Database=energy (the password in "
        + "PGPASSWORD or ~/.pgpass)";

    /// <inheritdoc/>
    protected override ConnectionSyntax Syntax { get; } = new(
        ["postgres", "postgresql"],
        ["Username", "Password", "Host", "Port", "Database"],
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["user"] = "Username",
            ["password"] = "Password",
            ["host"] = "Host",
            ["port"] = "Port",
            ["dbname"] = "Database",
            ["sslmode"] = "SSL Mode",
            ["sslrootcert"] = "Root Certificate",
            ["sslcert"] = "SSL Certificate",
            ["sslkey"] = "SSL Key",
            ["passfile"] = "Passfile",
            ["connect_timeout"] = "Timeout",
            ["application_name"] = "Application Name",
            ["options"] = "Options",
            ["target_session_attrs"] = "Target Session Attributes",
        });

    /// <inheritdoc/>
    protected override (DbConnection Connection, DbPlace Place) Connect(IEnumerable<KeyValuePair<string, string>> keywords, string folder)
    {
        NpgsqlConnectionStringBuilder builder = Fill<NpgsqlConnectionStringBuilder>(keywords);

        builder.Host = builder.Host is { Length: > 0 } host ? host : Environment.GetEnvironmentVariable("PGHOST") ?? "localhost";

        // One query a run: no connection is kept for a second one. A long query is no error.
        builder.Pooling = false;
        builder.CommandTimeout = builder.ContainsKey("Command Timeout") ? builder.CommandTimeout : 0;
        string user = builder.Username is { Length: > 0 } name
            ? name : Environment.GetEnvironmentVariable("PGUSER") ?? Environment.UserName;
        return (new NpgsqlConnection(builder.ConnectionString), DbPlace.Of(user, builder.Host, (uint)builder.Port, builder.Database
            ?? user));
    }

    /// <inheritdoc/>
    protected override DbDataReader Execute(DbConnection connection, string select)
    {
        NpgsqlConnection server = (NpgsqlConnection)connection;
        Run(server, "BEGIN READ ONLY");
        uint[] types;
        using (NpgsqlBatch batch = new(server))
        {
            // A batch takes one statement only, so that nothing can end the read-only transaction and go on.
            batch.BatchCommands.Add(new NpgsqlBatchCommand(select));
            using NpgsqlDataReader description = batch.ExecuteReader(CommandBehavior.SchemaOnly);
            types = [.. Enumerable.Range(0, description.FieldCount).Select(description.GetDataTypeOID)];
        }

        if (types.Any(type => type >= FirstOwnType))
        {
            // Npgsql learns of types once a process: an enumeration may be newer.
            server.ReloadTypes();
        }

        NpgsqlCommand command = new(select, server)
        {
            CommandTimeout = 0,

            // As text what no type of .NET holds: decimal numbers of more than 28 digits, and NaN among them.
            UnknownResultTypeList = [.. types.Select(type => type == Numeric)],
        };
        return command.ExecuteReader(CommandBehavior.CloseConnection);
    }

    /// <inheritdoc/>
    protected override string ExplainConnection(Exception exception, DbPlace place) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
            NotLetIn(place, Cause(exception)),
        PostgresException refused => $"PostgreSQL at {place.Shown} refuses: {OneLine.Of(refused.MessageText, 300)}.",
        _ when exception.Message.Contains("password", StringComparison.OrdinalIgnoreCase) => NotLetIn(place, "it asks for a password"),
        FileNotFoundException or DirectoryNotFoundException => NotLetIn(place,
            "a file that the address names (a password file or a certificate) is not there"),
        _ => $"No PostgreSQL server answers at {place.Server}: {Cause(exception)}. Check the address, and that the server runs.",
    };

    /// <inheritdoc/>
    protected override string ExplainQuery(Exception exception, DbPlace place, DatabaseQuery query)
    {
        if (exception is not PostgresException refused)
        {
            return exception is NotSupportedException
                ? "The query has several statements: expected one SELECT without a semicolon in it."
                : $"The connection to {place.Shown} broke off: {Cause(exception)}. Try again.";
        }

        string message = OneLine.Of(refused.MessageText, 300);
        string at = refused.Position > 0 ? $" {query.Place(refused.Position - 1)}" : "";
        string hint = refused.Hint is { Length: > 0 } text ? $" {OneLine.Of(text, 200)}" : "";
        return refused.SqlState == PostgresErrorCodes.ReadOnlySqlTransaction
            ? $"The query would write to {place.Shown}: {message}. Only queries that read are run."
            : $"PostgreSQL at {place.Shown} refuses the query: {message}{at}.{hint}";
    }

    private static string NotLetIn(DbPlace place, string reason) =>
        $"PostgreSQL at {place.Server} does not let user '{place.User}' in: {reason}. Set the password in PGPASSWORD or ~/.pgpass, and "
        + $"check the user's name.";
}
