using Unroll.Tasks.Classification;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Running;

namespace Unroll.Tasks.Tests.Classification;

public sealed class TextClassificationTests : IDisposable
{
    private const string Text = """
        name: greetings
        task: classify
        data: {file: train.tsv, validation-file: validation.tsv, test-file: test.tsv, text: text, class: kind}
        prepare:
          steps:
            - tokenize: {lower-case: true}
        model:
          - embedding: {output-dim: 8}
          - gru: 8
          - dense: {units: 2, activation: softmax}
        train: {epochs: 30, batch-size: 8, learning-rate: 0.02, seed: 1}
        """;

    private static readonly string[] _greetings = ["hello", "good morning", "hi", "good evening"];
    private static readonly string[] _partings = ["bye", "good night", "farewell", "see you"];
    private static readonly string[] _people = ["anna", "friend", "all of you", "neighbour"];

    private readonly TemporaryFolder _folder = new();

    public TextClassificationTests()
    {
        Write("train.tsv", 0, 1, 2);
        Write("validation.tsv", 3);
        Write("test.tsv", 3);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Texts_are_classified_by_their_words_and_the_vocabulary_travels_with_the_run()
    {
        Recipe recipe = Recipe(Text);
        RunResult result = new RecipeRunner().Train(recipe, new RunRequest { Folder = Path.Combine(_folder.Path, "run") });

        TrainingRun run = result.Run;
        Assert.Equal([24, 8, 8], run.Parts.Select(part => part.Samples));
        Assert.Equal(1, run.Tested().Model["accuracy"]);

        // Two codes beside the words of the training part: padding, and unknown ones such as the neighbour.
        Assert.Equal(14 + 2, run.Learned.Inputs[0].Vocabulary);
        Learner loaded = Learner.Load(result.Folder);
        File.WriteAllText(Path.Combine(_folder.Path, "new.tsv"), "text\nBYE my friend\n");
        PredictionTable table = new RecipeRunner().Predict(loaded, Path.Combine(_folder.Path, "new.tsv"));
        Assert.Contains("parting", table.Rows.First());
    }

    [Fact]
    public void Texts_are_classified_by_parts_of_words_and_shown_where_they_are_mistaken()
    {
        Recipe recipe = Recipe(Text.Replace("tokenize: {lower-case: true}", "tokenize: {unit: subword, vocabulary-size: 60, lower-case: "
            + "true}",
            StringComparison.Ordinal).Replace("epochs: 30", "epochs: 1", StringComparison.Ordinal));
        RunResult result = new RecipeRunner().Train(recipe, new RunRequest { Folder = Path.Combine(_folder.Path, "run") });

        ClassificationEvaluation test = (ClassificationEvaluation)result.Run.Test;
        Assert.Equal(60 + 2, result.Run.Learned.Inputs[0].Vocabulary);
        Assert.All(test.Series, prediction => Assert.Contains("neighbour", prediction.Text, StringComparison.Ordinal));

        // Codes of words have no distance, so that there are no nearest neighbours.
        Assert.Empty(test.Misclassified);
    }

    [Theory]
    [InlineData("split: {train: 0.8, validation: 0.2}\ntrain: ", "field split.validation: the validation part has data of its own")]
    [InlineData("split: {by: folds, count: 2}\ntrain: ", "field split.by: the validation part has data of its own")]
    public void Validation_data_and_a_split_for_validation_are_refused_together(string replacement, string expected)
    {
        InputException error = Assert.ThrowsAny<InputException>(() => Recipe(Text.Edit("train: {", replacement + "{")));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_embedding_of_no_codes_asks_for_its_size()
    {
        Recipe recipe = Recipe(Text.Edit("validation-file: validation.tsv, test-file: test.tsv, text: text", "channels: [n]")
            .Edit("tokenize: {lower-case: true}", "scale: standard"));
        string[] rows = [.. Enumerable.Range(0, 40).Select(row => $"{row / 2},{(row / 2 % 2 == 0 ? "a" : "b")},{row % 7}")];
        File.WriteAllLines(Path.Combine(_folder.Path, "train.tsv"), [.. rows.Prepend("id,kind,n")]);

        InputException error = Assert.ThrowsAny<InputException>(
            () => new RecipeRunner().Train(recipe with { Data = recipe.Data with { Id = ["id"] } }));

        Assert.Contains("has no size of its vocabulary (input-dim)", error.Message, StringComparison.Ordinal);
    }

    private Recipe Recipe(string text)
    {
        string path = Path.Combine(_folder.Path, "greetings.yaml");
        File.WriteAllText(path, text);
        return RecipeReader.Read(path);
    }

    private void Write(string name, params int[] people)
    {
        IEnumerable<string> rows = people.SelectMany(person => _greetings.Select(text => $"{text} {_people[person]}\tgreeting")
            .Concat(_partings.Select(text => $"{text} {_people[person]}\tparting")));
        File.WriteAllLines(Path.Combine(_folder.Path, name), [.. rows.Prepend("text\tkind")]);
    }
}
