using Unroll.Tasks.Recipes;
using Unroll.Tasks.Running;
using Unroll.Training;

namespace Unroll.Tasks.Tests.Running;

/// <summary>A training whose files are gone or damaged cannot go on: the message says which, and what to do.</summary>
public sealed class GoneFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Data_that_are_gone_may_be_given_from_elsewhere()
    {
        Stop(dataFile: null);
        File.Move(_folder.In("series.csv"), _folder.In("moved.csv"));

        AssertRefused("series.csv", "no longer there", "--data FILE");
        AssertRefused(new RunRequest { DataFile = _folder.In("nowhere.csv") }, "nowhere.csv");
        Assert.False(new RecipeRunner().Resume(_folder.In("run"), new RunRequest { DataFile = _folder.In("moved.csv") }).Run.Interrupted);
    }

    [Fact]
    public void Data_that_took_the_place_of_the_recipes_may_be_gone_as_well()
    {
        Stop(dataFile: _folder.Write("other.csv", Csv));
        File.Delete(_folder.In("other.csv"));

        AssertRefused("other.csv", "no longer there", "--data FILE");
    }

    [Fact]
    public void A_recipe_that_is_gone_has_to_be_put_back()
    {
        Stop(dataFile: null);
        File.Delete(_folder.In("run", "recipe.yaml"));

        AssertRefused("recipe.yaml", "Put it back", "train anew");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(700)]
    public void A_damaged_checkpoint_is_named_and_may_be_deleted(int bytes)
    {
        Stop(dataFile: null);
        string checkpoint = Assert.Single(Directory.GetFiles(_folder.In("run", "checkpoints"), "*.safetensors"));
        File.WriteAllBytes(checkpoint, File.ReadAllBytes(checkpoint)[..bytes]);

        AssertRefused(checkpoint, "delete the file");
        File.Delete(checkpoint);
        Assert.False(new RecipeRunner().Resume(_folder.In("run")).Run.Interrupted);
    }

    private static string Csv => string.Concat(Enumerable.Range(0, 120)
        .Select(day => FormattableString.Invariant($"{new DateTime(2020, 1, 1).AddDays(day):yyyy-MM-dd},{100 + (day % 7) + (day % 5)}\n"))
        .Prepend("date,load\n"));

    private void Stop(string? dataFile)
    {
        _folder.Write("series.csv", Csv);
        Recipe recipe = RecipeReader.Parse(
            "name: small\ndata: {file: series.csv, time: date, target: load}\nwindow: {length: 7}\n"
            + "model: [{lstm: 4}, {dense: 1}]\ntrain: {epochs: 3, batch-size: 16}\n", "small.yaml") with
        { Folder = _folder.Path };
        using CancellationTokenSource stop = new();
        RunResult stopped = new RecipeRunner().Train(recipe, new RunRequest
        {
            Folder = _folder.In("run"),
            DataFile = dataFile,
            Progress = new Stopper(stop),
            CancellationToken = stop.Token,
        });
        Assert.True(stopped.Run.Interrupted);
    }

    private void AssertRefused(params string[] words) => AssertRefused(new RunRequest(), words);

    private void AssertRefused(RunRequest request, params string[] words)
    {
        string message = Assert.ThrowsAny<InputException>(() => new RecipeRunner().Resume(_folder.In("run"), request)).Message;
        Assert.All(words, word => Assert.Contains(word, message, StringComparison.OrdinalIgnoreCase));
    }

    private sealed class Stopper(CancellationTokenSource stop) : RunProgress
    {
        public override void OnEpochEnd(TrainingContext context) => stop.Cancel();
    }
}
