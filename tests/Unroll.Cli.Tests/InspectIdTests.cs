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

    [Fact]
    public void A_counter_that_begins_anew_with_each_shop_makes_the_shop_an_id()
    {
        string rows = string.Concat(((string[])["north", "south", "west"]).SelectMany(shop => Enumerable.Range(0, 80).Select(
            step => string.Create(CultureInfo.InvariantCulture, $"{shop},{step},{10 + (step % 7) + (step % 4)}\n"))));
        string panel = _folder.Write("panel.csv", "shop,time_idx,sold\n" + rows);
        string single = _folder.Write(
            "single.csv", "shop,time_idx,sold\n" + string.Concat(rows.Split('\n').Take(80).Select(line => line + "\n")));

        Assert.Contains("3 by shop, of 80 rows each", CliRun.Of(["inspect", panel]).Output, StringComparison.Ordinal);
        Assert.Contains("id: shop", CliRun.Of(["inspect", panel]).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("by shop", CliRun.Of(["inspect", single]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_of_fixed_width_with_empty_cells_are_refused_with_what_to_do()
    {
        string file = _folder.Write("fixed.txt", "date          load   temp\n" + string.Concat(Enumerable.Range(0, 60).Select(
            day => string.Create(
                CultureInfo.InvariantCulture, $"{_monday.AddDays(day):yyyy-MM-dd}  {(day % 9 == 0 ? "" : $"{day:F2}"),6} "
                    + $"{day % 5,6:F2}\n"))));

        CliRun.Of(["inspect", file]).AssertRefused("fixed width", "read_fwf", "NA");
    }

    [Fact]
    public void A_covariate_in_a_comment_can_be_taken_up()
    {
        string file = _folder.Write("two.csv", "date,load,heat\n" + string.Concat(Enumerable.Range(0, 200).Select(
            day => string.Create(
                CultureInfo.InvariantCulture, $"{_monday.AddDays(day):yyyy-MM-dd},{50 + (day % 7) + (day * day % 11)},{day * 3 % 17}\n"))));
        string recipe = _folder.In("two.yaml");
        Assert.Equal(0, CliRun.Of(["inspect", file, "--target", "load", "--recipe", recipe]).ExitCode);
        string text = File.ReadAllText(recipe);
        Assert.Contains("\n  # past-covariates: [heat]", text, StringComparison.Ordinal);

        File.WriteAllText(recipe, text.Replace("# past-covariates", "past-covariates", StringComparison.Ordinal));
        CliRun run = CliRun.Of(["summary", recipe]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("inputs at each step: load, heat", run.Output, StringComparison.Ordinal);
    }

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
