using System.Text.Json.Nodes;
using Unroll.Layers;
using Unroll.Series.Frames;
using Unroll.Tasks.Classification;
using Unroll.Tasks.Explaining;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Running;

namespace Unroll.Tasks.Tests.Classification;

/// <summary>Classification with several labels at once: measures, recipes, code and errors.</summary>
public sealed class MultiLabelTests : IDisposable
{
    private const string Sets = """
        name: news
        task: classify
        data: {file: train.tsv, test-file: test.tsv, text: text, class: topics, class-separator: "|"}
        prepare: {steps: [tokenize: {lower-case: true}]}
        split: {train: 0.8, validation: 0.2}
        model:
          - embedding: {output-dim: 8}
          - gru: 8
          - dense: {units: 3, activation: sigmoid}
        train: {epochs: 40, batch-size: 8, learning-rate: 0.02, seed: 1}
        """;

    private const string Columns = """
        name: news
        task: classify
        data: {file: flags.csv, text: text, target: [money, sport]}
        prepare: {steps: [tokenize]}
        split: {train: 0.6, validation: 0.2, test: 0.2}
        model: [{embedding: {output-dim: 4}}, {gru: 4}, {dense: {units: 2, activation: sigmoid}}]
        train: {epochs: 1}
        """;

    private readonly TemporaryFolder _folder = new();

