using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Unroll.Cli.Tests;

/// <summary>From a recipe with task: label to a run folder, and back to labels of new rows.</summary>
public sealed class LabelTests : IDisposable
{
    private const string Recipe = """
        name: machine
        task: label
        data: {file: machine.csv, id: machine, time: day, target: state, channels: [load]}
        split: {train: 0.6, validation: 0.2, test: 0.2}
        model:
          - gru: 5
          - dense: {units: 2, activation: softmax}
        train: {epochs: 8, batch-size: 4, learning-rate: 0.05, seed: 2}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_recipe_becomes_a_run_folder_that_labels_new_rows()
    {
        _folder.Write("machine.csv", Rows(25, 1, "state"));
        CliRun train = CliRun.Of(["train", _folder.Write("machine.yaml", Recipe), "--out", _folder.In("run")]);
        Assert.True(train.ExitCode == 0, train.Error);
        foreach (string word in (string[])["most-frequent", "last-known", "linear", "true label, taken for", "unroll label"])
        {
            Assert.Contains(word, train.Output, StringComparison.Ordinal);
        }

        string report = File.ReadAllText(_folder.In("run/report.html"));
        foreach (string section in (string[])["Labels over time", "Confusion", "Labels", "Labels of each step"])
        {
            Assert.Contains(section, report, StringComparison.Ordinal);
        }

        string others = _folder.Write("others.csv", Rows(3, 9, null));
        CliRun label = CliRun.Of(["label", _folder.In("run"), "--data", others, "--out", _folder.In("labels.csv")]);
        Assert.True(label.ExitCode == 0, label.Error);
        string[] lines = File.ReadAllLines(_folder.In("labels.csv"));
        Assert.Equal("id,time,label,predicted,probability_off,probability_on", lines[0]);
        Assert.StartsWith("m0,2024-01-01,,", lines[1], StringComparison.Ordinal);
        Assert.Equal(1 + (3 * 30), lines.Length);

        CliRun explain = CliRun.Of(["explain", _folder.In("run"), "--data", others]);
        Assert.Matches("(on|off) at timestep 29 [01]", explain.Output);
        CliRun step = CliRun.Of(["explain", _folder.In("run"), "--data", others, "--timestep", "3", "--json"]);
        using JsonDocument look = JsonDocument.Parse(step.Output);
        JsonElement sample = look.RootElement.GetProperty("samples")[0];
        Assert.Equal(3, sample.GetProperty("timestep").GetInt32());
        Assert.All(
            sample.GetProperty("inputs")[0].GetProperty("saliency").EnumerateArray().Skip(4),
            later => Assert.Equal(0, later[0].GetDouble()));
        CliRun.Of(["explain", _folder.In("run"), "--data", others, "--timestep", "30"])
            .AssertRefused("no timestep 30", "30 timesteps, from 0 to 29");

        CliRun json = CliRun.Of(["label", _folder.In("run"), "--data", others, "--json"]);
        using JsonDocument labels = JsonDocument.Parse(json.Output);
        Assert.Equal(3 * 30, labels.RootElement.GetProperty("predictions").GetArrayLength());

        CliRun evaluate = CliRun.Of(["evaluate", _folder.In("run"), "--data", _folder.Write("more.csv", Rows(4, 5, "state")), "--json"]);
        using JsonDocument metrics = JsonDocument.Parse(evaluate.Output);
        Assert.InRange(metrics.RootElement.GetProperty("test").GetProperty("accuracy").GetDouble(), 0.9, 1);
    }

    [Theory]
    [InlineData("state", "constant", "all labels in the column 'state' are 'constant'")]
    [InlineData("other", "", "'state'")]
    public void Labels_that_are_not_there_or_all_alike_are_told(string column, string label, string expected)
    {
        string text = Rows(10, 1, column);
        _folder.Write("machine.csv", label.Length == 0 ? text : text.Replace(",on", "," + label, StringComparison.Ordinal)
            .Replace(",off", "," + label, StringComparison.Ordinal));
        CliRun train = CliRun.Of(["train", _folder.Write("machine.yaml", Recipe), "--out", _folder.In("run")]);
        Assert.Equal(2, train.ExitCode);
        Assert.Contains(expected, train.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.In("run")));
    }

    /// <summary>Machines over 30 days: on where the load is high, with some noise.</summary>
    private static string Rows(int machines, ulong seed, string? label)
    {
        RandomStream random = new(seed);
        StringBuilder text = new(label is null ? "machine,day,load\n" : $"machine,day,load,{label}\n");
        for (int machine = 0; machine < machines; machine++)
        {
            bool isOn = false;
            for (int day = 0; day < 30; day++)
            {
                isOn ^= random.NextInt32(5) == 0;
                double load = (isOn ? 3 : 0) + (0.5 * random.NextNormal());
                text.Append(CultureInfo.InvariantCulture, $"m{machine},{new DateTime(2024, 1, 1).AddDays(day):yyyy-MM-dd},{load:0.00}");
                text.Append(label is null ? "\n" : isOn ? ",on\n" : ",off\n");
            }
        }

        return text.ToString();
    }

    [Theory]
    [InlineData("new.conll", "word\nthe\ndog\n\nbird\n")]
    [InlineData("new.conll", "the\ndog\n\nbird\n")]
    [InlineData("new.txt", "the\ndog\n\nbird\n")]
    public void New_words_need_no_column_of_labels(string name, string content)
    {
        string sentences = string.Concat(Enumerable.Range(0, 30).Select(
            number => $"the D\n{"dog cat bird".Split(' ')[number % 3]} N\n\n"));
        _folder.Write("words.conll", "word tag\n" + sentences);
        string recipe = _folder.Write("words.yaml", """
            name: words
            task: label
            data: {file: words.conll, channels: [word], target: tag}
            prepare: {steps: [{tokenize: {unit: row}}]}
            split: {by: order, train: 0.6, validation: 0.2, test: 0.2}
            model: [{embedding: {output-dim: 4}}, {gru: 4}, {dense: {units: 2, activation: softmax}}]
            train: {epochs: 1, seed: 1}
            """);
        CliRun train = CliRun.Of(["train", recipe, "--out", _folder.In("run")]);
        Assert.True(train.ExitCode == 0, train.Error);

        CliRun label = CliRun.Of(["label", _folder.In("run"), "--data", _folder.Write(name, content), "--json"]);
        Assert.True(label.ExitCode == 0, label.Error);
        using JsonDocument labels = JsonDocument.Parse(label.Output);
        Assert.Equal(3, labels.RootElement.GetProperty("predictions").GetArrayLength());
        CliRun.Of(["label", _folder.In("run"), "--data", _folder.Write("lines.txt", "the dog\na cat\n")])
            .AssertRefused("no column 'word'", "Expected a word a line");
    }
}
