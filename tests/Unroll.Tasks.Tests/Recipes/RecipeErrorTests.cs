using System.Text.RegularExpressions;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Recipes;

public sealed partial class RecipeErrorTests
{
    [Theory]
    [InlineData("prepare: {steps: [scale, impute: linear]}", "line 4, field prepare.steps[2]: ")]
    [InlineData("prepare:\n  steps:\n    - scale\n    - impute: linear", "line 7, field prepare.steps[2]: ")]
    [InlineData("prepare: {\n  steps: [scale, {\n  impute: linear}]}", "line 5, field prepare.steps[2]: ")]
    public void Steps_are_told_by_their_line_however_they_are_written(string prepare, string place)
    {
        InputException error = Assert.ThrowsAny<InputException>(() => RecipeReader.Parse(
            $"name: a\ndata: {{file: a.csv, target: load}}\nwindow: {{length: 3}}\n{prepare}\nmodel: [{{dense: 1}}]\n", "a.yaml"));

        Assert.StartsWith($"a.yaml, {place}", WithoutColumn(error.Message), StringComparison.Ordinal);
    }

    [Theory]
    // A wrong type, in each kind of value.
    [InlineData("epochs: 2", "epochs: many",
        "small.yaml, line 11, field train.epochs: expected a whole number of at least 1, but got many.")]
    [InlineData("epochs: 2", "epochs: 0", "line 11, field train.epochs: expected a whole number of at least 1, but got 0.")]
    [InlineData("epochs: 2", "epochs: \"2\"",
        "line 11, field train.epochs: expected a whole number of at least 1, but got the text \"2\".")]
    [InlineData("epochs: 2", "epochs: 2.5", "line 11, field train.epochs: expected a whole number")]
    [InlineData("epochs: 2", "learning-rate: -1", "line 11, field train.learning-rate: expected a number above 0, but got -1.")]
    [InlineData("epochs: 2", "shuffle: maybe", "line 11, field train.shuffle: expected true or false, but got maybe.")]
    [InlineData("epochs: 2", "seed: -1", "field train.seed: expected a whole number of at least 0, but got -1.")]
    [InlineData("epochs: 2", "batch-size: [32]", "field train.batch-size: expected a whole number of at least 1, but got a list.")]
    [InlineData("target: load", "target: {a: b}", "line 4, field data.target: expected text, but got a section of key: value pairs.")]
    [InlineData("window: {length: 7, horizon: 1}", "window: 7", "line 5, field window: expected a section of key: value pairs, but got 7.")]
    [InlineData("split: {train: 0.6, validation: 0.2, test: 0.2}", "split: {train: 0.6, validation: soon, test: 0.2}",
        "line 6, field split.validation: expected a year (2016)")]
    // An unknown key or value, with what was meant.
    [InlineData("epochs: 2", "learning_rate: 0.1",
        "line 11, field train.learning_rate: the key \"learning_rate\" is not known here. Did you mean \"learning-rate\"?")]
    [InlineData("epochs: 2", "epcohs: 3", "Did you mean \"epochs\"?")]
    [InlineData("window: {length: 7, horizon: 1}", "windows: {length: 7}",
        "line 5, field windows: the key \"windows\" is not known here. Did you mean \"window\"?")]
    [InlineData("- lstm: 4", "- lstn: 4", "line 8, field model[1].lstn: the layer \"lstn\" is not known here. Did you mean \"lstm\"?")]
    [InlineData("- lstm: 4", "- lstm: {unit: 4}", "field model[1].lstm.unit: the key \"unit\" is not known here. Did you mean \"units\"?")]
    [InlineData("- dense: 1", "- activation: rely",
        "line 9, field model[2].activation: the activation \"rely\" is not known here. Did you mean \"relu\"?")]
    [InlineData("epochs: 2", "loss: mean", "field train.loss: the loss \"mean\" is not known here.")]
    [InlineData("epochs: 2", "optimizer: {adam: {beta: 0.9}}",
        "field train.optimizer.adam.beta: the key \"beta\" is not known here. Did you mean \"beta1\"?")]
    // A name of another library.
    [InlineData("- lstm: 4", "- lstm: {hidden_size: 4}", "\"hidden_size\" is not known here. Did you mean \"units\"?")]
    [InlineData("- lstm: 4", "- bidirectional: {layer: {lstm: 4}, merge: sum}", "Did you mean \"merge-mode\"?")]
    [InlineData("epochs: 2", "lr: 0.1", "\"lr\" is not known here. Did you mean \"learning-rate\"?")]
    [InlineData("epochs: 2", "reduce_lr_on_plateau: {}", "Did you mean \"reduce-learning-rate-on-plateau\"?")]
    [InlineData("epochs: 2", "schedule: {cosine-annealing-lr: 0.1}", "Did you mean \"cosine-decay\"?")]
    [InlineData("{length: 7, horizon: 1}", "{input_chunk_length: 7, horizon: 1}", "Did you mean \"length\"?")]
    [InlineData("- dense: 1", "- tcn: {filters: 2, kernel-size: 2}", "Did you mean \"temporal-convolution\"?")]
    // Missing fields.
    [InlineData("name: small", "task: forecast", "line 1, field name: is missing. Give it, for example name: energy")]
    [InlineData("window: {length: 7, horizon: 1}", "window: {horizon: 1}", "line 5, field window.length: is missing.")]
    [InlineData("target: load", "target:", "line 4, field data.target: is missing.")]
    [InlineData("- lstm: 4", "- lstm:", "line 8, field model[1].lstm: has no value. Give one, for example lstm: {units: 32")]
    [InlineData("  file: series.csv\n", "", "field data: the data have no source.")]
    // What does not go together.
    [InlineData("file: series.csv", "file: series.csv\n  dataset: energy", "field data.file: both dataset and file are given.")]
    [InlineData("target: load", "target: load\n  past-covariates: [load]", "field data.past-covariates[1]: load is the target")]
    [InlineData("target: load", "time: load\n  target: load", "line 5, field data.target: load is the column with the times (data.time)")]
    [InlineData("split: {train: 0.6, validation: 0.2, test: 0.2}", "split: {train: 0.6, validation: 0.3, test: 0.2}",
        "field split: the shares add up to 1.1, and may not exceed 1.")]
    [InlineData("split: {train: 0.6, validation: 0.2, test: 0.2}", "split: {train: 2006, validation: 0.2, test: 2017}",
        "field split.validation: shares and ranges of time cannot be mixed.")]
    [InlineData("split: {train: 0.6, validation: 0.2, test: 0.2}", "split: {train: 2006..2016, validation: 2016, test: 2017}",
        "field split.validation: 2016-01-01..2016-12-31 begins before 2006-01-01..2016-12-31 has ended.")]
    [InlineData("epochs: 2", "clip-norm: 1\n  clip-value: 1", "field train: clip-norm and clip-value are given.")]
    [InlineData("epochs: 2", "optimizer: {sgd: {nesterov: true}}", "field train.optimizer.sgd: Nesterov needs a momentum")]
    [InlineData("- lstm: 4", "- {lstm: 4, dense: 2}", "line 8, field model[1]: a layer is one key with its settings")]
    [InlineData("name: small", "name: a/b", "field name: \"a/b\" cannot name a folder.")]
    [InlineData("train:\n", "prepare: {steps: [holidays: {around: 1}]}\ntrain:\n", "line 10, field prepare.steps[1]")]
    [InlineData("train:\n", "prepare: {steps: [calendar: {feature: day-of-year, encoding: one-hot}]}\ntrain:\n",
        "line 10, field prepare.steps[1]")]
    [InlineData("target: load", "target: load\n  categories: [load]",
        "line 5, field data.categories[1]: load is the target, so it holds numbers.")]
    [InlineData("target: load", "target: load\n  categories: [weather]",
        "field data.categories[1]: weather is not among the columns that are read. Name it in data.past-covariates or "
        + "data.future-covariates, too.")]
    [InlineData("target: load", "target: load\n  test-file: b.csv", "field split.test: the test part has data of its own")]
    [InlineData("window: {length: 7, horizon: 1}", "window: {length: 7, min-length: 8}",
        "line 5, field window.min-length: is 8, but a window has 7 rows (window.length).")]
    [InlineData("epochs: 2", "steps-per-epoch: 3\n  shuffle: false",
        "line 11, field train.steps-per-epoch: draws the samples of each epoch at random, but train.shuffle is false.")]
    [InlineData("  target: load", "  class: kind\n  known: [plan]\ntask: classify", "field window: belongs to task: forecast.")]
    [InlineData("train:\n", "prepare: {steps: [resample: {}]}\ntrain:\n", "got neither an interval nor a part of the calendar")]
    [InlineData("train:\n", "prepare: {steps: [resample: {every: 5d, calendar: month}]}\ntrain:\n",
        "got an interval of 5d and the part of the calendar 'Month': give one of them")]
    [InlineData("train:\n", "prepare: {steps: [rolling: {rows: 7, span: 7d}]}\ntrain:\n",
        "got a window of 7 rows and a span of 7d: give one of them")]
    [InlineData("train:\n", "prepare: {steps: [crop: {}]}\ntrain:\n", "got 0 rows and no span of time: give one of them")]
    [InlineData("epochs: 2", "early-stopping: {monitor: val_mae}",
        "line 11, field train.early-stopping.monitor: \"val_mae\" is not recorded while training. Use loss, val_loss, or add")]
    // No YAML.
    [InlineData("name: small", "name: small\nname: again", "small.yaml, line 2: this is not valid YAML")]
    [InlineData("name: small", "name: {small", "this is not valid YAML")]
    [InlineData("train:\n", "---\ntrain:\n", "a second document begins here")]
    public void An_error_names_line_and_field_and_says_what_to_do(string line, string instead, string expected)
    {
        InputException error = Assert.ThrowsAny<InputException>(() => RecipeReader.Parse(RecipeTemplate.With(line, instead), "small.yaml"));
        Assert.StartsWith("small.yaml, line ", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, WithoutColumn(error.Message), StringComparison.Ordinal);
    }

