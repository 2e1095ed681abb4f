using Unroll.Series.Frames;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs;

namespace Unroll.Tasks.Tests.Forecasting;

/// <summary>
/// What steps do does not hang on the distances of the rows that they happen to be shown: in a forecast, or in a shuffled training part.
/// </summary>
public sealed class RowStepTests : IDisposable
{
    private const int TwoHourly = 240;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_that_were_two_hours_apart_in_training_are_filled_where_a_history_begins_with_hours()
    {
        (Forecaster forecaster, Forecaster loaded) = Train("resample: {every: 1h, upsample: forward}", Rows(hour => hour % 2 == 0));

        // In its first half the history has a row each hour, which tells what the one before does: the hours come out as in training.
        Frame trained = Rows(hour => hour % 2 == 0), history = Rows(hour => hour % 2 == 0 || hour < 400);
        IReadOnlyList<ForecastPoint> expected = forecaster.Forecast(trained, 3);
        Assert.Equal(expected, forecaster.Forecast(history, 3));
        Assert.Equal(expected, loaded.Forecast(history, 3));
        Assert.Equal(forecaster.Evaluate(trained).Forecasts, loaded.Evaluate(history).Forecasts);
    }

    [Fact]
    public void A_history_of_rows_too_far_apart_is_refused_as_in_training()
    {
        (Forecaster forecaster, Forecaster loaded) = Train("resample: 4h", Rows(hour => hour % 2 == 0));

        Frame daily = Rows(hour => hour % 24 == 0);
        Assert.All([forecaster, loaded], each =>
            Assert.Contains("most rows would be invented", Assert.ThrowsAny<InputException>(() => each.Forecast(daily, 1)).Message,
                StringComparison.Ordinal));
    }

    [Fact]
    public void A_run_whose_recipe_lost_its_steps_is_refused()
    {
        Train("resample: 4h", Rows(hour => hour % 2 == 0));
        string recipe = Path.Combine(_folder.Path, "run", RunFolder.RecipeFile);
        File.WriteAllText(recipe, File.ReadAllText(recipe).Edit("resample: 4h, ", ""));

        string message = Assert.ThrowsAny<InputException>(() => Forecaster.Load(Path.Combine(_folder.Path, "run"))).Message;
        Assert.Contains("The steps of", message, StringComparison.Ordinal);
        Assert.Contains("do not belong together", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shuffled_windows_of_regular_rows_have_seasons_of_rows()
    {
        Recipe Shuffled(string split) =>
            SmallSeries.Recipe(prepare: "{steps: [fourier: {season: 24}]}", window: "{length: 6, stride: 7}", split: split);
        SeriesSet series = SeriesSet.Of(Rows(_ => true));
        ForecastPlan shuffled = ForecastPlan.Of(Shuffled("{by: shuffled, train: 0.6, validation: 0.2, test: 0.2}"), series).Single();
        ForecastPlan chronological = ForecastPlan.Of(Shuffled("{train: 0.6, validation: 0.2, test: 0.2}"), series).Single();

        // The picked hours are at least 7 apart, but what is known of an hour is the same.
        Frame expected = chronological.TrainingWindows.Series(0).Frame, prepared = shuffled.TrainingWindows.Series(0).Frame;
        Assert.Equal(expected.ColumnNames, prepared.ColumnNames);
        Assert.All(expected.ColumnNames, column => Assert.Equal(expected.Column(column).ToArray(), prepared.Column(column).ToArray()));
        Assert.True(shuffled.TrainingWindows.Count > 10);
    }

    private (Forecaster Trained, Forecaster Loaded) Train(string step, Frame frame)
    {
        Recipe recipe = SmallSeries.Recipe(prepare: $"{{steps: [{step}, scale: standard]}}", window: "{length: 6}", train: "{epochs: 1}");
        Forecaster forecaster = Forecaster.Create(recipe, 1);
        string folder = Path.Combine(_folder.Path, "run");
        RunFolder.Write(folder, forecaster.Fit(frame), forecaster);
        return (forecaster, Forecaster.Load(folder));
    }

    /// <summary>Some of the hours, each with what was measured at the last even one.</summary>
    private static Frame Rows(Func<int, bool> isKept)
    {
        int[] hours = [.. Enumerable.Range(0, 2 * TwoHourly).Where(isKept)];
        return new Frame(
            new TimeIndex([.. hours.Select(hour => new DateTime(2024, 1, 1).AddHours(hour))]),
            ["load"],
            [[.. hours.Select(hour => 100 + (20 * Math.Sin(Math.PI * (hour / 2) / 6)))]]);
    }
}
