using System.Globalization;
using System.Text;
using System.Text.Json;
using Unroll.Cli.Display;

namespace Unroll.Cli.Tests;

/// <summary>What a look inside a run shows of texts and of many inputs.</summary>
public sealed class ExplainWordsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Saliency_over_time_is_drawn_by_its_magnitude_with_its_sign()
    {
        Assert.Equal("█▁▅▁", Sparkline.OfMagnitudes([-2, 0, 1, 0.1], 10));
        Assert.Equal("- ++", Sparkline.SignsOf([-2, 0, 1, 0.1], 10));

        // Of more values than there are blocks the one that counts most is kept, not a mean that others of the other sign take off.
        Assert.Equal("▅█", Sparkline.OfMagnitudes([1, -0.5, -2, 2], 2));
        Assert.Equal("+-", Sparkline.SignsOf([1, -0.5, -2, 1.5], 2));
        Assert.Equal("▁▁", Sparkline.OfMagnitudes([0, 0], 10));
        Assert.Equal("▁ █", Sparkline.OfMagnitudes([0, double.NaN, -1e-9], 10));
    }

    [Fact]
    public void The_inputs_that_a_table_leaves_out_are_counted()
    {
        string others = string.Join(", ", Enumerable.Range(0, 17).Select(i => FormattableString.Invariant($"x{i}")));
        StringBuilder csv = new($"time, load, {others}\n".Replace(" ", "", StringComparison.Ordinal));
        for (int t = 0; t < 80; t++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{new DateTime(2024, 1, 1).AddHours(t):yyyy-MM-dd HH:mm},{Math.Sin(t / 4.0):0.000}")
                .AppendJoin("", Enumerable.Range(0, 17).Select(i => FormattableString.Invariant($",{Math.Cos((t * (i + 2)) / 7.0):0.000}")))
                .Append('\n');
        }

        Train("wide.csv", csv.ToString(), $$"""
            name: wide
            data: {file: wide.csv, time: time, target: load, past-covariates: [{{others}}]}
            window: {length: 4, horizon: 1}
            model: [{gru: 3}, {dense: 1}]
            train: {epochs: 1, seed: 1}
            """);
        CliRun run = CliRun.Of(["explain", _folder.In("run"), "--data", _folder.In("wide.csv"), "--samples", "1"]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("and 3 other inputs, of at most", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Attention_and_gates_of_texts_have_words_and_no_padding()
    {
        string[] middles = ["good", "bad", "very good and long", "very bad"];
        StringBuilder texts = new("text,mood\n");
        for (int i = 0; i < 40; i++)
        {
            texts.Append(CultureInfo.InvariantCulture, $"a {middles[i % 4]} day,{(i % 2 == 0 ? "fine" : "sad")}\n");
        }

        Train("texts.csv", texts.ToString(), """
            name: moods
            task: classify
            data: {file: texts.csv, text: text, class: mood}
            prepare: {steps: [{tokenize: {columns: text}}]}
            split: {train: 0.6, validation: 0.2, test: 0.2}
            model:
              - embedding: {output-dim: 4}
              - multi-head-attention: {num-heads: 2, key-dim: 3}
              - lstm: 5
              - dense: {units: 1, activation: sigmoid}
            train: {epochs: 2, batch-size: 8, seed: 1}
            """);
        string asked = _folder.Write("asked.csv", "text,mood\na good day,fine\na very good and long day,fine\n");
        string page = _folder.In("in.html");
        string[] explain = ["explain", _folder.In("run"), "--data", asked, "--samples", "2"];
        using JsonDocument document = JsonDocument.Parse(CliRun.Of([.. explain, "--json"]).Output);
        JsonElement[] maps = [.. document.RootElement.GetProperty("attention").EnumerateArray()];
        Assert.Equal(2, maps.Length);
        foreach (JsonElement map in maps)
        {
            Assert.Equal("a good day", Joined(map.GetProperty("source")));
            Assert.Equal("a good day", Joined(map.GetProperty("written")));
            Assert.Equal(3, map.GetProperty("weights").GetArrayLength());
            Assert.Equal(1, map.GetProperty("weights")[1].EnumerateArray().Sum(weight => weight.GetDouble()), 1e-4);
            Assert.Equal(3, map.GetProperty("weights")[1].GetArrayLength());
        }

        Assert.Equal("a good day", Joined(document.RootElement.GetProperty("recurrent_layer").GetProperty("tokens")));
        CliRun text = CliRun.Of([.. explain, "--report", page]);
        Assert.Matches(@"head 1: a 0\.\d+ +good 0\.\d+ +day 0\.\d+", text.Output);
        string html = File.ReadAllText(page);
        Assert.Contains("attended token", html, StringComparison.Ordinal);
        Assert.True(html.Split("<span>good</span>").Length > 4, "Attention, states and gates have the word on an axis.");

        static string Joined(JsonElement tokens) => string.Join(' ', tokens.EnumerateArray().Select(token => token.GetString()));
    }

    private void Train(string file, string data, string recipe)
    {
        _folder.Write(file, data);
        CliRun train = CliRun.Of(["train", _folder.Write("recipe.yaml", recipe), "--out", _folder.In("run")]);
        Assert.True(train.ExitCode == 0, train.Error);
    }
}
