using System.Text.Json.Nodes;
using Unroll.Layers;
using Unroll.Series.Frames;
using Unroll.Tasks.Labelling;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Runs;

namespace Unroll.Tasks.Tests.Labelling;

public class SequenceLabellerTests
{
    private static readonly SeriesSet _records = SmallRecords.Records();

    [Fact]
    public void Each_step_has_a_label_and_labels_are_better_than_those_of_the_baselines()
    {
        SequenceLabeller labeller = SequenceLabeller.Create(SmallRecords.Recipe());
        TrainingRun run = labeller.Fit(_records);

        ClassLabelEvaluation test = (ClassLabelEvaluation)run.Test;
        Assert.Equal(["down", "still", "up"], labeller.ClassNames);
        Assert.Equal(["most-frequent", "last-known", "linear"], test.Baselines.Select(baseline => baseline.Key));
        Assert.Equal(["most-frequent", "linear"], test.Comparison.Baselines.Select(baseline => baseline.Key));
        Assert.InRange(test.Model["accuracy"], 0.93, 1);
        Assert.All(test.Baselines.SkipLast(1), baseline => Assert.InRange(baseline.Value["accuracy"], 0, test.Model["accuracy"] - 0.1));
        Assert.Equal(6, test.Series.Count);
        Assert.All(test.Series, labels =>
        {
            Frame frame = _records.Items.Single(item => item.Id == labels.Id).Frame;
            Assert.Equal(frame.Column("state").ToArray().Select(code => labels.ClassNames[(int)code]), labels.Select(step => step.Actual));
        });
        StepLabel[] steps = [.. test.Series.SelectMany(labels => labels)];
        Assert.Equal(steps.Length, test.Samples);
        Assert.Equal(steps.Length, run.Parts[2].Samples);
        Assert.Equal(steps.Count(step => step.Actual == step.Predicted) / (double)steps.Length, test.Model["accuracy"], 1e-12);
        Assert.Equal(steps.Length, test.Confusion.Sum(row => row.Sum()));
        Assert.Equal(
            [.. steps.GroupBy(step => step.Actual).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => group.Count())],
            test.Labels.Select(label => label.Support));
    }

    [Fact]
    public void Baselines_are_the_most_frequent_label_of_training_and_the_last_known_one_before()
    {
        SequenceLabeller labeller = SequenceLabeller.Create(SmallRecords.Recipe(SmallRecords.Text.Edit("epochs: 25", "epochs: 1")));
        ClassLabelEvaluation test = (ClassLabelEvaluation)labeller.Fit(_records).Test;
        HashSet<string> tested = [.. test.Series.Select(labels => labels.Id), .. ((ClassLabelEvaluation)labeller.Fit(_records).Validation!)
            .Series.Select(labels => labels.Id)];
        double most = _records.Items.Where(item => !tested.Contains(item.Id)).SelectMany(item => item.Frame.Column("state").ToArray())
            .GroupBy(code => code).MaxBy(group => group.Count())!.Key;

        double[][] states =
            [.. test.Series.Select(labels => _records.Items.Single(item => item.Id == labels.Id).Frame.Column("state").ToArray())];
        double steps = states.Sum(own => own.Length);
        Assert.Equal(states.Sum(own => own.Count(code => code == most)) / steps, test.Baselines[0].Value["accuracy"], 1e-12);
        Assert.Equal(
            states.Sum(own => own.Where((code, step) => code == (step == 0 ? most : own[step - 1])).Count()) / steps,
            test.Baselines[1].Value["accuracy"], 1e-12);
    }

    [Fact]
    public void What_the_steps_around_tell_is_found_by_the_linear_baseline_which_looks_ahead_only_beside_networks_that_do()
    {
        // The label is whether the value six steps later is above the middle between two levels.
        SeriesSet ahead = _records.Map(item =>
        {
            double[] sensor = item.Frame.Column("sensor").ToArray();
            return item.Frame
                .With("state", [.. sensor.Select((_, at) => at + 6 >= sensor.Length ? double.NaN : sensor[at + 6] > 0.5 ? 2.0 : 0)])
                .WithCategories("state", ["down", "still", "up"]);
        });
        string text = SmallRecords.Text.Edit("epochs: 25", "epochs: 1").Edit("units: 3", "units: 2");
        TrainingRun causal = SequenceLabeller.Create(SmallRecords.Recipe(text)).Fit(ahead);
        TrainingRun twoWay = SequenceLabeller.Create(SmallRecords.Recipe(text.Edit("- gru: 8", "- bidirectional: {gru: 8}"))).Fit(ahead);

        Assert.Equal(["most-frequent", "linear"], twoWay.Test.Baselines.Select(baseline => baseline.Key));
        Assert.InRange(twoWay.Test.Baselines[1].Value["accuracy"], 0.95, 1);
        Assert.InRange(causal.Test.Baselines[2].Value["accuracy"], 0.5, 0.9);
    }

    [Fact]
    public void Steps_without_a_label_are_not_trained_on_and_not_judged()
    {
        // Every other label is wrong, or not there.
        SeriesSet gaps = _records.With(states => [.. states.Select((code, step) => step % 2 == 0 ? code : double.NaN)]);
        SeriesSet wrong = _records.With(states => [.. states.Select((code, step) => step % 2 == 0 ? code : 2 - code)]);
        TrainingRun run = SequenceLabeller.Create(SmallRecords.Recipe()).Fit(gaps);
        TrainingRun other = SequenceLabeller.Create(SmallRecords.Recipe()).Fit(wrong);

        Assert.InRange(run.Test.Model["accuracy"], 0.9, 1);
        Assert.InRange(other.Test.Model["accuracy"], 0, 0.85);
        Assert.Equal(((ClassLabelEvaluation)run.Test).Series.Sum(labels => (labels.Count + 1) / 2), run.Test.Samples);
        SequenceLabeller labeller = SequenceLabeller.Create(SmallRecords.Recipe());
        TaskPlan plan = labeller.Plan(gaps);
        float[] weights = new float[plan.Training(labeller.Networks[0]).TargetShape.Timesteps];
        plan.Training(labeller.Networks[0]).CopyWeights(0, [0], weights);
        Assert.Equal([1, 0, 1, 0, 1, 0], weights[..6]);
    }

    [Fact]
    public void Pieces_of_long_series_are_joined_again()
    {
        // A network that looks at each step by itself gives the same, however series are cut.
        string text = SmallRecords.Text.Edit("- gru: 8", "- dense: {units: 4, activation: tanh}").Edit("epochs: 25", "epochs: 1");
        SequenceLabeller whole = SequenceLabeller.Create(SmallRecords.Recipe(text));
        whole.Fit(_records);
        SequenceLabeller cut = SequenceLabeller.Create(SmallRecords.Recipe(text.Edit("model:", "sequence: {split: 7}\nmodel:")));
        cut.Fit(_records);
        cut.Networks[0].SetWeights(whole.Networks[0].GetWeights());

        Assert.Equal(7, cut.SequenceLength);
        Frame joined = _records[1].Frame.Append(_records[2].Frame).Append(_records[3].Frame);
        SeriesSet longer = new([_records[0], _records[1] with { Frame = joined }]);
        IReadOnlyList<SeriesLabels> expected = whole.Predict(longer), actual = cut.Predict(longer);
        Assert.Equal(longer[1].Frame.RowCount, expected[1].Count);
        for (int series = 0; series < 2; series++)
        {
            for (int step = 0; step < expected[series].Count; step++)
            {
                Assert.Equal(expected[series].ProbabilitiesAt(step).ToArray(), actual[series].ProbabilitiesAt(step).ToArray());
            }
        }
    }

    [Fact]
    public void A_run_folder_takes_up_the_labeller_as_it_was()
    {
        using TemporaryFolder folder = new();
        SequenceLabeller labeller = SequenceLabeller.Create(
            SmallRecords.Recipe(SmallRecords.Text.Edit("epochs: 25", "epochs: 2, ensemble: 2")));
        TrainingRun run = labeller.Fit(_records);
        RunFolder.Write(folder.Path, run, labeller);
        SeriesSet others = SmallRecords.Records(5, seed: 8).Map(item => item.Frame.Select("sensor"));

        SequenceLabeller loaded = SequenceLabeller.Load(folder.Path);
        Assert.Equal(2, loaded.Networks.Count);
        Assert.Equal(
            labeller.Predict(others).SelectMany(labels => labels.Select(step => step.Probability)),
            loaded.Predict(others).SelectMany(labels => labels.Select(step => step.Probability)));
        Assert.All(loaded.Predict(others).SelectMany(labels => labels), step => Assert.Null(step.Actual));
        LabelEvaluation evaluation = labeller.Evaluate(_records), again = loaded.Evaluate(_records);
        Assert.Equal(evaluation.Model["log_loss"], again.Model["log_loss"]);
        Assert.Equal(3, again.Baselines.Count);
        Assert.Equal(
            evaluation.Baselines.Select(baseline => baseline.Value["accuracy"]),
            again.Baselines.Select(baseline => baseline.Value["accuracy"]));

        JsonNode metrics = JsonNode.Parse(File.ReadAllText(Path.Combine(folder.Path, "metrics.json")))!;
        Assert.Equal("label", metrics["task"]!.GetValue<string>());
        Assert.Equal("still", metrics["classes"]![1]!.GetValue<string>());
        Assert.Equal(run.Test.Samples, metrics["test"]!["by_label"]!.AsArray().Sum(label => label!["steps"]!.GetValue<int>()));
        string[] lines = File.ReadAllLines(Path.Combine(folder.Path, "predictions.csv"));
        Assert.Equal("part,id,time,label,predicted,probability_down,probability_still,probability_up", lines[0]);
        Assert.Equal(1 + run.Test.Samples + run.Validation!.Samples, lines.Length);
    }

    [Fact]
    public void Numbers_at_each_step_are_predicted_in_their_unit_with_quantiles()
    {
        string text = SmallRecords.Text.Edit("target: state", "target: speed").Edit("dense: {units: 3, activation: softmax}", "dense: 3")
            .Edit("epochs: 25", "epochs: 25, loss: {quantile: [0.1, 0.5, 0.9]}");
        SequenceLabeller labeller = SequenceLabeller.Create(SmallRecords.Recipe(text));
        TrainingRun run = labeller.Fit(_records);

        NumberLabelEvaluation test = (NumberLabelEvaluation)run.Test;
        Assert.Equal(["mean", "last-known", "linear"], test.Baselines.Select(baseline => baseline.Key));
        Assert.InRange(test.Model["mae"], 0, 0.3 * test.Baselines[0].Value["mae"]);

        // speed = 10 (x_t − x_{t−1} / 2) + 50 is linear in two steps.
        Assert.InRange(test.Baselines[2].Value["r2"], 0.95, 1);
        Assert.Equal(["id", "time", "actual", "predicted", "q0.1", "q0.5", "q0.9"], test.Predictions.Columns);
        IReadOnlyList<SeriesNumbers> predictions = labeller.PredictNumbers(_records);
        Assert.Equal(_records[3].Frame.Column("speed").ToArray(), predictions[3].Select(step => step.Actual!.Value));
        Assert.True(predictions[3].QuantilesAt(4)[0] <= predictions[3].QuantilesAt(4)[2]);
        Assert.Throws<InvalidOperationException>(() => labeller.Predict(_records));
    }

    [Fact]
    public void One_long_series_is_split_by_time_and_ranges_of_rows_are_possible()
    {
        Frame joined = _records.Items.Skip(1).Aggregate(_records[0].Frame, (frame, item) => frame.Append(item.Frame));
        SeriesSet single = SeriesSet.Of(joined);
        string text = SmallRecords.Text.Edit("split: {train: 0.6, validation: 0.2, test: 0.2}\n", "sequence: {split: 50}\n")
            .Edit("epochs: 25", "epochs: 1").Edit(", id: record", "");
        TrainingRun run = SequenceLabeller.Create(SmallRecords.Recipe(text)).Fit(single);

        int rows = joined.RowCount, first = (int)Math.Round(0.7 * rows), second = (int)Math.Round(0.85 * rows);
        Assert.Equal([first, second - first, rows - second], run.Parts.Select(part => part.Samples));
        double[] last = joined.Column("state")[second..].ToArray();
        Assert.Equal(
            last.Select(code => labelsOf(code)), ((ClassLabelEvaluation)run.Test).Series.Single().Select(step => step.Actual));

        TrainingRun ranges = SequenceLabeller.Create(SmallRecords.Recipe(
            text.Edit("sequence:", "split: {by: time, train: rows 0..199, validation: rows 200..249, test: rows 300..399, "
                + "embargo: 5}\nsequence:")))
            .Fit(single);
        Assert.Equal([200, 45, 95], ranges.Parts.Select(part => part.Samples));

        static string labelsOf(double code) => code switch { 0 => "down", 1 => "still", _ => "up" };
    }

    [Fact]
    public void In_code_a_labeller_has_a_fitting_network_and_says_what_it_predicts()
    {
        SequenceLabeller labeller = SequenceLabeller.For("state").Channels("sensor").Train(train => train with { Epochs = 2 });
        TrainingRun run = labeller.Fit(_records);
        Assert.Equal(["sensor"], run.InputNames);
        Assert.Equal(3, labeller.Networks[0].OutputShapes[0].Features);
        Assert.Equal(3, labeller.Evaluate(_records).Baselines.Count);

        TrainingRun own = SequenceLabeller.For("state").Channels("sensor").Train(train => train with { Epochs = 1 })
            .Network(new Gru(4), new Dense(3, new DenseOptions { Activation = ActivationFunction.Softmax })).Fit(_records);
        Assert.Equal(run.Test.Samples, own.Test.Samples);
    }

    [Fact]
    public void Folds_are_joined()
    {
        string text = SmallRecords.Text.Edit("split: {train: 0.6, validation: 0.2, test: 0.2}", "split: {by: folds, count: 3}")
            .Edit("epochs: 25", "epochs: 2");
        TrainingRun run = SequenceLabeller.Create(SmallRecords.Recipe(text)).Fit(_records);

        Assert.Equal(3, run.Folds.Count);
        Assert.Equal(_records.Items.Sum(item => item.Frame.RowCount), run.Test.Samples);
        Assert.Equal(3, run.Test.Baselines.Count);
        Assert.Equal(
            run.Folds.Sum(fold => fold.Model["accuracy"] * fold.Samples) / run.Test.Samples, run.Test.Model["accuracy"], 1e-9);
    }
}
