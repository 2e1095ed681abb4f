using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Recipes;

namespace Unroll.Reports.Tests;

/// <summary>Names come from CSV files and recipes, which may come from anyone: none may become an element or a script.</summary>
public class HostileNameTests
{
    private const string Hostile = "</script></style><img src=x onerror=alert(1)>\"' & {{data}} <!-- \u2028";

    [Fact]
    public void Hostile_texts_add_no_element()
    {
        ForecastRun plain = RunFixture.Run(3);
        ForecastRun hostile = plain with
        {
            Name = Hostile,
            TargetName = Hostile,
            Unit = Hostile,
            ModelSummary = Hostile,
            InputNames = [Hostile, Hostile, Hostile],
            Recipe = plain.Recipe with { Text = Hostile, Data = new DataRecipe { Dataset = Hostile, Target = Hostile } },
            PartSummaries = [.. plain.PartSummaries.Select(part => part with { Name = Hostile })],
        };
        Page expected = new(plain), page = new(hostile);
        Assert.Equal(expected.Document.All.Select(element => element.LocalName), page.Document.All.Select(element => element.LocalName));
        Assert.Empty(page.Document.QuerySelectorAll("img"));
        Assert.DoesNotContain(
            page.Document.All.SelectMany(element => element.Attributes),
            attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Hostile_texts_are_shown_as_they_are()
    {
        ForecastRun run = RunFixture.Run() with { Name = Hostile, TargetName = Hostile };
        Page page = new(run);
        Assert.Equal(Hostile, page.Find("h1").TextContent);
        Assert.Equal(Hostile, page.Find(".top .lead b").TextContent);
        Assert.Equal(Hostile, page.Data.GetProperty("target").GetString());
        Assert.StartsWith(Hostile, page.Document.Title, StringComparison.Ordinal);
    }
}
