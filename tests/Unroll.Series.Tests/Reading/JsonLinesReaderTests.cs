using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

public sealed class JsonLinesReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_become_a_frame()
    {
        Frame frame = Read("""
            {"time": "2017-01-01", "load": 1.5, "sensor": {"temperature": -2e3, "on": true}, "weather": "sunny"}
            {"weather": "rain", "time": "2017-01-02", "load": null, "sensor": {"temperature": 7}}

            {"time": "2017-01-03", "load": "2.5", "late": 4, "weather": "sunny", "sensor": {"on": false, "temperature": "NaN"}}
            """);
        Assert.Equal(["load", "sensor.temperature", "sensor.on", "weather", "late"], frame.ColumnNames);
        Assert.Equal([1.5, double.NaN, 2.5], frame.Column("load").ToArray());
        Assert.Equal([-2000, 7, double.NaN], frame.Column("sensor.temperature").ToArray());
        Assert.Equal([1, double.NaN, 0], frame.Column("sensor.on").ToArray());
        Assert.Equal([0, 1, 0], frame.Column("weather").ToArray());
        Assert.Equal(["sunny", "rain"], frame.Categories("weather"));
        Assert.Null(frame.Categories("load"));
        Assert.Equal([double.NaN, double.NaN, 4], frame.Column("late").ToArray());
        Assert.Equal(new DateTime(2017, 1, 3), frame.Time[2]);
        Assert.Equal(TimeSpan.FromDays(1), frame.Time.Interval);
    }

    [Theory]
    [InlineData("{\"load\":1,\"ds\":\"2017-01-01\"}\n{\"load\":2,\"ds\":\"2017-01-02\"}\n")] // the time by its name
    [InlineData("{\"load\":1,\"when\":\"2017-01-01\"}\n{\"load\":2,\"when\":\"2017-01-02\"}")] // by its content, no line break at the end
    [InlineData("\uFEFF{\"load\":1,\"time\":\"2017-01-01T00:00:00Z\"}\r\n\r\n{\"load\":2,\"time\":\"2017-01-02T00:00:00Z\"}\r\n")]
    [InlineData("{\"load\":1,\"timestamp\":1483228800}\n{\"load\":2,\"timestamp\":1483315200}\n")] // seconds since 1970
    [InlineData("{\"load\":1,\"timestamp\":1483228800000}\n{\"load\":2,\"timestamp\":1483315200000}\n")]
    [InlineData("{\"target\": [1, 2], \"start\": \"2017-01-01\", \"freq\": \"D\"}", "target")]
    [InlineData("{\"time\": [\"2017-01-01\", \"2017-01-02\"], \"load\": [1, 2]}")]
    [InlineData("{\"load\": [1, 2], \"stamps\": [\"2017-01-01\", \"2017-01-02\"]}")]
    public void The_usual_spellings_are_read(string text, string column = "load")
    {
        Frame frame = Read(text);
        Assert.Equal([column], frame.ColumnNames);
        Assert.Equal([1, 2], frame.Column(column).ToArray());
        Assert.Equal([new DateTime(2017, 1, 1), new DateTime(2017, 1, 2)], frame.Time.AsSpan().ToArray());
    }

    [Fact]
    public void Rows_without_time_are_numbered()
    {
        Frame frame = Read("{\"x\": 1}\n{\"x\": 2}\n");
        Assert.True(frame.Time.IsNumbered);
        Assert.Equal([1, 2], frame.Column("x").ToArray());
    }

    [Fact]
    public void Rows_of_many_series_may_take_turns()
    {
        SeriesSet set = ReadSet(
            """
            {"ward": "b", "time": "2017-01-01", "age": 70, "pulse": 60, "outcome": "10"}
            {"ward": "a", "time": "2017-01-01", "pulse": 61, "outcome": "9"}
            {"ward": "b", "time": "2017-01-02", "age": 70, "pulse": 62, "outcome": "10"}
            {"ward": "a", "time": "2016-12-31T23:59:00-01:00", "age": 33, "pulse": 63}
            """,
            new() { IdColumns = ["ward"], StaticColumns = ["age"], ClassColumn = "outcome" });
        Assert.Equal(["b", "a"], set.Items.Select(item => item.Id));
        Assert.Equal(["pulse"], set.ColumnNames);
        Assert.Equal(["age"], set.StaticNames);
        Assert.Equal(["9", "10"], set.ClassNames); // numbers by size
        Assert.Equal([60, 62], set[0].Frame.Column("pulse").ToArray());
        Assert.Equal([61, 63], set[1].Frame.Column("pulse").ToArray());
        Assert.Equal(new DateTime(2017, 1, 1, 0, 59, 0), set[1].Frame.Time[1]);
        Assert.Equal([70.0], set[0].StaticCovariates);
        Assert.Equal([33.0], set[1].StaticCovariates);
        Assert.Equal(1, set[0].Class);
        Assert.Equal(0, set[1].Class);
    }

    [Fact]
    public void Several_fields_tell_series_apart()
    {
        SeriesSet rows = ReadSet(
            """
            {"shop": "a/b", "item": 1, "time": "2017-01-01", "sold": 1}
            {"shop": "a", "item": 1, "time": "2017-01-01", "sold": 2}
            {"item": 1, "sold": 3, "shop": "a/b", "time": "2017-01-02"}
            """,
            new() { IdColumns = ["shop", "item"] });
        Assert.Equal(["a\\/b/1", "a/1"], rows.Items.Select(item => item.Id));
        Assert.Equal(["sold"], rows.ColumnNames);
        Assert.Equal([1, 3], rows[0].Frame.Column("sold").ToArray());

        SeriesSet series = ReadSet(
            """
            {"shop": "a", "item": 1, "sold": [1, 2]}
            {"shop": "a", "item": 2, "sold": [3]}
            """,
            new() { IdColumns = ["shop", "item"] });
        Assert.Equal(["a/1", "a/2"], series.Items.Select(item => item.Id));

        Refuse("no field 'item'", """{"shop": "a", "time": "2017-01-01", "sold": 1}""");
        Refuse("no field 'item'", """{"shop": "a", "sold": [1]}""");
        Refuse("'a/1' before", """
            {"shop": "a", "item": 1, "sold": [1]}
            {"shop": "a", "item": 1, "sold": [3]}
            """);

        void Refuse(string message, string text) => Assert.Contains(message, Assert.Throws<InputException>(
            () => ReadSet(text, new() { IdColumns = ["shop", "item"] })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_of_GluonTS_are_series()
    {
        SeriesSet set = ReadSet(
            """{"item_id": "a", "start": "2017-01-31 00:00:00", "freq": "M", "target": [1, "NaN", 3], "feat_static_cat": [4, 0], """ +
            """
            "feat_dynamic_real": [[1, 2, 3, 4], [5, 6, 7, 8]]}
            {"item_id": "b", "start": "2017-01-01", "freq": "M", "target": [9], "feat_static_cat": [5, 1], "feat_dynamic_real": [[1], [2]]}
            """);
        Assert.Equal(["a", "b"], set.Items.Select(item => item.Id));
        Assert.Equal(["target", "feat_dynamic_real.0", "feat_dynamic_real.1"], set.ColumnNames);
        Assert.Equal(["feat_static_cat.0", "feat_static_cat.1"], set.StaticNames);
        Assert.Equal([4.0, 0.0], set[0].StaticCovariates);
        Assert.Equal([1, double.NaN, 3, double.NaN], set[0].Frame.Column("target").ToArray()); // features are known a step further
        Assert.Equal([5, 6, 7, 8], set[0].Frame.Column("feat_dynamic_real.1").ToArray());
        Assert.Equal(
            [new DateTime(2017, 1, 31), new DateTime(2017, 2, 28), new DateTime(2017, 3, 31), new DateTime(2017, 4, 30)],
            set[0].Frame.Time.AsSpan().ToArray());
        Assert.Equal(1, set[1].Frame.RowCount);
    }

    [Fact]
    public void Lines_with_arrays_by_name_are_series_with_a_class()
    {
        SeriesSet set = ReadSet(
            """{"id": 7, "time": ["2017-01-01 10:00", "2017-01-01 10:05"], "x": [1, null], "gesture": ["up", "down"], """ +
            """
            "label": "walking", "age": 30, "note": "left handed"}
            {"id": 8, "time": ["2017-01-01 10:00"], "x": [3], "label": "running", "age": null}
            """);
        Assert.Equal(["7", "8"], set.Items.Select(item => item.Id));
        Assert.Equal(["x", "gesture"], set.ColumnNames);
        Assert.Equal(["running", "walking"], set.ClassNames);
        Assert.Equal([1, 0], set.Items.Select(item => item.Class!.Value));
        Assert.Equal([1, double.NaN], set[0].Frame.Column("x").ToArray());
        Assert.Equal(["up", "down"], set[0].Frame.Categories("gesture"));
        Assert.Equal([double.NaN], set[1].Frame.Column("gesture").ToArray());
        Assert.Equal(["age"], set.StaticNames);
        Assert.True(double.IsNaN(set[1].StaticCovariates[0]));
    }

    [Fact]
    public void Fields_are_read_by_choice_and_the_others_may_hold_anything()
    {
        JsonLinesOptions options = new() { TimeColumn = "meta.at", Columns = ["b", "a"] };
        Frame rows = Read("{\"a\":1,\"b\":2,\"c\":[[{}]],\"meta\":{\"at\":\"2017-01-01\",\"by\":{}}}\n".Edit(",\"c\":[[{}]]", ""), options);
        Assert.Equal(["b", "a"], rows.ColumnNames);
        Assert.Equal([2], rows.Column("b").ToArray());

        Frame series = Read("{\"a\":[1],\"b\":[2],\"c\":[[{}]],\"d\":[1,2,3]}\n", new() { Columns = ["b", "a"] });
        Assert.Equal(["b", "a"], series.ColumnNames);
        Assert.Equal([1], series.Column("a").ToArray());
    }

    [Theory]
    [InlineData("D", "2017-01-06", "2017-01-07")]
    [InlineData("B", "2017-01-06", "2017-01-09")] // from Friday to Monday
    [InlineData("15min", "2017-01-06", "2017-01-06 00:15")]
    [InlineData("2H", "2017-01-06", "2017-01-06 02:00")]
    [InlineData("W-SUN", "2017-01-06", "2017-01-13")]
    [InlineData("QS", "2017-01-01", "2017-04-01")]
    [InlineData("A-DEC", "2016-12-31", "2017-12-31")]
    [InlineData("S", "2017-01-06", "2017-01-06 00:00:01")]
    public void Frequencies_are_those_of_pandas(string frequency, string start, string second)
    {
        Frame frame = Read($"{{\"start\":\"{start}\",\"freq\":\"{frequency}\",\"target\":[1,2]}}");
        Assert.Equal(DateTime.Parse(second, CultureInfo.InvariantCulture), frame.Time[1]);
        Assert.Equal(
            frame.Time.AsSpan().ToArray(),
            Read($"{{\"start\":\"{start}\",\"target\":[1,2]}}", new() { Frequency = frequency }).Time.AsSpan().ToArray());
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("\n \n", "blank")]
    [InlineData("{\"time\":\"2017-01-01\",\"x\":1}\n{\"time\":\"2017-01-02\",\"x\":\"high\"}\n", "line 2", "'x'", "'high'", "number")]
    [InlineData("{\"time\":\"2017-01-01\",\"x\":1}\n\n{\"time\":\"2017-01-02\",\"x\":1e99}\n", "line 3", "'x'", "'1e99'")]
    [InlineData("{\"time\":\"2017-01-01\",\"x\":1}\n{\"time\":\"01.02.2017\",\"x\":1}\n", "line 2", "'time'", "'01.02.2017'", "2017-12-31")]
    [InlineData("{\"time\":\"2017-01-01\",\"x\":1}\n{\"x\":1}\n", "line 2", "'time'")]
    [InlineData("{\"time\":\"2017-01-02\",\"x\":1}\n{\"time\":\"2017-01-01\",\"x\":1}\n", "line 2", "2017-01-01", "2017-01-02", "sort")]
    [InlineData("{\"time\":\"2017-01-02\",\"x\":1}\n{\"time\":\"2017-01-02\",\"x\":1}\n", "line 2", "2017-01-02", "twice", "id: NAME")]
    [InlineData("{\"time\":\"2017-01-01\",\"x\":1}\n{\"time\":\"2017-01-02\",\"x\":1\n", "line 2", "JSON")]
    [InlineData("{\"time\":\"2017-01-01\",\"x\":1} {}\n", "line 1", "JSON")]
    [InlineData("{\"time\":\"2017-01-01\",\"x\":1}\n[1,2]\n", "line 2", "object")]
    [InlineData("{\"time\":\"2017-01-01\",\"x\":1,\"x\":2}\n", "line 1", "'x'", "twice")]
    [InlineData("{\"time\":\"2017-01-01\",\"a.b\":1,\"a\":{\"b\":2}}\n", "line 1", "'a.b'", "twice")]
    [InlineData("{\"time\":\"2017-01-01\",\"x\":1}\n{\"time\":\"2017-01-02\",\"x\":[1]}\n", "line 2", "'x'", "an array")]
    [InlineData("{\"time\":\"2017-01-01\",\"x\":\"\\ud800\"}\n", "line 1", "surrogate")]
    [InlineData("{\"time\":\"2017-01-01\"}\n", "values")]
    [InlineData("{\"start\":\"2017-01-01\",\"target\":[1]}\n", "line 1", "freq", "15min")]
    [InlineData("{\"start\":\"2017-01-01\",\"freq\":\"often\",\"target\":[1]}\n", "line 1", "'often'", "15min")]
    [InlineData("{\"start\":\"9999-12-30\",\"freq\":\"D\",\"target\":[1,2,3]}\n", "line 1", "9999")]
    [InlineData("{\"start\":\"early\",\"freq\":\"D\",\"target\":[1]}\n", "line 1", "'start'", "'early'")]
    [InlineData("{\"x\":[1,2],\"y\":[1]}\n", "line 1", "'y'", "1 value,", "2 as in 'x'")]
    [InlineData("{\"time\":[\"2017-01-01\"],\"x\":[1,2]}\n", "line 1", "'x'", "2 values", "1 as in 'time'")]
    [InlineData("{\"time\":[\"2017-01-02\",\"2017-01-01\"],\"x\":[1,2]}\n", "line 1", "'time'", "2017-01-01")]
    [InlineData("{\"x\":[1,{}]}\n", "line 1", "'x'", "an object")]
    [InlineData("{\"x\":[1,[2]]}\n", "line 1", "'x'", "an array")]
    [InlineData("{\"x\":[[1],2]}\n", "line 1", "'x'", "'2'")]
    [InlineData("{\"x\":[]}\n", "line 1", "no values")]
    [InlineData("{\"id\":1,\"x\":[1]}\n{\"id\":1,\"x\":[1]}\n", "line 2", "'1'", "own id")]
    public void A_wrong_file_is_told_with_its_place(string text, params string[] parts)
    {
        InputException exception = Assert.Throws<InputException>(() => ReadSet(text));
        Assert.Contains("series.jsonl", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", exception.Message, StringComparison.Ordinal);
        Assert.All(parts, part => Assert.Contains(part, exception.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Other_encodings_are_told()
    {
        string path = Path.Combine(_folder.Path, "other.jsonl");
        File.WriteAllText(path, "{\"x\": 1}", Encoding.Unicode);
        Assert.Contains("UTF-16", Assert.Throws<InputException>(() => JsonLinesReader.Read(path)).Message, StringComparison.Ordinal);
        File.WriteAllText(path, "{\"x\": 1}\n{\"é\": 1}", Encoding.Latin1);
        string message = Assert.Throws<InputException>(() => JsonLinesReader.Read(path)).Message;
        Assert.Contains("line 2", message, StringComparison.Ordinal);
        Assert.Contains("UTF-8", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fields_that_are_not_there_list_the_known()
    {
        JsonLinesOptions[] wrong = [
            new() { Columns = ["Sun"] }, new() { ClassColumn = "Sun" }, new() { StaticColumns = ["Sun"] }, new() { TimeColumn = "Sun" },
            new() { IdColumns = ["Sun"] }];
        foreach (JsonLinesOptions options in wrong)
        {
            InputException rows = Assert.Throws<InputException>(() => ReadSet("{\"time\":\"2017-01-01\",\"x\":1}\n", options));
            Assert.Contains("'Sun'", rows.Message, StringComparison.Ordinal);
            InputException series = Assert.Throws<InputException>(() => ReadSet("{\"time\":[\"2017-01-01\"],\"x\":[1]}\n", options));
            Assert.Contains("'Sun'", series.Message, StringComparison.Ordinal);
        }

        Assert.Contains(
            "time, x", Assert.Throws<InputException>(() => ReadSet("{\"time\":\"2017-01-01\",\"x\":1}\n", wrong[0])).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "'x'", Assert.Throws<InputException>(() => ReadSet("{\"x\":1}", new() { Columns = ["x"], IdColumns = ["x"] })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void One_series_is_not_many()
    {
        InputException exception = Assert.Throws<InputException>(() => Read("{\"x\":[1]}\n{\"x\":[2]}\n"));
        Assert.Contains("2 series", exception.Message, StringComparison.Ordinal);
        Assert.Contains(
            "nowhere", Assert.Throws<InputException>(() => JsonLinesReader.Read(Path.Combine(_folder.Path, "nowhere"))).Message,
            StringComparison.Ordinal);
        Assert.Throws<InputException>(() => JsonLinesReader.Read(_folder.Path));
    }

    [Fact]
    public void Other_names_on_every_line_do_not_fill_the_memory()
    {
        string rows = string.Join('\n', Enumerable.Range(0, 9000).Select(i => $"{{\"a{i}\":1}}"));
        Assert.Contains("name the fields", Assert.Throws<InputException>(() => Read(rows)).Message, StringComparison.Ordinal);
        string series = string.Join('\n', Enumerable.Range(0, 9000).Select(i => $"{{\"a{i}\":[1]}}"));
        Assert.Contains("most lines lack", Assert.Throws<InputException>(() => ReadSet(series)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_may_be_longer_than_any_buffer()
    {
        double[] values = [.. Enumerable.Range(0, 200_000).Select(i => i / 8.0)];
        string line = $"{{\"x\":[{string.Join(',', values.Select(value => value.ToString(CultureInfo.InvariantCulture)))}]}}";
        SeriesSet set = ReadSet($"{{\"x\":[1]}}\n{line}\n{{\"x\":[2]}}\n");
        Assert.Equal(3, set.Count);
        Assert.Equal(values, set[1].Frame.Column("x").ToArray());
    }

    [Fact]
    public void What_is_written_in_either_shape_is_read_back() => Prop.ForAll(
        ArbMap.Default.ArbFor<double>().Generator.Where(value => !float.IsInfinity((float)value)).NonEmptyListOf().ToArbitrary(),
        values =>
        {
            // A column needs one number: without any, nothing says what it holds.
            double[] column = [1, .. values];
            string[] texts = [.. column.Select(value => double.IsNaN(value) ? "null" : value.ToString("R", CultureInfo.InvariantCulture))];
            string rows = string.Join('\n', texts.Select(text => $"{{\"x\":{text}}}"));
            string series = $"{{\"x\":[{string.Join(", ", texts)}]}}";
            return Bits(rows).SequenceEqual(column.Select(BitConverter.DoubleToInt64Bits)) && Bits(series).SequenceEqual(Bits(rows));

            static long[] Bits(string text) =>
                [.. JsonLinesReader.ReadSet(new MemoryStream(Encoding.UTF8.GetBytes(text)), "text", default)[0].Frame.Column("x").ToArray()
                    .Select(BitConverter.DoubleToInt64Bits)];
        }).QuickCheckThrowOnFailure();

    private Frame Read(string text, JsonLinesOptions options = default) =>
        JsonLinesReader.Read(_folder.Write("series.jsonl", text), options);

    private SeriesSet ReadSet(string text, JsonLinesOptions options = default) =>
        JsonLinesReader.ReadSet(_folder.Write("series.jsonl", text), options);
}
