using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Unroll.Cli.Tests;

/// <summary>A look inside the networks of runs: <c>unroll explain RUN --data FILE</c>.</summary>
public sealed class ExplainRunTests : IDisposable
{
    private const string Classification = """
        name: slopes
        task: classify
        data: {file: slopes.ts}
        split: {train: 0.6, validation: 0.2, test: 0.2}
        model:
          - lstm: 6
          - dense: {units: 1, activation: sigmoid}
        train: {epochs: 8, batch-size: 8, learning-rate: 0.05, seed: 2}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_classification_is_explained_on_the_terminal_as_json_and_as_a_page()
    {
        Train("slopes.ts", Slopes(50), Classification);
        string others = _folder.Write("others.ts", Slopes(6, first: 1000));
        string page = _folder.In("pages", "inside.html");
        CliRun text = CliRun.Of(["explain", _folder.In("run"), "--data", others, "--samples", "2", "--unit", "3", "--report", page]);

        Assert.True(text.ExitCode == 0, text.Error);
        foreach (string word in (string[])["up 0.", "integrated gradients over time", "sign: ", " at timestep ", "completeness error",
            "lstm_1 (lstm), 6 units", "forget", "its last state still depends", page])
        {
            Assert.Contains(word, text.Output, StringComparison.Ordinal);
        }

        string html = File.ReadAllText(page);
        foreach (string word in (string[])
            [
                "data:image/png;base64", "Forget gate of lstm_1", "Cell states of lstm_1", "Unit 3 of lstm_1 over time",
                "How far back the state of lstm_1 reaches",
            ])
        {
            Assert.Contains(word, html, StringComparison.Ordinal);
        }

        CliRun json = CliRun.Of(["explain", _folder.In("run"), "--data", others, "--json", "--method", "gradient", "--series", "2"]);
        Assert.True(json.ExitCode == 0, json.Error);
        using JsonDocument document = JsonDocument.Parse(json.Output);
        Assert.Equal("gradient", document.RootElement.GetProperty("method").GetString());
        JsonElement sample = document.RootElement.GetProperty("samples")[0];
        Assert.Equal(("2", "up"), (sample.GetProperty("series").GetString(), sample.GetProperty("output").GetString()));
        Assert.InRange(sample.GetProperty("value").GetDouble(), 0, 1);
        Assert.Equal(6, document.RootElement.GetProperty("recurrent_layer").GetProperty("hidden")[0].GetArrayLength());
        Assert.Equal(
            ["input", "forget", "candidate", "output"],
            document.RootElement.GetProperty("recurrent_layer").GetProperty("gates").EnumerateObject().Select(gate => gate.Name));

        // A tanh is neither open nor closed.
        Assert.Matches(@"candidate +-?0\.\d\d +[▁-█]", text.Output);
        AssertLikeliestClass(others);

        CliRun.Of(["explain", _folder.In("run"), "--data", others, "--unit", "6"])
            .AssertRefused("There is no unit 6: lstm_1 has 6 units, from 0 to 5.");

        CliRun.Of(["explain", _folder.In("run"), "--data", others, "--timestep", "0"]).AssertRefused("one output for all timesteps");

        // The run's own report has the same sections.
        string report = File.ReadAllText(_folder.In("run", "report.html"));
        Assert.Contains("Gates of lstm_1 over time", report, StringComparison.Ordinal);
        Assert.Contains("Completeness error", report, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("direct", 2, "  - conv1d: {filters: 3, kernel-size: 2}\n  - gru: 4\n  - dense: 2", 7)]
    [InlineData("recursive", 2, "  - gru: 4\n  - dense: 1", 8)]
    [InlineData("sequence-to-sequence", 2, "  - gru: 4\n  - dense: 1", 8)]
    public void A_forecast_is_explained_by_its_inputs(string strategy, int horizon, string layers, int steps)
    {
        StringBuilder csv = new("time,load\n");
        for (int i = 0; i < 160; i++)
        {
            csv.Append(
                CultureInfo.InvariantCulture, $"{new DateTime(2024, 1, 1).AddHours(i):yyyy-MM-dd HH:mm},{Math.Sin(i / 4.0):0.000}\n");
        }

        Train("load.csv", csv.ToString(), $$"""
            name: load
            data: {file: load.csv, time: time, target: load}
            window: {length: 8, horizon: {{horizon}}, strategy: {{strategy}}}
            model:
            {{layers}}
            train: {epochs: 3, learning-rate: 0.01, seed: 1}
            """);

        CliRun run = CliRun.Of(["explain", _folder.In("run"), "--data", _folder.In("load.csv"), "--json", "--samples", "2"]);

        Assert.True(run.ExitCode == 0, run.Error);
        using JsonDocument document = JsonDocument.Parse(run.Output);
        JsonElement[] samples = [.. document.RootElement.GetProperty("samples").EnumerateArray()];
        Assert.Equal(2, samples.Length);
        Assert.All(samples, sample => Assert.InRange(sample.GetProperty("completeness_error").GetDouble(), 0, 0.05));
        Assert.NotEqual(samples[0].GetProperty("end").GetString(), samples[1].GetProperty("end").GetString());
        Assert.StartsWith("2024-01-07 13:00", samples[1].GetProperty("end").GetString(), StringComparison.Ordinal);
        Assert.Contains("Saliency to 2024-01-07 13:00", File.ReadAllText(_folder.In("run", "report.html")), StringComparison.Ordinal);
        Assert.All(samples, sample => Assert.StartsWith("load", sample.GetProperty("output").GetString(), StringComparison.Ordinal));
        JsonElement input = samples[0].GetProperty("inputs")[0];
        Assert.Equal("load", input.GetProperty("features")[0].GetString());
        Assert.Equal(8, input.GetProperty("saliency").GetArrayLength());
        Assert.Equal(steps, document.RootElement.GetProperty("recurrent_layer").GetProperty("hidden").GetArrayLength());
    }

    [Fact]
    public void A_text_is_explained_by_its_words()
    {
        StringBuilder texts = new("text,mood\n");
        for (int i = 0; i < 40; i++)
        {
            texts.Append(i % 2 == 0 ? $"a good day number {i % 5},fine\n" : $"a bad day number {i % 5},sad\n");
        }

        Train("texts.csv", texts.ToString(), """
            name: moods
            task: classify
            data: {file: texts.csv, text: text, class: mood}
            prepare: {steps: [{tokenize: {columns: text}}]}
            split: {train: 0.6, validation: 0.2, test: 0.2}
            model:
              - embedding: {output-dim: 4, mask-zero: true}
              - gru: 5
              - dense: {units: 1, activation: sigmoid}
            train: {epochs: 20, batch-size: 8, learning-rate: 0.05, seed: 1}
            """);
        CliRun run = CliRun.Of(["explain", _folder.In("run"), "--data", _folder.In("texts.csv"), "--json", "--samples", "2"]);

        Assert.True(run.ExitCode == 0, run.Error);
        using JsonDocument document = JsonDocument.Parse(run.Output);
        foreach (JsonElement sample in document.RootElement.GetProperty("samples").EnumerateArray())
        {
            JsonElement input = sample.GetProperty("inputs")[0];
            string[] tokens = [.. input.GetProperty("tokens").EnumerateArray().Select(token => token.GetString()!)];
            double[] saliency = [.. input.GetProperty("saliency").EnumerateArray().Select(value => Math.Abs(value.GetDouble()))];
            Assert.Equal(["a", "day", "number"], tokens[..1].Concat(tokens[2..4]));
            Assert.Contains(tokens[1], (string[])["good", "bad"]);
            Assert.Equal(1, Array.IndexOf(saliency, saliency.Max()));
        }

        Assert.Contains("class=\"coloured words\"", File.ReadAllText(_folder.In("run", "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_are_explained_at_their_last_step()
    {
        StringBuilder csv = new("id,x,state\n");
        for (int i = 0; i < 30; i++)
        {
            for (int t = 0; t < 8; t++)
            {
                csv.Append(CultureInfo.InvariantCulture, $"s{i},{((i + t) % 4) - 1.5:0.0},{((i + t) % 4 > 1 ? "high" : "low")}\n");
            }
        }

        Train("states.csv", csv.ToString(), """
            name: states
            task: label
            data: {file: states.csv, id: id, target: state}
            model: [{gru: {units: 5, return-sequences: true}}, {dense: {units: 2, activation: softmax}}]
            train: {epochs: 4, batch-size: 8, learning-rate: 0.03, seed: 1}
            """);
        CliRun run = CliRun.Of(["explain", _folder.In("run"), "--data", _folder.In("states.csv"), "--json", "--series", "s4"]);
        Assert.True(run.ExitCode == 0, run.Error);
        using JsonDocument document = JsonDocument.Parse(run.Output);
        JsonElement sample = document.RootElement.GetProperty("samples")[0];
        Assert.Equal("s4", sample.GetProperty("series").GetString());
        Assert.Contains(sample.GetProperty("output").GetString(), (string[])["high", "low"]);
        Assert.InRange(sample.GetProperty("value").GetDouble(), 0.5, 1);
    }

    [Fact]
    public void A_word_is_explained_beside_a_folder_of_its_name()
    {
        string folder = Path.GetFullPath("data");
        bool isNew = !Directory.Exists(folder);
        Directory.CreateDirectory(folder);
        try
        {
            CliRun run = CliRun.Of(["explain", "data"]);
            Assert.True(run.ExitCode == 0, run.Error);
            Assert.Contains("data (key of a recipe)", run.Output, StringComparison.Ordinal);
        }
        finally
        {
            if (isNew)
            {
                Directory.Delete(folder);
            }
        }
    }

    [Fact]
    public void What_cannot_be_explained_is_refused_in_words()
    {
        Train("slopes.ts", Slopes(50), Classification);
        string data = _folder.In("slopes.ts"), run = _folder.In("run");
        CliRun.Of(["explain", run]).AssertRefused("is a folder", $"unroll explain {run} --data FILE");
        CliRun.Of(["explain", "lstm", "--method", "gradient"]).AssertRefused("--method", "needs data");
        CliRun.Of(["explain", "--data", data]).AssertRefused("--data", "run folder");
        CliRun.Of(["explain", "lstm", "--data", data]).AssertRefused("no run folder lstm");
        CliRun.Of(["explain", run, "--data", data, "--method", "magic"]).AssertRefused("\"magic\"", "occlusion");
        CliRun.Of(["explain", run, "--data", data, "--series", "none"]).AssertRefused("no series 'none'", "'1'");
        CliRun.Of(["explain", run, "--data", data, "--token", "e"]).AssertRefused("--token", "--output");
        CliRun.Of(["explain", run, "--data", data, "--output", "3"]).AssertRefused("no output 3", "1 output");
        CliRun.Of(["explain", run, "--data", data, "--samples", "0"]).AssertRefused("--samples", "from 1");
        CliRun.Of(["explain", run, "--data", _folder.In("nowhere.ts")]).AssertRefused("nowhere.ts");
    }

    /// <summary>Of a single sigmoid unit the first class is explained where it is likelier, by the saliency with the other sign.</summary>
    private void AssertLikeliestClass(string data)
    {
        string[] explain = ["explain", _folder.In("run"), "--data", data, "--json", "--samples", "6"];
        using JsonDocument likeliest = JsonDocument.Parse(CliRun.Of(explain).Output);
        using JsonDocument second = JsonDocument.Parse(CliRun.Of([.. explain, "--output", "0"]).Output);
        JsonElement[] samples = [.. likeliest.RootElement.GetProperty("samples").EnumerateArray()];
        JsonElement[] ups = [.. second.RootElement.GetProperty("samples").EnumerateArray()];
        Assert.Equal(["down", "up"], samples.Select(sample => sample.GetProperty("output").GetString()).Distinct().Order());
        Assert.All(samples, sample => Assert.InRange(sample.GetProperty("value").GetDouble(), 0.5, 1));
        foreach ((JsonElement sample, JsonElement up) in samples.Zip(ups))
        {
            bool isUp = sample.GetProperty("output").GetString() == "up";
            double value = up.GetProperty("value").GetDouble();
            Assert.Equal(isUp ? value : 1 - value, sample.GetProperty("value").GetDouble(), 1e-6);
            double first = up.GetProperty("inputs")[0].GetProperty("saliency")[1][0].GetDouble();
            Assert.Equal(isUp ? first : -first, sample.GetProperty("inputs")[0].GetProperty("saliency")[1][0].GetDouble(), 1e-6);
        }
    }

    private void Train(string file, string data, string recipe)
    {
        _folder.Write(file, data);
        CliRun train = CliRun.Of(["train", _folder.Write("recipe.yaml", recipe), "--out", _folder.In("run")]);
        Assert.True(train.ExitCode == 0, train.Error);
    }

    /// <summary>Series that rise or fall.</summary>
    private static string Slopes(int count, int first = 0)
    {
        StringBuilder text = new(
            "@problemName Slopes\n@timeStamps false\n@missing false\n@univariate true\n@equalLength false\n@classLabel true down "
            + "up\n@data\n");
        for (int i = 0; i < count; i++)
        {
            RandomStream random = new((ulong)(first + i));
            int length = 6 + (i % 5);
            text.AppendJoin(',', Enumerable.Range(0, length).Select(t => string.Create(
                    CultureInfo.InvariantCulture, $"{((i % 2 == 0 ? -1 : 1) * t) + (0.3 * random.NextNormal()):0.00}")))
                .Append(i % 2 == 0 ? ":down\n" : ":up\n");
        }

        return text.ToString();
    }
}
