using Unroll.Catalogue;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Running;

namespace Unroll.Tasks.Tests.Running;

/// <summary>A run from its data to its files, and what comes of those that cannot be written.</summary>
public sealed class RunnerTests : RunnerFixture
{
    [Fact]
    public void A_run_folder_is_there_from_the_first_second_and_holds_theFiles_of_the_run_at_the_end()
    {
        List<string> seen = [];
        Probe probe = new()
        {
            Epoch = _ => seen.Add(string.Join(' ', Names(In("run")))),
            Read = () => seen.Add(string.Join(' ', Names(In("run"))))
        };

        RunResult result = new RecipeRunner().Train(Recipe(), new RunRequest { Folder = In("run"), Progress = probe });

        Assert.Equal("checkpoints recipe.yaml", seen[0]);
        Assert.Equal("checkpoints recipe.yaml", seen[^1]);
        Assert.Equal(In("run"), result.Folder);
        Assert.Equal(Files, Names(In("run")));
    }

    [Fact]
    public void A_run_that_cannot_be_written_is_saved_elsewhere_and_can_go_on()
    {
        RunnerOptions full = new() { WriteReport = (_, _) => throw new IOException("No space left on device") };

        IOException error = Assert.Throws<IOException>(() => new RecipeRunner(full).Train(Recipe(), new RunRequest { Folder = In("run") }));

        string elsewhere = error.Message.Split("saved in ")[1].Split(". ")[0];
        Assert.NotEmpty(Learner.Load(elsewhere).Networks);
        Directory.Delete(elsewhere, recursive: true);
        new RecipeRunner().Resume(In("run"));
        Assert.Equal(Files, Names(In("run")));
    }

    [Fact]
    public void A_folder_that_is_deleted_meanwhile_is_told_and_the_run_written_all_the_same()
    {
        if (OperatingSystem.IsWindows())
        {
            // There nobody deletes a folder in which a file is open.
            return;
        }

        List<string> notices = [];
        bool isDeleted = false;
        Probe probe = new()
        {
            Batch = _ =>
            {
                if (!isDeleted)
                {
                    isDeleted = true;
                    Directory.Delete(In("run"), recursive: true);
                }
            },
            Notice = notices.Add,
        };

        new RecipeRunner().Train(Recipe(), new RunRequest { Folder = In("run"), Progress = probe });

        Assert.Contains("The training goes on", Assert.Single(notices), StringComparison.Ordinal);
        Assert.Equal(Files, Names(In("run")));
        Assert.NotEmpty(Learner.Load(In("run")).Networks);
    }

    [Fact]
    public void Passwords_are_not_kept()
    {
        const string Yaml =
            "name: a\ndata: {database: {provider: postgresql, connection: \"postgres://reader:topsecret@localhost/energy\", query: "
            + "SELECT 1}, target: load}\nwindow: {length: 7}\nmodel: [dense: 1]\n";
        Recipe recipe = RecipeReader.Parse(Yaml, "a.yaml");
        string? seen = null;
        RunnerOptions options =
            new() { OpenDatabase = _ => { seen = File.ReadAllText(In("run", "recipe.yaml")); throw new InputException("no database"); } };

        Assert.ThrowsAny<InputException>(() => new RecipeRunner(options).Train(recipe, new RunRequest { Folder = In("run") }));

        Assert.Contains("reader:***@localhost", seen, StringComparison.Ordinal);
        Assert.Contains("topsecret", recipe.ToYaml(), StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_predict_and_are_judged_byFiles()
    {
        RunResult result = new RecipeRunner().Train(Recipe(), new RunRequest { Folder = In("run") });
        Learner learner = Learner.Load(In("run"));
        RecipeRunner runner = new();

        Assert.Equal(result.Run.Test.Model["mae"], runner.Evaluate(learner, In("series.csv")).Model["mae"], 9);
        PredictionTable forecast = runner.Predict(
            learner, In("series.csv"), PredictionOptions.Parse(learner.Recipe.Task, [new("horizon", "3")]));
        Assert.Equal(3, forecast.Rows.Count());
        Assert.Throws<ConfigurationException>(() => PredictionOptions.Parse(learner.Recipe.Task, [new("horizon", "0")]));
        Assert.Throws<ConfigurationException>(() => PredictionOptions.Parse(learner.Recipe.Task, [new("horizn", "3")]));
    }

    [Fact]
    public void A_plan_draws_no_weights_and_takes_no_time()
    {
        Learner learner = new RecipeRunner().Plan(Recipe("model: [{bidirectional: {lstm: 1500}}, {dense: 1}]"));

        Assert.All(learner.Networks[0].GetWeights().AsSpan(0, 1000).ToArray(), weight => Assert.Equal(0, weight));
    }
}
