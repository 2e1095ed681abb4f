using System.Globalization;
using System.Text.Json;
using Unroll.Tasks.Recipes;

namespace Unroll.Cli.Tests;

/// <summary>From pairs of texts to a run folder, and to translations on the terminal.</summary>
public sealed class TranslateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_table_of_pairs_is_trained_on_evaluated_explained_and_translated()
    {
        _folder.Write("pairs.tsv", "word\tupper\n" + string.Concat(Words(300).Select(word => $"{word}\t{word.ToUpperInvariant()}\n")));
        string recipe = _folder.Write("upper.yaml", Recipe("{file: pairs.tsv, text: word, target: upper}", epochs: 60));

        CliRun train = CliRun.Of(["train", recipe, "--out", _folder.In("run")]);

        Assert.True(train.ExitCode == 0, train.Error);
        foreach (string word in (string[])["Exact match", "Perplexity", "copy", "nearest-source", "unroll translate", "--text TEXT"])
        {
            Assert.Contains(word, train.Output, StringComparison.Ordinal);
        }

        string report = File.ReadAllText(_folder.In("run", "report.html"));
        foreach (string heading in (string[])["Translations beside references", "Attention while", "token of the source", "Learning curve"])
        {
            Assert.Contains(heading, report, StringComparison.Ordinal);
        }

        using JsonDocument metrics = JsonDocument.Parse(File.ReadAllText(_folder.In("run", "metrics.json")));
        Assert.InRange(metrics.RootElement.GetProperty("test").GetProperty("exact_match").GetDouble(), 0.95, 1);
        Assert.Equal(
            0, metrics.RootElement.GetProperty("baselines").GetProperty("copy").GetProperty("exact_match").GetDouble());
        CliRun shown = CliRun.Of(
            ["translate", _folder.In("run"), "--text", "abcab", "--text", "acb", "--beam-width", "3", "--out", _folder.In("new.txt")]);
        Assert.True(shown.ExitCode == 0, shown.Error);
        Assert.StartsWith("ABCAB\nACB\n", shown.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal("ABCAB\nACB\n", File.ReadAllText(_folder.In("new.txt")));

        // The column of what is written need not be there.
        string others = _folder.Write("others.csv", "word\nbcb\n\"aab\"\n");
        CliRun json = CliRun.Of(["translate", _folder.In("run"), "--data", others, "--json", "--out", _folder.In("new.csv")]);
        using JsonDocument document = JsonDocument.Parse(json.Output);
        Assert.Equal(
            ["BCB", "AAB"],
            document.RootElement.GetProperty("predictions").EnumerateArray().Select(row => row.GetProperty("translation").GetString()));
        Assert.StartsWith("id,text,translation,log_probability", File.ReadAllText(_folder.In("new.csv")), StringComparison.Ordinal);
        CliRun explain = CliRun.Of(["explain", _folder.In("run"), "--data", others, "--json", "--report", _folder.In("look.html")]);
        Assert.True(explain.ExitCode == 0, explain.Error);
        using JsonDocument look = JsonDocument.Parse(explain.Output);
        JsonElement map = look.RootElement.GetProperty("attention")[0];
        Assert.Equal(["b", "c", "b"], map.GetProperty("source").EnumerateArray().Select(token => token.GetString()));
        Assert.Equal(["B", "C", "B", "(end)"], map.GetProperty("written").EnumerateArray().Select(token => token.GetString()));
        JsonElement sample = look.RootElement.GetProperty("samples")[0];
        Assert.Equal("log probability of the translation", sample.GetProperty("output").GetString());
        Assert.InRange(sample.GetProperty("value").GetDouble(), -3, 0);
        Assert.Equal("(begin)", sample.GetProperty("inputs")[1].GetProperty("tokens")[0].GetString());
        Assert.Contains("tokens written before", File.ReadAllText(_folder.In("look.html")), StringComparison.Ordinal);
        CliRun first = CliRun.Of(["explain", _folder.In("run"), "--data", others, "--timestep", "0"]);
        Assert.Contains("log probability of 'B' at timestep 0", first.Output, StringComparison.Ordinal);
        CliRun second = CliRun.Of(["explain", _folder.In("run"), "--data", others, "--output", "1"]);
        Assert.Contains("log probability of '(unknown)'", second.Output, StringComparison.Ordinal);
        Assert.Contains("token that was written", File.ReadAllText(_folder.In("look.html")), StringComparison.Ordinal);
        CliRun evaluate = CliRun.Of(["evaluate", _folder.In("run"), "--data", _folder.In("pairs.tsv"), "--json"]);
        using JsonDocument other = JsonDocument.Parse(evaluate.Output);
        Assert.InRange(other.RootElement.GetProperty("test").GetProperty("exact_match").GetDouble(), 0.95, 1);
        CliRun.Of(["evaluate", _folder.In("run"), "--data", others]).AssertRefused("no column 'upper'");

        CliRun.Of(["translate", _folder.In("run"), "--text", "abé"]).AssertRefused("'é'", "3 characters");
        CliRun.Of(["translate", _folder.In("run"), "--text", " "]).AssertRefused("The text to translate is empty (--text)");
        CliRun.Of(["translate", _folder.In("run"), "--text", "a", "--out", _folder.In("run", "recipe.yaml")])
            .AssertRefused("file of the run itself");
        CliRun.Of(["translate", _folder.In("run"), "--data", _folder.Write("lines.aa", "abc\nacb\n")])
            .AssertRefused("lines.aa", "its first line is 'abc'", "Expected a table");
        CliRun.Of(["translate", _folder.In("run"), "--text", new string('a', 40)]).AssertRefused("40 characters", "at most 12");
        CliRun.Of(["translate", _folder.In("run")]).AssertRefused("--text", "--data");
        CliRun.Of(["translate", _folder.In("run"), "--text", "a", "--data", others]).AssertRefused("one of the two");
        CliRun.Of(["translate", _folder.In("run"), "--text", "a", "--beam-width", "0"])
            .AssertRefused("--beam-width", "whole number from 1");
        CliRun.Of(["classify", _folder.In("run"), "--data", others]).AssertRefused("task: translate", "--text TEXT");
    }

    [Fact]
    public void Files_side_by_side_are_inspected_trained_on_and_translated()
    {
        string[] words = [.. Words(260)];
        WritePart("train", words[..200]);
        WritePart("val", words[200..230]);
        WritePart("test", words[230..]);

        CliRun inspect = CliRun.Of(["inspect", _folder.In("train.aa"), "--recipe", _folder.In("my.yaml")]);

        Assert.True(inspect.ExitCode == 0, inspect.Error);
        foreach (string word in (string[])["side by side with train.bb", "200", "val.aa to watch the training on", "test.aa to test on"])
        {
            Assert.Contains(word, inspect.Output, StringComparison.Ordinal);
        }

        DataRecipe data = RecipeReader.Read(_folder.In("my.yaml")).Data;
        Assert.Equal(
            ("train.aa", "train.bb", "val.aa", "val.bb", "test.aa", "test.bb", "aa", "bb"),
            (data.File, data.TargetFile, data.ValidationFile, data.ValidationTargetFile, data.TestFile, data.TestTargetFile, data.Texts[0],
                data.Target));
        string shortened = File.ReadAllText(_folder.In("my.yaml")).Replace("epochs: 40", "epochs: 2", StringComparison.Ordinal);
        CliRun train = CliRun.Of(["train", _folder.Write("my.yaml", shortened), "--out", _folder.In("run")]);
        Assert.True(train.ExitCode == 0, train.Error);
        Assert.Contains("train 200, validation 30, test 30 pairs", train.Output, StringComparison.Ordinal);
        CliRun lines = CliRun.Of(["translate", _folder.In("run"), "--data", _folder.Write("new.txt", "ab\nba\n"), "--json"]);
        Assert.Contains("\"text\": \"ba\"", lines.Output, StringComparison.Ordinal);
        CliRun evaluate = CliRun.Of(
            ["evaluate", _folder.In("run"), "--data", _folder.In("test.aa"), "--target", _folder.In("test.bb"), "--json"]);
        Assert.True(evaluate.ExitCode == 0, evaluate.Error);
        CliRun.Of(["evaluate", _folder.In("run"), "--data", _folder.In("test.aa")]).AssertRefused("--target FILE");

        // Nobody knows which line belongs to which.
        File.AppendAllText(_folder.In("train.bb"), "left over\n");
        CliRun.Of(["train", _folder.In("my.yaml"), "--out", _folder.In("run")])
            .AssertRefused("200 lines", "201 lines", "left over", "equally many");
    }

    [Fact]
    public void A_training_that_was_stopped_goes_on_bit_for_bit()
    {
        _folder.Write("pairs.tsv", "word\tupper\n" + string.Concat(Words(120).Select(word => $"{word}\t{word.ToUpperInvariant()}\n")));
        string recipe = _folder.Write("upper.yaml", Recipe("{file: pairs.tsv, text: word, target: upper}", epochs: 8)
            .Replace("pairs: {}", "pairs: {scheduled-sampling: 0.5}", StringComparison.Ordinal));
        Assert.Equal(0, CliRun.Of(["train", recipe, "--out", _folder.In("whole")]).ExitCode);
        using CancellationTokenSource stop = new();
        using FileSystemWatcher watcher = new(_folder.Path, "*.safetensors") { IncludeSubdirectories = true, EnableRaisingEvents = true };
        watcher.Created += (_, _) => stop.Cancel();

        CliRun stopped = CliRun.Of(["train", recipe, "--out", _folder.In("run")], stop: stop.Token);
        if (stopped.ExitCode != 0)
        {
            CliRun resumed = CliRun.Of(["train", "--resume", _folder.In("run")]);
            Assert.True(resumed.ExitCode == 0, resumed.Error);
        }

        foreach (string file in (string[])["model.safetensors", "predictions.csv"])
        {
            Assert.Equal(File.ReadAllBytes(_folder.In("whole", file)), File.ReadAllBytes(_folder.In("run", file)));
        }
    }

    [Theory]
    [InlineData("{file: pairs.tsv, text: word}", "pairs: {}", "data.target", "target-file")]
    [InlineData("{file: pairs.tsv, target: upper}", "pairs: {}", "data.text", "is missing")]
    [InlineData("{file: pairs.tsv, text: word, target: word}", "pairs: {}", "data.target", "column that is read")]
    [InlineData("{file: pairs.tsv, text: word, target: lower}", "pairs: {}", "no column 'lower'", "word, upper")]
    [InlineData("{file: pairs.tsv, target-file: nowhere.en}", "pairs: {}", "data.target-file", "no file")]
    [InlineData("{file: pairs.tsv, target-file: pairs.tsv, test-file: pairs.tsv}", "pairs: {}", "test-target-file")]
    [InlineData("{file: pairs.tsv, text: word, target: upper}", "pairs: {max-length: 1}", "pairs.max-length", "longer than 1")]
    [InlineData("{file: pairs.tsv, text: word, target: upper}", "model: [{lstm: 4}, dense]", "from: previous")]
    [InlineData("{file: pairs.tsv, text: word, target: upper}", "stream: {length: 4}", "task: generate")]
    [InlineData("{file: pairs.tsv, text: word, target: upper, class: upper}", "pairs: {}", "data.class")]
    public void Recipes_that_do_not_fit_are_refused_in_a_sentence(string data, string section, params string[] words)
    {
        _folder.Write("pairs.tsv", "word\tupper\n" + string.Concat(Words(40).Select(word => $"{word}\t{word.ToUpperInvariant()}\n")));
        string text = Recipe(data, epochs: 1).Replace("pairs: {}", section, StringComparison.Ordinal);
        text = section.StartsWith("model", StringComparison.Ordinal) ? text.Replace("encoder-decoder:", "#", StringComparison.Ordinal)
            : text;

        CliRun.Of(["train", _folder.Write("bad.yaml", text), "--out", _folder.In("run")]).AssertRefused(words);
    }

    [Fact]
    public void Pairs_that_lack_a_side_are_refused_by_name()
    {
        string recipe = _folder.Write("upper.yaml", Recipe("{file: pairs.tsv, text: word, target: upper}", epochs: 1));
        _folder.Write("pairs.tsv", "word\tupper\nab\tAB\nabc\t\nba\tBA\n");
        CliRun.Of(["train", recipe, "--out", _folder.In("run")]).AssertRefused("'2'", "abc", "has no translation");
        _folder.Write("pairs.tsv", "word\tupper\nab\tAB\n \tBA\nba\tBA\n");
        CliRun.Of(["train", recipe, "--out", _folder.In("run")]).AssertRefused("'2'", "empty");
    }

    private static string Recipe(string data, int epochs) => string.Create(CultureInfo.InvariantCulture, $$"""
        name: upper
        task: translate
        data: {{data}}
        prepare:
          steps:
            - tokenize: {unit: character}
        encoder-decoder: {cell: gru, units: 24, embedding-dim: 8}
        pairs: {}
        train:
          epochs: {{epochs}}
          batch-size: 16
          learning-rate: 0.01

        """);

    /// <summary>Different words of the letters a, b and c.</summary>
    private static IEnumerable<string> Words(int count) => Enumerable.Range(27, count).Select(number =>
    {
        string word = "";
        for (int rest = number; rest > 0; rest /= 3)
        {
            word += "abc"[rest % 3];
        }

        return word;
    }).OrderBy(word => word.Aggregate(7, (hash, letter) => ((hash * 31) + letter) % 1009)).ThenBy(word => word, StringComparer.Ordinal);

    private void WritePart(string name, string[] words)
    {
        _folder.Write($"{name}.aa", string.Concat(words.Select(word => word + "\n")));
        _folder.Write($"{name}.bb", string.Concat(words.Select(word => word.ToUpperInvariant() + "\n")));
    }

    [Fact]
    public void Pairs_without_a_translation_are_told_by_inspect()
    {
        string rows = string.Concat(Enumerable.Range(0, 150).Select(i => $"the word {i}\t{(i == 7 ? "" : $"das wort {i}")}\n"));
        string path = _folder.Write("gap.tsv", "english\tgerman\n" + rows);
        Assert.Contains("a text is missing in 1 pair (the first is pair 8)", CliRun.Of(["inspect", path]).Output, StringComparison.Ordinal);
        CliRun.Of(["train", path]).AssertRefused("1 pair", "leave the pair out");
    }

    [Fact]
    public void Lists_of_numbers_are_proposed_as_numbers()
    {
        string rows = string.Concat(
            Enumerable.Range(0, 150).Select(i => $"{{\"a\": [{i}, {i % 7}, 3], \"b\": [{2 * i}, {i % 7 * 2}, 6]}}\n"));
        CliRun inspect = CliRun.Of(["inspect", _folder.Write("numbers.jsonl", rows), "--recipe", _folder.In("numbers.yaml")]);
        Assert.True(inspect.ExitCode == 0, inspect.Error);
        Assert.Equal(
            ["numbers", "scale"], RecipeReader.Read(_folder.In("numbers.yaml")).EffectiveSteps.Select(step => step.Name));
    }
}
