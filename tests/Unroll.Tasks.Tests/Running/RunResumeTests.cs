using Unroll.Tasks.Recipes;
using Unroll.Tasks.Running;

namespace Unroll.Tasks.Tests.Running;

/// <summary>A run that was stopped goes on as if it never had been.</summary>
public sealed class RunResumeTests : RunnerFixture
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_run_that_was_stopped_goes_on_as_if_it_never_had_been(bool replaces)
    {
        Recipe recipe = Recipe(
            "model: [{lstm: 6}, {dropout: 0.2}, {dense: 1}]\ntrain: {epochs: 4, batch-size: 16, ensemble: 3, weight-average: {ema: 0.9}, "
            + "reduce-learning-rate-on-plateau: {patience: 1}, early-stopping: {patience: 3}}");
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
    public void Baselines_are_in_the_run_that_went_on()
    {
        Recipe recipe = Recipe("model: [{lstm: 4}, {dense: 1}]\ntrain: {epochs: 3, batch-size: 16}\nbaselines: [theta, {ridge: 1.0}]");
        new RecipeRunner().Train(recipe, new RunRequest { Folder = In("whole") });
        using CancellationTokenSource stop = new();
        new RecipeRunner().Train(recipe, new RunRequest
        {
            Folder = In("run"),
            Progress = new Probe { Epoch = _ => stop.Cancel() },
            CancellationToken = stop.Token,
        });
        new RecipeRunner().Resume(In("run"));

        Assert.Equal(
            [.. (string[])["baseline-ridge.safetensors", "baseline-theta.safetensors"], .. Files], Names(In("run")));
        Assert.All(Names(In("whole")).Where(name => name.EndsWith(".safetensors", StringComparison.Ordinal)), file => Assert.Equal(
            File.ReadAllBytes(In("whole", file)), File.ReadAllBytes(In("run", file))));
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
    public void What_a_killed_process_left_half_written_is_removed()
    {
        Stop(In("run"));
        File.WriteAllText(In("run", "unroll-0123456789abcdef.tmp"), "half");
        File.WriteAllText(In("run", "checkpoints", "unroll-fedcba9876543210.tmp"), "half");

        new RecipeRunner().Resume(In("run"));

        Assert.Equal(Files, Names(In("run")));
    }

    [Fact]
    public void A_run_that_was_killed_before_its_first_checkpoint_is_kept_and_starts_from_the_beginning()
    {
        string killed = Killed("run", Recipe());
        string[] before = Names(killed);

        string refusal = Assert.ThrowsAny<InputException>(
            () => new RecipeRunner().Train(Recipe(), new RunRequest { Folder = killed, Seed = 9 })).Message;

        Assert.Contains($"--resume {killed}", refusal, StringComparison.Ordinal);
        Assert.Equal(before, Names(killed));
        List<string> notices = [];
        new RecipeRunner().Resume(killed, new RunRequest { Progress = new Probe { Notice = notices.Add } });
        Assert.Contains("from the beginning", Assert.Single(notices), StringComparison.Ordinal);
        Assert.Equal(Files, Names(killed));
        Assert.Equal(File.ReadAllBytes(In("living", "model.safetensors")), File.ReadAllBytes(In("run", "model.safetensors")));
    }

    [Fact]
    public void A_run_that_was_killed_before_its_first_checkpoint_starts_anew_when_it_is_asked_for_again()
    {
        string killed = Killed("run", Recipe());

        new RecipeRunner().Train(Recipe(), new RunRequest { Folder = killed });

        Assert.Equal(Files, Names(killed));
        Assert.Equal(File.ReadAllBytes(In("living", "model.safetensors")), File.ReadAllBytes(In("run", "model.safetensors")));
    }

    [Fact]
    public void A_run_beside_an_earlier_one_starts_anew_after_a_kill_when_it_is_asked_for_again()
    {
        string killed = Killed("living.next", Recipe());

        new RecipeRunner().Train(Recipe(), new RunRequest { Folder = In("living") });

        Assert.Equal(Files, Names(In("living")));
        Assert.False(Path.Exists(killed));
    }

    [Fact]
    public void A_run_that_has_begun_and_is_under_way_is_not_started_a_second_time()
    {
        string running = Killed("run", Recipe());
        using FileStream held = new(
            Path.Combine(running, "checkpoints", "lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        string[] before = Names(running);

        string refusal = Assert.ThrowsAny<InputException>(
            () => new RecipeRunner().Train(Recipe(), new RunRequest { Folder = running })).Message;

        Assert.Contains("under way", refusal, StringComparison.Ordinal);
        Assert.Equal(before, Names(running));
    }

    [Theory]
    [InlineData("lbfgs")]
    [InlineData("newton-raphson")]
    public void A_training_with_all_samples_a_step_goes_on_from_its_last_epoch(string optimizer)
    {
        Recipe recipe = Recipe($"model: [{{simple-rnn: 3}}, {{dense: 1}}]\ntrain: {{optimizer: {optimizer}, epochs: 6}}");
        new RecipeRunner().Train(recipe, new RunRequest { Folder = In("whole") });
        using CancellationTokenSource stop = new();
        new RecipeRunner().Train(recipe, new RunRequest
        {
            Folder = In("run"),
            Progress = new Probe { Epoch = context => { if (context.Epoch == 3) { stop.Cancel(); } } },
            CancellationToken = stop.Token,
        });
        List<int> epochs = [];
        List<string> notices = [];

        new RecipeRunner().Resume(
            In("run"), new RunRequest { Progress = new Probe { Epoch = context => epochs.Add(context.Epoch), Notice = notices.Add } });

        Assert.Equal([4, 5, 6], epochs);
        Assert.Empty(notices);
        Assert.Equal(File.ReadAllBytes(In("whole", "model.safetensors")), File.ReadAllBytes(In("run", "model.safetensors")));
        Assert.Equal(Untimed(In("whole")), Untimed(In("run")));
    }
}
