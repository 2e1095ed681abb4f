using System.Text.Json;
using System.Text.Json.Nodes;
using Unroll.Formats;

namespace Unroll.Tests.Formats;

public class JsonFormatterTests
{
    [Fact]
    public void Documents_are_indented_with_letters_as_they_are()
    {
        JsonObject document = new() { ["größe"] = "m²", ["values"] = new JsonArray(1, 2.5) };

        Assert.Equal("{\n  \"größe\": \"m²\",\n  \"values\": [\n    1,\n    2.5\n  ]\n}", JsonFormatter.Format(document));
        Assert.Equal("\"ok\"", JsonFormatter.Format(json => json.WriteStringValue("ok")));
    }

    [Fact]
    public void Merged_objects_keep_the_order_of_their_fields_and_stay_as_they_are()
    {
        JsonObject first = new() { ["b"] = 1, ["a"] = null }, second = new() { ["b"] = 2, ["c"] = new JsonArray(3) };

        Assert.Equal("{\"b\":2,\"a\":null,\"c\":[3]}", JsonFormatter.Merge(first, second).ToJsonString());
        Assert.Equal("{\"b\":1,\"a\":null}", first.ToJsonString());
    }

    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(double.NaN, "null")]
    [InlineData(double.NegativeInfinity, "null")]
    public void A_number_that_is_not_finite_is_null(double number, string json)
    {
        FiniteNumberConverter converter = new();
        Assert.Equal(json, JsonFormatter.Format(writer => converter.Write(writer, number, JsonSerializerOptions.Default)));

        Utf8JsonReader reader = new(System.Text.Encoding.UTF8.GetBytes(json));
        reader.Read();
        double read = converter.Read(ref reader, typeof(double), JsonSerializerOptions.Default);
        Assert.Equal(double.IsFinite(number) ? number : double.NaN, read);
    }
}
