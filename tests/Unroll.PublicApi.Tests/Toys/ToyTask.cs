using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Learning.Sections;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Sequences;

namespace Unroll.PublicApi.Tests.Toys;

/// <summary>A task of a user: predicts how many rows a series has.</summary>
internal sealed class ToyTask : SequenceTask
{
    public static Entry<LearningTask> Entry { get; } = new(
        "toy-length", typeof(ToyTask), "Predicts how many rows a series has.", [], _ => new ToyTask());

    /// <summary>The action whenever targets are read, for tests.</summary>
    public static AsyncLocal<Action?> Reading { get; } = new();

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

    public override LearnedTask Restore(Recipe recipe, JsonObject state) => new Learned(recipe, state);

    protected override SequenceData Read(Recipe recipe, SeriesSet series, SeriesSet training)
    {
        Reading.Value?.Invoke();
        return LengthsOf(series);
    }

    protected override LearnedSequences Learn(Recipe recipe, Preparation preparation, int length, SeriesSet read, SequenceData training) =>
        new Learned(recipe, preparation, length, training.Targets.Average(target => target[0]));

    public override string Subject(TrainingRun run) => "lengths of series";

    public override IReadOnlyList<ReportSection> Report(TrainingRun run) =>
        [new FactsSection("Lengths", [KeyValuePair.Create("Mean of the training part", $"{((Learned)run.Learned).Mean:0.0} rows")])];

    private sealed class Learned : LearnedSequences
    {
        public double Mean { get; }

        public Learned(Recipe recipe, Preparation preparation, int length, double mean)
            : base(recipe, preparation, length) => Mean = mean;

        public Learned(Recipe recipe, JsonObject state)
            : base(recipe, state) => Mean = Need(state, "mean").GetValue<double>();

        protected override int PredictionWidth => 1;

        public override Loss CreateLoss(Model network) => Recipe.Train.Loss?.Create() ?? new MeanSquaredError();

        protected override SequenceData Read(SeriesSet series) => ToyTask.LengthsOf(series);

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
            new Evaluation(
                part, ErrorOf(data, predictions), ErrorOf(data, [.. predictions.Select(_ => (double[])[Mean])]),
                Tabulate(data, predictions), data.Series.Count);

        protected override PredictionTable Tabulate(SequenceData data, IReadOnlyList<double[]> predictions) =>
            new(["id", "length"], predictions.Select((prediction, i) => (IReadOnlyList<object?>)[data.Series[i].Id, prediction[0]]));

        protected override void Write(JsonObject state) => state["mean"] = Mean;

        private static Scores ErrorOf(SequenceData data, IReadOnlyList<double[]> predictions) =>
            new([new Score("mae", "MAE", predictions.Select((prediction, i) => Math.Abs(prediction[0] - data.Targets[i][0])).Average())]);
    }

    private sealed class Evaluation(string part, Scores model, Scores mean, PredictionTable predictions, int samples)
        : PartEvaluation(part, model, [KeyValuePair.Create("mean", mean)])
    {
        public override int Samples => samples;

        public override PredictionTable Predictions => predictions;
    }
}
