using System.Text.Json;
using Unroll.Tasks.Classification;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Running;
using Unroll.Tasks.Runs;
using Unroll.Tasks.Tests.Classification;

namespace Unroll.Tasks.Tests.Classical;

/// <summary>Classical models of texts: by themselves, among the baselines and as members beside networks.</summary>
public sealed class TextModelTests : IDisposable
{
    private const string Words = """
        name: greetings
        task: classify
        data: {file: train.tsv, test-file: test.tsv, text: text, class: kind}
        split: {train: 0.75, validation: 0.25}
        prepare:
          steps:
            - split-texts: {lower-case: true}
            - ngrams: [2]
            - characters: {length: 4}
            - tokenize: {unit: row}
        model: bag-of-words

        """;

    private const string Together = """
        baselines: [logistic]
        train: {epochs: 2, batch-size: 8, bucket-by-length: true, seed: 1}
        members:
          - {name: network, model: [{embedding: {output-dim: 4, from: input.text}}, {gru: 4}, {dense: {units: 2, activation: softmax}}]}
          - {name: words, weight: 3, model: {bag-of-words: {weighting: log-count-ratios, alpha: 1}}}

        """;

    private readonly TemporaryFolder _folder = new();

    public TextModelTests()
    {
        string[] people = ["anna", "friend", "all of you", "neighbour"];
        string[] rows = [.. people.SelectMany(person => new[] { "hello", "good morning", "hi", "good evening" }
            .Select(text => $"{text} {person}\tgreeting")
            .Concat(new[] { "bye", "good night", "farewell", "see you" }.Select(text => $"{text} {person}\tparting")))];
        File.WriteAllLines(Path.Combine(_folder.Path, "train.tsv"), [.. rows.Prepend("text\tkind")]);
        File.WriteAllLines(
            Path.Combine(_folder.Path, "test.tsv"), ["text\tkind", "hello stranger\tgreeting", "good night stranger\tparting"]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Texts_are_classified_by_their_words_and_pairs_and_not_by_their_characters()
    {
        RunResult result = Train(Words);

        Assert.Equal(1, result.Run.Tested().Model["accuracy"]);
        Assert.Contains("tokens", result.Run.ModelSummary, StringComparison.Ordinal);
        SequenceClassifier loaded = SequenceClassifier.Load(result.Folder);
        File.WriteAllText(Path.Combine(_folder.Path, "new.tsv"), "text\nBYE my friend\nxyzzy\n");
        PredictionTable table = new RecipeRunner().Predict(loaded, Path.Combine(_folder.Path, "new.tsv"));
        IReadOnlyList<object?>[] rows = [.. table.Rows];

        Assert.Contains("parting", rows[0]);
        Assert.Equal([0.5, 0.5], [(double)rows[1][^2]!, (double)rows[1][^1]!]);
        Assert.StartsWith("1 text of 2 without any word that was learned from", table.Notes.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_of_words_is_a_member_beside_networks_and_a_baseline()
    {
        RunResult result = Train(Words.Edit("model: bag-of-words\n", Together));
        ClassificationEvaluation test = (ClassificationEvaluation)result.Run.Test;
        ClassificationEvaluation[] members = [.. test.Members.Select(member => (ClassificationEvaluation)member.Value)];

        Assert.Equal(["network", "words"], test.Members.Select(member => member.Key));
        for (int i = 0; i < test.Series.Count; i++)
        {
            double average = (members[0].Series[i].Probabilities[0] + (3 * members[1].Series[i].Probabilities[0])) / 4;
            Assert.Equal(average, test.Series[i].Probabilities[0], 1e-6);
        }

        using JsonDocument metrics = JsonDocument.Parse(MetricsDocument.Of(result.Run));
        Assert.Equal(1, metrics.RootElement.GetProperty("baselines").GetProperty("logistic").GetProperty("accuracy").GetDouble());
        Assert.Equal(
            ["bag-of-words", "logistic"],
            metrics.RootElement.GetProperty("classical_models").EnumerateObject().Select(model => model.Name));
        SequenceClassifier loaded = SequenceClassifier.Load(result.Folder);
        PartEvaluation again = new RecipeRunner().Evaluate(loaded, Path.Combine(_folder.Path, "test.tsv"));
        Assert.Equal(
            test.Series.Select(series => series.Probabilities[0]),
            ((ClassificationEvaluation)again).Series.Select(series => series.Probabilities[0]));
    }

    [Theory]
    [InlineData("char-wb")]
    [InlineData("char")]
    public void Texts_are_classified_by_the_spelling_of_words_that_were_not_learned_from(string analyzer)
    {
        RunResult result = Train(Words.Edit("length: 4", "length: 12").Edit(
            "model: bag-of-words", $"model: {{bag-of-words: {{analyzer: {analyzer}, ngrams: [3, 2], alpha: 0.1}}}}"));

        Assert.Contains("n-grams of 2, 3 characters", result.Run.ModelSummary, StringComparison.Ordinal);
        SequenceClassifier loaded = SequenceClassifier.Load(result.Folder);
        File.WriteAllText(Path.Combine(_folder.Path, "new.tsv"), "text\nBYEE\nhellooo\n\u03BE\u03C6\n");
        PredictionTable table = new RecipeRunner().Predict(loaded, Path.Combine(_folder.Path, "new.tsv"));
        IReadOnlyList<object?>[] rows = [.. table.Rows];

        Assert.Contains("parting", rows[0]);
        Assert.Contains("greeting", rows[1]);
        Assert.Equal([0.5, 0.5], [(double)rows[2][^2]!, (double)rows[2][^1]!]);
        Assert.StartsWith(
            "1 text of 3 without any n-gram of characters that was learned from", table.Notes.Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("characters: {length: 4}", "plugh\n", null)]
    [InlineData(
        "ngrams: [3]", "xyzzy plugh\nBYE xyzzy\nplugh\n", "2 texts of 3 without any word that was learned from: of such, the network")]
    public void A_network_tells_how_many_texts_have_only_unknown_words(string step, string texts, string? note)
    {
        RunResult result = Train(Words.Replace("characters: {length: 4}", step, StringComparison.Ordinal).Replace(
            "model: bag-of-words",
            "model: [{embedding: {output-dim: 4, from: input.text}}, {gru: 4}, {dense: {units: 2, activation: softmax}}]\n"
            + "train: {epochs: 1}", StringComparison.Ordinal));
        string path = Path.Combine(_folder.Path, "new.tsv");
        File.WriteAllText(path, "text\n" + texts);

        PredictionTable table = new RecipeRunner().Predict(SequenceClassifier.Load(result.Folder), path);

        Assert.Equal(note is null ? 0 : 1, table.Notes.Count);
        Assert.All(table.Notes, told => Assert.StartsWith(note!, told, StringComparison.Ordinal));
    }

    [Fact]
    public void An_evaluation_tells_how_many_texts_have_only_unknown_words()
    {
        File.WriteAllLines(Path.Combine(_folder.Path, "test.tsv"), ["text\tkind", "hello stranger\tgreeting", "xyzzy plugh\tparting"]);

        PartEvaluation test = Train(Words).Run.Tested();

        Assert.StartsWith("1 text of 2 without any word", Assert.Single(test.DataNotes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{analyzer: char, ngrams: 5}", "gdb\nhello you\n", "1 text of 2 without any n-gram of characters")]
    [InlineData("{analyzer: char-wb, ngrams: 3, min-document-frequency: 5}", "see\ngood\n", "1 text of 2")]
    [InlineData("{min-document-frequency: 5}", "see\ngood\nyou\n", "1 text of 3 without any word")]
    public void Texts_of_known_codes_whose_tokens_were_not_learned_from_are_told(string settings, string texts, string expected)
    {
        SequenceClassifier classifier = SequenceClassifier.Load(
            Train(Words.Edit("model: bag-of-words", $"model: {{bag-of-words: {settings}}}")).Folder);
        File.WriteAllText(Path.Combine(_folder.Path, "new.tsv"), $"text\n{texts}");
        PredictionTable table = new RecipeRunner().Predict(classifier, Path.Combine(_folder.Path, "new.tsv"));

        Assert.StartsWith(expected, Assert.Single(table.Notes), StringComparison.Ordinal);
        Assert.Equal(1, table.Rows.Count(row => row[^2] is 0.5 && row[^1] is 0.5));
    }

    [Theory]
    [InlineData("model: {bag-of-words: {ngrams: 3}}")]
    [InlineData("members:\n  - {name: a, model: bag-of-words}\n  - {name: b, model: {bag-of-words: {ngrams: 3}}}")]
    public void An_error_of_a_model_names_its_place_once(string models)
    {
        InputException error = Assert.ThrowsAny<InputException>(() => Train(Words.Edit("model: bag-of-words", models)));

        Assert.Equal(2, error.Message.Split("greetings.yaml, line ").Length);
        Assert.Contains("bag-of-words: bag-of-words got ngrams: [3]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_of_characters_is_a_member_beside_a_model_of_words_and_a_baseline()
    {
        RunResult result = Train(Words.Edit("model: bag-of-words\n", """
            baselines: [{bag-of-words: {analyzer: char, min-document-frequency: 1}}]
            members:
              - {name: words, model: bag-of-words}
              - {name: spelling, model: {bag-of-words: {analyzer: char-wb}}}

            """));
        ClassificationEvaluation test = (ClassificationEvaluation)result.Run.Test;
        ClassificationEvaluation[] members = [.. test.Members.Select(member => (ClassificationEvaluation)member.Value)];

        for (int i = 0; i < test.Series.Count; i++)
        {
            double average = (members[0].Series[i].Probabilities[0] + members[1].Series[i].Probabilities[0]) / 2;
            Assert.Equal(average, test.Series[i].Probabilities[0], 1e-6);
            Assert.NotEqual(members[0].Series[i].Probabilities[0], members[1].Series[i].Probabilities[0]);
        }

        using JsonDocument metrics = JsonDocument.Parse(MetricsDocument.Of(result.Run));
        Assert.Contains(
            "n-grams of 2, 3, 4, 5 characters",
            metrics.RootElement.GetProperty("classical_models").GetProperty("bag-of-words").GetProperty("description").GetString());
        PartEvaluation again = new RecipeRunner().Evaluate(
            SequenceClassifier.Load(result.Folder), Path.Combine(_folder.Path, "test.tsv"));
        Assert.Equal(
            test.Series.Select(series => series.Probabilities[0]),
            ((ClassificationEvaluation)again).Series.Select(series => series.Probabilities[0]));
    }

    [Theory]
    [InlineData("model: bag-of-words", "model: {bag-of-words: {analyzer: letters}}", "char-wb")]
    [InlineData("model: bag-of-words", "model: {bag-of-words: {ngrams: 3}}", "which are of characters, but counts words")]
    [InlineData("model: bag-of-words", "model: {bag-of-words: {analyzer: char, ngrams: [2, 0]}}", "ngrams")]
    [InlineData("model: bag-of-words", "model: {bag-of-words: {min-document-frequency: 0}}", "min-document-frequency")]
    [InlineData(
        "- characters: {length: 4}\n    - tokenize: {unit: row}\nmodel: bag-of-words",
        "- tokenize: {unit: row}\nmodel: {bag-of-words: {analyzer: char-wb}}", "no step makes codes of characters")]
    [InlineData(
        "tokenize: {unit: row}\nmodel: bag-of-words", "tokenize\nmodel: {bag-of-words: {analyzer: char-wb}}",
        "makes a row of each token behind characters")]
    [InlineData(
        "characters: {length: 4}\n    - tokenize: {unit: row}\nmodel: bag-of-words",
        "characters: {columns: text-2-gram}\n    - tokenize: {unit: row}\nmodel: {bag-of-words: {analyzer: char}}",
        "makes those of none of them")]
    [InlineData(
        "- ngrams: [2]\n    - characters: {length: 4}\n    - tokenize: {unit: row}\nmodel: bag-of-words",
        "- characters\nmodel: {bag-of-words: {analyzer: char}}", "field prepare.steps[2]: characters keeps the words")]
    [InlineData("model: bag-of-words", "model: ridge", "Take bag-of-words, a network with an embedding")]
    [InlineData("text: text, class: kind", "channels: [n], class: kind", "bag-of-words reads the words of texts, but the data have none")]
    [InlineData(
        "tokenize: {unit: row}", "embedding-codes: [text, text-2-gram]",
        "no step makes codes of the texts, whose tokens bag-of-words reads")]
    [InlineData("model: bag-of-words", "model: {bag-of-words: {weighting: weight}}", "weighting")]
    [InlineData("model: bag-of-words", "model: {bag-of-words: {alpha: 0}}", "alpha")]
    public void What_does_not_fit_is_refused_with_a_sentence(string text, string replacement, string expected)
    {
        InputException error = Assert.ThrowsAny<InputException>(() => Train(Words.Edit(text, replacement)));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private RunResult Train(string text)
    {
        string path = Path.Combine(_folder.Path, "greetings.yaml");
        File.WriteAllText(path, text);
        return new RecipeRunner().Train(RecipeReader.Read(path), new RunRequest { Folder = Path.Combine(_folder.Path, "run") });
    }
}
