using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Reports.Tests;

/// <summary>Names come from CSV files and recipes, which may come from anyone: none may become an element or a script.</summary>
public class HostileNameTests
{
    private const string Hostile = "</script></style><img src=x onerror=alert(1)>\"' & {{data}} <!-- \u2028\u001b[31m";

    [Fact]
    public void Hostile_texts_add_no_element()
    {
        Page expected = new(Named("plain")), page = new(Named(Hostile));
        Assert.Equal(expected.Document.All.Select(element => element.LocalName), page.Document.All.Select(element => element.LocalName));
        Assert.Empty(page.Document.QuerySelectorAll("img"));
        Assert.DoesNotContain(
            page.Document.All.SelectMany(element => element.Attributes),
            attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Hostile_texts_are_shown_as_they_are()
    {
        Page page = new(Named(Hostile));
        Assert.Equal(Hostile, page.Find("h1").TextContent);
        Assert.Equal(Hostile, page.Find(".top .lead").TextContent);
        Assert.Equal(Hostile, page.Data.GetProperty("tracks")[0].GetProperty("name").GetString());
        Assert.StartsWith(Hostile, page.Document.Title, StringComparison.Ordinal);
    }

    private static TrainingRun Named(string name)
    {
        TrainingRun plain = RunFixture.Run();
        Scores scores = new([new Score(name, name, 1, ScoreFormat.Unit) { Help = name }, new Score(name + "2", name, 2)]);
        return plain with
        {
            Recipe = new Recipe
            {
                Name = name,
                Task = new ToyTask(SectionFixture.All(name)),
                Data = new DataRecipe { Dataset = name, Target = name, Unit = name }
            },
            Learned = new ToyLearned(name, name),
            ModelSummary = name,
            Test = new ToyEvaluation("test", 3, scores, (name, scores)),
            Folds = [new ToyEvaluation("test", 3, scores)],
            Parts = [.. plain.Parts.Select(part => part with { Name = name, Unit = name, Counts = [KeyValuePair.Create(name, 3)] })],
            Warnings = [name],
            Facts = new() { [name] = name },
        };
    }
}
