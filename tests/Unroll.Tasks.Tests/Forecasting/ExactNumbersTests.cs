using System.Globalization;
using Unroll.Series.Frames;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs;

namespace Unroll.Tasks.Tests.Forecasting;

/// <summary>Large numbers that change little, as of meters: what is learned, scored and written is exact.</summary>
public sealed class ExactNumbersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_truth_in_files_is_that_of_the_data_and_baselines_are_exact()
    {
        string file = Path.Combine(_folder.Path, "meter.csv");
        string[] values = [.. Enumerable.Range(0, 200).Select(
            row => (12345678.34 + Usage(row)).ToString("F2", CultureInfo.InvariantCulture))];
        File.WriteAllLines(file, values.Select((value, row) => $"{new DateTime(2020, 1, 1).AddHours(row):yyyy-MM-dd HH:mm},{value}")
            .Prepend("time,meter"));
        Recipe recipe = SmallSeries.Recipe(data: "{file: meter.csv, target: meter}", prepare: "{steps: [difference: 1, scale]}",
            window: "{length: 8}", train: "{learning-rate: 0.02, epochs: 30}");
        Forecaster forecaster = Forecaster.Create(recipe, 1);

        TrainingRun run = forecaster.Fit(RecipeSeries.ReadFile(recipe, file));
        RunFolder.Write(Path.Combine(_folder.Path, "run"), run, forecaster);

        ForecastEvaluation test = run.Part("test");
        string[] lines = File.ReadAllLines(Path.Combine(_folder.Path, "run", RunFolder.PredictionsFile));
        string[] actual = [.. lines.Where(line => line.StartsWith("test,", StringComparison.Ordinal)).Select(line => line.Split(',')[4])];
        Assert.Equal(values[^actual.Length..].Select(value => double.Parse(value,
            CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)), actual);
        double[] numbers = [.. values.Select(value => double.Parse(value, CultureInfo.InvariantCulture))];
        Assert.Equal(Enumerable.Range(numbers.Length - actual.Length,
            actual.Length).Average(row => Math.Abs(numbers[row] - numbers[row - 1])), test.Baseline("naive")["mae"], 1e-7);

        // Usage is 0.30 to 0.48 an hour in a pattern: a network that learned whole tens would be off by more than the naive forecast.
        Assert.True(test.Model["mae"] < 0.05, $"{test.Model["mae"]}");
    }

    [Fact]
    public void Small_changes_about_a_large_number_are_learned()
    {
        Frame frame = new(
            new TimeIndex([.. Enumerable.Range(0, 240).Select(row => new DateTime(2020, 1, 1).AddDays(row))]), ["load"],
                [[.. Enumerable.Range(0, 240).Select(row => 1e9 + 1 + (row % 7))]]);

        TrainingRun run = Forecaster.Create(SmallSeries.Recipe(train: "{learning-rate: 0.02, epochs: 60}"), 1).Fit(frame);

        Assert.Equal(0, run.Test.Baseline("seasonal-naive")["mae"]);
        Assert.True(run.Test.Model["mae"] < 0.7, $"{run.Test.Model["mae"]}");
        Assert.Equal(1e9 + 1 + (192 % 7), run.Part("test").Forecasts[0].Actual);
    }

    private static double Usage(int row) => Enumerable.Range(0, row).Sum(hour => 0.3 + (0.03 * (hour % 7)));
}
