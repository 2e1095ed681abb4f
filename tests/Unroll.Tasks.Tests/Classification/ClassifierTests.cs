using System.Text.Json.Nodes;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Series.Frames;
using Unroll.Tasks.Classification;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Learning.Sections;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs;

namespace Unroll.Tasks.Tests.Classification;

public class ClassifierTests
{
    private static readonly SeriesSet _waves = SmallSeriesSet.Waves();

    [Fact]
    public void Rising_and_falling_waves_are_told_apart()
    {
        Classifier classifier = Classifier.Create(SmallSeriesSet.Recipe(), seed: 1);
        TrainingRun run = classifier.Fit(_waves);

        Assert.Equal([36, 12, 12], run.Parts.Select(part => part.Samples));
        Assert.All(run.Parts, part => Assert.Equal(part.Samples / 2, part.Counts[0].Value));
        Assert.Equal(["level", "noise", "age", "site"], run.InputNames);
        Assert.Equal(["falling", "rising"], classifier.ClassNames);
        Assert.Equal(14, classifier.SequenceLength);
        ClassificationEvaluation test = run.Tested();
        Assert.InRange(test.Model["accuracy"], 0.9, 1);
        Assert.InRange(test.Model["roc_auc"], 0.95, 1);
        Assert.Equal(0.5, test.Baselines[0].Value["accuracy"]);
        Assert.Equal(0.5, test.Baselines[0].Value["roc_auc"]);
        Assert.Equal(Math.Log(2), test.Baselines[0].Value["log_loss"], 6);
        Assert.All(test.Series, prediction => Assert.Equal(1, prediction.Probabilities.Sum(), 5));
    }

