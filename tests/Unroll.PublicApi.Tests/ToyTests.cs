using System.Text.Json.Nodes;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.PublicApi.Tests.Toys;
using Unroll.Reports;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Tasks.Guide;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs;

namespace Unroll.PublicApi.Tests;

/// <summary>
/// A layer, a loss, a step and a task of a user, each in one file and without access to internals, in one recipe: trained, saved, loaded,
/// evaluated and reported like those of the library.
/// </summary>
public class ToyTests
{
    private const string Text = """
        name: lengths
        task: toy-length
        data: {file: any.csv, channels: [signal]}
        prepare: {steps: [{toy: 0.25}]}
        sequence: {length: 12}
        split: {train: 0.6, validation: 0.2, test: 0.2}
        model: [{toy-scaling: {factor: 2}}, {gru: 8}, {dense: 1}]
        train: {epochs: 60, batch-size: 8, learning-rate: 0.02, seed: 3, loss: {toy-pinball: 0.5}}
        """;

    static ToyTests()
    {
        Layer.Catalogue.Register(ToyLayer.Entry);
        Loss.Catalogue.Register(ToyLoss.Entry);
        PreparingStep.Catalogue.Register(ToyStep.Entry);
        LearningTask.Catalogue.Register(ToyTask.Entry);
    }

    [Fact]
    public void A_recipe_of_toys_is_trained_saved_loaded_evaluated_and_reported()
    {
        using TemporaryFolder folder = new();
        Learner learner = new(RecipeReader.Parse(Text, "lengths.yaml"));
        TrainingRun run = learner.Fit(Signals(100, seed: 1));
        RunFolder.Write(folder.Path, run, learner);
        SeriesSet others = Signals(10, seed: 2);

        Assert.Equal("toy-length", run.Recipe.Task.Name);
        Assert.InRange(run.Test.Model["mae"], 0, 0.5 * run.Test.Baselines[0].Value["mae"]);
        Learner loaded = Learner.Load(folder.Path);
        Assert.Equal(Lengths(learner, others), Lengths(loaded, others));
        Assert.Equal(learner.Evaluate(others).Model["mae"], loaded.Evaluate(others).Model["mae"]);

        JsonNode metrics = JsonNode.Parse(File.ReadAllText(folder.In(RunFolder.MetricsFile)))!;
        Assert.Equal("toy-length", metrics["task"]!.GetValue<string>());
        Assert.Equal(run.Test.Model["mae"], metrics["test"]!["mae"]!.GetValue<double>(), 1e-6);
        Assert.Equal(run.Test.Baselines[0].Value["mae"], metrics["baselines"]!["mean"]!["mae"]!.GetValue<double>(), 1e-6);

        string report = ReportWriter.ToHtml(run);
        Assert.Contains("lengths of series", report, StringComparison.Ordinal);
        Assert.Contains("Mean of the training part", report, StringComparison.Ordinal);
    }

    [Fact]
    public void A_task_that_prepares_without_a_look_at_its_cancellation_is_not_waited_for()
    {
        using CancellationTokenSource stop = new();
        using ManualResetEventSlim gate = new();
        bool isPrepared = false;
        ToyTask.Reading.Value = () =>
        {
            stop.Cancel();
            gate.Wait(TimeSpan.FromSeconds(20), CancellationToken.None);
            Volatile.Write(ref isPrepared, true);
        };
        Learner learner = new(RecipeReader.Parse(Text, "lengths.yaml"));

        Assert.ThrowsAny<OperationCanceledException>(
            () => learner.Fit(Signals(100, seed: 1), options: new LearnerOptions { CancellationToken = stop.Token }));

        bool wasWaitedFor = Volatile.Read(ref isPrepared);
        gate.Set();
        Assert.False(wasWaitedFor);
    }

    [Fact]
    public void Recipes_of_toys_are_checked_like_all_others()
    {
        Refused("sequence: {length: 12}", "window: {length: 3}", "lengths.yaml, line 5, column 1, field window: belongs to task: forecast");
        Refused("[signal]}", "[signal], target: x}", "field data.target: the length of a series is its target");
        Refused("{toy: 0.25}", "{toy: 2}", "field prepare.steps[1].toy");
        Refused("{factor: 2}", "{factor: two}", "field model[1].toy-scaling.factor");
        Refused("{toy-pinball: 0.5}", "{toy-pinball: 7}", "field train.loss.toy-pinball");

        Recipe recipe = RecipeReader.Parse(Text, "lengths.yaml");
        Assert.Equal(Text, recipe.ToYaml());
        string written = (recipe with { Name = "other" }).ToYaml();
        Assert.Equal(written, RecipeReader.Parse(written, "other.yaml").ToYaml());
        foreach (string name in (string[])["toy-length", "toy-scaling", "toy-pinball", "toy"])
        {
            Assert.Contains(name, written, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Toys_are_in_the_schema()
    {
        JsonObject schema = RecipeSchema.Create();
        JsonNode recipe = JsonNode.Parse("""
            {
              "name": "lengths", "task": "toy-length", "data": {"file": "any.csv"}, "prepare": {"steps": [{"toy": 0.25}]},
              "model": [{"toy-scaling": {"factor": 2}}, {"dense": 1}], "train": {"loss": {"toy-pinball": 0.5}}
            }
            """)!;

        Assert.True(SchemaCheck.Accepts(schema, recipe));
        recipe["model"]![0]!["toy-scaling"]!["factor"] = "two";
        Assert.False(SchemaCheck.Accepts(schema, recipe));
    }

    private static void Refused(string old, string replacement, string message)
    {
        InputException error = Assert.ThrowsAny<InputException>(() => RecipeReader.Parse(Text.Edit(old, replacement), "lengths.yaml"));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<double> Lengths(Learner learner, SeriesSet series) =>
        learner.PredictTable(series).Rows.Select(row => (double)row[1]!);

    /// <summary>Constant signals of 3 to 12 rows.</summary>
    private static SeriesSet Signals(int count, ulong seed)
    {
        RandomStream random = new(seed);
        return new SeriesSet([.. Enumerable.Range(0, count).Select(i =>
        {
            int length = 3 + random.NextInt32(10);
            return new SeriesItem($"s{i}", new Frame(TimeIndex.Numbered(length), ["signal"], [[.. Enumerable.Repeat(1.0, length)]]));
        })]);
    }
}
