using System.Text.Json;

namespace Unroll.Cli.Tests;

public sealed class TrainTests : IDisposable
{
    private static readonly string[] _runFiles =
        ["history.csv", "metrics.json", "model.safetensors", "predictions.csv", "recipe.yaml", "report.html"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_recipe_becomes_a_run_folder_and_the_terminal_shows_how()
    {
        CliRun run = CliRun.Of(["train", TinySeries.WriteTo(_folder), "--out", _folder.In("run")]);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal("", run.Error);
        Assert.Equal(_runFiles, FilesOf(_folder.In("run")));
        string[] lines = run.Output.Split('\n');
        Assert.EndsWith(" left", lines.Single(line => line.StartsWith("epoch 2/3", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.EndsWith("rows/s", lines.Single(line => line.StartsWith("epoch 3/3", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("seasonal-naive", run.Output, StringComparison.Ordinal);
        Assert.Contains("MAE MW", run.Output, StringComparison.Ordinal);
        Assert.Contains("●", run.Output, StringComparison.Ordinal);
        Assert.Contains(_folder.In("run", "report.html"), run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", run.Output, StringComparison.Ordinal); // No colours and no cursor movements outside a terminal.
        Assert.Equal(TinySeries.Recipe, File.ReadAllText(_folder.In("run", "recipe.yaml")));
    }

    [Fact]
    public void Heads_with_measures_of_their_own_are_shown_evaluated_and_printed()
    {
        string[] lines = TinySeries.Csv().TrimEnd().Split('\n');
        string csv = string.Join('\n', lines.Select((line, i) => $"{line},{(i == 0 ? "price" : $"{20 + (i % 7)}")}"));
        string recipe = TinySeries.WriteTo(_folder, csv, TinySeries.Recipe.Edit("target: load", "target: [load, price]").Edit(
            "  - lstm: 4\n  - dense: 2\n",
            """
              - lstm: {units: 4, name: trunk}
              - dense: {units: 2, from: trunk, name: load}
              - dense: {units: 6, from: trunk, name: price}
            outputs: [load, price]

            """).Edit("loss: mean-absolute-error", "loss: {load: mean-squared-error, price: {quantile: [0.1, 0.5, 0.9]}}"));

        CliRun run = CliRun.Of(["train", recipe, "--out", _folder.In("run")]);
        CliRun evaluation = CliRun.Of(["evaluate", _folder.In("run"), "--data", _folder.In("tiny.csv"), "--json"]);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("price", run.Output, StringComparison.Ordinal);
        Assert.True(evaluation.ExitCode == 0, evaluation.Error);
        using JsonDocument json = JsonDocument.Parse(evaluation.Output);
        Assert.True(json.RootElement.TryGetProperty("test", out _));
    }

    [Fact]
    public void Targets_that_the_last_layer_cannot_give_are_told_once_before_the_first_epoch()
    {
        string recipe = TinySeries.WriteTo(_folder, recipe: TinySeries.Recipe.Edit(
            "  - dense: 2\n", "  - dense: {units: 2, activation: sigmoid}\n").Edit("  seed: 7", "  ensemble: 2\n  seed: 7"));
        const string told = "targets lie beyond what the layer 'dense_1' can give, numbers from 0 to 1";

        CliRun run = CliRun.Of(["train", recipe, "--out", _folder.In("run")]);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains(told, Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        using JsonDocument metrics = JsonDocument.Parse(File.ReadAllText(_folder.In("run", "metrics.json")));
        Assert.Contains(
            told, Assert.Single(metrics.RootElement.GetProperty("warnings").EnumerateArray()).GetString(), StringComparison.Ordinal);
        Assert.Contains("targets lie beyond what the layer", File.ReadAllText(_folder.In("run", "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_covariate_that_is_the_target_is_told_on_standard_error_in_the_metrics_and_in_the_report()
    {
        string[] lines = TinySeries.Csv().TrimEnd().Split('\n');
        string csv = string.Join('\n', lines.Select(line => $"{line},{(line == lines[0] ? "plan" : line.Split(',')[1])}"));
        string recipe = TinySeries.WriteTo(
            _folder, csv, TinySeries.Recipe.Edit("target: load", "target: load\n  future-covariates: [plan]"));
        const string told = "The future covariate 'plan' equals the target 'load' in every training row";

        CliRun run = CliRun.Of(["train", recipe, "--out", _folder.In("run")]);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.StartsWith($"unroll: {told}", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(told, run.Output, StringComparison.Ordinal);
        Assert.Contains(told.Replace("'", "\\u0027", StringComparison.Ordinal), File.ReadAllText(_folder.In("run", "metrics.json"))
            .Replace("'", "\\u0027", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("equals the target", File.ReadAllText(_folder.In("run", "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_columns_name_does_not_steer_the_terminal()
    {
        const string name = "\u001b[31mload\a";
        string recipe = TinySeries.WriteTo(
            _folder,
            TinySeries.Csv().Replace("load", name, StringComparison.Ordinal),
            TinySeries.Recipe.Replace("target: load", "target: \"\\e[31mload\\a\"", StringComparison.Ordinal));

        CliRun run = CliRun.Of(["train", recipe, "--out", _folder.In("run")]);
        CliRun forecast = CliRun.Of(["forecast", _folder.In("run"), "--data", _folder.In("tiny.csv")]);

        Assert.All([run, forecast], shown =>
        {
            Assert.True(shown.ExitCode == 0, shown.Error);
            Assert.DoesNotContain(shown.Output, letter => char.IsControl(letter) && letter is not ('\n' or '\r'));
            Assert.Contains("\uFFFD[31mload\uFFFD", shown.Output, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Json_is_the_one_document_on_standard_output_and_is_metrics_json()
    {
        CliRun run = CliRun.Of(["train", TinySeries.WriteTo(_folder), "--out", _folder.In("run"), "--seed", "3", "--json"]);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(File.ReadAllText(_folder.In("run", "metrics.json")).Trim(), run.Output.Trim());
        using var metrics = JsonDocument.Parse(run.Output);
        Assert.Equal(3u, metrics.RootElement.GetProperty("seed").GetUInt64());
        Assert.True(metrics.RootElement.GetProperty("test").GetProperty("mape").GetDouble() > 0);
        Assert.True(metrics.RootElement.GetProperty("baselines").GetProperty("seasonal-naive").GetProperty("mape").GetDouble() > 0);
        Assert.Contains("epoch 3/3", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_seed_gives_the_same_model_on_any_number_of_threads_and_another_seed_another()
    {
        string recipe = TinySeries.WriteTo(_folder);
        foreach ((string name, string seed,
            string threads) in (ReadOnlySpan<(string, string, string)>)[("a", "5", "1"), ("b", "5", "2"), ("c", "6", "1")])
        {
            Assert.Equal(0, CliRun.Of(["train", recipe, "--out", _folder.In(name), "--seed", seed, "--threads", threads]).ExitCode);
        }

        byte[] Model(string name) => File.ReadAllBytes(_folder.In(name, "model.safetensors"));
        Assert.Equal(Model("a"), Model("b"));
        Assert.NotEqual(Model("a"), Model("c"));
    }

    [Fact]
    public void Data_takes_the_place_of_the_recipes_file()
    {
        string recipe = TinySeries.WriteTo(_folder);
        File.Delete(_folder.In("tiny.csv"));
        string other = _folder.Write("other.csv", TinySeries.Csv(200));

        CliRun run = CliRun.Of(["train", recipe, "--data", other, "--out", _folder.In("run")]);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("200 rows", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_earlier_run_is_replaced_and_anything_else_is_not()
    {
        string recipe = TinySeries.WriteTo(_folder);
        string[] train = ["train", recipe, "--out", _folder.In("run")];
        Assert.Equal(0, CliRun.Of(train).ExitCode);
        byte[] first = File.ReadAllBytes(_folder.In("run", "history.csv"));

        Assert.Equal(0, CliRun.Of([.. train, "--seed", "8"]).ExitCode);
        Assert.Equal(_runFiles, FilesOf(_folder.In("run")));
        Assert.NotEqual(first, File.ReadAllBytes(_folder.In("run", "history.csv")));

        string notes = Path.Combine(_folder.In("run"), "notes.csv");
        File.WriteAllText(notes, "mine");
        CliRun.Of(train).AssertRefused(_folder.In("run"), "other things than a run");
        Assert.Equal("mine", File.ReadAllText(notes));

        CliRun.Of(["train", recipe, "--out", _folder.Path]).AssertRefused(_folder.Path, "other things than a run");
        CliRun.Of(["train", recipe, "--out", recipe]).AssertRefused(recipe, "is a file");
    }

    [Fact]
    public void Stopped_before_the_first_epoch_is_finished_nothing_is_left()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        CliRun run = CliRun.Of(["train", TinySeries.WriteTo(_folder), "--out", _folder.In("new", "run"), "--json"], stop: stop.Token);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.Contains("unroll: stopped.", run.Error, StringComparison.Ordinal);
        Assert.False(Path.Exists(_folder.In("new")));
    }

    [Fact]
    public void A_loss_that_explodes_is_a_failure_with_advice()
    {
        string recipe = TinySeries.WriteTo(
            _folder, recipe: TinySeries.Recipe.Edit("learning-rate: 0.01", "learning-rate: 1.0e+30")
                .Edit("- lstm: 4", "- simple-rnn: {units: 4, activation: linear}")
                .Edit("mean-absolute-error", "mean-squared-error")
                .Edit("optimizer: adam", "optimizer: {sgd: {momentum: 0.9}}"));

        CliRun run = CliRun.Of(["train", recipe, "--out", _folder.In("run")]);

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("learning-rate", run.Error, StringComparison.Ordinal);
        run.AssertNoStackTrace();
        Assert.False(Directory.Exists(_folder.In("run")));
    }

    private static string[] FilesOf(string folder) =>
        [.. Directory.GetFileSystemEntries(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
}
