using Unroll.Catalogue;
using Unroll.Layers;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Guide;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Recipes;

/// <summary>What is written of a recipe is read back as the same.</summary>
public sealed class RecipeRoundTripTests
{
    public static TheoryData<string> Examples => [
        .. Directory.GetFiles(Repository.PathOf("examples"), "*.yaml").Select(path => Path.GetFileName(path))
            .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example(string name)
    {
        string text = File.ReadAllText(Repository.PathOf("examples", name));
        Recipe recipe = RecipeReader.Parse(text, name);

        Assert.Equal(text, recipe.ToYaml());
        string written = (recipe with { Name = "other" }).ToYaml();
        Assert.NotEqual(text, written);
        Assert.Equal(written, (RecipeReader.Parse(written, name) with { Name = "again" } with { Name = "other" }).ToYaml());
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("~")]
    [InlineData("1e3")]
    [InlineData(" a: b #c")]
    [InlineData("- 'a', \"b\" \\n")]
    [InlineData("a\r\nb\tc")]
    [InlineData("a\u0085b\u2028c\u2029d\u00a0")]
    [InlineData("Überlandwerk, 日本 😀")]
    public void A_text_with_signs_of_YAML(string name)
    {
        Recipe recipe = Forecaster.For("load").Network(new Dense(1)).With(recipe => recipe with
        {
            Data = recipe.Data with { File = name, Unit = name, PastCovariates = [name, "b"] },
        }).Recipe;

        DataRecipe read = RecipeReader.Parse(recipe.ToYaml(), "written.yaml").Data;

        Assert.Equal((name, name), (read.File, read.Unit));
        Assert.Equal([name, "b"], read.PastCovariates);
    }

    [Fact]
    public void A_section_with_required_settings_is_written_from_code()
    {
        Recipe recipe = Forecaster.For("load").With(recipe => recipe with
        {
            Data = recipe.Data with { Database = new DatabaseRecipe("sqlite", "Data Source=a.db", "SELECT * FROM a") },
        }).Recipe;

        Assert.Contains(
            "database: {provider: sqlite, connection: Data Source=a.db, query: SELECT * FROM a}", recipe.ToYaml(),
            StringComparison.Ordinal);
        Assert.Contains("window: {length: 30}", recipe.ToYaml(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_block_of_every_catalogue_by_its_example()
    {
        Dictionary<string, string> places = new()
        {
            ["layer"] = "model: [{0}, dense: 1]",
            ["step"] = "prepare: {{steps: [{0}]}}\nmodel: [dense: 1]",
            ["activation"] = "model: [dense: {{units: 1, activation: {0}}}]",
            ["initializer"] = "model: [dense: {{units: 1, kernel-initializer: {0}}}]",
            ["regularizer"] = "model: [dense: {{units: 1, kernel-regularizer: {0}}}]",
            ["loss"] = "model: [dense: 1]\ntrain: {{loss: {0}}}",
            ["metric"] = "model: [dense: 1]\ntrain: {{metrics: [{0}]}}",
            ["optimizer"] = "model: [dense: 1]\ntrain: {{optimizer: {0}}}",
            ["learning rate schedule"] = "model: [dense: 1]\ntrain: {{schedule: {0}}}",
            ["gradient clipping"] = "model: [dense: 1]\ntrain: {0}",
        };
        int read = 0;
        foreach (BlockDescription block in RecipeGuide.Catalogues.Where(catalogue => places.ContainsKey(catalogue.Kind))
            .SelectMany(catalogue => catalogue.Descriptions))
        {
            string example = block.Example.Contains(':', StringComparison.Ordinal) ? $"{{{block.Example}}}" : block.Example;
            string text = "name: a\ndata: {file: a.csv, target: load}\nwindow: {length: 7}\n"
                + string.Format(System.Globalization.CultureInfo.InvariantCulture, places[block.Kind], example) + "\n";
            if (block.Name == "rnn")
            {
                // Its cell is one that a program registers.
                continue;
            }

            Recipe recipe;
            try
            {
                recipe = RecipeReader.Parse(text, "a.yaml");
            }
            catch (InputException exception)
            {
                // Some blocks do not go with a forecast of one series, which their error says; what is not understood is no such reason.
                Assert.DoesNotContain("not known", exception.Message, StringComparison.Ordinal);
                Assert.DoesNotContain("expected", exception.Message, StringComparison.Ordinal);
                continue;
            }

            string written = (recipe with { Name = "b" }).ToYaml();
            read++;
            Assert.Equal(written, (RecipeReader.Parse(written, "b.yaml") with { Name = "c" } with { Name = "b" }).ToYaml());
        }

        Assert.InRange(read, 90, int.MaxValue);
    }

    public static TheoryData<Func<Recipe, Recipe>, string> OutOfRange => new()
    {
        { recipe => recipe with { Train = recipe.Train with { Epochs = 0 } },
            "field train.epochs: expected a whole number of at least 1, but got 0." },
        { recipe => recipe with { Train = recipe.Train with { BatchSize = -1 } }, "field train.batch-size: expected" },
        { recipe => recipe with { Train = recipe.Train with { LearningRate = -1 } },
            "field train.learning-rate: expected a number above 0" },
        { recipe => recipe with { Train = recipe.Train with { Ensemble = 1000 } },
            "field train.ensemble: expected a whole number from 1 to 100, but got 1000." },
        { recipe => recipe.With(ForecastTask.Window, new WindowRecipe(8) { Horizon = 0 }), "field window.horizon: expected" },
        { recipe => recipe with { Train = recipe.Train with { LearningRate = float.NaN } }, "a value cannot be written: " },
        { recipe => recipe with { Name = "" }, "field name: " },
    };

    /// <summary>There is one validator: what a file may not say, code may not either.</summary>
    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void Values_from_code_have_the_ranges_of_files(Func<Recipe, Recipe> change, string message) => Assert.Contains(
        message, Assert.ThrowsAny<InputException>(() => Forecaster.For("load").With(change)).Message, StringComparison.Ordinal);
}
