using System.Globalization;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Running;

namespace Unroll.PublicApi.Tests;

/// <summary>The runner as docs/recipes.md shows it.</summary>
public sealed class RunnerTests : IDisposable
{
    private const string Yaml = """
        name: tiny
        data: {file: tiny.csv, time: date, target: load}
        window: {length: 7}
        model: [{lstm: 4}, {dense: 1}]
        train: {epochs: 2}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_recipe_is_trained_into_a_folder_and_predicts()
    {
        File.WriteAllText(_folder.In("tiny.csv"), "date,load\n" + string.Concat(Enumerable.Range(0, 90).Select(Row)));
        File.WriteAllText(_folder.In("tiny.yaml"), Yaml);
        Reads progress = new();
        RecipeRunner runner = new();

        RunResult result = runner.Train(
            RecipeReader.Read(_folder.In("tiny.yaml")), new RunRequest { Folder = _folder.In("run"), Progress = progress });
        PredictionTable next = runner.Predict(result.Learner, _folder.In("tiny.csv"));

        Assert.Equal(1, progress.Count);
        Assert.Equal(_folder.In("run"), result.Folder);
        Assert.True(File.Exists(_folder.In("run", "metrics.json")));
        Assert.True(double.IsFinite(result.Run.Test.Model["mae"]));
        Assert.Single(next.Rows);
        Assert.Equal(
            next.Rows.Single(), runner.Predict(Learner.Load(_folder.In("run")), _folder.In("tiny.csv")).Rows.Single());
    }

    private static string Row(int day) => string.Create(
        CultureInfo.InvariantCulture, $"{new DateTime(2020, 1, 1).AddDays(day):yyyy-MM-dd},{50 + (5 * Math.Sin(day * 0.9)):F3}\n");

    private sealed class Reads : RunProgress
    {
        public int Count { get; private set; }

        public override void OnRead(Recipe recipe, TaskData data) => Count++;
    }
}
