using System.Globalization;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Running;
using Unroll.Training;

namespace Unroll.Tasks.Tests.Running;

/// <summary>The places of runs: what they never touch, and how they take the place of an earlier one.</summary>
public sealed class RunPlaceTests : RunnerFixture
{
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
        string[] before = [.. Directory.GetFileSystemEntries(Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        bool isRead = false;

        Assert.ThrowsAny<InputException>(
            () => new RecipeRunner().Train(
                recipe, new RunRequest { Folder = place, Progress = new Probe { Reading = () => isRead = true } }));

        Assert.False(isRead);
        Assert.Equal(before, Directory.GetFileSystemEntries(Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
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
        Assert.Equal(["run", "series.csv"], Names(Folder));
    }

    [Fact]
    public void Weights_that_are_no_numbers_take_no_earlier_runs_place()
    {
        new RecipeRunner().Train(Recipe(), new RunRequest { Folder = In("run") });
        byte[] good = File.ReadAllBytes(In("run", "model.safetensors"));
        Recipe diverging = Recipe(
            "model: [{simple-rnn: {units: 4, activation: linear}}, {dense: 1}]\ntrain: {loss: mean-squared-error, optimizer: {sgd: "
            + "{momentum: 0.9}}, learning-rate: 1e30, epochs: 3, restore-best-weights: false}");

        NonFiniteWeightsException error = Assert.Throws<NonFiniteWeightsException>(
            () => new RecipeRunner().Train(diverging, new RunRequest { Folder = In("run") }));

        Assert.Contains("lower train.learning-rate, or set train.clip-norm: 1", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Optimizer.", error.Message, StringComparison.Ordinal);
        Assert.Equal(good, File.ReadAllBytes(In("run", "model.safetensors")));
        Assert.Equal(["run", "series.csv"], Names(Folder));
    }

    [Fact]
    public void A_run_that_diverged_takes_no_earlier_runs_place_even_with_a_best_epoch()
    {
        // The rate grows until it diverges; the best epoch before is restored.
        Recipe diverging = Recipe(
            "model: [{simple-rnn: {units: 4, activation: linear}}, {dense: 1}]\ntrain: {loss: mean-squared-error, optimizer: {sgd: "
            + "{momentum: 0.9}}, epochs: 9, schedule: {piecewise-constant: {boundaries: [2], learning-rates: [0.001, 1e30]}}, "
            + "restore-best-weights: true}");
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
        Assert.Equal(Files, Names(In("run")));
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
        Assert.Equal(Files, Names(In("real")));
        Assert.Equal(["link", "real", "series.csv"], Names(Folder));
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
    public void Things_of_others_where_a_replaced_run_was_left_are_kept_and_told()
    {
        new RecipeRunner().Train(Recipe(), new RunRequest { Folder = In("run") });
        Write(Path.Combine(".run.replaced", "notes.txt"), "mine");
        Write(Path.Combine(".run.replaced", "recipe.yaml"), "mine");
        List<string> notices = [];

        RunResult result = new RecipeRunner().Train(
            Recipe(), new RunRequest { Folder = In("run"), Seed = 9, Progress = new Probe { Notice = notices.Add } });

        Assert.Equal(In("run"), result.Folder);
        Assert.Equal(result.Learner.Seed, Learner.Load(In("run")).Seed);
        Assert.Equal([".run.replaced", "run", "series.csv"], Names(Folder));
        Assert.Equal("mine", File.ReadAllText(In(".run.replaced", "notes.txt")));
        Assert.Equal("mine", File.ReadAllText(In(".run.replaced", "recipe.yaml")));
        Assert.Contains(In(".run.replaced"), Assert.Single(notices), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_a_killed_process_had_moved_aside_is_removed_by_the_next()
    {
        new RecipeRunner().Train(Recipe(), new RunRequest { Folder = In(".run.replaced") });
        new RecipeRunner().Train(Recipe(), new RunRequest { Folder = In(".run.replaced-2") });
        new RecipeRunner().Train(Recipe(), new RunRequest { Folder = In(".run.replaced-mine") });

        new RecipeRunner().Train(Recipe(), new RunRequest { Folder = In("run") });

        Assert.Equal([".run.replaced-mine", "run", "series.csv"], Names(Folder));
    }

    [Fact]
    public void A_link_that_leads_nowhere_is_refused()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Directory.CreateSymbolicLink(In("link"), In("nowhere"));

        string message = Assert.ThrowsAny<InputException>(
            () => new RecipeRunner().Train(Recipe(), new RunRequest { Folder = In("link") })).Message;

        Assert.Contains(In("nowhere"), message, StringComparison.Ordinal);
        Assert.Contains("symbolic link", message, StringComparison.Ordinal);
        Assert.Equal(["link", "series.csv"], Names(Folder));
        Assert.ThrowsAny<InputException>(() => new RecipeRunner().Train(Recipe(), new RunRequest { Folder = In("link", "run") }));
        Assert.ThrowsAny<InputException>(() => new RecipeRunner().Resume(In("link")));
        Assert.Equal(["link", "series.csv"], Names(Folder));
    }

    [Fact]
    public void Checkpoints_without_their_state_are_no_place_for_another_run()
    {
        Stop(In("run"));
        Directory.CreateDirectory(In("other", "checkpoints"));
        File.Copy(In("run", "checkpoints", "fold-1-network-1.safetensors"), In("other", "checkpoints", "fold-1-network-1.safetensors"));

        Assert.ThrowsAny<InputException>(() => new RecipeRunner().Train(Recipe(), new RunRequest { Folder = In("other") }));
    }
}
