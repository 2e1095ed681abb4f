using MySqlConnector;
using Unroll.Cli.Databases;
using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Cli.Tests.Databases;

public sealed class MySqlProviderTests : IDisposable
{
    private readonly string _table = $"unroll_{Guid.NewGuid():N}";

    public void Dispose()
    {
        if (Environment.GetEnvironmentVariable("UNROLL_TEST_MYSQL") is { Length: > 0 })
        {
            Execute($"DROP TABLE IF EXISTS {_table}");
        }
    }

    [MySqlFact]
    public void Every_type_is_read()
    {
        Execute($"""
            CREATE TABLE {_table} (at DATETIME(6), a TINYINT, b SMALLINT UNSIGNED, c MEDIUMINT, d INT UNSIGNED, e BIGINT,
                f BIGINT UNSIGNED, g FLOAT, h DOUBLE,
              i DECIMAL(20, 6), j BOOLEAN, k BIT(8), l YEAR, m TIME, n VARCHAR(9), o ENUM('sun', 'rain'), p CHAR(36), q DATE,
                  r TIMESTAMP NULL, s BLOB)
            """);
        Execute($"""
            INSERT INTO {_table} VALUES
            ('2017-01-01 00:00:00.000001', -5, 65535, -70000, 4294967295, -9007199254740993, 18446744073709551615, 0.1, 1.0000000596046447,
              12345678901234.567891, 1, b'101', 2017, '01:30:00', '1.5', 'rain', 'no identifier', '2017-01-01', '2017-01-01 12:00:00', 'x'),
            ('2017-01-01 01:00:00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                NULL, NULL),
            ('2017-01-01 02:00:00', 5, 0, 1, 2, 3, 4, 5, 6, 0.1, 5, b'0', 1999, '-00:00:01', '2', 'sun', 'b', '2017-01-02',
                '2017-01-02 12:00:00', 'x')
            """);
        Frame frame = ReadSet($"SELECT at, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p FROM {_table} ORDER BY at")[0].Frame;
        DateTime first = new(2017, 1, 1);
        Assert.Equal([first.AddMicroseconds(1), first.AddHours(1), first.AddHours(2)], frame.Time.AsSpan().ToArray());
        (string Name, double[] Values)[] expected =
        [
            ("a", [-5, 5]), ("b", [65535, 0]), ("c", [-70000, 1]), ("d", [4294967295, 2]), ("e", [-9007199254740993, 3]), ("f",
                [18446744073709551615, 4]),
            ("g", [0.1f, 5]), ("h", [1.0000000596046447, 6]), ("i", [12345678901234.567891, 0.1]), ("j", [1, 5]), ("k", [5, 0]), ("l",
                [2017, 1999]),
            ("m", [5400, -1]), ("n", [1.5, 2]), ("o", [0, 1]), ("p", [0, 1]),
        ];
        Assert.Equal(expected.Select(column => column.Name), frame.ColumnNames);
        Assert.All(expected, column => Assert.Equal([column.Values[0], double.NaN, column.Values[1]], frame.Column(column.Name).ToArray()));
        Assert.Equal(["rain", "sun"], frame.Categories("o"));
        Assert.Equal(["no identifier", "b"], frame.Categories("p"));

        Assert.Equal(first.AddDays(1), ReadSet($"SELECT q, a FROM {_table} WHERE q IS NOT NULL ORDER BY q")[0].Frame.Time[1]);

        // In UTC, whatever the zone of the server.
        Execute($"SET time_zone = '+05:00'; UPDATE {_table} SET r = '2017-01-01 17:00:00' WHERE a = -5");
        Assert.Equal(first.AddHours(12), ReadSet($"SELECT r, a FROM {_table} WHERE a = -5")[0].Frame.Time[0]);
        AssertRefused($"SELECT at, s FROM {_table}", "'s'", "BLOB");
        AssertRefused($"SELECT CAST('0000-00-00' AS DATE) AS at, 1 AS x", "zero date");
    }

