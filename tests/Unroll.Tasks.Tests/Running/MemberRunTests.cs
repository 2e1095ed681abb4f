using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Running;
using Unroll.Tasks.Runs;
using Unroll.Training;

namespace Unroll.Tasks.Tests.Running;

/// <summary>Runs of ensembles of whole recipes: their files, stopping and going on, and what is refused.</summary>
public sealed class MemberRunTests : IDisposable
{
    private const string First = "{model: [{lstm: 4}, {dense: 2}]}";

    private const string Text = """
        name: small
        data: {file: series.csv, time: date, target: load}
        window: {length: 7, horizon: 2}
        train: {epochs: 3, batch-size: 16, clip-norm: 1}
        members:
          - {model: [{lstm: 4}, {dense: 2}]}
          - {name: linear, window: {length: 14}, model: [flatten, {dense: 2}], train: {ensemble: 2}}

        """;

    private const string File = """
        name: beside
        data: {file: series.csv, time: date, target: load}
        window: {length: 21, horizon: 2}
        prepare: {steps: [{scale: min-max}]}
        model: [flatten, {dense: 2}]

        """;

    private readonly TemporaryFolder _folder = new();

    public MemberRunTests() => _folder.Write("series.csv", string.Concat(Enumerable.Range(0, 160).Select(day => FormattableString.Invariant(
        $"{new DateTime(2020, 1, 1).AddDays(day):yyyy-MM-dd},{100 + (10 * Math.Sin(2 * Math.PI * day / 7)) + (day % 5):0.###}\n"))
            .Prepend("date,load\n")));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    public void A_training_that_is_stopped_keeps_the_members_before_and_goes_on_to_the_same_result(int network, int kept)
    {
        Recipe recipe = Read(Text);
        new RecipeRunner().Train(recipe, new RunRequest { Folder = _folder.In("whole") });
        using CancellationTokenSource stop = new();
        RunResult stopped = new RecipeRunner().Train(recipe, new RunRequest
        {
            Folder = _folder.In("run"),
            Progress = new StopAtBatch(network, stop),
            CancellationToken = stop.Token,
        });

        Assert.True(stopped.Run.Interrupted);
        Assert.Equal(kept, stopped.Learner.Networks.Count);
        Assert.Equal(kept, Learner.Load(_folder.In("run")).Networks.Count);
        RunResult result = new RecipeRunner().Resume(_folder.In("run"));
        Assert.Equal(3, result.Learner.Networks.Count);
        foreach (string file in (string[])["predictions.csv", "model.safetensors", "model-3.safetensors"])
        {
            Assert.Equal(
                System.IO.File.ReadAllBytes(_folder.In("whole", file)), System.IO.File.ReadAllBytes(_folder.In("run", file)));
        }
    }

    [Fact]
    public void A_recipe_file_is_a_member_as_it_stands_and_the_run_needs_it_no_more()
    {
        _folder.Write("beside.yaml", File);
        RunResult result = new RecipeRunner().Train(
            Read(Text + "  - beside.yaml\n  - {recipe: beside.yaml, name: again, weight: 2}\n"),
            new RunRequest { Folder = _folder.In("run") });
        System.IO.File.Delete(_folder.In("beside.yaml"));

        // The file has neither the limit of gradients nor the epochs of the recipe, but the defaults.
        Assert.Equal(["member 1", "linear", "beside", "again"], result.Run.Test.Members.Select(member => member.Key));
        Assert.Equal([3, 3, 3, 50, 50], result.Run.Histories.Select(history => history.Epochs.Count));
        Recipe saved = RecipeReader.Read(_folder.In("run", RunFolder.RecipeFile));
        Assert.Null(saved.MemberRecipes[2].Train.Clipping);
        Assert.NotNull(saved.MemberRecipes[1].Train.Clipping);
        Assert.Equal("min-max", (string?)saved.MemberRecipes[3].EffectiveSteps[0].ToJson()["scale"]);
        Assert.Equal(saved.ToYaml(), RecipeReader.Parse(saved.ToYaml(), "again.yaml").ToYaml());
        Assert.Equal(result.Run.Test.Model["mae"], Forecaster.Load(_folder.In("run")).Evaluate(Frame()).Model["mae"], 1e-9);
    }

    [Fact]
    public void Changes_of_the_recipe_reach_the_members()
    {
        Recipe changed = Read(Text) with { Train = new TrainRecipe { Epochs = 9, Seed = 4 } };
        Assert.All(changed.Check().MemberRecipes, member => Assert.Equal(9, member.Train.Epochs));
        Assert.Equal([1, 2], changed.MemberRecipes.Select(member => member.Train.Ensemble));
        Assert.Equal(3, changed.NetworkCount);
        Assert.Equal([7, 14], new RecipeRunner().Plan(changed).Networks.Select(network => network.InputShape.Timesteps));
    }

