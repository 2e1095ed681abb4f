using System.Text.Json;

namespace Unroll.Cli.Tests;

/// <summary>A look inside generators of texts: <c>unroll explain RUN --data TEXT</c>.</summary>
public sealed class ExplainGeneratorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_generator_of_texts_is_explained_by_its_units_and_guesses()
    {
        string text = string.Concat(Enumerable.Range(0, 150).Select(i => $"say \"{(i % 3 == 0 ? "yes" : "no")}\" ({i % 7})\n"));
        Train("lines.txt", text, """
            name: lines
            task: generate
            data: {file: lines.txt, format: text}
            stream: {length: 20}
            model: [{embedding: {output-dim: 6}}, {lstm: 16}, dense]
            train: {epochs: 6, batch-size: 4, learning-rate: 0.02, seed: 1}
            """);
        string page = _folder.In("inside.html");
        CliRun run = CliRun.Of(
            ["explain", _folder.In("run"), "--data", _folder.In("lines.txt"), "--unit", "5", "--report", page, "--json"]);

        Assert.True(run.ExitCode == 0, run.Error);
        using JsonDocument document = JsonDocument.Parse(run.Output);
        JsonElement look = document.RootElement.GetProperty("text");
        Assert.Contains(
            "inside quotes", look.GetProperty("units").EnumerateArray().Select(unit => unit.GetProperty("feature").GetString()));
        Assert.All(look.GetProperty("units").EnumerateArray(), unit => Assert.InRange(
            Math.Abs(unit.GetProperty("correlation").GetDouble()), 0.1, 1));
        Assert.Equal("s", look.GetProperty("tokens")[0].GetProperty("token").GetString());
        Assert.Equal(5, look.GetProperty("tokens")[1].GetProperty("best").GetArrayLength());
        Assert.InRange(look.GetProperty("nats_per_token").GetDouble(), 0.01, 1.5);
        Assert.Equal(
            ["input", "forget", "candidate", "output"],
            document.RootElement.GetProperty("recurrent_layer").GetProperty("gates").EnumerateObject().Select(gate => gate.Name));
        JsonElement next = document.RootElement.GetProperty("samples")[0];
        Assert.InRange(next.GetProperty("completeness_error").GetDouble(), 0, 0.05);
        Assert.Equal(100, next.GetProperty("inputs")[0].GetProperty("tokens").GetArrayLength());
        Assert.Equal(100, next.GetProperty("inputs")[0].GetProperty("saliency").GetArrayLength());
        Assert.Equal(text.Length, next.GetProperty("timestep").GetInt32());
        Assert.Equal("log probability of 's'", next.GetProperty("output").GetString());
        foreach (string html in (string[])[File.ReadAllText(page), File.ReadAllText(_folder.In("run", "report.html"))])
        {
            Assert.Contains("class=\"coloured guesses\"", html, StringComparison.Ordinal);
            Assert.Contains("Units that follow the text", html, StringComparison.Ordinal);
            Assert.Contains("for log probability of", html, StringComparison.Ordinal);
        }

        CliRun few = CliRun.Of(["explain", _folder.In("run"), "--data", _folder.Write("few.txt", "say \"no\"")]);
        Assert.True(few.ExitCode == 0, few.Error);
        Assert.Contains("at least 100 tokens", few.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("correlation", few.Output, StringComparison.Ordinal);
        Assert.Contains(">Unit 5</h2>", File.ReadAllText(page), StringComparison.Ordinal);
        CliRun.Of(["explain", _folder.In("run"), "--data", _folder.Write("short.txt", "s")]).AssertRefused("1 token", "at least two");
    }

    [Fact]
    public void What_a_generator_writes_next_is_explained_by_the_tokens_before()
    {
        string text = string.Concat(Enumerable.Range(0, 150).Select(i => i % 3 == 0 ? "ax\n" : i % 3 == 1 ? "by\n" : "cz\n"));
        Train("lines.txt", text, """
            name: lines
            task: generate
            data: {file: lines.txt, format: lines}
            split: {by: order, train: 0.6, validation: 0.2, test: 0.2}
            stream: {length: 10}
            model: [{embedding: {output-dim: 6}}, {gru: 16}, dense]
            train: {epochs: 8, batch-size: 4, learning-rate: 0.02, seed: 1}
            """);
        string prompt = _folder.Write("prompt.txt", "b");
        JsonElement likeliest = Next("--data", prompt, "--method", "occlusion");
        Assert.Equal("log probability of 'y'", likeliest.GetProperty("output").GetString());
        Assert.Equal("b", Assert.Single(likeliest.GetProperty("inputs")[0].GetProperty("tokens").EnumerateArray()).GetString());
        Assert.InRange(likeliest.GetProperty("value").GetDouble(), -0.5, 0);
        Assert.InRange(likeliest.GetProperty("inputs")[0].GetProperty("saliency")[0].GetDouble(), 0.5, 20);

        // What "b" speaks for, it speaks against in another's place.
        JsonElement other = Next("--data", prompt, "--token", "x");
        Assert.Equal("log probability of 'x'", other.GetProperty("output").GetString());
        Assert.True(other.GetProperty("value").GetDouble() < likeliest.GetProperty("value").GetDouble() - 1);
        Assert.Equal("log probability of '↵'", Next("--data", prompt, "--token", "\\n").GetProperty("output").GetString());
        JsonElement inside = Next("--data", _folder.In("lines.txt"), "--timestep", "4", "--method", "gradient-times-input");
        Assert.Equal("log probability of 'y'", inside.GetProperty("output").GetString());
        Assert.Equal("a x \n b", string.Join(
            ' ', inside.GetProperty("inputs")[0].GetProperty("tokens").EnumerateArray().Select(token => token.GetString())));

        string run = _folder.In("run");
        CliRun.Of(["explain", run, "--data", prompt, "--token", "q"]).AssertRefused("'q'", "7 tokens");
        CliRun.Of(["explain", run, "--data", prompt, "--timestep", "3"]).AssertRefused("no token 3", "from 1 to 2");
        CliRun.Of(["explain", run, "--data", prompt, "--timestep", "0"]).AssertRefused("no token 0");
        CliRun.Of(["explain", run, "--data", prompt, "--samples", "2"]).AssertRefused("--samples", "--timestep");

        JsonElement Next(params string[] arguments)
        {
            CliRun explained = CliRun.Of(["explain", _folder.In("run"), "--json", .. arguments]);
            Assert.True(explained.ExitCode == 0, explained.Error);
            return JsonDocument.Parse(explained.Output).RootElement.GetProperty("samples")[0];
        }
    }

    [Fact]
    public void A_generator_of_convolutions_has_saliency_and_guesses_but_no_units()
    {
        string text = string.Concat(Enumerable.Repeat("one two three\n", 60));
        Train("lines.txt", text, """
            name: lines
            task: generate
            data: {file: lines.txt, format: text}
            stream: {length: 10}
            model: [{embedding: {output-dim: 6}}, {conv1d: {filters: 12, kernel-size: 4, padding: causal, activation: relu}}, dense]
            train: {epochs: 4, batch-size: 4, learning-rate: 0.02, seed: 1}
            """);
        string page = _folder.In("inside.html");
        string[] explain = ["explain", _folder.In("run"), "--data", _folder.In("lines.txt")];
        CliRun run = CliRun.Of([.. explain, "--report", page]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("log probability of 'o'", run.Output, StringComparison.Ordinal);
        Assert.Contains("Guesses:", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Units of", run.Output, StringComparison.Ordinal);

        // What is further back than the convolution reaches does not count.
        using JsonDocument document = JsonDocument.Parse(CliRun.Of([.. explain, "--json", "--method", "gradient"]).Output);
        double[] saliency = [.. document.RootElement.GetProperty("samples")[0].GetProperty("inputs")[0].GetProperty("saliency")
            .EnumerateArray().Select(value => value.GetDouble())];
        Assert.All(saliency[..^4], value => Assert.Equal(0, value));
        Assert.Contains(saliency[^4..], value => value > 0);
        foreach (string html in (string[])[File.ReadAllText(page), File.ReadAllText(_folder.In("run", "report.html"))])
        {
            Assert.Contains("class=\"coloured guesses\"", html, StringComparison.Ordinal);
            Assert.DoesNotContain("Units that follow the text", html, StringComparison.Ordinal);
        }

        CliRun.Of([.. explain, "--unit", "1"]).AssertRefused("no recurrent layer");
    }

    private void Train(string file, string data, string recipe)
    {
        _folder.Write(file, data);
        CliRun train = CliRun.Of(["train", _folder.Write("recipe.yaml", recipe), "--out", _folder.In("run")]);
        Assert.True(train.ExitCode == 0, train.Error);
    }
}
