using System.Globalization;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Learning;
using Unroll.Training;

namespace Unroll.PublicApi.Tests;

/// <summary>What Console.WriteLine shows of the results that a program gets.</summary>
public sealed class PrintedResultsTests
{
    [Fact]
    public void Of_a_training_and_an_evaluation()
    {
        float[,] x = { { 1 }, { 2 }, { 3 }, { 4 } };
        float[] y = [2, 4, 6, 8];
        var model = new Sequential(new Input(1), new Dense(1)) { Seed = 1 };
        model.Compile(new Adam(0.01f), new MeanSquaredError(), new MeanAbsoluteError());

        History history = model.Fit(x, y, new FitOptions { Epochs = 3 });
        EvaluationResult result = model.Evaluate(x, y);

        string loss = history.Epochs[^1].Loss.ToString("F4", CultureInfo.InvariantCulture);
        Assert.Equal($"Completed after 3 epochs; the last: loss {loss}", $"{history}");
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"loss {result.Loss:F4}, mae {result.Metrics["mae"]:F4}"), $"{result}");
    }

    [Fact]
    public void Of_a_training_that_ended_early_the_best_epoch()
    {
        EpochRecord[] epochs = [.. ((double[])[0.5, 0.25, 0.75]).Select((loss, i) =>
            new EpochRecord(i + 1, loss, 0.001 * loss, 0.1, TimeSpan.Zero, new Dictionary<string, double>()))];
        Assert.Equal(
            "EarlyStopping after 3 epochs; the best, epoch 2: loss 0.2500, val_loss 2.500e-4",
            $"{new History(epochs, StopReason.EarlyStopping, 2, TimeSpan.Zero)}");
    }

    [Fact]
    public void Of_a_forecast_and_its_scores()
    {
        ForecastPoint point = new(new DateTime(1961, 1, 1), 318.13) { Intervals = [new PredictionInterval(0.8, 301.25, 335)] };
        Assert.Equal("1961-01-01 318.1 (80 %: 301.2 to 335)", $"{point}");
        ForecastPoint hour = new(new DateTime(2024, 7, 1, 10, 0, 0, DateTimeKind.Utc), 2)
        {
            Zone = TimeZoneInfo.CreateCustomTimeZone("two", TimeSpan.FromHours(2), "two", "two"),
        };
        Assert.Equal("2024-07-01 12:00:00 2", $"{hour}");
        ForecastPoint tick = new(new DateTime(2024, 7, 1).AddMilliseconds(250), 54123.7) { Intervals = [new(0.8, 54012.2, 54281)] };
        Assert.Equal("2024-07-01 00:00:00.25 54124 (80 %: 54012 to 54281)", $"{tick}");
        Assert.Equal("row 0 0", $"{default(ForecastPoint)}");
        Assert.Equal("mae 10.66, mape 0.824", $"{new Scores([new("mae", "MAE", 10.662), new("mape", "MAPE", 0.824)])}");
        Assert.Equal("mae 12346", $"{new Scores([new("mae", "MAE", 12345.6)])}");
    }
}
