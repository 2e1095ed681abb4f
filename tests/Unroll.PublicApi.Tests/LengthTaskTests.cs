using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs;
using Unroll.Tasks.Sequences;

namespace Unroll.PublicApi.Tests;

/// <summary>
/// A task of a user, in one file and without access to internals: registered, trained from a recipe, saved, loaded, and it predicts.
/// </summary>
public class LengthTaskTests
{
    private const string Text = """
        name: lengths
        task: length
        data: {file: any.csv, channels: [signal]}
        prepare: {steps: []}
        sequence: {length: 12}
        split: {train: 0.6, validation: 0.2, test: 0.2}
        model: [{gru: 8}, {dense: 1}]
        train: {epochs: 40, batch-size: 8, learning-rate: 0.02, seed: 3}
        """;

    static LengthTaskTests() => LearningTask.Catalogue.Register(LengthTask.Entry);

    [Fact]
    public void A_task_of_ones_own_learns_from_a_recipe_and_is_taken_up_from_its_folder()
    {
        string folder = Directory.CreateTempSubdirectory("unroll-length-").FullName;
        try
        {
            Learner learner = new(RecipeReader.Parse(Text, "lengths.yaml"));
            TrainingRun run = learner.Fit(Signals(100, seed: 1));
            RunFolder.Write(folder, run, learner);
            SeriesSet others = Signals(10, seed: 2);

            Assert.Equal("length", run.Recipe.Task.Name);
            Assert.InRange(run.Test.Model["mae"], 0, 0.5 * run.Test.Baselines[0].Value["mae"]);
            Learner loaded = Learner.Load(folder);
            Assert.Equal(
                learner.PredictTable(others).Rows.Select(row => (double)row[1]!),
                loaded.PredictTable(others).Rows.Select(row => (double)row[1]!));
            Assert.Equal(learner.Evaluate(others).Model["mae"], loaded.Evaluate(others).Model["mae"]);
            JsonNode metrics = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, RunFolder.MetricsFile)))!;
            Assert.Equal("length", metrics["task"]!.GetValue<string>());
            Assert.Equal(run.Test.Model["mae"], metrics["test"]!["mae"]!.GetValue<double>(), 1e-6);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Its_recipes_are_checked_like_all_others()
    {
        InputException window = Assert.ThrowsAny<InputException>(() =>
            RecipeReader.Parse(Text.Replace("sequence: {length: 12}", "window: {length: 3}", StringComparison.Ordinal), "lengths.yaml"));
        Assert.Contains("lengths.yaml, line 5, column 1, field window: belongs to task: forecast", window.Message,
            StringComparison.Ordinal);

        InputException own = Assert.ThrowsAny<InputException>(
            () => RecipeReader.Parse(Text.Replace("[signal]}", "[signal], target: x}", StringComparison.Ordinal), "lengths.yaml"));
        Assert.Contains("field data.target: the length of a series is its target", own.Message, StringComparison.Ordinal);

        Recipe recipe = RecipeReader.Parse(Text, "lengths.yaml");
        Assert.Equal(Text, recipe.ToYaml());
        Assert.Contains("task: length", (recipe with { Name = "other" }).ToYaml(), StringComparison.Ordinal);
    }

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

    /// <summary>Predicts how many rows a series has.</summary>
    private sealed class LengthTask : SequenceTask
    {
        public static Entry<LearningTask> Entry { get; } =
            new("length", typeof(LengthTask), "Predicts how many rows a series has.", [], _ => new LengthTask());

        protected override IReadOnlyList<string> SplitNames => ["group"];

        protected override string UnknownTarget => "length";

        public static SequenceData LengthsOf(SeriesSet series) =>
            new(series, [.. series.Items.Select(item => (double[])[item.Frame.RowCount])]);

        public override void Check(Recipe recipe)
        {
            base.Check(recipe);
            if (recipe.Data.Targets.Count > 0)
            {
                throw recipe.Error("data.target", "the length of a series is its target. Remove it.");
            }
        }

        public override LearnedTask Restore(Recipe recipe, JsonObject state) => new LearnedLength(recipe, state);

        protected override SequenceData Read(Recipe recipe, SeriesSet series, SeriesSet training) => LengthsOf(series);

        protected override LearnedSequences Learn(
            Recipe recipe, Preparation preparation, int length, SeriesSet read, SequenceData training) =>
            new LearnedLength(recipe, preparation, length, training.Targets.Average(target => target[0]));
    }

    private sealed class LearnedLength : LearnedSequences
    {
        private readonly double _mean;

        public LearnedLength(Recipe recipe, Preparation preparation, int length, double mean)
            : base(recipe, preparation, length) => _mean = mean;

        public LearnedLength(Recipe recipe, JsonObject state)
            : base(recipe, state) => _mean = Need(state, "mean").GetValue<double>();

        protected override int PredictionWidth => 1;

        protected override string UnknownTarget => "length";

        public override Loss CreateLoss(Model network) => Recipe.Train.Loss?.Create() ?? new MeanSquaredError();

        protected override SequenceData Read(SeriesSet series) => LengthTask.LengthsOf(series);

        protected override void CheckOutput(Model network, Shape output)
        {
            if (output.IsSequence || output.Features != 1)
            {
                throw HeadError("a length is one number. End the model with dense: 1.");
            }
        }

        protected override float[] ToNetwork(double[] target, Model network) => [(float)target[0]];

        protected override void FromNetwork(ReadOnlySpan<float> outputs, Span<double> prediction) => prediction[0] = outputs[0];

        protected override PartEvaluation Judge(string part, SequenceData data, IReadOnlyList<double[]> predictions) =>
            new LengthEvaluation(part, ErrorOf(data, predictions), ErrorOf(data, [.. predictions.Select(_ => (double[])[_mean])]),
                Tabulate(data, predictions), data.Series.Count);

        protected override PredictionTable Tabulate(SequenceData data, IReadOnlyList<double[]> predictions) =>
            new(["id", "length"], predictions.Select((prediction, i) => (IReadOnlyList<object?>)[data.Series[i].Id, prediction[0]]));

        protected override void Write(JsonObject state) => state["mean"] = _mean;

        private static Scores ErrorOf(SequenceData data, IReadOnlyList<double[]> predictions) =>
            new([new Score("mae", "MAE", predictions.Select((prediction, i) => Math.Abs(prediction[0] - data.Targets[i][0])).Average())]);
    }

    private sealed class LengthEvaluation(string part, Scores model, Scores mean, PredictionTable predictions, int samples)
        : PartEvaluation(part, model, [KeyValuePair.Create("mean", mean)])
    {
        public override int Samples => samples;

        public override PredictionTable Predictions => predictions;
    }
}
