using System.Text.Json.Nodes;
using Unroll.Cli.Tests.Databases;

namespace Unroll.Cli.Tests;

/// <summary>
/// A recipe whose data are a query gives the same network and the same figures, bit for bit, as one whose data are the file.
/// </summary>
public sealed class TrainFromPostgresTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PostgresFact]
    public void A_query_trains_as_its_file_does()
    {
        string file = _folder.In("tiny.csv");
        File.WriteAllText(file, TinySeries.Csv());
        using PostgresSeries table = PostgresSeries.Load(file);

        AssertSame(TinySeries.Recipe, "file: tiny.csv", table);
    }

    [PostgresFact(needsData: true)]
    public void The_energy_series_trains_from_the_server_as_from_its_file()
    {
        string file = RealDataFactAttribute.Energy;
        using PostgresSeries table = PostgresSeries.Load(file);
        string recipe = File.ReadAllText(Path.Combine(Repository.Root, "examples", "energy-plain.yaml"))
            .Edit("dataset: energy", $"file: {file}")
            .Edit("epochs: ", "epochs: 3 # ");

        AssertSame(recipe, $"file: {file}", table);
    }

    [PostgresFact]
    public void A_query_that_fails_is_told_in_one_line()
    {
        File.WriteAllText(
            _folder.In("recipe.yaml"),
            TinySeries.Recipe.Edit("file: tiny.csv", Database("SELECT * FROM there_is_no_such_table")));

        CliRun run = CliRun.Of(["train", _folder.In("recipe.yaml"), "--out", _folder.In("run")]);

        run.AssertRefused("there_is_no_such_table");
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.False(Directory.Exists(_folder.In("run")));
    }

    private void AssertSame(string recipe, string source, PostgresSeries table)
    {
        Assert.Contains(source, recipe, StringComparison.Ordinal);
        File.WriteAllText(_folder.In("file.yaml"), recipe);
        File.WriteAllText(
            _folder.In("query.yaml"), recipe.Edit(source, Database(table.Query)));
        foreach (string name in (string[])["file", "query"])
        {
            CliRun run = CliRun.Of(["train", _folder.In(name + ".yaml"), "--out", _folder.In(name)]);
            Assert.True(run.ExitCode == 0, run.Error);
        }

        Assert.Equal(
            File.ReadAllBytes(_folder.In("file", "model.safetensors")), File.ReadAllBytes(_folder.In("query", "model.safetensors")));
        Assert.Equal(File.ReadAllText(_folder.In("file", "predictions.csv")), File.ReadAllText(_folder.In("query", "predictions.csv")));
        Assert.Equal(Metrics("file"), Metrics("query"));
    }

    private static string Database(string query) =>
        $"database:\n    provider: postgresql\n    connection: \"{PostgresSeries.Address}\"\n    query: {query}";

    private string Metrics(string run)
    {
        JsonObject metrics = JsonNode.Parse(File.ReadAllText(_folder.In(run, "metrics.json")))!.AsObject();
        Assert.True(metrics.Remove("training_seconds") && metrics.Remove("waiting_seconds"));
        return metrics.ToJsonString();
    }
}
