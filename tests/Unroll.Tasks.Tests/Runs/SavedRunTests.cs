using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Running;
using Unroll.Tasks.Runs;
using Unroll.Tasks.Tests.Running;

namespace Unroll.Tasks.Tests.Runs;

/// <summary>Saving a learner into a folder: what is not a run is never touched, and a run is replaced as a whole.</summary>
public sealed class SavedRunTests : RunnerFixture
{
    [Theory]
    [InlineData("recipe.yaml")]
    [InlineData("model.safetensors")]
    [InlineData("notes.txt")]
    public void A_folder_with_other_things_is_not_touched(string name)
    {
        Learner learner = Trained(seed: 1, out TrainingRun run);
        Write(Path.Combine("mine", name), "mine");

        string message = Assert.ThrowsAny<InputException>(() => learner.Save(In("mine"))).Message;

        Assert.Contains(In("mine"), message, StringComparison.Ordinal);
        Assert.Contains("Name a new folder", message, StringComparison.Ordinal);
        Assert.ThrowsAny<InputException>(() => RunFolder.Write(In("mine"), run, learner));
        Assert.Equal([name], Names(In("mine")));
        Assert.Equal("mine", File.ReadAllText(In("mine", name)));
        Assert.Equal(["mine", "series.csv"], Names(Folder));
    }

    [Fact]
    public void An_earlier_run_is_replaced_as_a_whole()
    {
        new RecipeRunner().Train(
            Recipe("model: [{lstm: 4}, {dense: 1}]\ntrain: {epochs: 1, ensemble: 3}"), new RunRequest { Folder = In("run") });
        Learner second = Trained(seed: 2, out TrainingRun run), third = Trained(seed: 3, out _);

        second.Save(In("run"));

        Assert.Equal(["model.safetensors", "recipe.yaml"], Names(In("run")));
        Assert.Equal(2ul, Learner.Load(In("run")).Seed);
        third.Save(In("run"));
        Assert.Equal(3ul, Learner.Load(In("run")).Seed);
        RunFolder.Write(In("run"), run, second);
        Assert.Equal(Files, Names(In("run")));
        Assert.Equal(2ul, Learner.Load(In("run")).Seed);
        new RecipeRunner().Train(Recipe(), new RunRequest { Folder = In("run"), Seed = 4 });
        Assert.Equal(4ul, Learner.Load(In("run")).Seed);
        Assert.Equal(["run", "series.csv"], Names(Folder));
    }

    [Fact]
    public void A_training_that_was_stopped_is_not_replaced()
    {
        Learner learner = Trained(seed: 1, out _);
        Stop(In("run"));

        Assert.Contains(
            "--resume", Assert.ThrowsAny<InputException>(() => learner.Save(In("run"))).Message, StringComparison.Ordinal);
        Assert.False(new RecipeRunner().Resume(In("run")).Run.Interrupted);
    }

    [Fact]
    public void What_could_not_be_written_leaves_the_earlier_run_as_it_was()
    {
        Learner learner = Trained(seed: 1, out TrainingRun run);
        learner.Save(In("run"));
        byte[] model = File.ReadAllBytes(In("run", "model.safetensors"));
        using CancellationTokenSource stop = new();
        stop.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => RunFolder.Write(In("run"), run, Trained(seed: 2, out _), stop.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => RunFolder.Write(In("new"), run, learner, stop.Token));

        Assert.Equal(["model.safetensors", "recipe.yaml"], Names(In("run")));
        Assert.Equal(model, File.ReadAllBytes(In("run", "model.safetensors")));
        Assert.Equal(["run", "series.csv"], Names(Folder));
    }

    [Fact]
    public void What_a_process_left_that_was_killed_while_it_saved_is_replaced()
    {
        Learner learner = Trained(seed: 1, out _);
        Write(Path.Combine("run", "checkpoints", "lock"), "");
        Write(Path.Combine("run", "model.safetensors"), "half");
        Write(Path.Combine("run", "model-2.safetensors"), "half");
        Write(Path.Combine("run", "unroll-0123456789abcdef.tmp"), "half");

        learner.Save(In("run"));

        Assert.Equal(["model.safetensors", "recipe.yaml"], Names(In("run")));
        Assert.Equal(1ul, Learner.Load(In("run")).Seed);
    }

    [Fact]
    public void A_learner_that_is_not_trained_has_nothing_to_save()
    {
        Learner planned = new RecipeRunner().Plan(Recipe());

        Assert.Contains("Fit", Assert.Throws<InvalidOperationException>(() => planned.Save(In("run"))).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => Forecaster.Create(Recipe()).Save(In("run")));
        Assert.False(Path.Exists(In("run")));
    }

    private Learner Trained(ulong seed, out TrainingRun run)
    {
        Learner learner = new(Recipe(), seed);
        run = learner.Fit(new RecipeRunner().Read(Recipe()).Series);
        return learner;
    }
}
