using System.Data;
using System.Globalization;
using Unroll.Series.Frames;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Recipes;

/// <summary>What <c>data</c> says of ids and of the time zone holds for every format that has them.</summary>
public sealed class RecipeSeriesTests : IDisposable
{
    private const string Text = """
        name: sales
        task: forecast
        split: {train: 0.6, validation: 0.2, test: 0.2}
        data: {file: sales.jsonl, target: sold, id: [shop, item], time-zone: Europe/Berlin}
        window: {length: 2, horizon: 1}
        model: [dense: 1]
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Several_ids_and_the_zone_hold_for_JSON_lines()
    {
        string path = _folder.Write("sales.jsonl", """
            {"shop": "a", "item": 1, "time": "2017-07-01 00:00", "sold": 1}
            {"shop": "a", "item": 2, "time": "2017-07-01T00:00:00Z", "sold": 2}
            """);
        SeriesSet set = RecipeSeries.ReadFile(RecipeReader.Parse(Text, "sales.yaml"), path);
        AssertRead(set);
    }

    [Fact]
    public void Several_ids_and_the_zone_hold_for_databases()
    {
        using DataTable table = new() { Locale = CultureInfo.InvariantCulture };
        table.Columns.Add("shop", typeof(string));
        table.Columns.Add("item", typeof(int));
        table.Columns.Add("time", typeof(object));
        table.Columns.Add("sold", typeof(double));
        table.Rows.Add("a", 1, new DateTime(2017, 7, 1), 1);
        table.Rows.Add("a", 2, new DateTimeOffset(2017, 7, 1, 0, 0, 0, TimeSpan.Zero), 2);
        AssertRead(RecipeSeries.ReadQuery(
            RecipeReader.Parse(Text, "sales.yaml"), new("sqlite", "Data Source=x", "SELECT * FROM sales ORDER BY time"),
            _ => table.CreateDataReader()));
    }

    [Fact]
    public void A_zone_that_a_format_does_not_take_is_refused()
    {
        string path = _folder.Write("sales.tsf", "@attribute series_name string\n@data\na:1,2,3\n");
        InputException exception = Assert.ThrowsAny<InputException>(
            () => RecipeSeries.ReadFile(RecipeReader.Parse(Text, "sales.yaml"), path));
        Assert.Contains("data.time-zone", exception.Message, StringComparison.Ordinal);
    }

    private static void AssertRead(SeriesSet set)
    {
        Assert.Equal(["a/1", "a/2"], set.Items.Select(item => item.Id));
        Assert.All(set.Items, item => Assert.Equal("Europe/Berlin", item.Frame.Time.Zone?.Id));
        Assert.Equal(
            [new(2017, 6, 30, 22, 0, 0), new DateTime(2017, 7, 1)], set.Items.Select(item => item.Frame.Time[0]));
    }
}
