using System.Data;
using System.Data.SqlTypes;
using System.Globalization;
using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

/// <summary>What any database's reader gives, by a table in memory with the types of SQL Server's columns.</summary>
public class DbFrameReaderTests
{
    private static readonly DateTime _first = new(2017, 1, 1);

    [Fact]
    public void Every_type_of_SQL_Server_is_read()
    {
        // As Microsoft.Data.SqlClient maps them: bit, tinyint … float, decimal and money, date and datetime2, datetimeoffset, time,
        // sql_variant.
        (string Name, Type Type, object[] Values, double[] Expected)[] columns =
        [
            ("bit", typeof(bool), [true, false], [1, 0]),
            ("tinyint", typeof(byte), [(byte)255, (byte)0], [255, 0]),
            ("smallint", typeof(short), [(short)-5, (short)5], [-5, 5]),
            ("int", typeof(int), [70000, -70000], [70000, -70000]),
            ("bigint", typeof(long), [9007199254740991, -1L], [9007199254740991, -1]),
            ("real", typeof(float), [0.5f, float.NaN], [0.5, double.NaN]),
            ("float", typeof(double), [1.0000000596046447, -0.25], [1.0000000596046447, -0.25]),
            ("money", typeof(decimal), [922337203685477.5807m, -0.1m], [922337203685477.5807, -0.1]),
            ("spent", typeof(TimeSpan), [TimeSpan.FromMinutes(90), TimeSpan.FromTicks(5)], [5400, 5e-7]),
            ("variant", typeof(object), [3, 4.5m], [3, 4.5]),
            ("nvarchar", typeof(string), ["sun", "rain"], [0, 1]),
            ("uniqueidentifier", typeof(Guid), [Guid.Empty, Guid.Empty], [0, 0]),
        ];
        using DataTable table = new() { Locale = CultureInfo.InvariantCulture };
        table.Columns.Add("measured", typeof(DateTime));
        foreach ((string name, Type type, _, _) in columns)
        {
            table.Columns.Add(name, type);
        }

        table.Rows.Add([_first, .. columns.Select(column => column.Values[0])]);
        table.Rows.Add([_first.AddTicks(1), .. columns.Select(_ => DBNull.Value)]);
        table.Rows.Add([_first.AddHours(1), .. columns.Select(column => column.Values[1])]);
        using DataTableReader reader = table.CreateDataReader();

        Frame frame = Frame.Read(reader);

        Assert.Equal([_first, _first.AddTicks(1), _first.AddHours(1)], frame.Time.AsSpan().ToArray());
        Assert.All(columns, column => Assert.Equal([column.Expected[0], double.NaN, column.Expected[1]],
            frame.Column(column.Name).ToArray()));
        Assert.Equal(["sun", "rain"], frame.Categories("nvarchar"));
    }

    [Theory]
    [MemberData(nameof(Times))]
    public void Moments_of_every_kind_become_stamps(object value, DateTime expected)
    {
        using DataTable table = new() { Locale = CultureInfo.InvariantCulture };
        table.Columns.Add("time", value.GetType());
        table.Columns.Add("x", typeof(int));
        table.Rows.Add(value, 1);
        using DataTableReader reader = table.CreateDataReader();

        Assert.Equal(expected, Frame.Read(reader).Time[0]);
    }

    public static TheoryData<object, DateTime> Times() => new()
    {
        { new DateTime(2017, 1, 1, 6, 0, 0, DateTimeKind.Utc), _first.AddHours(6) },
        { new DateTimeOffset(2017, 1, 1, 6, 0, 0, TimeSpan.FromHours(5)), _first.AddHours(1) },
        { new DateOnly(2017, 1, 1), _first },
        { "2017-01-01 06:00", _first.AddHours(6) },
        { "2017-01-01T06:00:00+05:00", _first.AddHours(1) },
        { 1483228800, _first },
        { 1483228800L, _first },
        { 1483228800000L, _first },
        { 1483228800000000m, _first },
        { 1483228800000000000.0, _first },
        { 1483228800.5, _first.AddMilliseconds(500) },
    };

    [Theory]
    [InlineData("922337203685477.5807")]
    [InlineData("0.1")]
    [InlineData("-79228162514264337593543950335")]
    [InlineData("9007199254740993")]
    [InlineData("0.0000000000000000000000000001")]
    [InlineData("123456789.123456789123456789")]
    public void Decimals_are_the_doubles_of_their_text(string text) =>
        Assert.Equal(double.Parse(text, CultureInfo.InvariantCulture), DbCells.Of(decimal.Parse(text, CultureInfo.InvariantCulture)));

