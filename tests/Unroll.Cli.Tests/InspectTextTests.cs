using System.Text.Json;
using Unroll.Tasks.Recipes;

namespace Unroll.Cli.Tests;

/// <summary>What <c>unroll inspect</c> says of texts and lists, and the recipes that it proposes.</summary>
public sealed class InspectTextTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_text_is_described_and_its_recipe_trains_as_it_is()
    {
        string path = _folder.Write("verse.txt", string.Concat(Enumerable.Repeat("Who goes there,\nin the night?\n\n", 60)));

        CliRun inspect = CliRun.Of(["inspect", path, "--recipe", _folder.In("verse.yaml")]);

        Assert.True(inspect.ExitCode == 0, inspect.Error);
        foreach (string word in (string[])["running text, utf-8", "1,860", "blank", "verse.yaml"])
        {
            Assert.Contains(word, inspect.Output, StringComparison.Ordinal);
        }

        Assert.Equal("verse.txt", RecipeReader.Read(_folder.In("verse.yaml")).Data.File);
        CliRun train = CliRun.Of(["train", _folder.In("verse.yaml"), "--out", _folder.In("run")]);
        Assert.True(train.ExitCode == 0, train.Error);
        Assert.Contains("markov-5", train.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_is_proposed_as_lines_and_a_short_text_not_at_all()
    {
        string names = string.Concat(Enumerable.Range(0, 300).Select(i => $"{"ABCDEF"[i % 6]}{"aeiou"[i % 5]}{"lnrst"[i / 60]}\n"));
        CliRun json = CliRun.Of(["inspect", _folder.Write("names.txt", names), "--json"]);
        using JsonDocument document = JsonDocument.Parse(json.Output);
        Assert.Equal("lines", document.RootElement.GetProperty("kind").GetString());
        string recipe = document.RootElement.GetProperty("recipe").GetString()!;
        Assert.Contains("format: lines", recipe, StringComparison.Ordinal);
        Assert.Contains("by: group", recipe, StringComparison.Ordinal);

        string few = _folder.Write("few.txt", "Who goes there?\nNobody.\n");
        Assert.Contains("No recipe is proposed", CliRun.Of(["inspect", few]).Output, StringComparison.Ordinal);
        CliRun.Of(["inspect", few, "--recipe", _folder.In("few.yaml")]).AssertRefused("no recipe can be proposed", "24 characters");
        CliRun.Of(["train", few]).AssertRefused("no recipe can be proposed");
        Assert.False(File.Exists(_folder.In("few.yaml")));
    }

    [Fact]
    public void A_table_of_texts_with_its_parts_beside_trains_as_it_is()
    {
        string[] greetings = ["hello there my", "good morning dear", "a good evening"], partings = ["bye for now", "see you soon", "a "
            + "good night"];
        string Rows(string[] people) => "text\tkind\n" + string.Concat(people.SelectMany(person =>
            greetings.Select(text => $"{text} {person}\tgreeting\n").Concat(partings.Select(text => $"{text} {person}\tparting\n"))));
        string train = _folder.Write("talk-train.tsv", Rows(["friend", "Anna", "sir", "madam", "neighbour", "all", "old one", "child"]));
        _folder.Write("talk-dev.tsv", Rows(["boss"]));
        _folder.Write("talk-test.tsv", Rows(["doctor"]));

        CliRun inspect = CliRun.Of(["inspect", train]);
        Assert.True(inspect.ExitCode == 0, inspect.Error);
        foreach (string word in (string[])["a table of texts (tsv)", "greeting 50.0 %", "talk-dev.tsv as the validation part", "units: 1"])
        {
            Assert.Contains(word, inspect.Output, StringComparison.Ordinal);
        }

        using JsonDocument document = JsonDocument.Parse(CliRun.Of(["inspect", train, "--json"]).Output);
        Assert.Equal("texts", document.RootElement.GetProperty("kind").GetString());
        Assert.Equal(24, document.RootElement.GetProperty("classes").GetProperty("parting").GetInt32());

        CliRun trained = CliRun.Of(["train", train, "--out", _folder.In("run")]);
        Assert.True(trained.ExitCode == 0, trained.Error);
        using JsonDocument metrics = JsonDocument.Parse(File.ReadAllText(_folder.In("run/metrics.json")));
        Assert.Equal(1, metrics.RootElement.GetProperty("test").GetProperty("accuracy").GetDouble());
    }

    [Fact]
    public void Sentences_of_a_word_a_line_are_proposed_to_be_labelled()
    {
        string sentences = string.Join("\n\n", Enumerable.Range(0, 40).Select(number => $"the\tDET\ncat{number % 7}\tNOUN\nsleeps\tVERB"));
        string path = _folder.Write("words.tsv", $"word\ttag\n{sentences}\n");

        CliRun inspect = CliRun.Of(["inspect", path, "--recipe", _folder.In("words.yaml")]);
        Assert.True(inspect.ExitCode == 0, inspect.Error);
        Assert.Contains("a word a line", inspect.Output, StringComparison.Ordinal);
        CliRun trained = CliRun.Of(["train", _folder.In("words.yaml"), "--out", _folder.In("run")]);
        Assert.True(trained.ExitCode == 0, trained.Error);
    }

    [Fact]
    public void A_class_of_too_few_texts_is_told()
    {
        string rows = string.Concat(Enumerable.Range(0, 40).Select(number =>
            $"a text of number {number}\t{(number < 2 ? "rare" : "common")}\n"));
        string path = _folder.Write("rare.tsv", $"text\tkind\n{rows}");
        Assert.Contains("only 2 texts of the class rare", CliRun.Of(["inspect", path]).Output, StringComparison.Ordinal);
        CliRun.Of(["train", path]).AssertRefused("no recipe can be proposed", "rare");
    }

    [Theory]
    [InlineData("pos.train.conll", "task: label", "pos.dev.conll as the validation part")]
    [InlineData("pos.train.txt", "task: label", "pos.dev.txt as the validation part")]
    public void Sentences_are_labelled_whatever_the_name_of_their_file(string name, string task, string beside)
    {
        string sentences = string.Join("\n\n", Enumerable.Range(0, 40).Select(
            number => $"the DET\ncat{(char)('a' + (number % 7))} NOUN\nis VERB"));
        string path = _folder.Write(name, $"{sentences}\n");
        _folder.Write(name.Replace("train", "dev", StringComparison.Ordinal), $"{sentences}\n");

        CliRun inspect = CliRun.Of(["inspect", path]);
        Assert.True(inspect.ExitCode == 0, inspect.Error);
        Assert.Contains(task, inspect.Output, StringComparison.Ordinal);
        Assert.Contains(beside, inspect.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Sets_of_labels_are_proposed_to_be_told_each_by_itself()
    {
        string[] topics = ["[\"very good\", \"long\"]", "[\"very good\"]", "[]", "[\"long\"]"];
        string rows = string.Concat(Enumerable.Range(0, 60).Select(
            number => $"{{\"text\": \"the story of number {number}\", \"topics\": {topics[number % 4]}}}\n"));
        string path = _folder.Write("topics.jsonl", rows);

        CliRun inspect = CliRun.Of(["inspect", path, "--recipe", _folder.In("topics.yaml")]);
        Assert.True(inspect.ExitCode == 0, inspect.Error);
        Assert.Contains(
            "2 in the column topics: long 50.0 %, very good 50.0 %; 15 texts have none", inspect.Output, StringComparison.Ordinal);
        Recipe recipe = RecipeReader.Read(_folder.In("topics.yaml"));
        Assert.Equal(("topics", ";"), (recipe.Data.Class, recipe.Data.ClassSeparator));
        File.WriteAllText(_folder.In("topics.yaml"), System.Text.RegularExpressions.Regex.Replace(
            File.ReadAllText(_folder.In("topics.yaml")), @"(epochs|length): \d+", "$1: 2"));
        CliRun train = CliRun.Of(["train", _folder.In("topics.yaml"), "--out", _folder.In("run")]);
        Assert.True(train.ExitCode == 0, train.Error);
        CliRun.Of(["classify", _folder.In("run"), "--data", _folder.Write("gap.jsonl", "{\"text\": \"\"}\n")])
            .AssertRefused("gap.jsonl, line 1: there is no text");
    }

    [Fact]
    public void Texts_without_classes_are_proposed_to_be_generated()
    {
        string rows = string.Concat(Enumerable.Range(0, 60).Select(number => $"{number},the story of number {number}\n"));
        CliRun inspect = CliRun.Of(["inspect", _folder.Write("stories.csv", $"nr,body\n{rows}"), "--recipe", _folder.In("stories.yaml")]);
        Assert.True(inspect.ExitCode == 0, inspect.Error);
        Recipe recipe = RecipeReader.Read(_folder.In("stories.yaml"));
        Assert.Equal(("generate", "body"), (recipe.Task.Name, recipe.Data.Texts[0]));
    }

    [Fact]
    public void A_text_may_be_one_line()
    {
        string prose = string.Concat(Enumerable.Repeat("the rain, in 1 night, goes on ", 100));
        Assert.Contains("task: generate", CliRun.Of(["inspect", _folder.Write("line.txt", prose)]).Output, StringComparison.Ordinal);
        Assert.Contains(
            "one distinct character", CliRun.Of(["inspect", _folder.Write("one.txt", new string('a', 1500))]).Output,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is empty: expected a text")]
    [InlineData(" \n\n ", "nothing but blanks")]
    public void A_text_without_a_word_is_told(string content, string expected)
    {
        string path = _folder.Write("none.txt", content);
        CliRun.Of(["inspect", path]).AssertRefused("none.txt", "expected a text");
        string recipe = _folder.Write(
            "none.yaml", "name: none\ntask: generate\ndata: {file: none.txt, format: text}\n"
            + "model: [{embedding: {output-dim: 2}}, gru: 2, dense]\n");
        CliRun.Of(["train", recipe, "--out", _folder.In("run")]).AssertRefused("none.txt", expected);
    }
}
