using System.Text.Json;

namespace Unroll.Cli.Tests;

/// <summary>From a text to a run folder, and to new text on the terminal.</summary>
public sealed class GenerateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_text_is_trained_on_evaluated_and_continued()
    {
        string text = string.Concat(Enumerable.Repeat("I \u001b[31mam\n", 300));
        CliRun train = Train(text);
        Assert.True(train.ExitCode == 0, train.Error);
        foreach (string word in (string[])[
            "small: train 2,100, validation 450, test 450 characters", "Nats/char", "markov-5", "--prompt TEXT"])
        {
            Assert.Contains(word, train.Output, StringComparison.Ordinal);
        }

        string report = File.ReadAllText(_folder.In("run", "report.html"));
        Assert.Contains("Generated text", report, StringComparison.Ordinal);
        Assert.Contains("Learning curve beside Markov chains", report, StringComparison.Ordinal);
        string[] generate = ["generate", _folder.In("run"), "--prompt", "I ", "--length", "17", "--temperature", "0"];
        CliRun shown = CliRun.Of([.. generate, "--out", _folder.In("new.txt")]);
        Assert.True(shown.ExitCode == 0, shown.Error);

        // What would steer a terminal does not reach it; the file has the text as it is.
        Assert.Equal("I \uFFFD[31mam\nI \uFFFD[31mam\n", shown.Output.ReplaceLineEndings("\n"));
        Assert.Equal("I \u001b[31mam\nI \u001b[31mam\n", File.ReadAllText(_folder.In("new.txt")));
        CliRun json = CliRun.Of([.. generate, "--json", "--count", "2", "--stop", "\\n"]);
        using JsonDocument document = JsonDocument.Parse(json.Output);
        Assert.Equal(
            ["\u001b[31mam", "\u001b[31mam"],
            document.RootElement.GetProperty("texts").EnumerateArray().Select(item => item.GetString()));

        CliRun evaluate = CliRun.Of(["evaluate", _folder.In("run"), "--data", _folder.Write("other.txt", text[..400]), "--json"]);
        Assert.True(evaluate.ExitCode == 0, evaluate.Error);
        using JsonDocument metrics = JsonDocument.Parse(evaluate.Output);
        Assert.InRange(metrics.RootElement.GetProperty("test").GetProperty("nats_per_character").GetDouble(), 0, 0.2);
    }

    [Fact]
    public void Bad_texts_and_prompts_are_refused_in_a_sentence()
    {
        Train("").AssertRefused("small.txt is empty");
        Train(new string('a', 4000)).AssertRefused("one distinct character");
        CliRun train = Train(string.Concat(Enumerable.Repeat("abc def\n", 300)));
        Assert.True(train.ExitCode == 0, train.Error);

        CliRun.Of(["generate", _folder.In("run"), "--prompt", "ab€"]).AssertRefused("'€'", "learned from");
        foreach (string file in (string[])["model.safetensors", "recipe.yaml", "checkpoints/model-2.safetensors"])
        {
            CliRun lost = CliRun.Of(["generate", _folder.In("run"), "--length", "5", "--out", _folder.In("run", file)]);
            lost.AssertRefused("--out", "file of the run itself");
            Assert.Empty(lost.Output);
        }

        CliRun folder = CliRun.Of(["generate", _folder.In("run"), "--length", "5", "--out", _folder.In("run")]);
        folder.AssertRefused("is a folder. Name a file in it.");
        Assert.Empty(folder.Output);
        CliRun none = CliRun.Of(["generate", _folder.In("run"), "--length", "5", "--out", _folder.In("small.txt", "x", "y.txt")]);
        none.AssertRefused("cannot be written");
        Assert.Empty(none.Output);
        CliRun.Of(["explain", _folder.In("run"), "--data", _folder.In("small.txt"), "--report", _folder.In("run", "metrics.json")])
            .AssertRefused("--report", "file of the run itself");
        CliRun.Of(["explain", _folder.In("run"), "--data", _folder.In("small.txt"), "--samples", "5"])
            .AssertRefused("--samples", "generator");
        Assert.DoesNotContain("dropout in it", File.ReadAllText(_folder.In("run", "report.html")), StringComparison.Ordinal);
        CliRun.Of(["generate", _folder.In("run"), "--length", "0"]).AssertRefused("--length", "whole number from 1");
        CliRun.Of(["generate", _folder.In("run"), "--top-p", "2"]).AssertRefused("--top-p");
        CliRun.Of(["generate", _folder.In("run"), "--temperature", "-1"]).AssertRefused("--temperature");
        CliRun.Of(["generate", _folder.In("nowhere")]).AssertRefused("no run folder");
        CliRun.Of(["classify", _folder.In("run"), "--data", _folder.In("small.txt")]).AssertRefused("task: generate", "--prompt TEXT");
    }

    private CliRun Train(string text)
    {
        _folder.Write("small.txt", text);
        string recipe = _folder.Write("small.yaml", """
            name: small
            task: generate
            data: {file: small.txt, format: text}
            stream: {length: 20}
            model: [{embedding: {output-dim: 8}}, {lstm: 24}, dense]
            train: {epochs: 25, batch-size: 8, learning-rate: 0.02}
            """);
        return CliRun.Of(["train", recipe, "--out", _folder.In("run")]);
    }
}