    [Theory]
    [InlineData(First, "{modle: [{dense: 2}]}", "line 6, column 6, field members[1].modle: the key \"modle\"")]
    [InlineData(First, "{model: [{lstn: 4}]}", "line 6, column 15, field members[1].model[1].lstn")]
    [InlineData(First, "{window: {length: 3}}", "members[1].model: is missing")]
    [InlineData(First, "{data: {target: other}, model: [{dense: 2}]}", "members[1].data: is that of the recipe")]
    [InlineData(First, "{split: {train: 0.5, validation: 0.2, test: 0.3}, model: [{dense: 2}]}", "members[1].split")]
    [InlineData(First, "{model: [flatten, {dense: 2}], train: {fit-on-all: true}}", "members[1].train.fit-on-all")]
    [InlineData(First, "{model: [flatten, {dense: 2}], train: {refit: true}}", "members[1].train.refit: is for all members")]
    [InlineData(First, "{name: linear, model: [flatten, {dense: 2}]}", "two members are named \"linear\"")]
    [InlineData(First, "{members: [], model: [{dense: 2}]}", "members[1].members: belongs to the recipe")]
    [InlineData(First, "{weight: 0, model: [flatten, {dense: 2}]}", "members[1].weight")]
    [InlineData(First, "nowhere.yaml", "members[1]: there is no recipe")]
    [InlineData(First, "sub/x.yaml", "members[1]: sub/x.yaml is no file beside the recipe")]
    [InlineData(First, "{recipe: beside.yaml, train: {epochs: 2}}", "stands beside recipe: beside.yaml")]
    [InlineData("  - {model: [{lstm: 4}, {dense: 2}]}\n", "", "there is one member")]
    [InlineData("window: {length: 7, horizon: 2}", "window: {length: 7, horizon: 2}\ncombine: medium", "combine")]
    public void What_does_not_fit_is_refused_with_its_place(string line, string instead, string told)
    {
        _folder.Write("beside.yaml", File);
        Assert.Contains(
            told, Assert.ThrowsAny<InputException>(() => Read(Text.Edit(line, instead))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{length: 14}", "{length: 14, horizon: 3}", "[flatten, {dense: 3}]", "members[2].window.horizon: is 3, but 2 of the first")]
    [InlineData("{length: 14}", "{length: 14, gap: 1}", "[flatten, {dense: 2}]", "members[2].window.gap")]
    [InlineData("{length: 14}", "{length: 14}", "[flatten, {dense: 5}]", "members[2].model")]
    [InlineData("{length: 14}", "{length: 14, test-stride: 2}", "[flatten, {dense: 2}]", "members[2].window")]
    public void Members_that_forecast_other_rows_are_refused_before_any_is_trained(string window, string instead, string model, string told)
    {
        Recipe recipe = Read(Text.Edit(window, instead).Edit("[flatten, {dense: 2}]", model));
        string message = Assert.ThrowsAny<InputException>(() => new RecipeRunner().Train(
            recipe, new RunRequest { Folder = _folder.In("run"), Progress = new NoTraining() })).Message;
        Assert.Contains(told, message, StringComparison.Ordinal);
        Assert.False(Path.Exists(_folder.In("run")));
    }

    [Fact]
    public void A_file_of_another_split_or_target_is_refused()
    {
        _folder.Write("beside.yaml", File + "split: {train: 0.5, validation: 0.2, test: 0.3}\n");
        string message = Assert.ThrowsAny<InputException>(() => Read(Text + "  - beside.yaml\n")).Message;
        Assert.StartsWith("beside.yaml, line 6, ", message, StringComparison.Ordinal);
        Assert.Contains("field split: is that of the recipe", message, StringComparison.Ordinal);
    }

    private Series.Frames.Frame Frame() => new RecipeRunner().Read(Read(Text)).Series[0].Frame;

    private Recipe Read(string text)
    {
        _folder.Write("recipe.yaml", text);
        return RecipeReader.Read(_folder.In("recipe.yaml"));
    }

    private sealed class StopAtBatch(int network, CancellationTokenSource stop) : RunProgress
    {
        private int _network;

        public override void OnNetworkBegin(int fold, int network, int networks) => _network = network;

        public override void OnBatchEnd(TrainingContext context)
        {
            if (_network == network)
            {
                stop.Cancel();
            }
        }
    }

    private sealed class NoTraining : RunProgress
    {
        public override void OnBatchEnd(TrainingContext context) => throw new InvalidOperationException("It was trained.");
    }
}