    [Fact]
    public void The_column_is_that_of_the_value()
    {
        InputException error = Assert.ThrowsAny<InputException>(
            () => RecipeReader.Parse(RecipeTemplate.With("horizon: 1", "horizon: 0"), "small.yaml"));

        Assert.StartsWith("small.yaml, line 5, column 30, field window.horizon: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_something_else_is_not_told_wholly()
    {
        string table = "time,load\n" + string.Concat(Enumerable.Range(1, 1000).Select(day => $"2020-01-01,{day}\n"));

        InputException error = Assert.ThrowsAny<InputException>(() => RecipeReader.Parse(table, "load.csv"));

        Assert.StartsWith(
            "load.csv, line 1, column 1: load.csv is no recipe", error.Message, StringComparison.Ordinal);
        Assert.Contains("but time,load", error.Message, StringComparison.Ordinal);
        Assert.InRange(error.Message.Length, 1, 300);
    }

    [Fact]
    public void Whatever_the_text_the_answer_is_a_recipe_or_an_input_exception()
    {
        // Every place of a small recipe, with every character that means something in YAML put there, or in place of what follows.
        foreach (char insert in "{}[]:-,#&*!|>'\"%@`?~\n\t 0a")
        {
            for (int start = 0; start < RecipeTemplate.Small.Length; start++)
            {
                Check(RecipeTemplate.Small.Insert(start, insert.ToString()));
                Check(RecipeTemplate.Small.Remove(start, Math.Min(5, RecipeTemplate.Small.Length - start))
                    .Insert(start, insert.ToString()));
            }
        }

        static void Check(string text)
        {
            try
            {
                Assert.NotEmpty(RecipeReader.Parse(text, "small.yaml").Model);
            }
            catch (InputException exception)
            {
                Assert.StartsWith("small.yaml", exception.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void An_empty_recipe_says_what_it_needs() =>
        Assert.Contains(
            "is empty", Assert.ThrowsAny<InputException>(() => RecipeReader.Parse("# nothing\n", "small.yaml")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains(
            "There is no recipe /nowhere/energy.yaml",
            Assert.ThrowsAny<InputException>(() => RecipeReader.Read("/nowhere/energy.yaml")).Message,
            StringComparison.Ordinal);

    private static string WithoutColumn(string message) => Column().Replace(message, "", 1);

    [GeneratedRegex(", column [0-9]+")]
    private static partial Regex Column();
}
