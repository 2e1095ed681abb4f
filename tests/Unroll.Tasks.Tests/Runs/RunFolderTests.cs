using System.Globalization;
using System.Text.Json;
using Unroll.Series.Frames;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs;
using Unroll.Tasks.Tests.Forecasting;

namespace Unroll.Tasks.Tests.Runs;

public sealed class RunFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_run_taken_up_again_forecasts_the_same_to_the_last_bit(int networks)
    {
        string folder = Path.Combine(_folder.Path, "run");
        Frame frame = SmallSeries.Create();
        Forecaster forecaster = Forecaster.Create(SmallSeries.Recipe(train: $"{{epochs: 2, ensemble: {networks}}}"), 7);
        TrainingRun run = forecaster.Fit(frame);
        RunFolder.Write(folder, run, forecaster);

        Forecaster loaded = Forecaster.Load(folder);

        Assert.Equal(forecaster.Forecast(frame, 10), loaded.Forecast(frame, 10));
        PartEvaluation again = loaded.Evaluate(SeriesSet.Of(frame));
        Assert.Equal(run.Test.Predictions.Rows.SelectMany(row => row), again.Predictions.Rows.SelectMany(row => row));
        Assert.Equal(run.Test.Model.Select(score => score.Value), again.Model.Select(score => score.Value));
        Assert.Equal(run.Recipe.ToYaml(), File.ReadAllText(Path.Combine(folder, RunFolder.RecipeFile)));
        Assert.Empty(Directory.GetFiles(folder, "*.tmp"));
    }

    [Fact]
    public void Stamps_of_a_file_are_all_written_in_the_same_way()
    {
        Frame days = SmallSeries.Create();
        Frame hours = At(row => new DateTime(2020, 1, 1).AddHours(row)),
            fast = At(row => new DateTime(2020, 1, 1).AddMilliseconds(20 * row));

        Assert.Equal(["2020-07-10", "2020-07-11"], Stamps(days, "days"));
        Assert.Equal(["2020-01-08 23:00:00", "2020-01-09 00:00:00"], Stamps(hours, "hours"));
        Assert.Equal(["2020-01-01 00:00:03.8200000", "2020-01-01 00:00:03.8400000"], Stamps(fast, "fast"));
        Assert.Equal(
            ["191", "192"], Stamps(new Frame(TimeIndex.Numbered(days.RowCount), ["load"], [days.Column("load").ToArray()]), "rows"));

        Frame At(Func<int, DateTime> stamp) =>
            new(new TimeIndex([.. Enumerable.Range(0, days.RowCount).Select(stamp)]), ["load"], [days.Column("load").ToArray()]);

        // Origin and time of the first test.
        string[] Stamps(Frame frame, string name)
        {
            Forecaster forecaster = Forecaster.Create(SmallSeries.Recipe(train: "{epochs: 1}"), 7);
            RunFolder.Write(Path.Combine(_folder.Path, name), forecaster.Fit(frame), forecaster);
            return File.ReadLines(Path.Combine(_folder.Path, name, RunFolder.PredictionsFile))
                .First(line => line.StartsWith("test", StringComparison.Ordinal)).Split(',')[1..3];
        }
    }

    [Fact]
    public void The_files_tell_of_the_run()
    {
        string folder = Path.Combine(_folder.Path, "run");
        Forecaster forecaster = Forecaster.Create(SmallSeries.WeekRecipe(), 7);
        TrainingRun run = forecaster.Fit(SmallSeries.Create());
        RunFolder.Write(folder, run, forecaster);

        using JsonDocument metrics = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, RunFolder.MetricsFile)));
        JsonElement root = metrics.RootElement;
        Assert.Equal(
            [
                "name", "task", "target", "unit", "seasonal_period", "series", "skipped_windows", "interval_calibration", "seed", "threads",
                "parameters",
                "networks", "epochs", "best_epoch", "stop_reason", "interrupted", "training_seconds", "waiting_seconds", "inputs", "parts",
                "test",
                "validation", "baselines", "validation_baselines", "verdict", "warnings",
            ],
            root.EnumerateObject().Select(field => field.Name));
        Assert.Equal(
            [
                .. run.Test.Model.Select(score => score.Name), "samples", "intervals", "windows", "first", "last", "naive2", "by_step",
                "prediction_intervals", "by_weekday",
            ],
            root.GetProperty("test").EnumerateObject().Select(field => field.Name));
        Assert.Equal(run.Test.Model["mape"], root.GetProperty("test").GetProperty("mape").GetDouble(), 1e-6);
        Assert.Equal(
            run.Test.Baselines.First(baseline => baseline.Key == "seasonal-naive").Value["mape"],
            root.GetProperty("baselines").GetProperty("seasonal-naive").GetProperty("mape").GetDouble(),
            1e-6);
        Assert.Equal(7, root.GetProperty("test").GetProperty("by_step").GetArrayLength());
        Assert.Equal(7ul, root.GetProperty("seed").GetUInt64());

        string[] history = File.ReadAllLines(Path.Combine(folder, RunFolder.HistoryFile));
        Assert.StartsWith("epoch,loss,val_loss", history[0], StringComparison.Ordinal);
        Assert.Equal(run.History.Epochs.Count + 1, history.Length);
        Assert.Equal(run.History.Epochs[^1].Loss, double.Parse(history[^1].Split(',')[1], CultureInfo.InvariantCulture), 1e-6);

        string[] predictions = File.ReadAllLines(Path.Combine(folder, RunFolder.PredictionsFile));
        Assert.Equal("part,origin,time,step,actual,forecast,lower_80,upper_80,lower_95,upper_95,naive,seasonal_naive", predictions[0]);
        Assert.Equal(run.Validation!.Predictions.Rows.Count() + run.Test.Predictions.Rows.Count() + 1, predictions.Length);
        Assert.Equal(
            Assert.IsType<ForecastEvaluation>(run.Test).Forecasts[^1].Forecast,
            double.Parse(predictions[^1].Split(',')[5], CultureInfo.InvariantCulture), 1e-4);
    }

    [Fact]
    public void Own_holidays_survive_a_move_of_the_run_folder()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "holidays.csv"), "date,name,weight\n2020-05-01,Fair,1\n2020-08-28,Feast,0.5\n");
        Recipe recipe = SmallSeries.Recipe(prepare: "{steps: [scale, holidays: {file: holidays.csv}]}") with { Folder = _folder.Path };
        Frame frame = SmallSeries.Create();
        Forecaster forecaster = Forecaster.Create(recipe, 1);
        string folder = Path.Combine(_folder.Path, "run");
        RunFolder.Write(folder, forecaster.Fit(frame), forecaster);
        IReadOnlyList<ForecastPoint> before = forecaster.Forecast(frame, 5);

        string moved = Path.Combine(_folder.Path, "elsewhere", "run");
        Directory.CreateDirectory(Path.GetDirectoryName(moved)!);
        Directory.Move(folder, moved);
        File.Delete(Path.Combine(_folder.Path, "holidays.csv"));

        Assert.Equal(before, Forecaster.Load(moved).Forecast(frame, 5));
    }

    [Fact]
    public void A_damaged_run_folder_is_refused_with_what_is_wrong()
    {
        string folder = Path.Combine(_folder.Path, "run");
        Forecaster forecaster = Forecaster.Create(SmallSeries.Recipe(train: "{epochs: 1, ensemble: 2}"), 7);
        RunFolder.Write(folder, forecaster.Fit(SmallSeries.Create()), forecaster);
        string model = Path.Combine(folder, RunFolder.ModelFile);
        byte[] whole = File.ReadAllBytes(model);

        File.WriteAllBytes(model, whole[..(whole.Length - 5)]);
        AssertRefused(folder, "model.safetensors");
        File.WriteAllBytes(model, [1, 2, 3]);
        AssertRefused(folder, "model.safetensors");
        File.WriteAllBytes(model, whole);
        File.Delete(Path.Combine(folder, RunFolder.ModelFileOf(1)));
        AssertRefused(folder, "model-2.safetensors");
        File.Delete(model);
        AssertRefused(folder, "model.safetensors is missing");
        File.Delete(Path.Combine(folder, RunFolder.RecipeFile));
        AssertRefused(folder, "recipe.yaml is missing");
    }

    [Fact]
    public void A_network_that_is_no_forecaster_or_of_another_recipe_is_refused()
    {
        string folder = Path.Combine(_folder.Path, "run");
        Forecaster forecaster = Forecaster.Create(SmallSeries.Recipe(train: "{epochs: 1}"), 7);
        RunFolder.Write(folder, forecaster.Fit(SmallSeries.Create()), forecaster);
        forecaster.Networks[0].Metadata["unroll.task"] = "{\"version\":1";
        forecaster.Networks[0].Save(Path.Combine(folder, RunFolder.ModelFile));
        AssertRefused(folder, "damaged");
        forecaster.Networks[0].Metadata.Clear();
        forecaster.Networks[0].Save(Path.Combine(folder, RunFolder.ModelFile));
        AssertRefused(folder, "nothing of a task");
    }

    private static void AssertRefused(string folder, string words) =>
        Assert.Contains(words, Assert.ThrowsAny<InputException>(() => Forecaster.Load(folder)).Message, StringComparison.Ordinal);
}
