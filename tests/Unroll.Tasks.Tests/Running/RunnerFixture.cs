using System.Text.Json.Nodes;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Running;
using Unroll.Training;

namespace Unroll.Tasks.Tests.Running;

/// <summary>Runs of a small series, in a folder of the test's own.</summary>
public abstract class RunnerFixture : IDisposable
{
    protected static readonly string[] Files = ["history.csv", "metrics.json", "model.safetensors", "predictions.csv", "recipe.yaml"];

    private readonly TemporaryFolder _folder = new();

    protected string Folder => _folder.Path;

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected void Stop(string folder)
    {
        using CancellationTokenSource stop = new();
        new RecipeRunner().Train(
            Recipe(),
            new RunRequest { Folder = folder, Progress = new Probe { Epoch = _ => stop.Cancel() }, CancellationToken = stop.Token });
    }

    /// <summary>The folder of a run whose process was killed before its first checkpoint: what is there once the data are read.</summary>
    protected string Killed(string name, Recipe recipe)
    {
        new RecipeRunner().Train(recipe, new RunRequest
        {
            Folder = In("living"),
            Progress = new Probe
            {
                Read = () =>
                {
                    Directory.CreateDirectory(In(name, "checkpoints"));
                    foreach (string file in (string[])["recipe.yaml", Path.Combine("checkpoints", "run.json")])
                    {
                        File.Copy(In("living", file), In(name, file));
                    }

                    File.WriteAllText(In(name, "checkpoints", "lock"), "");
                },
            },
        });
        return In(name);
    }

    protected string RunWith(string name)
    {
        new RecipeRunner().Train(Recipe(), new RunRequest { Folder = In("there") });
        File.WriteAllText(In("there", name), "mine");
        return In("there");
    }

    protected Recipe Recipe(string rest = "model: [{lstm: 4}, {dense: 1}]\ntrain: {epochs: 3, batch-size: 16}", string file = "series.csv")
    {
        Write("series.csv", string.Concat(Enumerable.Range(0, 120).Select(day => FormattableString.Invariant(
            $"{new DateTime(2020, 1, 1).AddDays(day):yyyy-MM-dd},{100 + (10 * Math.Sin(2 * Math.PI * day / 7)) + (day % 5):0.###}\n"))
                .Prepend("date,load\n")));
        return RecipeReader.Parse(
            $"name: small\ndata: {{file: {file}, time: date, target: load}}\nwindow: {{length: 7}}\n{rest}\n",
            "small.yaml") with
        { Folder = Folder };
    }

    protected static string Untimed(string folder)
    {
        JsonObject metrics = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "metrics.json")))!.AsObject();
        foreach (string timed in (string[])["training_seconds", "waiting_seconds", "threads"])
        {
            Assert.True(metrics.Remove(timed));
        }

        return metrics.ToJsonString();
    }

    protected static string[] Names(string folder) => [
        .. Directory.GetFileSystemEntries(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    protected string In(params string[] parts) => Path.Combine([Folder, .. parts]);

    protected string Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(In(name))!);
        if (!File.Exists(In(name)))
        {
            File.WriteAllText(In(name), text);
        }

        return In(name);
    }

    protected sealed class Probe : RunProgress
    {
        public Action? Reading { get; init; }

        public Action? Read { get; init; }

        public Action<TrainingContext>? Epoch { get; init; }

        public override void OnReading(string source) => Reading?.Invoke();

        public override void OnRead(Recipe recipe, TaskData data) => Read?.Invoke();

        public Action<TrainingContext>? Batch { get; init; }

        public Action<string>? Notice { get; init; }

        public override void OnEpochEnd(TrainingContext context) => Epoch?.Invoke(context);

        public override void OnBatchEnd(TrainingContext context) => Batch?.Invoke(context);

        public override void OnNotice(string notice) => Notice?.Invoke(notice);
    }
}
