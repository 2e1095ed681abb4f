using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Unroll.Cli.Tests;

/// <summary>From a recipe with task: classify to a run folder, and back to classes of new series.</summary>
public sealed class ClassifyTests : IDisposable
{
    private const string Recipe = """
        name: slopes
        task: classify
        data: {file: slopes.ts}
        split: {train: 0.6, validation: 0.2, test: 0.2}
        model:
          - gru: 5
          - dense: {units: 1, activation: sigmoid}
        train: {epochs: 6, batch-size: 8, learning-rate: 0.05, seed: 2}
        """;

    private static readonly string[] _runFiles =
        ["history.csv", "metrics.json", "model.safetensors", "predictions.csv", "recipe.yaml", "report.html"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_recipe_becomes_a_run_folder_that_tells_evaluates_and_sums_up()
    {
        CliRun train = CliRun.Of(["train", WriteRecipe(), "--out", _folder.In("run")]);

        Assert.True(train.ExitCode == 0, train.Error);
        Assert.Equal(
            _runFiles, Directory.GetFiles(_folder.In("run")).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal));
        foreach (string word in (string[])[
            "slopes: 50 series of 6 to 10 rows, 2 classes", "epoch 6/6", "majority", "true class, taken for", "ROC AUC", "report.html"])
        {
            Assert.Contains(word, train.Output, StringComparison.Ordinal);
        }

        string others = _folder.Write("others.ts", Series(12, first: 1000));
        CliRun evaluate = CliRun.Of(["evaluate", _folder.In("run"), "--data", others, "--json"]);
        Assert.True(evaluate.ExitCode == 0, evaluate.Error);
        using JsonDocument metrics = JsonDocument.Parse(evaluate.Output);
        Assert.InRange(metrics.RootElement.GetProperty("test").GetProperty("accuracy").GetDouble(), 0.8, 1);
        Assert.Equal(0.5, metrics.RootElement.GetProperty("baselines").GetProperty("majority").GetProperty("accuracy").GetDouble());

        CliRun classify = CliRun.Of(["classify", _folder.In("run"), "--data", others, "--out", _folder.In("classes.csv")]);
        Assert.True(classify.ExitCode == 0, classify.Error);
        Assert.Contains("probability_down", classify.Output, StringComparison.Ordinal);
        string[] lines = File.ReadAllLines(_folder.In("classes.csv"));
        Assert.Equal("id,class,predicted,probability_down,probability_up", lines[0]);
        Assert.Equal(13, lines.Length);

        CliRun json = CliRun.Of(["classify", _folder.In("run"), "--data", others, "--json"]);
        using JsonDocument classes = JsonDocument.Parse(json.Output);
        Assert.Equal(12, classes.RootElement.GetProperty("predictions").GetArrayLength());

        foreach (string what in (string[])[_folder.In("run"), _folder.In("slopes.yaml")])
        {
            CliRun summary = CliRun.Of(["summary", what]);
            Assert.True(summary.ExitCode == 0, summary.Error);
            Assert.Contains("slopes: task classify, input [batch, ", summary.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_cross_validation_and_the_final_networks_are_told()
    {
        string recipe = WriteRecipe();
        File.WriteAllText(recipe, Recipe.Edit("split: {train: 0.6, validation: 0.2, test: 0.2}", "split: {by: folds, count: 3}")
            .Edit("epochs: 6", "epochs: 6, fit-on-all: true, augment: [jitter, mixup]"));

        CliRun train = CliRun.Of(["train", recipe, "--out", _folder.In("run")]);

        Assert.True(train.ExitCode == 0, train.Error);
        Assert.Contains("test, 50 series", train.Output, StringComparison.Ordinal);
        Assert.Matches(@"Over 3 folds, mean ± standard deviation: Accuracy [01]\.\d{3} ± 0\.\d{3}", train.Output);
        Assert.Contains("Evaluated. Training anew on all 50 series, for 6 epochs.", train.Output, StringComparison.Ordinal);
        Assert.Contains("Trained anew on all 50 series for 6 epochs", train.Output, StringComparison.Ordinal);
        Assert.Contains("Cross-validation", File.ReadAllText(_folder.In("run", "report.html")), StringComparison.Ordinal);
        using JsonDocument metrics = JsonDocument.Parse(File.ReadAllText(_folder.In("run", "metrics.json")));
        Assert.Equal(50, metrics.RootElement.GetProperty("fit_on_all").GetProperty("samples").GetInt32());
        Assert.Equal(3, metrics.RootElement.GetProperty("folds").GetArrayLength());
        string others = _folder.Write("others.ts", Series(12, first: 1000));
        Assert.Equal(0, CliRun.Of(["classify", _folder.In("run"), "--data", others, "--json"]).ExitCode);
    }

    [Fact]
    public void What_there_is_one_of_is_told_in_the_singular()
    {
        string recipe = WriteRecipe().Replace("slopes.yaml", "short.yaml", StringComparison.Ordinal);
        File.WriteAllText(recipe, Recipe.Edit("epochs: 6", "epochs: 1"));
        CliRun train = CliRun.Of(["train", recipe, "--out", _folder.In("run")]);
        Assert.True(train.ExitCode == 0, train.Error);
        Assert.Matches(@" s: 1 epoch\b", train.Output);
        CliRun evaluate = CliRun.Of(["evaluate", _folder.In("run"), "--data", _folder.Write("one.ts", Series(1, first: 1000))]);
        Assert.True(evaluate.ExitCode == 0, evaluate.Error);
        Assert.DoesNotMatch(@"(?<![\d,.])1 (epochs|rows|classes|samples|columns|steps)\b", train.Output + evaluate.Output);
    }

    [Fact]
    public void A_table_of_many_series_is_read_by_its_columns_and_told_without_the_one_of_classes()
    {
        StringBuilder table = new("patient,hour,pulse,age,outcome\n"), unlabelled = new("patient,hour,pulse,age\n");
        for (int patient = 0; patient < 40; patient++)
        {
            RandomStream random = new((ulong)patient);
            for (int hour = 0; hour < 5 + (patient % 3); hour++)
            {
                string row = string.Create(
                    CultureInfo.InvariantCulture,
                    $"p{patient},2024-01-0{1 + (patient % 9)} 0{hour}:1{patient % 10}"
                    + $",{80 + ((patient % 2 == 0 ? -3 : 3) * hour) + random.NextNormal():0.0},{40 + patient}");
                table.Append(row).Append(patient % 2 == 0 ? ",stable\n" : ",worse\n");
                unlabelled.Append(row).Append('\n');
            }
        }

        _folder.Write("ward.csv", table.ToString());
        string recipe = _folder.Write("ward.yaml", Recipe.Edit(
            "{file: slopes.ts}", "{file: ward.csv, id: patient, time: hour, class: outcome, channels: [pulse], static-covariates: [age]}"));
        CliRun train = CliRun.Of(["train", recipe, "--out", _folder.In("run")]);
        Assert.True(train.ExitCode == 0, train.Error);
        Assert.Contains("40 series of 5 to 7 rows", train.Output, StringComparison.Ordinal);
        Assert.Contains(", 2 classes", train.Output, StringComparison.Ordinal);

        CliRun classify = CliRun.Of(["classify", _folder.In("run"), "--data", _folder.Write("new.csv", unlabelled.ToString()), "--json"]);
        Assert.True(classify.ExitCode == 0, classify.Error);
        using JsonDocument classes = JsonDocument.Parse(classify.Output);
        Assert.Equal(40, classes.RootElement.GetProperty("predictions").GetArrayLength());
        Assert.Equal("p0", classes.RootElement.GetProperty("predictions")[0].GetProperty("id").GetString());
        CliRun.Of(["evaluate", _folder.In("run"), "--data", _folder.In("new.csv")]).AssertRefused("outcome");
    }

    [Fact]
    public void Json_is_metrics_json_and_a_seed_gives_the_same_model()
    {
        string recipe = WriteRecipe();
        CliRun run = CliRun.Of(["train", recipe, "--out", _folder.In("one"), "--json", "--seed", "5", "--threads", "1"]);
        CliRun two = CliRun.Of(["train", recipe, "--out", _folder.In("two"), "--json", "--seed", "5", "--threads", "2"]);

        Assert.Equal(File.ReadAllText(_folder.In("one", "metrics.json")).Trim(), run.Output.Trim());
        Assert.Equal(0, two.ExitCode);
        Assert.Equal(File.ReadAllBytes(_folder.In("one", "model.safetensors")), File.ReadAllBytes(_folder.In("two", "model.safetensors")));
    }

    [Fact]
    public void A_run_of_the_other_task_is_refused_with_the_reason()
    {
        Assert.Equal(0, CliRun.Of(["train", WriteRecipe(), "--out", _folder.In("run")]).ExitCode);
        Assert.Equal(0, CliRun.Of(["train", TinySeries.WriteTo(_folder), "--out", _folder.In("forecasts")]).ExitCode);

        CliRun.Of(["classify", _folder.In("forecasts"), "--data", _folder.In("slopes.ts")])
            .AssertRefused("task: forecast", "unroll forecast");
        CliRun.Of(["forecast", _folder.In("run"), "--data", _folder.In("tiny.csv")]).AssertRefused("task: classify", "unroll classify");
        CliRun.Of(["classify", _folder.In("run"), "--data", _folder.In("missing.ts")]).AssertRefused("missing.ts");
    }

    private string WriteRecipe()
    {
        _folder.Write("slopes.ts", Series(50));
        return _folder.Write("slopes.yaml", Recipe);
    }

    private static string Series(int count, ulong first = 0)
    {
        StringBuilder text = new(
            "@problemName Slopes\n@timeStamps false\n@missing false\n@univariate true\n@equalLength false\n@classLabel true down "
            + "up\n@data\n");
        for (int i = 0; i < count; i++)
        {
            RandomStream random = new(first + (ulong)i);
            int length = 6 + random.NextInt32(5);
            string values = string.Join(',', Enumerable.Range(0, length).Select(t =>
                ((i % 2 == 0 ? -0.5 : 0.5) * (t - 4) + (0.3 * random.NextNormal())).ToString("0.###", CultureInfo.InvariantCulture)));
            text.Append(values).Append(i % 2 == 0 ? ":down" : ":up").Append('\n');
        }

        return text.ToString();
    }
}