    public MultiLabelTests()
    {
        (string Word, string Label)[] topics = [("goal", "sport"), ("bank", "money"), ("vote", "politics")];
        List<string> rows = [];
        for (int number = 0; number < 64; number++)
        {
            (string Word, string Label)[] own = [.. topics.Where((_, place) => (number >> place & 1) == 1)];
            string words = string.Join(" and the ", own.Select(topic => topic.Word));
            rows.Add($"the {words} today\t{string.Join(" | ", own.Select(topic => topic.Label))}");
        }

        File.WriteAllLines(Path.Combine(_folder.Path, "train.tsv"), ["text\ttopics", .. rows]);
        File.WriteAllLines(Path.Combine(_folder.Path, "test.tsv"), ["text\ttopics", .. rows.Take(16)]);
        File.WriteAllLines(
            Path.Combine(_folder.Path, "flags.csv"),
            ["text,money,sport", .. rows.Select((row, number) => $"{row.Split('\t')[0]},{number >> 1 & 1},{number & 1}")]);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Four series and three labels, counted by hand; the same numbers as scikit-learn's with zero_division=0.</summary>
    [Fact]
    public void Measures_are_those_of_scikit_learn()
    {
        MultiLabelEvaluation test = MultiLabelEvaluation.Of("test", ["a", "b", "c"], [0.75, 0.25, 0], Four());

        // a: 2 right, 0 wrong, 1 missed. b: 1 right, 1 wrong, 0 missed. c: 0 right, 1 wrong, 0 missed.
        Assert.Equal(0.25, test.Model["subset_accuracy"], 12);
        Assert.Equal(3.0 / 12, test.Model["hamming_loss"], 12);
        Assert.Equal(2.0 * 3 / (5 + 4), test.Model["micro_f1"], 12);
        Assert.Equal(3.0 / 5, test.Model["micro_precision"], 12);
        Assert.Equal(3.0 / 4, test.Model["micro_recall"], 12);
        Assert.Equal((0.8 + (2.0 / 3) + 0) / 3, test.Model["macro_f1"], 12);
        Assert.Equal(((0.8 * 3) + (2.0 / 3)) / 4, test.Model["weighted_f1"], 12);

        // F1 of the series: {a} {a} is 1, {a, b} {a, b, c} is 0.8, {} {b} is 0, {a} {} is 0.
        Assert.Equal((1 + 0.8 + 0 + 0) / 4, test.Model["samples_f1"], 12);

        // a has 0.9, 0.6, 0.4 where it is so and 0.45 where not: two of three pairs are in order. b has 0.7 against 0.2, 0.8, 0.1.
        Assert.Equal(((2.0 / 3) + (2.0 / 3)) / 2, test.Model["roc_auc"], 12);
        Assert.True(double.IsNaN(test.Labels[2].RocAuc));
        Assert.Equal(0.5, test.Labels[1].AveragePrecision, 12);

        double expected = -new[]
        {
            0.9, 0.8, 0.9, 0.6, 0.7, 0.4, 0.55, 0.2, 0.9, 0.4, 0.9, 0.8,
        }.Select(value => Math.Log(value)).Average();
        Assert.Equal(expected, test.Model["log_loss"], 6);

        // The baseline predicts a alone, with the shares as probabilities.
        Scores majority = test.Baselines.Single().Value;
        Assert.Equal(0.5, majority["subset_accuracy"], 12);
        Assert.Equal(2.0 * 3 / (4 + 4), majority["micro_f1"], 12);
        Assert.Equal(0.5, majority["roc_auc"], 12);
    }

    [Fact]
    public void Thresholds_of_labels_are_chosen_on_the_validation_part()
    {
        MultiLabelEvaluation validation = MultiLabelEvaluation.Of("validation", ["a", "b", "c"], [0.75, 0.25, 0], Four());
        MultiLabelEvaluation test = MultiLabelEvaluation.Of("test", ["a", "b", "c"], [0.75, 0.25, 0], Four());
        test.ChooseThresholds(validation);

        // By 0.3, all three of a are found and one other is taken for it: F1 6/7; of c none is known.
        Assert.Equal(6.0 / 7, test.Thresholds[0]!.F1, 12);
        Assert.InRange(test.Thresholds[0]!.Threshold.Value, 0, 0.4);
        Assert.Null(test.Thresholds[2]);
        Assert.Equal("f1", test.Details()["by_label"]![0]!["threshold"]!["criterion"]!.GetValue<string>());
    }

    [Fact]
    public void A_column_of_label_sets_is_learned_saved_and_predicted()
    {
        Recipe recipe = Recipe(Sets);
        RunResult result = new RecipeRunner().Train(recipe, new RunRequest { Folder = Path.Combine(_folder.Path, "run") });

        MultiLabelEvaluation test = Assert.IsType<MultiLabelEvaluation>(result.Run.Test);
        Assert.Equal(["money", "politics", "sport"], test.LabelNames);
        Assert.Equal(1, test.Model["subset_accuracy"]);
        Assert.True(test.Comparison.Advantage > 0);
        Assert.Equal(
            [KeyValuePair.Create("money", 8), KeyValuePair.Create("politics", 8), KeyValuePair.Create("sport", 8)],
            result.Run.Parts.Single(part => part.Name == "test").Counts);

        File.WriteAllText(Path.Combine(_folder.Path, "new.tsv"), "text\nthe goal and the vote today\nthe  today\n");
        PredictionTable table = new RecipeRunner().Predict(Learner.Load(result.Folder), Path.Combine(_folder.Path, "new.tsv"));
        Assert.Equal(["id", "labels", "predicted", "probability_money", "probability_politics", "probability_sport"], table.Columns);
        Assert.Equal(new object?[] { "politics|sport", "" }, [.. table.Rows.Select(row => row[2])]);
        Assert.Null(table.Rows.First()[1]);

        SampleExplanation look = new RecipeRunner().Explain(Learner.Load(result.Folder), Path.Combine(_folder.Path, "new.tsv")).Samples[0];
        Assert.Contains(look.OutputName, (string[])["politics", "sport"]);
        Assert.Equal(table.Rows.First().Skip(3).Max(value => (double)value!), look.Map.Output, 1e-4);

        SequenceMultiLabelClassifier loaded = SequenceMultiLabelClassifier.Load(result.Folder);
        Assert.Equal(test.LabelNames, loaded.LabelNames);
        Assert.ThrowsAny<InputException>(() => SequenceClassifier.Load(result.Folder));
    }

    [Fact]
    public void Columns_of_0_and_1_are_labels_too()
    {
        Recipe recipe = Recipe(Columns);
        RunResult result = new RecipeRunner().Train(recipe, new RunRequest { Folder = Path.Combine(_folder.Path, "run") });
        MultiLabelEvaluation test = Assert.IsType<MultiLabelEvaluation>(result.Run.Test);
        Assert.Equal(["money", "sport"], test.LabelNames);

        JsonObject details = test.Details();
        Assert.Equal("money", details["by_label"]![0]!["label"]!.GetValue<string>());
    }

    [Fact]
    public void It_is_learned_from_series_of_numbers_in_code()
    {
        SeriesItem[] items = [.. Enumerable.Range(0, 60).Select(number => new SeriesItem($"{number}", new Frame(
            TimeIndex.Numbered(4), ["x", "y", "high", "low"],
            [
                [.. Enumerable.Repeat(number % 2 == 0 ? 1.0 : -1, 4)], [.. Enumerable.Repeat(number % 3 == 0 ? 1.0 : -1, 4)],
                [.. Enumerable.Repeat(number % 2 == 0 ? 1.0 : 0, 4)], [.. Enumerable.Repeat(number % 3 == 0 ? 1.0 : 0, 4)],
            ])))];
        SequenceMultiLabelClassifier classifier = SequenceMultiLabelClassifier.For("high", "low").Channels("x", "y")
            .Network(new Gru(6), new Dense(2, new DenseOptions { Activation = ActivationFunction.Sigmoid }))
            .Train(train => train with { Epochs = 60, LearningRate = 0.05f });
        TrainingRun run = classifier.Fit(new SeriesSet(items));

        Assert.Equal(1, run.Test.Model["subset_accuracy"]);
        IReadOnlyList<MultiLabelPrediction> predictions = classifier.Predict(new SeriesSet([items[0], items[1], items[3]]));
        Assert.Equal([true, true], predictions[0].Predicted);
        Assert.Equal([false, false], predictions[1].Predicted);
        Assert.Equal([false, true], predictions[2].Predicted);
        Assert.False(predictions[2].IsWrong);
    }

    [Theory]
    [InlineData("class: topics, class-separator: \"|\"", "class-separator: \"|\"", "data.class-separator")]
    [InlineData("class: topics, class-separator: \"|\"", "class: topics, target: [money, sport]", "data.target")]
    [InlineData("class: topics, class-separator: \"|\"", "target: money", "target: [a, b]")]
    [InlineData("units: 3, activation: sigmoid", "units: 3, activation: softmax", "dense: {units: 3, activation: sigmoid}")]
    [InlineData("units: 3, activation: sigmoid", "units: 2, activation: sigmoid", "2 outputs")]
    [InlineData("seed: 1", "seed: 1, class-weights: balanced", "train.class-weights")]
    [InlineData("seed: 1", "seed: 1, loss: categorical-crossentropy", "binary-crossentropy")]
    [InlineData("train: {", "threshold: {miss-cost: 3}\ntrain: {", "Give probability")]
    [InlineData("class-separator: \"|\"", "class-separator: \"#\"", "train.tsv")]
    public void What_does_not_fit_is_refused_before_training(string from, string to, string expected)
    {
        string text = Sets.Replace(from, to, StringComparison.Ordinal);
        if (to.Contains('#', StringComparison.Ordinal))
        {
            // Sets are then labels themselves, of which the test part has one that the training part lacks.
            File.WriteAllText(Path.Combine(_folder.Path, "test.tsv"), "text\ttopics\nthe goal\tsport#unknown\n");
            expected = "'unknown', which was not learned";
        }

        InputException error = Assert.ThrowsAny<InputException>(
            () => new RecipeRunner().Train(Recipe(text), new RunRequest { Folder = Path.Combine(_folder.Path, "run") }));
        Assert.Contains(expected, error.Message + error.Field, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_that_is_neither_0_nor_1_is_refused()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "flags.csv"), "text,money,sport\na,0,1\nb,2,0\n");
        InputException error = Assert.ThrowsAny<InputException>(
            () => new RecipeRunner().Train(Recipe(Columns), new RunRequest { Folder = Path.Combine(_folder.Path, "run") }));
        Assert.Contains("another value than 0 and 1", error.Message, StringComparison.Ordinal);
        Assert.Contains("field data.target", error.Message, StringComparison.Ordinal);
    }

    private static MultiLabelPrediction[] Four() =>
    [
        Of("1", [true, false, false], [0.9, 0.2, 0.1]),
        Of("2", [true, true, false], [0.6, 0.7, 0.6]),
        Of("3", [false, false, false], [0.45, 0.8, 0.1]),
        Of("4", [true, false, false], [0.4, 0.1, 0.2]),
    ];

    private static MultiLabelPrediction Of(string id, bool[] actual, double[] probabilities) =>
        new(id, actual, [.. probabilities.Select(probability => probability >= 0.5)], probabilities);

    private Recipe Recipe(string text)
    {
        string path = Path.Combine(_folder.Path, "recipe.yaml");
        File.WriteAllText(path, text);
        return RecipeReader.Read(path);
    }
}
