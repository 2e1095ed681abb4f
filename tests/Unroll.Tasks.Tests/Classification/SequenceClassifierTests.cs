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

/// <summary>A classifier from series to evaluation, run folder and report.</summary>
public class SequenceClassifierTests
{
    private static readonly SeriesSet _waves = SmallSeriesSet.Waves();

    [Fact]
    public void Rising_and_falling_waves_are_told_apart()
    {
        SequenceClassifier classifier = SequenceClassifier.Create(SmallSeriesSet.Recipe(), seed: 1);
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

        TrainingRun run = SequenceClassifier.Create(recipe, seed: 1).Fit(_waves);

        Assert.Equal([36, 12, 12], run.Parts.Select(part => part.Samples));
        Assert.Equal(_waves.Items.TakeLast(12).Select(item => item.Id), run.Tested().Series.Select(prediction => prediction.Id));
        Assert.Contains("by: order", recipe.ToYaml(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_in_code_is_saved_without_the_recipes_layers()
    {
        using TemporaryFolder folder = new();
        Recipe recipe = SmallSeriesSet.Recipe();
        SequenceClassifier classifier = SequenceClassifier.Create(recipe with { Train = recipe.Train with { Epochs = 1 } });
        DenseOptions sigmoid = new() { Activation = ActivationFunction.Sigmoid };
        classifier.UseNetwork((input, seed) => new Sequential(new Input(input), new SimpleRnn(3), new Dense(1, sigmoid)) { Seed = seed });
        classifier.Fit(_waves);
        classifier.Save(folder.Path);

        SequenceClassifier loaded = SequenceClassifier.Load(folder.Path);
        Assert.Empty(loaded.Recipe.Model);
        Assert.Equal(classifier.Predict(_waves)[0].Probabilities, loaded.Predict(_waves)[0].Probabilities);
        Assert.Empty((recipe with { Model = [] }).Check().Model);
    }

    [Fact]
    public void What_is_fitted_and_learned_does_not_depend_on_any_value_of_the_test_part()
    {
        Recipe recipe = SmallSeriesSet.Recipe();
        SequenceClassifier classifier = SequenceClassifier.Create(recipe, seed: 3);
        string[] tested = [.. classifier.Fit(_waves).Tested().Series.Select(prediction => prediction.Id)];
        RandomStream random = new(99);
        SeriesSet changed = new(
            [.. _waves.Items.Select(wave => tested.Contains(wave.Id) ? Disturb(wave, random) : wave)], _waves.StaticNames,
                _waves.ClassNames);
        SequenceClassifier other = SequenceClassifier.Create(recipe, seed: 3);
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
        TrainingRun run = SequenceClassifier.Create(recipe, seed: 1).Fit(_waves, turned);

        Assert.Equal([45, 15, 10], run.Parts.Select(part => part.Samples));
        Assert.Equal(more.Items.Select(item => item.Class), run.Tested().Series.Select(prediction => prediction.Actual));
        Assert.InRange(run.Tested().Model["accuracy"], 0.8, 1);
    }

    [Fact]
    public void A_run_folder_takes_up_the_classifier_as_it_was()
    {
        using TemporaryFolder folder = new();
        SequenceClassifier classifier =
            SequenceClassifier.Create(SmallSeriesSet.Recipe(
                SmallSeriesSet.Text.Edit("batch-size: 8", "batch-size: 8, ensemble: 2")), seed: 1);
        TrainingRun run = classifier.Fit(_waves);
        RunFolder.Write(folder.Path, run, classifier);
        SeriesSet others = SmallSeriesSet.Waves(9, seed: 8);

        SequenceClassifier loaded = SequenceClassifier.Load(folder.Path);
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
        SequenceClassifier classifier = SequenceClassifier.Create(SmallSeriesSet.Recipe(), seed: 1);
        classifier.Fit(_waves);
        SeriesSet unknown = new([.. SmallSeriesSet.Waves(4, seed: 6).Items.Select(item => item with { Class = null })], _waves.StaticNames);

        Assert.All(classifier.Predict(unknown), prediction => Assert.Null(prediction.Actual));
        Assert.Contains("has no class", Assert.ThrowsAny<InputException>(() => classifier.Evaluate(unknown)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_group_stays_together_and_what_tells_it_is_no_input()
    {
        Recipe recipe = SmallSeriesSet.Recipe(
            SmallSeriesSet.Text.Edit("test: 0.2}", "test: 0.2, by: group, group: site}"));
        TrainingRun run = SequenceClassifier.Create(recipe, seed: 1).Fit(_waves);

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
        InputException error = Assert.ThrowsAny<InputException>(() => SequenceClassifier.Create(recipe, seed: 1).Fit(_waves));
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

        AssertRefused(() => SequenceClassifier.Create(recipe, 1).Fit(gap), "'noise' in row 2 of series 's5' is missing");
        AssertRefused(() => SequenceClassifier.Create(recipe, 1).Fit(unlabelled), "Series 's5' has no class");
        AssertRefused(() => SequenceClassifier.Create(recipe, 1).Fit(plain), "no column 'kind' of their classes");
        AssertRefused(
            () => SequenceClassifier.Create(recipe with { Data = recipe.Data with { Class = null } }, 1).Fit(plain),
            "have no classes to learn");
        AssertRefused(
            () => SequenceClassifier.Create(recipe, 1).Fit(first, strange), "'s1' is of the class 'other', which was not learned");
        AssertRefused(() => SequenceClassifier.Create(recipe, 1).Fit(first.Subset([0, 1])), "2 samples are too few");
        AssertRefused(() => SequenceClassifier.Create(recipe with { Task = LearningTask.Default }, 1), "the recipe is for task: forecast");
        Assert.Throws<InvalidOperationException>(() => SequenceClassifier.Create(recipe, 1).Predict(first));
    }

    [Fact]
    public void A_network_of_ones_own_takes_the_place_of_the_recipes_layers()
    {
        SequenceClassifier classifier = SequenceClassifier.Create(SmallSeriesSet.Recipe(), seed: 1);
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
        SequenceClassifier classifier = SequenceClassifier.Create(
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

    private static double[] WithGap(Frame frame, int row)
    {
        double[] values = frame.Column("noise").ToArray();
        values[row] = double.NaN;
        return values;
    }

    private static void AssertRefused(Action action, string message) =>
        Assert.Contains(message, Assert.ThrowsAny<InputException>(action).Message, StringComparison.Ordinal);
}
