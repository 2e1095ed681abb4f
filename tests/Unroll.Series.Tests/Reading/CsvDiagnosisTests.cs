using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

public sealed class CsvDiagnosisTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("time,x\n2017-01-01,1\n2017-01-02,2\n2017-01-03,3\n", false, DuplicateTimestamps.Refuse, null, 3)]
    [InlineData("time,x\n2017-01-02,1\n2017-01-01,2\n2017-01-03,3\n", true, DuplicateTimestamps.Refuse, null, 3)]
    [InlineData("time,x\n2017-01-01,1\n2017-01-01,2\n2017-01-02,3\n2017-01-03,3\n2017-01-04,3\n", false, DuplicateTimestamps.Mean, null, 5)]
    [InlineData("time,x\n2017-01-02,1\n2017-01-01,2\n2017-01-02,3\n2017-01-03,3\n2017-01-04,3\n", true, DuplicateTimestamps.Mean, null, 5)]
    [InlineData("time,ward,x\n2017-01-01,a,1\n2017-01-01,b,2\n2017-01-02,a,3\n2017-01-02,b,4\n", false, DuplicateTimestamps.Refuse, "ward",
        4)]
    [InlineData("time,ward,x\n2017-01-02,a,1\n2017-01-03,a,2\n2017-01-01,b,3\n2017-01-02,b,4\n", false, DuplicateTimestamps.Refuse, "ward",
        4)]
    [InlineData("time,x\n\n2017-01-02,1\n,\n2017-01-01,\"2\"\n", true, DuplicateTimestamps.Refuse, null, 2)]
    public void Options_follow_from_the_order_of_rows(string text, bool sort, DuplicateTimestamps duplicates, string? id, int rows)
    {
        string path = _folder.Write("table.csv", text);

        CsvDiagnosis found = CsvDiagnosis.Of(path);

        Assert.Equal(sort, found.Options.Sort);
        Assert.Equal(duplicates, found.Options.DuplicateTimestamps);
        Assert.Equal(id is null ? null : [id], found.Options.IdColumns);
        Assert.Equal(rows, found.Rows);
        Assert.True(CsvFrameReader.ReadSet(path, found.Options).Count >= 1);
    }

    [Fact]
    public void An_hour_that_comes_twice_in_autumn_points_to_a_zone()
    {
        DateTime first = new(2017, 10, 28, 0, 0, 0, DateTimeKind.Utc);
        TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        IEnumerable<string> rows = Enumerable.Range(0,
            48).Select(hour => FormattableString.Invariant(
                $"{TimeZoneInfo.ConvertTimeFromUtc(first.AddHours(hour), zone):yyyy-MM-dd HH:mm},{hour}"));

        CsvDiagnosis found = CsvDiagnosis.Of(_folder.Write("local.csv", "time,x\n" + string.Join('\n', rows)));

        Assert.Equal("Europe/Berlin", found.ClockZone);
        Assert.Null(found.MayTellApart);

        // Where rows are merely newest first, no clock has to do with it.
        string days = string.Concat(Enumerable.Range(0, 28).Select(day => $"2017-02-{28 - day:D2},{day}\n"));
        Assert.Null(CsvDiagnosis.Of(_folder.Write("descending.csv", "time,x\n" + days)).ClockZone);
    }

    [Fact]
    public void Measurements_of_one_row_each_are_told_by_the_column_that_names_them()
    {
        string path = _folder.Write("long.csv", "time,variable,value\n" + string.Join('\n', Enumerable.Range(0,
            40).Select(i => $"2017-01-{1 + (i / 2):D2},{(i % 2 == 0 ? "load" : "wind")},{i}")));

        CsvFrameOptions options = CsvDiagnosis.Of(path).Options;

        Assert.Equal(("variable", "value"), (options.VariableColumn, options.ValueColumn));
        Assert.Equal(["load", "wind"], CsvFrameReader.Read(path, options).ColumnNames);
    }

    [Theory]
    [InlineData("store,item", 2, 3, 1, 0)]
    [InlineData("country,store,item", 2, 2, 3, 0)]
    [InlineData("store,item", 2, 3, 1, 4)]
    public void Several_columns_are_found_that_tell_series_apart_together(string ids, int first, int second, int third, int repeats)
    {
        string[] names = ids.Split(',');
        List<string> rows = [.. from a in Enumerable.Range(1, first) from b in Enumerable.Range(1, second)
            from c in Enumerable.Range(1, third)
            from day in Enumerable.Range(0, 100)
            select $"{new DateTime(2020, 1, 1).AddDays(day):yyyy-MM-dd},{string.Join(',', new[] { a, b, c }.Take(names.Length))},{day % 2},"
                + $"{(10 * a) + b + (day * c % 7)}"];
        rows.AddRange([.. rows.Take(repeats)]);
        string path = _folder.Write("panel.csv", $"date,{ids},promo,sales\n{string.Join('\n', rows)}\n");

        CsvDiagnosis found = CsvDiagnosis.Of(path);

        Assert.Equal(names, found.Options.IdColumns);
        Assert.Equal(repeats > 0 ? DuplicateTimestamps.Mean : DuplicateTimestamps.Refuse, found.Options.DuplicateTimestamps);
        SeriesSet set = CsvFrameReader.ReadSet(path, found.Options);
        Assert.Equal(first * second * third, set.Count);
        Assert.All(set.Items, item => Assert.Equal(100, item.Frame.RowCount));
    }

    [Fact]
    public void Values_never_tell_series_apart()
    {
        string path = _folder.Write(
            "log.csv", "time,level,value\n" + string.Concat(Enumerable.Range(0, 600)
                .Select(i => $"2020-01-01 00:{i / 20:D2},{(i * 7 % 3 == 0 ? "info" : "warning")},{i * 7919 % 100_003}\n")));

        // Nor is a mean taken that may be one over series, unless that is asked for.
        Assert.Contains(
            "600 rows with only 30 different stamps", Assert.Throws<InputException>(() => CsvDiagnosis.Of(path)).Message,
            StringComparison.Ordinal);
        CsvDiagnosis found = CsvDiagnosis.Of(path, new() { DuplicateTimestamps = DuplicateTimestamps.Mean });
        Assert.Equal((null, DuplicateTimestamps.Mean), (found.Options.IdColumns, found.Options.DuplicateTimestamps));
        Assert.Equal(30, CsvFrameReader.Read(path, found.Options).RowCount);
    }

    [Theory]
    [InlineData("store,item", "[store, item]", null)]
    [InlineData("store,item", "[store, item]", "store")]
    [InlineData("item,store", "[item, store]", "item")]
    public void Columns_that_tell_series_apart_are_named_where_stamps_repeat(string names, string ids, string? given)
    {
        string[] keys = names.Split(',');
        string rows = string.Concat(
            from day in Enumerable.Range(1, 20)
            from first in Enumerable.Range(1, 2)
            from second in Enumerable.Range(1, 3)
            select $"2020-01-{day:D2},{first},{second},{(day * 31) + first + second}\n");
        string path = _folder.Write("shops.csv", $"date,{keys[0]},{keys[1]},sales\n{rows}");
        InputException error = Assert.Throws<InputException>(
            () => CsvFrameReader.ReadSet(path, new() { IdColumns = given is null ? null : [given], Columns = ["sales"] }));
        Assert.Contains($"data.id: {ids}", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("mean for example", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stamp_that_is_none_is_told_with_its_line() =>
        Assert.Contains(
            "line 3",
            Assert.Throws<InputException>(() => CsvDiagnosis.Of(_folder.Write("bad.csv",
                "time,x\n2017-01-01,1\nsoon,2\n2017-01-03,3\n2017-01-04,3\n2017-01-05,3\n2017-01-06,3\n2017-01-07,3\n"
                + "2017-01-08,3\n2017-01-09,3\n2017-01-10,3\n2017-01-11,3\n"))).Message,
            StringComparison.Ordinal);
}