    [Fact]
    public void Series_in_their_order_are_learned_from_first_and_tested_on_last()
    {
        Recipe recipe = SmallSeriesSet.Recipe(
            SmallSeriesSet.Text.Edit("{train: 0.6", "{by: order, train: 0.6").Edit("epochs: 12", "epochs: 1"));

        TrainingRun run = Classifier.Create(recipe, seed: 1).Fit(_waves);

        Assert.Equal([36, 12, 12], run.Parts.Select(part => part.Samples));
        Assert.Equal(_waves.Items.TakeLast(12).Select(item => item.Id), run.Tested().Series.Select(prediction => prediction.Id));
        Assert.Contains("by: order", recipe.ToYaml(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_in_code_is_saved_without_the_recipes_layers()
    {
        using TemporaryFolder folder = new();
        Recipe recipe = SmallSeriesSet.Recipe();
        Classifier classifier = Classifier.Create(recipe with { Train = recipe.Train with { Epochs = 1 } });
        DenseOptions sigmoid = new() { Activation = ActivationFunction.Sigmoid };
        classifier.UseNetwork((input, seed) => new Sequential(new Input(input), new SimpleRnn(3), new Dense(1, sigmoid)) { Seed = seed });
        classifier.Fit(_waves);
        classifier.Save(folder.Path);

        Classifier loaded = Classifier.Load(folder.Path);
        Assert.Empty(loaded.Recipe.Model);
        Assert.Equal(classifier.Predict(_waves)[0].Probabilities, loaded.Predict(_waves)[0].Probabilities);
        Assert.Empty((recipe with { Model = [] }).Check().Model);
    }

    [Theory]
    [InlineData(2, "{units: 1, activation: sigmoid}")]
    [InlineData(3, "{units: 3, activation: softmax}")]
    public void Metrics_read_the_targets_of_the_loss(int classes, string head)
    {
        string text = SmallSeriesSet.Text.Replace("{units: 1, activation: sigmoid}", head, StringComparison.Ordinal)
            .Replace("{epochs: 12", "{metrics: [accuracy, f1-score], epochs: 2", StringComparison.Ordinal);
        SeriesSet waves = SmallSeriesSet.Waves(classes: classes);

        TrainingRun run = Classifier.Create(SmallSeriesSet.Recipe(text)).Fit(waves);

        Assert.Equal(["accuracy", "f1", "val_accuracy", "val_f1"], run.Histories[0].Epochs[^1].Metrics.Keys.Order(StringComparer.Ordinal));
        Assert.All(run.Histories[0].Epochs, epoch => Assert.InRange(epoch.Metrics["accuracy"], 0.2, 1));
    }

    [Fact]
    public void Series_of_similar_length_can_share_batches()
    {
        Recipe recipe = SmallSeriesSet.Recipe(
            SmallSeriesSet.Text.Edit("batch-size: 8", "batch-size: 8, bucket-by-length: true"));

        TrainingRun run = Classifier.Create(recipe, seed: 1).Fit(_waves);

        Assert.True(recipe.Train.BucketByLength);
        Assert.NotEqual(Classifier.Create(SmallSeriesSet.Recipe(), seed: 1)
            .Fit(_waves).Histories[0].Epochs[0].Loss, run.Histories[0].Epochs[0].Loss);
        Assert.InRange(run.Tested().Model["accuracy"], 0.9, 1);
    }

    [Fact]
    public void Three_classes_take_a_softmax_and_weights_that_balance_them()
    {
        Recipe recipe = SmallSeriesSet.Recipe(SmallSeriesSet.Text
            .Edit("units: 1, activation: sigmoid", "units: 3, activation: softmax")
            .Edit("batch-size: 8", "batch-size: 8, class-weights: balanced, ensemble: 2"));
        Classifier classifier = Classifier.Create(recipe, seed: 2);
        TrainingRun run = classifier.Fit(SmallSeriesSet.Waves(90, classes: 3));

        Assert.Equal(2, classifier.Networks.Count);
        Assert.Equal(2, run.Histories.Count);
        Assert.InRange(run.Tested().Model["accuracy"], 0.8, 1);
        Assert.Equal(3, run.Tested().Classes.Count);
    }

    [Fact]
    public void What_is_fitted_and_learned_does_not_depend_on_any_value_of_the_test_part()
    {
        Recipe recipe = SmallSeriesSet.Recipe();
        Classifier classifier = Classifier.Create(recipe, seed: 3);
        string[] tested = [.. classifier.Fit(_waves).Tested().Series.Select(prediction => prediction.Id)];
        RandomStream random = new(99);
        SeriesSet changed = new(
            [.. _waves.Items.Select(wave => tested.Contains(wave.Id) ? Disturb(wave, random) : wave)], _waves.StaticNames,
                _waves.ClassNames);
        Classifier other = Classifier.Create(recipe, seed: 3);
        TrainingRun run = other.Fit(changed);

        Assert.Equal(tested, run.Tested().Series.Select(prediction => prediction.Id));
        Assert.Equal(classifier.Networks[0].Metadata["unroll.task"], other.Networks[0].Metadata["unroll.task"]);
        for (int i = 0; i < classifier.Networks[0].Parameters.Count; i++)
        {
            Assert.Equal(classifier.Networks[0].Parameters[i].Values.ToArray(), other.Networks[0].Parameters[i].Values.ToArray());
        }
    }

    [Fact]
    public void A_test_part_with_data_of_its_own_leaves_all_others_to_learn_from()
    {
        Recipe recipe = SmallSeriesSet.Recipe(SmallSeriesSet.Text
            .Edit("file: waves.csv", "file: waves.csv, test-file: more.csv")
            .Edit("split: {train: 0.6, validation: 0.2, test: 0.2}", "split: {train: 0.75, validation: 0.25}"));
        SeriesSet more = SmallSeriesSet.Waves(10, seed: 5);

        // The same classes by name, in another order.
        SeriesSet turned = new(
            [.. more.Items.Select(item => item with { Class = 1 - item.Class })], more.StaticNames, ["rising", "falling"]);
        TrainingRun run = Classifier.Create(recipe, seed: 1).Fit(_waves, turned);

        Assert.Equal([45, 15, 10], run.Parts.Select(part => part.Samples));
        Assert.Equal(more.Items.Select(item => item.Class), run.Tested().Series.Select(prediction => prediction.Actual));
        Assert.InRange(run.Tested().Model["accuracy"], 0.8, 1);
    }

    [Fact]
    public void A_run_folder_takes_up_the_classifier_as_it_was()
    {
        using TemporaryFolder folder = new();
        Classifier classifier =
            Classifier.Create(SmallSeriesSet.Recipe(
                SmallSeriesSet.Text.Edit("batch-size: 8", "batch-size: 8, ensemble: 2")), seed: 1);
        TrainingRun run = classifier.Fit(_waves);
        RunFolder.Write(folder.Path, run, classifier);
        SeriesSet others = SmallSeriesSet.Waves(9, seed: 8);

        Classifier loaded = Classifier.Load(folder.Path);
        IReadOnlyList<ClassPrediction> expected = classifier.Predict(others), predicted = loaded.Predict(others);
        Assert.Equal(2, loaded.Networks.Count);
        for (int i = 0; i < others.Count; i++)
        {
            Assert.Equal(expected[i].Probabilities, predicted[i].Probabilities);
            Assert.Equal(others[i].Class, predicted[i].Actual);
        }

        JsonNode metrics = JsonNode.Parse(File.ReadAllText(Path.Combine(folder.Path, "metrics.json")))!;
        Assert.Equal("classify", metrics["task"]!.GetValue<string>());
        Assert.Equal(run.Tested().Model["accuracy"], metrics["test"]!["accuracy"]!.GetValue<double>(), 8);
        Assert.Equal(0.5, metrics["baselines"]!["majority"]!["accuracy"]!.GetValue<double>());
        string[] lines = File.ReadAllLines(Path.Combine(folder.Path, "predictions.csv"));
        Assert.Equal("part,id,class,predicted,probability_falling,probability_rising", lines[0]);
        Assert.Equal(1 + 24, lines.Length);
        Assert.StartsWith("network,epoch,loss,val_loss", File.ReadLines(Path.Combine(folder.Path, "history.csv"))
            .First(), StringComparison.Ordinal);
        Assert.Equal(run.Recipe.ToYaml(), File.ReadAllText(Path.Combine(folder.Path, "recipe.yaml")));
    }

    [Fact]
    public void Series_whose_classes_are_not_known_get_probabilities_but_no_scores()
    {
        Classifier classifier = Classifier.Create(SmallSeriesSet.Recipe(), seed: 1);
        classifier.Fit(_waves);
        SeriesSet unknown = new([.. SmallSeriesSet.Waves(4, seed: 6).Items.Select(item => item with { Class = null })], _waves.StaticNames);

        Assert.All(classifier.Predict(unknown), prediction => Assert.Null(prediction.Actual));
        Assert.Contains("has no class", Assert.ThrowsAny<InputException>(() => classifier.Evaluate(unknown)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{length: 6}", 6)]
    [InlineData("{length: shortest, truncate: start}", 8)]
    [InlineData("{length: 30, pad: start}", 30, "masking")]
    [InlineData("{length: 30, pad: start}", 30, "masking: -7.5")]
    [InlineData("{split: 5, pad: start}", 5, "masking")]
    [InlineData("{split: 5}", 5)]
    public void Sequences_are_padded_truncated_or_split_and_every_series_is_told(string sequence, int length, string first = "dropout: 0")
    {
        Recipe recipe = SmallSeriesSet.Recipe(SmallSeriesSet.Text
            .Edit("split: {train", $"sequence: {sequence}\nsplit: {{train")
            .Edit("  - gru: 6", $"  - {first}\n  - gru: 6"));
        Classifier classifier = Classifier.Create(recipe, seed: 1);
        TrainingRun run = classifier.Fit(_waves);

        Assert.Equal(length, classifier.SequenceLength);
        Assert.Equal(12, run.Tested().Series.Count);
        Assert.InRange(run.Tested().Model["roc_auc"], 0.7, 1);

        // A series that is shorter or longer than any that was learned from is told all the same.
        SeriesSet odd = new(
            [_waves[0] with { Frame = _waves[0].Frame.Slice(0, 3) }, Longest(_waves)], _waves.StaticNames, _waves.ClassNames);
        Assert.All(classifier.Predict(odd), prediction => Assert.Equal(1, prediction.Probabilities.Sum(), 5));
    }

    [Theory]
    [InlineData("masking")]
    [InlineData("masking: -7.5")]
    public void Padding_at_the_start_that_is_masked_has_no_share_in_a_prediction(string masking)
    {
        // The same weights read the same series in sequences of 14 and of 40 steps: whatever is before the start, the probability is the
        // same.
        string text = SmallSeriesSet.Text.Edit("  - gru: 6", $"  - {masking}\n  - gru: 6");
        double[][] told = [.. ((int[])[14, 40]).Select(length =>
        {
            Recipe recipe = SmallSeriesSet.Recipe(
                text.Edit("split: {train", $"sequence: {{length: {length}, pad: start}}\nsplit: {{train"));
            Classifier classifier = Classifier.Create(recipe, seed: 1);
            classifier.Plan(_waves);
            return classifier.Predict(_waves).Select(prediction => prediction.Probabilities[1]).ToArray();
        })];

        Assert.True(told[0].Distinct().Count() > 30);
        Assert.All(told[0].Zip(told[1]), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    [Theory]
    [InlineData("gru: 6")]
    [InlineData("batch-normalization\n  - masking\n  - gru: 6")]
    public void Padding_at_the_start_that_the_network_would_take_for_steps_is_refused(string first)
    {
        Recipe recipe = SmallSeriesSet.Recipe(SmallSeriesSet.Text
            .Edit("split: {train", "sequence: {pad: start}\nsplit: {train")
            .Edit("gru: 6", first));
        InputException error = Assert.ThrowsAny<InputException>(() => Classifier.Create(recipe, seed: 1).Fit(_waves));
        Assert.StartsWith("small.yaml, line 7", error.Message, StringComparison.Ordinal);
        Assert.Contains("model[1]: series are padded at the start (sequence.pad: start)", error.Message, StringComparison.Ordinal);
        Assert.Contains("Write `- masking` as the first layer", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_that_hold_what_padding_does_are_not_left_out_without_a_word()
    {
        Frame Of(int length, double value) =>
            new(TimeIndex.Numbered(length), ["level"], [Enumerable.Range(0, length).Select(t => t == 1 ? 0 : value + t).ToArray()]);
        SeriesSet set = new(
            [.. Enumerable.Range(0, 20).Select(i => new SeriesItem($"s{i}", Of(3 + (i % 4), i % 2 == 0 ? 1 : -9)) { Class = i % 2 })], [],
                ["high", "low"]);
        string text = SmallSeriesSet.Text
            .Edit("split: {train", "prepare: {steps: [{scale: none}]}\nsequence: {pad: start}\nsplit: {train")
            .Edit("epochs: 12", "epochs: 1");

        InputException error = Assert.ThrowsAny<InputException>(() =>
            Classifier.Create(SmallSeriesSet.Recipe(text.Edit("  - gru: 6", "  - masking\n  - gru: 6")),
                seed: 1).Fit(set));
        Assert.Contains("12 steps hold 0 in all columns, as the padding at the start does", error.Message, StringComparison.Ordinal);
        Assert.Contains("`- masking: -1000`", error.Message, StringComparison.Ordinal);

        TrainingRun run = Classifier.Create(
            SmallSeriesSet.Recipe(text.Edit("  - gru: 6", "  - masking: -1000\n  - gru: 6")), seed: 1)
                .Fit(set);
        Assert.Equal(4, run.Tested().Series.Count);
    }

    [Fact]
    public void A_group_stays_together_and_what_tells_it_is_no_input()
    {
        Recipe recipe = SmallSeriesSet.Recipe(
            SmallSeriesSet.Text.Edit("test: 0.2}", "test: 0.2, by: group, group: site}"));
        TrainingRun run = Classifier.Create(recipe, seed: 1).Fit(_waves);

        Assert.Equal(["level", "noise", "age"], run.InputNames);
        Dictionary<string, double> site = _waves.Items.ToDictionary(item => item.Id, item => item.StaticCovariates[1]);
        double[] tested = [.. run.Tested().Series.Select(prediction => site[prediction.Id]).Distinct()];
        double[] watched = [.. run.Watched().Series.Select(prediction => site[prediction.Id]).Distinct()];
        Assert.Empty(tested.Intersect(watched));
        Assert.Equal(12, run.Tested().Series.Count);
        Assert.All(tested, value => Assert.Equal(3, run.Tested().Series.Count(prediction => site[prediction.Id] == value)));
    }

    [Theory]
    [InlineData("units: 1, activation: sigmoid", "units: 1",
        "gives 1 output with the activation linear, but must give probabilities of the 2 classes")]
    [InlineData("units: 1, activation: sigmoid", "units: 3, activation: softmax",
        "End the model with dense: {units: 1, activation: sigmoid}")]
    [InlineData("gru: 6", "gru: {units: 6, return-sequences: true}", "the network ends in a sequence")]
    [InlineData("batch-size: 8", "batch-size: 8, loss: categorical-crossentropy",
        "train.loss is categorical-crossentropy. Use loss: binary-crossentropy")]
    [InlineData("id: series,", "id: series, channels: [level, hight],", "There is no column 'hight'")]
    [InlineData("test: 0.2}", "test: 0.2, by: group, group: ward}",
        "There is no static covariate 'ward' to split by. There are: age, site")]
    public void What_does_not_fit_is_refused(string line, string instead, string message)
    {
        Recipe recipe = SmallSeriesSet.Recipe(SmallSeriesSet.Text.Edit(line, instead));
        InputException error = Assert.ThrowsAny<InputException>(() => Classifier.Create(recipe, seed: 1).Fit(_waves));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Series_that_do_not_fit_are_refused_by_name()
    {
        Recipe recipe = SmallSeriesSet.Recipe();
        SeriesSet first = SmallSeriesSet.Waves(12);
        SeriesSet gap = new(
            [.. first.Items.Select((item, i) => i == 4 ? item with { Frame = item.Frame.With("noise", WithGap(item.Frame, 2)) } : item)],
                first.StaticNames, first.ClassNames);
        SeriesSet unlabelled =
            new([.. first.Items.Select((item, i) => i == 4 ? item with { Class = null } : item)], first.StaticNames, first.ClassNames);
        SeriesSet plain = new([.. first.Items.Select(item => item with { Class = null })], first.StaticNames);
        SeriesSet strange = new([first[0]], first.StaticNames, ["other", "rising"]);

        AssertRefused(() => Classifier.Create(recipe, 1).Fit(gap), "'noise' in row 2 of series 's5' is missing");
        AssertRefused(() => Classifier.Create(recipe, 1).Fit(unlabelled), "Series 's5' has no class");
        AssertRefused(() => Classifier.Create(recipe, 1).Fit(plain), "have no classes to learn");
        AssertRefused(() => Classifier.Create(recipe, 1).Fit(first, strange), "'s1' is of the class 'other', which was not learned");
        AssertRefused(() => Classifier.Create(recipe, 1).Fit(first.Subset([0, 1])), "2 samples are too few");
        AssertRefused(() => Classifier.Create(recipe with { Task = LearningTask.Default }, 1), "the recipe is for task: forecast");
        Assert.Throws<InvalidOperationException>(() => Classifier.Create(recipe, 1).Predict(first));
    }

    [Theory]
    [InlineData("loss: {binary-crossentropy: {from-logits: true}}", "units: 1, activation: linear")]
    [InlineData("loss: {categorical-crossentropy: {from-logits: true}}", "units: 2, activation: linear")]
    [InlineData("loss: {sparse-categorical-crossentropy: {from-logits: true}}, class-weights: balanced", "units: 2, activation: linear")]
    [InlineData("loss: sparse-categorical-crossentropy", "units: 2, activation: softmax")]
    [InlineData("loss: {categorical-crossentropy: {label-smoothing: 0.1}}, class-weights: balanced", "units: 2, activation: softmax")]
    public void Probabilities_come_of_every_cross_entropy_and_its_head(string loss, string head)
    {
        Recipe recipe = SmallSeriesSet.Recipe(SmallSeriesSet.Text
            .Edit("units: 1, activation: sigmoid", head)
            .Edit("batch-size: 8", $"batch-size: 8, {loss}"));
        ClassificationEvaluation test = Classifier.Create(recipe, seed: 1).Fit(_waves).Tested();

        Assert.All(test.Series, prediction => Assert.Equal(1, prediction.Probabilities.Sum(), 5));
        Assert.All(test.Series, prediction => Assert.InRange(prediction.Probabilities[0], 0, 1));
        Assert.InRange(test.Model["accuracy"], 0.9, 1);
    }

    [Fact]
    public void Metrics_of_training_read_logits_as_the_loss_does()
    {
        Recipe recipe = SmallSeriesSet.Recipe(SmallSeriesSet.Text
            .Edit("units: 1, activation: sigmoid", "units: 1, activation: linear")
            .Edit("batch-size: 8", "batch-size: 8, loss: {binary-crossentropy: {from-logits: true}}, metrics: [accuracy, roc-auc]"));
        TrainingRun run = Classifier.Create(recipe, seed: 1).Fit(_waves);
        Assert.InRange(run.Histories[0].Epochs[^1].Metrics["accuracy"], 0.9, 1);
    }

    [Fact]
    public void A_network_of_ones_own_takes_the_place_of_the_recipes_layers()
    {
        Classifier classifier = Classifier.Create(SmallSeriesSet.Recipe(), seed: 1);
        DenseOptions sigmoid = new() { Activation = ActivationFunction.Sigmoid };
        classifier.UseNetwork((input, seed) => new Sequential(new Input(input), new SimpleRnn(8), new Dense(1, sigmoid)) { Seed = seed });
        TrainingRun run = classifier.Fit(_waves);
        Assert.InRange(run.Test.Model["accuracy"], 0.9, 1);
        Assert.Contains("simple-rnn", run.ModelSummary, StringComparison.OrdinalIgnoreCase);

        classifier.UseNetwork((input, seed) => new Sequential(new Input(input), new SimpleRnn(1)) { Seed = seed });
        AssertRefused(() => classifier.Fit(_waves), "End the model with dense: {units: 1, activation: sigmoid}");
    }

    [Fact]
    public void A_report_shows_classes_confusion_and_roc()
    {
        Classifier classifier = Classifier.Create(
            SmallSeriesSet.Recipe(SmallSeriesSet.Text.Edit("epochs: 12", "epochs: 1")), seed: 1);
        TrainingRun run = classifier.Fit(_waves);
        IReadOnlyList<ReportSection> sections = run.Recipe.Task.Report(run);

        Assert.Equal(["falling", "rising"], Assert.IsType<TableSection>(sections[0]).Rows.Select(row => row[0]));
        Assert.Equal(12, Assert.IsType<MatrixSection>(sections[1]).Counts.Sum(row => row.Sum()));
        LineSection roc = Assert.IsType<LineSection>(sections[2]);
        Assert.Equal(2, roc.Lines.Count);
        Assert.True(roc.Lines[^1].IsReference);
    }

    private static SeriesItem Disturb(SeriesItem wave, RandomStream random)
    {
        int length = 1 + random.NextInt32(40);
        double[] level = new double[length], noise = new double[length];
        for (int t = 0; t < length; t++)
        {
            level[t] = 1e4 * random.NextNormal();
            noise[t] = 1e4 * random.NextNormal();
        }

        Frame frame = new(TimeIndex.Numbered(length), ["level", "noise"], [level, noise]);
        return wave with { Frame = frame, StaticCovariates = [1e4 * random.NextNormal(), double.NaN] };
    }

    private static SeriesItem Longest(SeriesSet set)
    {
        double[] rising = [.. Enumerable.Range(0, 50).Select(t => 50f + t)];
        return set[1] with { Frame = new Frame(TimeIndex.Numbered(50), ["level", "noise"], [rising, new double[50]]) };
    }

    private static double[] WithGap(Frame frame, int row)
    {
        double[] values = frame.Column("noise").ToArray();
        values[row] = double.NaN;
        return values;
    }

    private static void AssertRefused(Action action, string message) =>
        Assert.Contains(message, Assert.ThrowsAny<InputException>(action).Message, StringComparison.Ordinal);
}
