using System.Data.Common;
using System.Globalization;
using System.Text;
using Unroll.Cli.Databases;
using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Cli.Tests.Databases;

public sealed class PostgresProviderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PostgresFact]
    public void A_table_gives_the_bits_of_its_file() => AssertSameBits(WriteSeries());

    [PostgresFact(needsData: true)]
    public void The_energy_series_gives_the_bits_of_its_file() =>
        AssertSameBits(RealDataFactAttribute.Energy);

    [PostgresFact]
    public void Every_type_is_read()
    {
        using PostgresTable table = PostgresTable.Create(
            "at timestamptz, a smallint, b integer, c bigint, d real, e double precision, f numeric, g boolean, h text, i varchar(9), j "
            + "char(3), k uuid, l interval, m integer[]");
        table.Execute("""
            INSERT INTO TABLE_NAME VALUES
            ('2017-01-01 01:00+01', -5, 70000, 16777217, 0.1, 1.0000000596046447, 12345678901234567890123456.75, true, 'sun', '1.5', 'a',
                '00112233-4455-6677-8899-aabbccddeeff', '1 day 12:00:00', NULL),
            ('2017-01-01 02:00:00.000001+01', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
            ('2017-01-01 03:00+01', 5, -70000, -9007199254740993, '-0', 'NaN', 'NaN', false, 'rain', '2', 'b',
                '00000000-0000-0000-0000-000000000000', '2 days', NULL)
            """);
        Frame frame = Read($"SELECT at, a, b, c, d, e, f, g, h, i, j, k FROM {table.Name} ORDER BY at;");
        Assert.Equal(["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"], frame.ColumnNames);
        DateTime first = new(2017, 1, 1);
        Assert.Equal([first, first.AddHours(1).AddMicroseconds(1), first.AddHours(2)], frame.Time.AsSpan().ToArray());
        Assert.Equal([-5, double.NaN, 5], frame.Column("a").ToArray());
        Assert.Equal([70000, double.NaN, -70000], frame.Column("b").ToArray());
        Assert.Equal([16777217, double.NaN, -9007199254740992], frame.Column("c").ToArray());
        Assert.Equal([(double)0.1f, double.NaN, -0.0], frame.Column("d").ToArray());
        Assert.Equal([1.0000000596046447, double.NaN, double.NaN], frame.Column("e").ToArray());
        Assert.Equal([12345678901234567890123456.75, double.NaN, double.NaN], frame.Column("f").ToArray());
        Assert.Equal([1, double.NaN, 0], frame.Column("g").ToArray());
        Assert.Equal([0, double.NaN, 1], frame.Column("h").ToArray());
        Assert.Equal(["sun", "rain"], frame.Categories("h"));
        Assert.Equal([1.5, double.NaN, 2], frame.Column("i").ToArray());
        Assert.Equal(["a  ", "b  "], frame.Categories("j")); // padded, as the type says
        Assert.Equal("00112233-4455-6677-8899-aabbccddeeff", frame.Categories("k")![0]);

        Assert.Equal([129_600, double.NaN, 172_800], Read($"SELECT at, l FROM {table.Name} ORDER BY at").Column("l").ToArray());
        InputException array = Assert.Throws<InputException>(() => Read($"SELECT at, m FROM {table.Name}"));
        AssertParts(array, "'m'", "integer[]", "DOUBLE PRECISION");
    }

    [PostgresFact]
    public void Numerics_and_doubles_of_any_size_are_rounded_as_their_text()
    {
        string[] texts = ["0", "0.1", "-123.456", "99999999", "0.00000000000000001234", "123456789012345678", "1e-40", "3.4e38", "10000",
            "-0.5", "1000000000000", "16777217", "5e-46"];
        string values = string.Join(", ", texts.Select((text, i) => $"({i}, '{text}'::numeric, '{text}'::float8)"));
        Frame frame = Read($"SELECT x, y FROM (VALUES {values}) AS v (i, x, y) ORDER BY i");
        Assert.True(frame.Time.IsNumbered);
        double[] expected = [.. texts.Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
        Assert.Equal(expected, frame.Column("x").ToArray());
        Assert.Equal(expected, frame.Column("y").ToArray());
    }

    [PostgresFact]
    public void Rows_of_many_series_may_take_turns()
    {
        const string query = """
            -- the wards
            WITH rows (ward, at, age, pulse, outcome) AS (VALUES
              (2, date '2017-01-01', 70, 60, 'well'), (1, date '2017-01-01', 33, 61, 'ill'), (2, date '2017-01-02', 70, NULL, 'well'))
            SELECT * FROM rows -- in their order
            """;
        SeriesSet set = ReadSet(query, new() { IdColumns = ["ward"], StaticColumns = ["age"], ClassColumn = "outcome" });
        Assert.Equal(["2", "1"], set.Items.Select(item => item.Id));
        Assert.Equal(["pulse"], set.ColumnNames);
        Assert.Equal([60, double.NaN], set[0].Frame.Column("pulse").ToArray());
        Assert.Equal([70.0], set[0].StaticCovariates);
        Assert.Equal(["ill", "well"], set.ClassNames);
        Assert.Equal(1, set[0].Class);
        using DbDataReader rows = DbProviders.Open(new("postgresql", PostgresFactAttribute.Address, query), _ => null);
        AssertParts(Assert.Throws<InputException>(() => Frame.Read(rows, new DbFrameOptions { IdColumns = ["ward"] })), "2 series");
    }

    [PostgresFact]
    public void Enumerations_and_domains_are_read()
    {
        using PostgresTable table = PostgresTable.Create("at date");
        table.Execute($"CREATE TYPE {table.Name}_sky AS ENUM ('sun', 'rain'); CREATE DOMAIN {table.Name}_load AS float8 CHECK (VALUE > 0)");
        try
        {
            string query = $"SELECT date '2017-01-01' AS at, 'rain'::{table.Name}_sky AS sky, 1.5::{table.Name}_load AS load";
            Frame frame = Read(query);
            Assert.Equal(["rain"], frame.Categories("sky"));
            Assert.Equal([1.5], frame.Column("load").ToArray());
        }
        finally
        {
            table.Execute($"DROP TYPE {table.Name}_sky; DROP DOMAIN {table.Name}_load");
        }
    }

    [PostgresFact]
    public void What_is_wrong_with_a_query_is_told_with_its_place()
    {
        (string Query, string[] Parts)[] wrong =
        [
            ("SELECT at, load\nFROM nowhere", ["nowhere", "line 2, character 6", "'nowhere'"]),
            ("SELEC 1", ["'SELEC 1'", "SELECT time, load"]),
            ("SELECT date '2017-01-01' AS at, 1 AS x WHERE", ["end of", "at the end of the query"]),
            ("SELECT date '2017-01-01' AS at, 1 / (1 - g) AS x FROM generate_series(1, 2) g", ["division by zero"]),
            ("SELECT date '2017-01-02' AS at, 1 AS x UNION ALL SELECT date '2017-01-01', 2", ["Row 2", "2017-01-01", "2017-01-02",
                "ORDER BY at"]),
            ("SELECT date '2017-01-02' AS at, 1 AS x UNION ALL SELECT date '2017-01-02', 2", ["Row 2", "twice"]),
            ("SELECT date '2017-01-02' AS at, 1 AS x UNION ALL SELECT NULL, 2", ["Row 2", "'at'", "NULL"]),
            ("SELECT timestamp 'infinity' AS at, 1 AS x", ["Row 1", "'at'", "infinity"]),
            ("SELECT date '-infinity' AS at, 1 AS x", ["Row 1", "'at'", "infinity"]),
            ("SELECT date '2017-01-02' AS at, 1e300::float8 AS x", ["Row 1", "'x'", "3.4e38"]),
            ("SELECT date '2017-01-02' AS at, '-infinity'::float4 AS x", ["Row 1", "'x'", "3.4e38"]),
            ("SELECT date '2017-01-02' AS at, 1 AS x WHERE false", ["no rows"]),
            ("SELECT date '2017-01-02' AS at", ["no column with values"]),
            ("SELECT date '2017-01-02' AS at, 1 AS x, 2 AS x", ["two columns named 'x'", "AS name"]),
            ("SELECT 1 AS x", ["x", "ORDER BY"]),
            ("SELECT date '2017-01-02' AS at, ARRAY[1] AS x", ["'x'", "integer[]", "cast"]),
            ("SELECT 'early' AS time, 1 AS x", ["Row 1", "'time'", "'early'"]),
        ];
        foreach ((string query, string[] parts) in wrong)
        {
            AssertParts(Assert.Throws<InputException>(() => ReadSet(query)), parts);
        }
    }

    [PostgresFact]
    public void Nothing_is_written_whatever_the_query_says()
    {
        using PostgresTable table = PostgresTable.Create("at date, x integer");
        table.Execute("INSERT INTO TABLE_NAME VALUES ('2017-01-01', 1)");
        string[] queries =
        [
            $"DELETE FROM {table.Name}",
            $"WITH gone AS (DELETE FROM {table.Name} RETURNING *) SELECT * FROM gone",
            $"SELECT * FROM {table.Name}; DELETE FROM {table.Name}",
            $"SELECT * FROM {table.Name}; COMMIT; DELETE FROM {table.Name}; SELECT 1",
            $"SELECT * FROM {table.Name}) TO STDOUT; COMMIT; DELETE FROM {table.Name}; COPY (SELECT 1",
            $"SELECT 1) TO PROGRAM 'touch {_folder.Path}/written' --",
            $"COPY (SELECT 1) TO PROGRAM 'touch {_folder.Path}/written'",
            $"SELECT * INTO {table.Name}_copy FROM {table.Name}",
            "COMMIT", "/* SELECT */ DROP TABLE x", "", ";",
        ];
        foreach (string query in queries)
        {
            InputException exception = Assert.Throws<InputException>(() => Read(query));
            Assert.DoesNotContain(exception.Message, char.IsControl);
        }

        Assert.Equal(1, Read($"TABLE {table.Name}").RowCount);

        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [PostgresFact]
    public void Columns_are_chosen_and_unknown_ones_list_the_known()
    {
        const string query = "SELECT date '2017-01-02' AS begun, 1 AS x, date '2017-01-03' AS ended, interval '1 day' AS l, 2 AS y";
        Frame frame = Read(query, new() { TimeColumn = "ended", Columns = ["y", "x"] });
        Assert.Equal(["y", "x"], frame.ColumnNames);
        Assert.Equal(new DateTime(2017, 1, 3), frame.Time[0]);
        DbFrameOptions[] wrong = [new() { Columns = ["Sun"] }, new() { ClassColumn = "Sun" }, new() { StaticColumns = ["Sun"] },
            new() { TimeColumn = "Sun" }, new() { IdColumns = ["Sun"] }];
        foreach (DbFrameOptions options in wrong)
        {
            AssertParts(Assert.Throws<InputException>(() => Read(query, options)), "'Sun'", "begun, x, ended, l, y");
        }

        AssertParts(Assert.Throws<InputException>(() => Read(query, new() { Columns = ["x"], IdColumns = ["x"] })), "'x'", "twice");
    }

    [PostgresFact]
    public void A_wrong_password_or_database_is_told_without_the_password()
    {
        Uri address = new(PostgresFactAttribute.Address);
        using PostgresTable table = PostgresTable.Create("at date");
        table.Execute("DROP ROLE IF EXISTS unroll_password; CREATE ROLE unroll_password LOGIN PASSWORD 'right-pass'");
        string place = $"{address.Host}:{address.Port}/postgres";
        const string query = "SELECT date '2017-01-02' AS at, 1 AS x";
        Assert.Equal(1, ReadFrom($"postgres://unroll_password:right-pass@{place}", query).RowCount);
        Assert.Equal(
            1, ReadFrom(
                "postgresql://${WHO}:${SECRET}@" + place, query, name => name == "WHO" ? "unroll_password" : "right-pass").RowCount);
        Assert.Equal(1, ReadFrom("${URL}", query, _ => $"postgres://unroll_password:right-pass@{place}").RowCount);
        Assert.Equal(1,
            ReadFrom($"Host={address.Host};Port={address.Port};Username=unroll_password;Password=right-pass;Database=postgres",
                query).RowCount);
        string[] wrongs =
        [
            $"postgres://unroll_password:secret-word@{place}",
            $"postgres://unroll_password@{place}?passfile={_folder.Write("empty", "")}",
            $"postgres://unroll_password@{place}?passfile={_folder.Path}/nowhere",
        ];
        foreach (string wrong in wrongs)
        {
            InputException exception = Assert.Throws<InputException>(() => ReadFrom(wrong, query));
            AssertParts(exception, "unroll_password", address.Port.ToString(CultureInfo.InvariantCulture), "PGPASSWORD");
            Assert.DoesNotContain("secret-word", exception.ToString(), StringComparison.Ordinal);
        }

        AssertParts(Assert.Throws<InputException>(() => ReadFrom($"postgres://postgres@{address.Host}:{address.Port}/nowhere", query)),
            "nowhere", "does not exist");
    }

    private static Frame Read(string query, DbFrameOptions options = default)
    {
        SeriesSet set = ReadSet(query, options);
        return Assert.Single(set.Items).Frame;
    }

    private static Frame ReadFrom(string address, string query, Func<string, string?>? variable = null) =>
        DbFrameReader.ReadSet(new("postgresql", address, query), DbProviders.Opener(variable ?? (_ => null)))[0].Frame;

    private static SeriesSet ReadSet(string query, DbFrameOptions options = default) =>
        DbFrameReader.ReadSet(new("postgresql", PostgresFactAttribute.Address, query), DbProviders.Opener(_ => null), options);

    private static void AssertParts(InputException exception, params string[] parts)
    {
        Assert.DoesNotContain(exception.Message, char.IsControl);
        Assert.All(parts, part => Assert.Contains(part, exception.Message, StringComparison.OrdinalIgnoreCase));
    }

    private static void AssertSameBits(string path)
    {
        using PostgresTable table = PostgresTable.OfCsv(path);
        Frame file = CsvFrameReader.Read(path);
        Frame frame = Read($"SELECT * FROM {table.Name} ORDER BY 1");
        Assert.Equal(file.ColumnNames, frame.ColumnNames);
        Assert.Equal(file.Time.AsSpan().ToArray(), frame.Time.AsSpan().ToArray());
        foreach (string name in file.ColumnNames)
        {
            Assert.Equal(Bits(file, name), Bits(frame, name));
        }

        // Every NaN is a missing value, whatever its bits.
        static long[] Bits(Frame frame, string name) =>
            [.. frame.Column(name).ToArray().Select(value => double.IsNaN(value)
                ? long.MinValue + 1 : BitConverter.DoubleToInt64Bits(value))];
    }

    /// <summary>
    /// A series with what makes rounding hard: halves between floats, many digits, very small and very large numbers, gaps.
    /// </summary>
    private string WriteSeries()
    {
        Random random = new(5);
        string[] hard = ["1.0000000596046448", "16777217", "-1e-42", "3.4028234e38", "1069.1840000000002", "0.1", "-0", ""];
        StringBuilder text = new("Date,Load,Wind\n");
        for (int row = 0; row < 3000; row++)
        {
            double middle = Math.BitIncrement((float)random.NextDouble()) + (Math.ScaleB(1, -26) * random.Next(4));
            string load = row < hard.Length ? hard[row] : middle.ToString("R", CultureInfo.InvariantCulture);
            string wind = (random.NextDouble() * 1000).ToString(row % 2 == 0 ? "R" : "F3", CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"{new DateTime(2006, 1, 1).AddHours(row):yyyy-MM-dd HH:mm:ss},{load},{wind}\n");
        }

        return _folder.Write("series.csv", text.ToString());
    }
}
