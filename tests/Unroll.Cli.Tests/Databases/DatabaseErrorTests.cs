using Microsoft.Data.Sqlite;

namespace Unroll.Cli.Tests.Databases;

/// <summary>What is wrong with a database is told with the recipe's line and field.</summary>
public sealed class DatabaseErrorTests : IDisposable
{
    private const string Connection = "there.db", Query = "SELECT date, load FROM series ORDER BY date";

    private readonly TemporaryFolder _folder = new();

    public DatabaseErrorTests()
    {
        using SqliteConnection connection = new($"Data Source={_folder.In(Connection)};Pooling=false");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE series (date TEXT, load REAL, note TEXT); "
            + "INSERT INTO series VALUES ('2020-01-01', 1, 'a'), ('2020-01-02', 2, 'b'), ('2020-01-03', 'high', 'c')";
        command.ExecuteNonQuery();
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Query, "DELETE FROM series", "line 7, column 12, field data.database.query", "expected one SELECT")]
    [InlineData(Query, "SELECT 1; SELECT 2", "line 7, column 12, field data.database.query", "several statements")]
    [InlineData(Query, "SELECT date, load FROM nowhere", "line 7, column 12, field data.database.query", "nowhere")]
    [InlineData(Query, "SELECT load, note FROM series WHERE load < 2", "line 8, column 9, field data.time", "no column 'date'")]
    [InlineData(Query, Query + " DESC", "line 7, column 12, field data.database.query", "Row 2", "ORDER BY date")]
    [InlineData(Query, Query, "line 7, column 12, field data.database.query", "Row 3", "'load'", "'high'")]
    [InlineData("target: load", "target: laod", "line 9, column 11, field data.target", "Did you mean 'load'?")]
    [InlineData(Connection, "nowhere.db", "line 6, column 17, field data.database.connection", "no SQLite database", "nowhere.db")]
    [InlineData(Connection, "${UNROLL_NOT_SET}", "line 6, column 17, field data.database.connection", "UNROLL_NOT_SET", "not set")]
    [InlineData(Connection, "Colour=red;Data Source=x", "line 6, column 17, field data.database.connection", "not understood")]
    [InlineData("provider: sqlite", "provider: oracle", "line 5, column 15, field data.database.provider", "postgresql")]
    [InlineData("provider: sqlite", "provider: mysql", "field data.database.connection", "not understood", "mysql://")]
    public void An_error_names_the_line_and_the_field_of_the_recipe(string given, string wrong, params string[] told) =>
        AssertRefused(given, wrong, told);

    [Theory]
    [InlineData("postgresql", "postgres://reader@127.0.0.1:1/energy")]
    [InlineData("mysql", "Server=127.0.0.1;Port=1;User ID=reader")]
    public void So_does_a_server_that_does_not_answer(string provider, string connection) => AssertRefused(
        "provider: sqlite\n    connection: there.db",
        $"provider: {provider}\n    connection: {connection}",
        ["line 6, column 17, field data.database.connection", "127.0.0.1", "answer"]);

    private void AssertRefused(string given, string wrong, string[] told)
    {
        string recipe = _folder.Write("db.yaml", TinySeries.Recipe
            .Edit("  file: tiny.csv", $"  database:\n    provider: sqlite\n    connection: {Connection}\n    query: {Query}")
            .Edit(given, wrong));

        CliRun run = CliRun.Of(["train", recipe, "--out", _folder.In("run")]);

        run.AssertRefused(["db.yaml, line", .. told]);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.False(Directory.Exists(_folder.In("run")));
    }
}
