using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Running;
using Unroll.Training;

namespace Unroll.Tasks.Tests.Running;

/// <summary>
/// Run folders: what they never touch, how they take an earlier one's place, and that a run that was stopped goes on as if it never had
/// been.
/// </summary>
public sealed class RunnerTests : IDisposable
{
    private static readonly string[] _files = ["history.csv", "metrics.json", "model.safetensors", "predictions.csv", "recipe.yaml"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_folder_is_there_from_the_first_second_and_holds_the_files_of_the_run_at_the_end()
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
        Assert.Equal(_files, Names(In("run")));
    }

    [Theory]
    [InlineData("a file")]
    [InlineData("below a file")]
    [InlineData("other things")]
    [InlineData("a run and other things")]
    [InlineData("a long name")]
    public void A_place_that_cannot_be_is_refused_before_anything_is_read(string kind)
    {
        string place = kind switch
        {
            "a file" => Write("there", "mine"),
            "below a file" => Path.Combine(Write("there", "mine"), "run"),
            "other things" => Path.GetDirectoryName(Write(Path.Combine("there", "mine.txt"), "mine"))!,
            "a run and other things" => RunWith("mine.txt"),
            _ => In(new string('x', 300)),
        };
        Recipe recipe = Recipe(file: "missing.csv");
        string[] before = [.. Directory.GetFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        bool isRead = false;

        Assert.ThrowsAny<InputException>(
            () => new RecipeRunner().Train(
                recipe, new RunRequest { Folder = place, Progress = new Probe { Reading = () => isRead = true } }));

        Assert.False(isRead);
        Assert.Equal(before, Directory.GetFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_refused_leaves_nothing_behind()
    {
        Assert.ThrowsAny<InputException>(
            () => new RecipeRunner().Train(Recipe(file: "missing.csv"), new RunRequest { Folder = In("new", "deep", "run") }));

        Assert.False(Directory.Exists(In("new")));
    }

    [Fact]
    public void A_new_run_takes_the_place_of_an_earlier_one_when_it_is_complete()
    {
        new RecipeRunner().Train(Recipe(), new RunRequest { Folder = In("run") });
        byte[] first = File.ReadAllBytes(In("run", "model.safetensors"));
        bool wasThere = false;
        Probe probe =
            new()
            {
                Epoch =
                _ => wasThere = first.SequenceEqual(File.ReadAllBytes(In("run", "model.safetensors")))
                    && Directory.Exists(In("run.next", "checkpoints"))
            };

        RunResult result = new RecipeRunner().Train(Recipe(), new RunRequest { Folder = In("run"), Seed = 9, Progress = probe });

        Assert.True(wasThere);
        Assert.Equal(In("run"), result.Folder);
        Assert.NotEqual(first, File.ReadAllBytes(In("run", "model.safetensors")));
        Assert.Equal(["run", "series.csv"], Names(_folder.Path));
    }

    [Fact]
    public void Weights_that_are_no_numbers_take_no_earlier_runs_place()
    {
        new RecipeRunner().Train(Recipe(), new RunRequest { Folder = In("run") });
        byte[] good = File.ReadAllBytes(In("run", "model.safetensors"));
        Recipe diverging = Recipe(
            "model: [{simple-rnn: {units: 4, activation: linear}}, {dense: 1}]\ntrain: {loss: mean-squared-error, optimizer: {sgd: "
            + "{momentum: 0.9}}, learning-rate: 1e30, epochs: 3, restore-best: false}");

        NonFiniteWeightsException error = Assert.Throws<NonFiniteWeightsException>(
            () => new RecipeRunner().Train(diverging, new RunRequest { Folder = In("run") }));

        Assert.Contains("lower train.learning-rate, or set train.clip-norm: 1", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Optimizer.", error.Message, StringComparison.Ordinal);
        Assert.Equal(good, File.ReadAllBytes(In("run", "model.safetensors")));
        Assert.Equal(["run", "series.csv"], Names(_folder.Path));
    }

    [Fact]
    public void A_run_that_diverged_takes_no_earlier_runs_place_even_with_a_best_epoch()
    {
        // The rate grows until it diverges; the best epoch before is restored.
        Recipe diverging = Recipe(
            "model: [{simple-rnn: {units: 4, activation: linear}}, {dense: 1}]\ntrain: {loss: mean-squared-error, optimizer: {sgd: "
            + "{momentum: 0.9}}, epochs: 9, schedule: {piecewise-constant: {boundaries: [2], learning-rates: [0.001, 1e30]}}, "
            + "restore-best: true}");
        RunResult alone = new RecipeRunner().Train(diverging, new RunRequest { Folder = In("alone") });
        Assert.Equal(StopReason.NonFinite, alone.Run.Histories[0].StopReason);
        Assert.NotNull(alone.Run.Histories[0].StopDetail);

        new RecipeRunner().Train(Recipe(), new RunRequest { Folder = In("run") });
        byte[] good = File.ReadAllBytes(In("run", "model.safetensors"));
        NonFiniteWeightsException error = Assert.Throws<NonFiniteWeightsException>(
            () => new RecipeRunner().Train(diverging, new RunRequest { Folder = In("run") }));
        Assert.Contains("is kept", error.Message, StringComparison.Ordinal);
        Assert.Equal(good, File.ReadAllBytes(In("run", "model.safetensors")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_run_that_was_stopped_goes_on_as_if_it_never_had_been(bool replaces)
    {
        Recipe recipe = Recipe(
            "model: [{lstm: 6}, {dropout: 0.2}, {dense: 1}]\ntrain: {epochs: 4, batch-size: 16, ensemble: 3, weight-average: {ema: 0.9}, "
            + "reduce-on-plateau: {patience: 1}, early-stopping: {patience: 3}}");
        new RecipeRunner().Train(recipe, new RunRequest { Folder = In("whole"), Seed = 5 });
        if (replaces)
        {
            new RecipeRunner().Train(Recipe(), new RunRequest { Folder = In("run") });
        }

        using CancellationTokenSource stop = new();
        int epochs = 0;
        RunResult stopped = new RecipeRunner().Train(recipe, new RunRequest
        {
            Folder = In("run"),
            Seed = 5,
            Progress = new Probe { Epoch = _ => { if (++epochs == 6) { stop.Cancel(); } } },
            CancellationToken = stop.Token,
        });

        Assert.True(stopped.Run.Interrupted);
        Assert.Equal(In(replaces ? "run.next" : "run"), stopped.Folder);
        Assert.True(Directory.Exists(Path.Combine(stopped.Folder, "checkpoints")));
        Assert.Contains(
            "--resume",
            Assert.ThrowsAny<InputException>(() => new RecipeRunner().Train(recipe, new RunRequest { Folder = In("run") })).Message,
            StringComparison.Ordinal);

        RunResult resumed = new RecipeRunner().Resume(In("run"), new RunRequest { Threads = 1 });

        Assert.Equal(In("run"), resumed.Folder);
        Assert.Equal(Names(In("whole")), Names(In("run")));
        Assert.False(Path.Exists(In("run.next")));
        foreach (string file in Names(In("whole"))
            .Where(name => name.EndsWith(".safetensors", StringComparison.Ordinal) || name == "predictions.csv"))
        {
            Assert.Equal(File.ReadAllBytes(In("whole", file)), File.ReadAllBytes(In("run", file)));
        }

        Assert.Equal(Untimed(In("whole")), Untimed(In("run")));
        Assert.Contains(
            "complete", Assert.ThrowsAny<InputException>(() => new RecipeRunner().Resume(In("run"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_does_not_go_on_with_other_data_or_another_seed()
    {
        Stop(In("run"));
        string data = In("series.csv"), before = File.ReadAllText(data);
        File.WriteAllText(data, before.Edit("2020-01-05,", "2020-01-05,9"));

        Assert.Contains(
            "changed", Assert.ThrowsAny<InputException>(() => new RecipeRunner().Resume(In("run"))).Message, StringComparison.Ordinal);
        Assert.Contains(
            "seed", Assert.ThrowsAny<InputException>(() => new RecipeRunner().Resume(In("run"), new RunRequest { Seed = 77 })).Message,
            StringComparison.Ordinal);
        Assert.Contains("checkpoints", Names(In("run")));

        // The same data elsewhere are the same data.
        File.Delete(data);
        RunResult resumed = new RecipeRunner().Resume(In("run"), new RunRequest { DataFile = Write("moved.csv", before) });
        Assert.False(resumed.Run.Interrupted);
    }

    [Fact]
    public void A_second_training_into_the_same_folder_is_refused()
    {
        Exception? second = null, resume = null;
        Probe probe = new()
        {
            Read = () =>
            {
                second = Record.Exception(() => new RecipeRunner().Train(Recipe(), new RunRequest { Folder = In("run") }));
                resume = Record.Exception(() => new RecipeRunner().Resume(In("run")));
            },
        };

        new RecipeRunner().Train(Recipe(), new RunRequest { Folder = In("run"), Progress = probe });

        string process = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        Assert.All(
            [second, resume],
            error => Assert.Contains(process, Assert.IsAssignableFrom<InputException>(error).Message, StringComparison.Ordinal));
        Assert.Equal(_files, Names(In("run")));
    }

    [Fact]
    public void A_link_keeps_leading_to_its_folder()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Directory.CreateDirectory(In("real"));
        Directory.CreateSymbolicLink(In("link"), In("real"));
        new RecipeRunner().Train(Recipe(), new RunRequest { Folder = In("link") });
        new RecipeRunner().Train(Recipe(), new RunRequest { Folder = In("link"), Seed = 8 });

        Assert.Equal(In("real"), new DirectoryInfo(In("link")).LinkTarget);
        Assert.Equal(_files, Names(In("real")));
        Assert.Equal(["link", "real", "series.csv"], Names(_folder.Path));
    }

    [Fact]
    public void What_a_killed_process_left_half_written_is_removed()
    {
        Stop(In("run"));
        File.WriteAllText(In("run", "history.csv.tmp"), "half");
        File.WriteAllText(In("run", "checkpoints", "fold-1-network-1.safetensors.tmp"), "half");

        new RecipeRunner().Resume(In("run"));

        Assert.Equal(_files, Names(In("run")));
    }

    [Theory]
    [InlineData("my-weights.safetensors")]
    [InlineData("notes.txt")]
    public void Files_of_others_among_the_checkpoints_are_not_touched(string name)
    {
        Directory.CreateDirectory(In("mine", "checkpoints"));
        File.WriteAllText(In("mine", "checkpoints", name), "mine");
        new RecipeRunner().Train(Recipe(), new RunRequest { Folder = In("run") });
        Directory.CreateDirectory(In("run", "checkpoints"));
        File.WriteAllText(In("run", "checkpoints", name), "mine");

        Assert.ThrowsAny<InputException>(() => new RecipeRunner().Train(Recipe(), new RunRequest { Folder = In("mine") }));
        Assert.ThrowsAny<InputException>(() => new RecipeRunner().Train(Recipe(), new RunRequest { Folder = In("run") }));

        Assert.Equal("mine", File.ReadAllText(In("mine", "checkpoints", name)));
        Assert.Equal("mine", File.ReadAllText(In("run", "checkpoints", name)));
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
        Assert.Equal(_files, Names(In("run")));
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
        Assert.Equal(_files, Names(In("run")));
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
    public void Runs_predict_and_are_judged_by_files()
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

    private void Stop(string folder)
    {
        using CancellationTokenSource stop = new();
        new RecipeRunner().Train(
            Recipe(),
            new RunRequest { Folder = folder, Progress = new Probe { Epoch = _ => stop.Cancel() }, CancellationToken = stop.Token });
    }

    private string RunWith(string name)
    {
        new RecipeRunner().Train(Recipe(), new RunRequest { Folder = In("there") });
        File.WriteAllText(In("there", name), "mine");
        return In("there");
    }

    private Recipe Recipe(string rest = "model: [{lstm: 4}, {dense: 1}]\ntrain: {epochs: 3, batch-size: 16}", string file = "series.csv")
    {
        Write("series.csv", string.Concat(Enumerable.Range(0, 120).Select(day => FormattableString.Invariant(
            $"{new DateTime(2020, 1, 1).AddDays(day):yyyy-MM-dd},{100 + (10 * Math.Sin(2 * Math.PI * day / 7)) + (day % 5):0.###}\n"))
                .Prepend("date,load\n")));
        return RecipeReader.Parse(
            $"name: small\ndata: {{file: {file}, time: date, target: load}}\nwindow: {{length: 7}}\n{rest}\n",
            "small.yaml") with
        { Folder = _folder.Path };
    }

    private static string Untimed(string folder)
    {
        JsonObject metrics = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "metrics.json")))!.AsObject();
        foreach (string timed in (string[])["training_seconds", "waiting_seconds", "threads"])
        {
            Assert.True(metrics.Remove(timed));
        }

        return metrics.ToJsonString();
    }

    private static string[] Names(string folder) => [
        .. Directory.GetFileSystemEntries(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private string In(params string[] parts) => Path.Combine([_folder.Path, .. parts]);

    private string Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(In(name))!);
        if (!File.Exists(In(name)))
        {
            File.WriteAllText(In(name), text);
        }

        return In(name);
    }

    private sealed class Probe : RunProgress
    {
        public Action? Reading { get; init; }

        public Action? Read { get; init; }

        public Action<TrainingContext>? Epoch { get; init; }

        public override void OnReading(string source) => Reading?.Invoke();

        public override void OnRead(Recipe recipe, TaskData data) => Read?.Invoke();

        public Action<TrainingContext>? Batch { get; init; }

        public Action<string>? Notice { get; init; }

        public override void OnEpochEnd(TrainingContext context) => Epoch?.Invoke(context);

        public override void OnBatchEnd(TrainingContext context) => Batch?.Invoke(context);

        public override void OnNotice(string notice) => Notice?.Invoke(notice);
    }
}