    [Fact]
    public void Series_static_covariates_and_classes_are_read_and_rows_may_take_turns()
    {
        using DataTable table = Table(("ward", typeof(string)), ("bed", typeof(int)), ("time", typeof(DateTime)), ("age",
            typeof(decimal)), ("x", typeof(double)), ("outcome", typeof(bool)));
        table.Rows.Add("b", 1, _first, 70m, 1.0, true);
        table.Rows.Add("a", 1, _first, 33m, 2.0, false);
        table.Rows.Add("b", 1, _first.AddDays(1), DBNull.Value, 3.0, true);
        using DataTableReader reader = table.CreateDataReader();

        DbFrameOptions options = new() { IdColumns = ["ward", "bed"], StaticColumns = ["age"], ClassColumn = "outcome" };
        SeriesSet set = SeriesSet.Read(reader, options);

        Assert.Equal(2, set.Count);
        Assert.Equal([1, 3], set[0].Frame.Column("x").ToArray());
        Assert.Equal([70.0], set[0].StaticCovariates.Select(value => (double)value));
        Assert.Equal(["false", "true"], set.ClassNames);
        Assert.Equal(1, set[0].Class);
    }

    [Fact]
    public void What_is_wrong_is_told_with_its_row_and_column()
    {
        AssertRefused([("time", typeof(DateTime)), ("x", typeof(double))], [[_first, 1.0], [_first, 2.0]], "Row 2", "twice");
        AssertRefused([("time", typeof(DateTime)), ("x", typeof(double))], [[_first, 1.0], [_first.AddDays(-1), 2.0]], "Row 2",
            "2016-12-31", "ORDER BY time");
        AssertRefused([("time", typeof(DateTime)), ("x", typeof(double))], [[_first, 1.0], [DBNull.Value, 2.0]], "Row 2", "'time'", "NULL");
        AssertRefused([("time", typeof(DateTime)), ("x", typeof(double))], [[_first, double.PositiveInfinity]], "Row 1", "'x'", "infinite");
        AssertRefused([("time", typeof(DateTime)), ("x", typeof(byte[]))], [[_first, Array.Empty<byte>()]], "'x'", "Byte[]",
            "leave it out");
        AssertRefused([("time", typeof(DateTime)), ("x", typeof(object))], [[_first, 1], [_first.AddDays(1), Array.Empty<byte>()]],
            "Row 2", "'x'");
        AssertRefused([("time", typeof(DateTime)), ("x", typeof(double)), ("until", typeof(DateTime))], [[_first, 1.0, _first]], "'until'");
        AssertRefused([("time", typeof(DateTime)), ("x", typeof(double))], [], "no rows");
        AssertRefused([("time", typeof(DateTime))], [[_first]], "no column with values");
        AssertRefused([("time", typeof(string)), ("x", typeof(int))], [["early", 1]], "Row 1", "'time'", "'early'", "2017-12-31");
    }

    [Fact]
    public void Rows_without_times_are_numbered_unless_that_is_refused()
    {
        using DataTable table = Table(("x", typeof(int)));
        table.Rows.Add(1);
        using DataTableReader numbered = table.CreateDataReader();
        Assert.True(Frame.Read(numbered).Time.IsNumbered);
        using DataTableReader refused = table.CreateDataReader();
        string message = Assert.Throws<InputException>(() => Frame.Read(refused, new DbFrameOptions { RequireTime = true })).Message;
        Assert.Contains("ORDER BY", message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_infinite_or_foreign_value_of_a_provider_is_told_as_bad_input()
    {
        using DataTable table = Table(("time", typeof(DateTime)), ("x", typeof(SqlDecimal)));
        table.Rows.Add(_first, new SqlDecimal(1));
        using DataTableReader reader = table.CreateDataReader();
        Assert.Contains("'x'", Assert.Throws<InputException>(() => Frame.Read(reader)).Message, StringComparison.Ordinal);
    }

    private static void AssertRefused((string Name, Type Type)[] columns, object[][] rows, params string[] parts)
    {
        using DataTable table = Table(columns);
        foreach (object[] row in rows)
        {
            table.Rows.Add(row);
        }

        using DataTableReader reader = table.CreateDataReader();
        string message = Assert.Throws<InputException>(() => SeriesSet.Read(reader)).Message;
        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    private static DataTable Table(params (string Name, Type Type)[] columns)
    {
        DataTable table = new() { Locale = CultureInfo.InvariantCulture };
        foreach ((string name, Type type) in columns)
        {
            table.Columns.Add(name, type);
        }

        return table;
    }
}