    [MySqlFact]
    public void Rows_of_many_series_and_errors_are_told()
    {
        SeriesSet set = ReadSet(
            "SELECT 'a' AS ward, 1 AS bed, DATE '2017-01-01' AS time, 3.5 AS x, 'ill' AS outcome UNION ALL SELECT 'a', 2, DATE "
            + "'2017-01-01', 4, 'well'",
            new() { IdColumns = ["ward", "bed"], ClassColumn = "outcome" });
        Assert.Equal(2, set.Count);
        Assert.Equal(["ill", "well"], set.ClassNames);
        AssertRefused("SELECT * FROM nowhere", "nowhere", "MySQL");
        AssertRefused("SELECT 1 AS x", "ORDER BY");
        AssertRefused("SELECT DATE '2017-01-02' AS time, 1 AS x UNION ALL SELECT DATE '2017-01-01', 2", "Row 2", "ORDER BY time");
    }

    [MySqlFact]
    public void Nothing_is_written_and_no_password_shown()
    {
        Execute($"CREATE TABLE {_table} (time DATE, x INT)");
        Execute($"INSERT INTO {_table} VALUES ('2017-01-01', 1)");
        Execute($"CREATE OR REPLACE FUNCTION {_table}_gone() RETURNS INT MODIFIES SQL DATA BEGIN DELETE FROM {_table}; RETURN 1; END");
        AssertRefused($"SELECT time, {_table}_gone() AS x FROM {_table}", "READ ONLY");
        Execute($"DROP FUNCTION {_table}_gone");
        AssertRefused($"DELETE FROM {_table}", "SELECT");
        AssertRefused($"SELECT * FROM {_table}; DELETE FROM {_table}", "semicolon");
        AssertRefused($"SELECT * FROM {_table} INTO/**/OUTFILE '/tmp/unroll-written'", "OUTFILE");
        Assert.Equal(1, ReadSet($"SELECT * FROM {_table} ORDER BY time")[0].Frame.RowCount);

        Uri address = new(MySqlFactAttribute.Address);
        const string query = "SELECT DATE '2017-01-02' AS time, 1 AS x";
        string place = $"{address.Host}:{address.Port}/unroll";
        foreach (string right in (string[])[
            $"mysql://unroll_password:${{SECRET}}@{place}",
            $"Server={address.Host};Port={address.Port};User ID=unroll_password;Password=${{SECRET}};Database=unroll"])
        {
            Assert.Equal(1, DbFrameReader.ReadSet(new("mysql", right, query), DbProviders.Opener(_ => "right-pass"))[0].Frame.RowCount);
        }

        foreach (string wrong in (string[])[$"mysql://unroll_password:secret-word@{place}",
            "Server=127.0.0.1;Port=1;Password=secret-word", "Server=x;secret-word=1"])
        {
            InputException exception = Assert.Throws<InputException>(() => DbProviders.Open(new("mysql", wrong, query), _ => null));
            Assert.Contains("MySQL", exception.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("secret-word", exception.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(exception.Message, char.IsControl);
        }
    }

    private static SeriesSet ReadSet(string query, DbFrameOptions options = default) =>
        DbFrameReader.ReadSet(new("mysql", MySqlFactAttribute.Address, query), DbProviders.Opener(_ => null), options);

    private static void AssertRefused(string query, params string[] parts)
    {
        string message = Assert.Throws<InputException>(() => ReadSet(query)).Message;
        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.OrdinalIgnoreCase));
    }

    private static void Execute(string statement)
    {
        Uri address = new(MySqlFactAttribute.Address);
        using MySqlConnection connection = new(
            $"Server={address.Host};Port={address.Port};User "
            + $"ID={address.UserInfo};Database={address.AbsolutePath.Trim('/')};Pooling=false");
        connection.Open();
        using MySqlCommand command = new(statement, connection);
        command.ExecuteNonQuery();
    }
}
