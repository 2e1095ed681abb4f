using Microsoft.Data.Sqlite;
using Unroll.Cli.Databases;
using Unroll.Series.Frames;
using Unroll.Series.Reading;
using Unroll.Tasks.Recipes;

namespace Unroll.Cli.Tests.Databases;

public sealed class SqliteProviderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SqliteProviderTests()
    {
        Execute("CREATE TABLE series (time TEXT, load REAL, note, flag BOOLEAN, seconds INTEGER, julian REAL)");
        Execute("""
            INSERT INTO series VALUES
            ('2017-01-01 00:00', 1.5, 1, 1, 1483228800, 0.1), ('2017-01-01T01:00:00.5Z', NULL, '2.5', 0, 1483232400, 0.2),
            ('2017-01-01 04:00+02:00', 9007199254740993, ' n/a', NULL, 1483236000, 0.3)
            """);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Values_of_any_type_stand_in_one_column()
    {
        Frame frame = ReadSet("SELECT time, load, note, flag FROM series ORDER BY rowid")[0].Frame;
        DateTime first = new(2017, 1, 1);
        Assert.Equal([first, first.AddHours(1).AddMilliseconds(500), first.AddHours(2)], frame.Time.AsSpan().ToArray());
        Assert.Equal([1.5, double.NaN, 9007199254740992], frame.Column("load").ToArray());
        Assert.Equal([1, 2.5, double.NaN], frame.Column("note").ToArray());
        Assert.Equal([1, 0, double.NaN], frame.Column("flag").ToArray());
    }

    [Fact]
    public void Times_are_texts_or_counts_since_1970_and_found_by_their_content()
    {
        DateTime second = new(2017, 1, 1, 1, 0, 0);
        Assert.Equal(second, ReadSet("SELECT seconds AS time, load FROM series ORDER BY 1")[0].Frame.Time[1]);
        Assert.Equal(second, ReadSet("SELECT seconds * 1000.0 AS time, load FROM series ORDER BY 1")[0].Frame.Time[1]);
        DbFrameOptions counted = new() { TimeColumn = "s", DateFormat = "unix-s" };
        Assert.Equal(second, ReadSet("SELECT seconds AS s, load FROM series ORDER BY 1", counted)[0].Frame.Time[1]);
        Frame found = ReadSet("SELECT load, time AS measured FROM series ORDER BY rowid")[0].Frame;
        Assert.Equal(["load"], found.ColumnNames);
        Assert.Equal(new DateTime(2017, 1, 1), found.Time[0]);
        Frame german = ReadSet("SELECT '31.12.2016 18:00' AS day, 1 AS x", new() { DateFormat = "dd.MM.yyyy HH:mm" })[0].Frame;
        Assert.Equal(new DateTime(2016, 12, 31, 18, 0, 0), german.Time[0]);
    }

    [Fact]
    public void Rows_of_many_series_may_take_turns()
    {
        SeriesSet set = ReadSet(
            "SELECT * FROM (VALUES ('a', 1, '2017-01-01', 7), ('b', 1, '2017-01-01', 8), ('a', 2, '2017-01-01', 9), ('a', 1, "
            + "'2017-01-02', 10)) ORDER BY 3",
            new() { IdColumns = ["column1", "column2"], TimeColumn = "column3" });
        Assert.Equal(3, set.Count);
        Assert.Equal([7, 10], set[0].Frame.Column("column4").ToArray());
    }

    [Fact]
    public void What_is_wrong_is_told()
    {
        AssertRefused("SELECT * FROM nowhere", "nowhere", "SQLite");
        AssertRefused("SELECT time, load FROM series WHERE load > 100000000000000000", "no rows");
        AssertRefused("SELECT seconds, load FROM series", "ORDER BY");
        AssertRefused("SELECT time, x'00' AS bytes FROM series", "'bytes'", "BLOB");
        AssertRefused("SELECT time, iif(rowid = 3, x'00', load) AS mixed FROM series", "Row 3", "'mixed'", "BLOB");
        AssertRefused("SELECT time, iif(rowid = 2, 'high', load) AS mixed FROM series", "Row 2", "'mixed'", "'high'");
        AssertRefused("SELECT time, 9e999 AS x FROM series", "Row 1", "infinite");
        AssertRefused("SELECT time, load FROM series ORDER BY time DESC", "Row 3", "ORDER BY time");
        string missing = Assert.Throws<InputException>(
            () => DbProviders.Open(new("sqlite", "Data Source=nowhere.db", "SELECT 1") { Folder = _folder.Path }, _ => null)).Message;
        Assert.Contains(_folder.In("nowhere.db"), missing, StringComparison.Ordinal);
        Assert.Contains("sqlite", Assert.Throws<InputException>(() => DbProviders.Open(new("oracle", "x", "SELECT 1"),
            _ => null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_provider_that_recipes_know_is_there() => Assert.All(
        DatabaseRecipe.Providers,
        name => Assert.DoesNotContain(
            "no database provider",
            Assert.Throws<InputException>(() => DbProviders.Open(new(name, "Nonsense=;", "DROP TABLE series"), _ => null)).Message,
            StringComparison.Ordinal));

    [Fact]
    public void Nothing_is_written()
    {
        foreach (string query in (string[])["DELETE FROM series", "SELECT 1; DELETE FROM series",
            "WITH x AS (SELECT 1) DELETE FROM series"])
        {
            Assert.Throws<InputException>(() => ReadSet(query));
        }

        Assert.Equal(3, ReadSet("SELECT time, load FROM series ORDER BY rowid")[0].Frame.RowCount);
    }

    private SeriesSet ReadSet(string query, DbFrameOptions options = default) =>
        DbFrameReader.ReadSet(new("sqlite", "series.db", query) { Folder = _folder.Path }, DbProviders.Opener(_ => null), options);

    private void AssertRefused(string query, params string[] parts)
    {
        string message = Assert.Throws<InputException>(() => ReadSet(query)).Message;
        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.OrdinalIgnoreCase));
    }

    private void Execute(string statement)
    {
        using SqliteConnection connection = new($"Data Source={_folder.In("series.db")};Pooling=false");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }
}
