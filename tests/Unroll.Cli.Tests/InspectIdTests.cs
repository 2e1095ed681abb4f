using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Unroll.Cli.Tests;

/// <summary><c>unroll inspect --id</c> with several columns, as a recipe's <c>id</c> takes them.</summary>
public sealed class InspectIdTests : IDisposable
{
    private static readonly DateTime _monday = new(2024, 1, 1);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("shop", "product, kind", "--id", "shop", "--id", "product, kind")]
    [InlineData("shop", "product", "--id", "shop,product")]
    [InlineData("shop", "product", "--id", "shop, product")]
    public void Several_columns_tell_series_apart_together(string first, string second, params string[] options)
    {
        StringBuilder csv = new($"{first},\"{second}\",date,sold\n");
        foreach (string key in (string[])["north,tea", "north,jam", "south,tea", "south,jam"])
        {
            for (int day = 0; day < 60; day++)
            {
                csv.Append(CultureInfo.InvariantCulture, $"{key},{_monday.AddDays(day):yyyy-MM-dd},{key.Length + (day % 7) + (day % 5)}\n");
            }
        }

        string file = _folder.Write("sold.csv", csv.ToString());
        CliRun run = CliRun.Of(["inspect", file, "--json", "--target", "sold", .. options]);

        Assert.True(run.ExitCode == 0, run.Error);
        using JsonDocument found = JsonDocument.Parse(run.Output);
        Assert.Equal(4, found.RootElement.GetProperty("series").GetInt32());
        Assert.Equal(
            [first, second],
            found.RootElement.GetProperty("format").GetProperty("id_columns").EnumerateArray().Select(column => column.GetString()));
        Assert.Contains("id: [shop, ", found.RootElement.GetProperty("recipe").GetString(), StringComparison.Ordinal);
        Assert.Contains($" by {first}, {second}", CliRun.Of(["inspect", file, .. options]).Output, StringComparison.Ordinal);
        CliRun.Of(["inspect", file, "--id", "shop,nothing"]).AssertRefused("nothing");
    }

    [Theory]
    [InlineData("shop,product")]
    [InlineData("shop", "product")]
    public void Several_fields_of_JSON_lines_tell_series_apart_together(params string[] fields)
    {
        (string Shop, string Product)[] keys = [("north", "tea"), ("north", "jam"), ("south", "tea")];
        string lines = string.Concat(
            from key in keys
            from day in Enumerable.Range(0, 40)
            let time = _monday.AddDays(day)
            select FormattableString.Invariant(
                $$"""{"shop": "{{key.Shop}}", "product": "{{key.Product}}", "time": "{{time:yyyy-MM-dd}}", "sold": {{day % 7}}}""")
                + "\n");

        CliRun run = CliRun.Of(
            ["inspect", _folder.Write("sold.jsonl", lines), "--json", .. fields.SelectMany(field => (string[])["--id", field])]);

        Assert.True(run.ExitCode == 0, run.Error);
        using JsonDocument found = JsonDocument.Parse(run.Output);
        Assert.Equal(3, found.RootElement.GetProperty("series").GetInt32());
        Assert.Contains("id: [shop, product]", found.RootElement.GetProperty("recipe").GetString(), StringComparison.Ordinal);
    }
}
