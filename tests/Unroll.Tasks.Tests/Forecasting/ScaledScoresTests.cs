using System.Text.Json;
using Unroll.Series.Frames;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs;

namespace Unroll.Tasks.Tests.Forecasting;

/// <summary>MSE and MAE of standardised values, over all targets and windows.</summary>
public sealed class ScaledScoresTests : IDisposable
{
    private static readonly Recipe _recipe = SmallSeries.Recipe(
        data: "{file: small.csv, target: [load, wind]}", window: "{length: 14, horizon: 3}", model: "[flatten, {dense: 6}]",
        train: "{epochs: 3}");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void They_are_the_means_over_targets_of_errors_in_units_of_the_training_rows()
    {
        Frame frame = SmallSeries.Create();
        Forecaster forecaster = Forecaster.Create(_recipe);
        TrainingRun run = forecaster.Fit(frame);
        ForecastEvaluation test = run.Part("test");
        double[] deviations = [Deviation(frame.Column("load")[..144]), Deviation(frame.Column("wind")[..144])];
        ForecastEvaluation[] targets = [test, .. test.FurtherTargets];
        double squared = targets.Select((target, i) => target.Forecasts.Average(forecast =>
            Math.Pow((forecast.Actual - forecast.Forecast) / deviations[i], 2))).Average();
        double naive = targets.Select((target, i) => target.Forecasts.Average(forecast =>
            Math.Abs(forecast.Actual - forecast.Naive) / deviations[i])).Average();

        Assert.Equal(squared, test.Model["scaled_mse"], 1e-9);
        Assert.Equal(naive, test.Baseline("naive")["scaled_mae"], 1e-9);
        Assert.Equal(test.Model["rmse"] / deviations[0],
            Math.Sqrt((2 * test.Model["scaled_mse"]) - test.FurtherTargets[0].Model["scaled_mse"]), 1e-9);
        Assert.Equal(test.Model["scaled_mse"], test.ByStep.Average(step => step["scaled_mse"]), 1e-9);

        using JsonDocument metrics = JsonDocument.Parse(MetricsDocument.Of(run));
        Assert.Equal(squared, metrics.RootElement.GetProperty("test").GetProperty("scaled_mse").GetDouble(), 1e-6);
        Assert.Equal(naive, metrics.RootElement.GetProperty("baselines").GetProperty("naive").GetProperty("scaled_mae").GetDouble(), 1e-6);

        forecaster.Save(_folder.Path);
        Assert.Equal(test.Model["scaled_mse"], Forecaster.Load(_folder.Path).Evaluate(frame).Model["scaled_mse"], 1e-12);
    }

    [Fact]
    public void They_are_the_loss_of_the_network_where_it_sees_standardised_values()
    {
        // The mean squared error that training watches is of the same values, over rows and targets alike.
        TrainingRun run = Forecaster.Create(_recipe).Fit(SmallSeries.Create());
        Assert.Equal(
            run.History.Epochs[run.History.BestEpoch!.Value - 1].ValidationLoss!.Value, run.Validation!.Model["scaled_mse"], 1e-5);
    }

    [Fact]
    public void A_target_that_is_constant_in_training_does_not_count()
    {
        Frame frame = SmallSeries.Create();
        double[] step = [.. Enumerable.Range(0, frame.RowCount).Select(row => row < 200 ? 0.1 : 5)];
        ForecastEvaluation test = Forecaster.Create(_recipe).Fit(frame.With("wind", step)).Part("test");
        Assert.True(double.IsNaN(test.FurtherTargets[0].Model["scaled_mse"]));
        Assert.Equal(Math.Pow(test.Model["rmse"] / Deviation(frame.Column("load")[..144]), 2), test.Model["scaled_mse"], 1e-9);
    }

    [Fact]
    public void Of_many_series_the_overall_weighted_average_is_that_of_means_over_series()
    {
        ForecastEvaluation test = Forecaster.Create(SmallSeries.Recipe(
            data: "{file: shops.csv, target: load, id: shop}", split: "{train: 50 rows, validation: 20 rows, test: 20 rows}",
            train: "{epochs: 2}")).Fit(Panel.Create(4)).Part("test");

        // Series have as many test rows each, so that the sMAPE of all points is the mean of theirs; the MASE is not.
        double symmetric = test.Model["smape"] / test.Naive2["smape"];
        Assert.Equal(0.5 * (symmetric + (test.Model["series_mase"] / test.Naive2["series_mase"])), test.Model["owa"], 1e-9);
        Assert.NotEqual(0.5 * (symmetric + (test.Model["mase"] / test.Naive2["mase"])), test.Model["owa"], 1e-3);
        Assert.Equal(1, test.Naive2["owa"], 1e-12);
    }

    private static double Deviation(ReadOnlySpan<double> values)
    {
        double[] all = values.ToArray();
        double mean = all.Average();
        return Math.Sqrt(all.Average(value => (value - mean) * (value - mean)));
    }
}
