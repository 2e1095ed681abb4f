using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Unroll.Cli.Databases;

/// <summary>SQLite, by Microsoft.Data.Sqlite: a file, opened for reading only.</summary>
internal sealed class SqliteProvider : DbProvider
{
    /// <inheritdoc/>
    public override string Name => "sqlite";

    /// <inheritdoc/>
    protected override string Title => "SQLite";

    /// <inheritdoc/>
    protected override string Expected => "the path of a file such as energy.db, or keywords such as Data Source=energy.db";

    /// <inheritdoc/>
    protected override ConnectionSyntax Syntax { get; } = ConnectionSyntax.Keywords with { PlainKeyword = "Data Source" };

    /// <inheritdoc/>
    protected override (DbConnection Connection, DbPlace Place) Connect(IEnumerable<KeyValuePair<string, string>> keywords, string folder)
    {
        SqliteConnectionStringBuilder builder = Fill<SqliteConnectionStringBuilder>(keywords);

        builder.DataSource = Path.Combine(folder, builder.DataSource);
        builder.Mode = SqliteOpenMode.ReadOnly;
        builder.Pooling = false;
        return File.Exists(builder.DataSource)
            ? (new SqliteConnection(builder.ConnectionString), DbPlace.OfFile(builder.DataSource))
            : throw new InputException($"There is no SQLite database {OneLine.Of(builder.DataSource, 200)}: check the path.")
            {
                Field = ConnectionField,
            };
    }

    /// <inheritdoc/>
    protected override DbDataReader Execute(DbConnection connection, string select)
    {
        Run(connection, "PRAGMA query_only = ON");
        return Query(connection, select);
    }

    /// <inheritdoc/>
    protected override string ExplainConnection(Exception exception, DbPlace place) =>
        $"The SQLite database {place.Shown} cannot be opened: {Cause(exception)}.";
}
