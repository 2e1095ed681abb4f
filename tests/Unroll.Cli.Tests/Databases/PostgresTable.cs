using Npgsql;

namespace Unroll.Cli.Tests.Databases;

/// <summary>A table of a test's own on the server of UNROLL_TEST_POSTGRES, dropped afterwards.</summary>
public sealed class PostgresTable : IDisposable
{
    private readonly NpgsqlConnection _connection;

    private PostgresTable(string columns)
    {
        Uri address = new(PostgresFactAttribute.Address);
        _connection = new NpgsqlConnection(
            $"Host={address.Host};Port={address.Port};Username={address.UserInfo};Database={address.AbsolutePath.Trim('/')};Pooling=false");
        _connection.Open();
        Execute($"CREATE TABLE {Name} ({columns})");
    }

    /// <summary>The table's name, another for each.</summary>
    public string Name { get; } = $"unroll_{Guid.NewGuid():N}";

    /// <summary>Creates an empty table.</summary>
    /// <param name="columns">Its columns, as in CREATE TABLE.</param>
    public static PostgresTable Create(string columns) => new(columns);

    /// <summary>
    /// Creates a table of a CSV file: the first column a timestamp, the others double precision; the server itself reads every number.
    /// </summary>
    /// <param name="path">The file, with commas and a header line.</param>
    public static PostgresTable OfCsv(string path)
    {
        string[] names = File.ReadLines(path).First().Split(',');
        PostgresTable table = Create(string.Join(", ", names.Select((name,
            i) => $"\"{name}\" {(i == 0 ? "timestamp" : "double precision")}")));
        using TextWriter writer = table._connection.BeginTextImport($"COPY {table.Name} FROM STDIN (FORMAT CSV, HEADER)");
        writer.Write(File.ReadAllText(path));
        return table;
    }

    /// <summary>Runs a statement; <c>TABLE_NAME</c> in it stands for the table's name.</summary>
    public void Execute(string statement)
    {
        using NpgsqlCommand command = new(statement.Replace("TABLE_NAME", Name, StringComparison.Ordinal), _connection);
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        Execute($"DROP TABLE {Name}");
        _connection.Dispose();
    }
}
