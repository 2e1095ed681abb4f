using FsCheck;
using FsCheck.Fluent;
using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

/// <summary>A field of JSON lines is the same on every line: else a column would be missing from some line on without a word.</summary>
public sealed class JsonShapesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("{\"x\":1}\n{\"x\":{\"a\":1}}", "line 2, field 'x': got an object, expected a single value as on the lines before")]
    [InlineData("{\"x\":1}\n\n{\"x\":[1,2]}", "line 3, field 'x': got an array, expected a single value as on the lines before")]
    [InlineData("{\"x\":{\"a\":1}}\n{\"x\":1}", "line 2, field 'x': got '1', expected an object as on the lines before")]
    [InlineData("{\"x\":{\"y\":1}}\n{\"x\":{\"y\":{\"z\":1}}}", "line 2, field 'x.y': got an object")]
    [InlineData("{\"x\":[1,2],\"y\":[1,2]}\n{\"x\":[1],\"y\":3}",
        "line 2, field 'y': got '3', expected an array of values as on the lines before")]
    [InlineData("{\"x\":[1,2],\"y\":3}\n{\"x\":[1],\"y\":[3]}", "line 2, field 'y': got an array, expected a single value")]
    [InlineData("{\"x\":[1,2],\"y\":[[1,2]]}\n{\"x\":[1],\"y\":[3]}", "line 2, field 'y': got an array, expected an array of arrays")]
    [InlineData("{\"x\":[1,2],\"y\":[1,2]}\n{\"x\":[1],\"y\":{\"z\":[3]}}",
        "line 2, field 'y': got an object, expected an array of values")]
    public void A_field_that_becomes_something_else_is_refused(string text, string message) =>
        Assert.Contains(message, Assert.Throws<InputException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("x")]
    [InlineData("x", "x")]
    public void A_column_that_is_an_object_leads_to_its_fields(string column, string? id = null) => Assert.Contains(
        "line 1, field 'x': got an object, expected a single value; name a field of the object instead, as x.NAME",
        Assert.Throws<InputException>(
            () => Read("{\"x\":{\"a\":1},\"y\":2}", id is null ? new() { Columns = [column] } : new() { IdColumns = [id] })).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("{\"x\":1,\"\\ud800\":2}")]
    [InlineData("{\"x\":1,\"y\":\"\\ud800\"}")]
    [InlineData("{\"x\":[1],\"\\ud800\":[2]}")]
    [InlineData("{\"a\":{\"\\ud800\":[2]}}")]
    public void Half_a_surrogate_pair_is_told_with_its_line_wherever_it_stands(string line) => Assert.Contains(
        "line 1: a text has half of a surrogate pair",
        Assert.Throws<InputException>(() => Read(line)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Fields_of_nested_objects_are_named_by_dots()
    {
        string path = _folder.Write("nested.jsonl", "{\"a\":{\"b\":1,\"c\":{\"d\":2}},\"e\":null}\n");
        Assert.Equal(["a.b", "a.c.d", "e"], SeriesReader.ColumnNames(path));
    }

    [Fact]
    public void Whatever_is_not_read_may_be_anything()
    {
        Assert.Equal([2, 3], Read("{\"x\":1,\"y\":2}\n{\"x\":{\"a\":1},\"y\":3}", new() { Columns = ["y"] }).Column("y").ToArray());
        Assert.Equal(
            [double.NaN, 1], Read("{\"x\":1,\"y\":2}\n{\"x\":{\"a\":1},\"y\":3}", new() { Columns = ["x.a"] }).Column("x.a").ToArray());
    }

    [Fact]
    public void Two_shapes_of_a_field_are_refused_and_one_is_read_with_null_anywhere() => Prop.ForAll(
        Gen.Elements("1", "\"up\"", "true", "{\"a\":1}", "{\"a\":{\"b\":2}}").NonEmptyListOf().ToArbitrary(),
        values =>
        {
            string text = string.Join('\n', values.Select(value => $"{{\"y\":0,\"x\":{value}}}\n{{\"y\":0,\"x\":null}}"));
            int shapes = values.Select(value => value.Length < 7 ? "single" : value.Length == 7 ? "a" : "a.b").Distinct().Count();
            bool isText = values.Contains("\"up\"") && values.TakeWhile(value => value != "\"up\"").Any(value => value is "1" or "true");
            try
            {
                Frame frame = Read(text);
                return shapes == 1 && !isText && frame.RowCount == 2 * values.Count && frame.ColumnNames.Count == 2;
            }
            catch (InputException exception)
            {
                return (shapes > 1 || isText) && exception.Message.Contains("field 'x", StringComparison.Ordinal);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(50).WithQuietOnSuccess(true));

    [Fact]
    public void Missing_values_are_those_of_CSV()
    {
        Frame frame = Read("{\"x\":1}\n{\"x\":\"?\"}\n{\"x\":\" #N/A \"}\n{\"x\":\"--\"}\n{\"x\":\"\\\\N\"}\n{\"x\":\".\"}\n{\"x\":\"2\"}");
        Assert.Equal([1, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, 2], frame.Column("x").ToArray());
    }

    private Frame Read(string text, JsonLinesOptions options = default) =>
        JsonLinesReader.ReadSet(_folder.Write("shapes.jsonl", text), options)[0].Frame;
}
