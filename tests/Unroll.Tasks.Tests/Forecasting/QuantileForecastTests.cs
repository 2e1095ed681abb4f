using System.Text.Json;
using Unroll.Series.Frames;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs;

namespace Unroll.Tasks.Tests.Forecasting;

/// <summary>Losses of quantiles and of distributions: prediction intervals in evaluations, forecasts and files.</summary>
public sealed class QuantileForecastTests
{
    private const string Quantiles = "{loss: {quantile: [0.1, 0.5, 0.9]}, learning-rate: 0.02, epochs: 40}";

    [Theory]
    [InlineData("{quantile: [0.1, 0.5, 0.9]}", 3)]
    [InlineData("gaussian-likelihood", 2)]
    [InlineData("student-t-likelihood", 3)]
    public void Quantiles_are_ordered_and_calibrated(string loss, int outputs)
    {
        Frame frame = Noisy(600);
        Forecaster forecaster = Forecaster.Create(
            SmallSeries.Recipe(model: $"[{{dense: {{units: 8, activation: tanh}}}}, global-average-pooling1d, {{dense: {outputs}}}]",
                window: "{length: 3}", train: $"{{loss: {loss}, learning-rate: 0.01, epochs: 40}}"), 1);

        ForecastEvaluation test = forecaster.Fit(frame).Part("test");

        Assert.Equal([0.1, 0.5, 0.9], test.QuantileLevels);
        Assert.InRange(test.Quantiles[0].Coverage, 0.02, 0.25);
        Assert.InRange(test.Quantiles[1].Coverage, 0.35, 0.65);
        Assert.InRange(test.Quantiles[2].Coverage, 0.75, 0.98);
        Assert.All(test.Forecasts, forecast => Assert.True(
            forecast.Quantiles[0] < forecast.Quantiles[1] && forecast.Quantiles[1] < forecast.Quantiles[2]));

        // The noise has a deviation of 10: 1.28 deviations on each side.
        Assert.InRange(test.Forecasts.Average(forecast => forecast.Quantiles[2] - forecast.Quantiles[0]), 18, 34);
        Assert.All(test.Forecasts, forecast => Assert.Equal(forecast.Quantiles[1], forecast.Forecast, 1e-6));
        double pinball = test.Forecasts.Select(forecast => forecast.Actual - forecast.Quantiles[0])
            .Average(error => error >= 0 ? 0.1 * error : -0.9 * error);
        Assert.Equal(pinball, test.Quantiles[0].Pinball, 1e-9);
    }

    [Theory]
    [InlineData("poisson-likelihood", 1)]
    [InlineData("negative-binomial-likelihood", 2)]
    public void Counts_are_forecast_by_their_distributions(string loss, int outputs)
    {
        RandomStream random = new(3);
        double[] counts = [.. Enumerable.Range(0, 300).Select(
            row => (double)Enumerable.Range(0, 40).Count(_ => random.NextSingle() < (row % 7 < 5 ? 0.3f : 0.1f)))];
        Frame frame = new(
            new TimeIndex([.. Enumerable.Range(0, 300).Select(row => new DateTime(2020, 1, 1).AddDays(row))]), ["load"], [counts]);
        Forecaster forecaster = Forecaster.Create(
            SmallSeries.Recipe(prepare: "{steps: []}", model: $"[{{gru: 12}}, {{dense: {outputs}}}]",
                train: $"{{loss: {loss}, learning-rate: 0.02, epochs: 40}}"), 1);

        ForecastEvaluation test = forecaster.Fit(frame).Part("test");

        Assert.True(test.Model["mae"] < test.Baseline("naive")["mae"]);
        Assert.All(
            test.Forecasts, forecast => Assert.True(forecast.Quantiles.All(quantile => quantile >= 0 && quantile == Math.Floor(quantile))));
        Assert.InRange(test.Quantiles[2].Coverage - test.Quantiles[0].Coverage, 0.6, 1);
    }

    [Fact]
    public void Each_quantile_of_each_target_and_step_is_where_it_belongs()
    {
        Frame frame = SmallSeries.Create();
        Recipe recipe = SmallSeries.Recipe(data: "{file: a.csv, target: [load, wind]}", window: "{length: 14, horizon: 2}",
            model: "[{gru: 4}, {dense: 12}]", train: Quantiles);
        Forecaster forecaster = Forecaster.Create(recipe, 1);
        TrainingRun run = forecaster.Fit(frame);

        // A network whose outputs are its biases: output (h · targets + j) · quantiles + q is 100 h + 10 j + q,
        // in deviations of the target.
        float[] weights = new float[forecaster.Networks[0].GetWeights().Length];
        for (int i = 0; i < 12; i++)
        {
            weights[^(12 - i)] = (100 * (i / 6)) + (10 * (i / 3 % 2)) + (i % 3);
        }

        forecaster.Networks[0].SetWeights(weights);
        ForecastEvaluation load = forecaster.Evaluate(frame), wind = load.FurtherTargets[0];
        IReadOnlyList<SeriesForecast> forecasts = forecaster.Forecast(SeriesSet.Of(frame));

        Assert.Equal(forecasts[0].Points.Select(point => point.Value), forecasts[0].Quantiles[1].Points.Select(point => point.Value));
        (double loadSize, double windSize) = (Size(load), Size(wind));
        Assert.Equal(100 * loadSize, load.Forecasts[1].Forecast - load.Forecasts[0].Forecast, 1e-3 * loadSize);
        Assert.Equal(100 * windSize, wind.Forecasts[1].Forecast - wind.Forecasts[0].Forecast, 1e-3 * windSize);
        Assert.Equal(2 * windSize, forecasts[1].Quantiles[2].Points[1].Value - forecasts[1].Quantiles[0].Points[1].Value, 1e-3 * windSize);
        Assert.Equal(["target", "origin", "time", "step", "actual", "forecast", "q0.1", "q0.5", "q0.9",
                "lower_80", "upper_80", "lower_95", "upper_95", "naive", "seasonal_naive"],
            run.Test.Predictions.Columns);
        Assert.All(run.Test.Predictions.Rows, row => Assert.Equal(15, row.Count));
        PredictionTable table = forecaster.PredictTable(SeriesSet.Of(frame));
        string[] names = ["", "-q0.1", "-q0.5", "-q0.9", "-lower_80", "-upper_80", "-lower_95", "-upper_95"];
        Assert.Equal([
            "time", .. names.Select(name => $"load{name}"), .. names.Select(name => $"wind{name}")], table.Columns);
        Assert.All(table.Rows, row => Assert.Equal(17, row.Count));

        double Size(ForecastEvaluation part) => part.Forecasts[0].Quantiles[2] - part.Forecasts[0].Quantiles[1];
    }

    [Fact]
    public void Scores_of_quantiles_stand_in_the_metrics_document()
    {
        TrainingRun run = Forecaster.Create(SmallSeries.Recipe(model: "[{gru: 4}, {dense: 3}]", train: Quantiles), 1).Fit(
            SmallSeries.Create());

        using JsonDocument metrics = JsonDocument.Parse(MetricsDocument.Of(run));
        JsonElement quantiles = metrics.RootElement.GetProperty("test").GetProperty("quantiles");

        Assert.Equal(3, quantiles.GetArrayLength());
        Assert.Equal(0.1, quantiles[0].GetProperty("quantile").GetDouble());
        Assert.True(quantiles[0].GetProperty("pinball").GetDouble() > 0);
        Assert.InRange(quantiles[2].GetProperty("coverage").GetDouble(), 0, 1);
    }

    [Theory]
    [InlineData("{quantile: [0.1, 0.9]}", "[{lstm: 4}, {dense: 1}]", "window.horizon × 2 quantiles is 2")]
    [InlineData("gaussian-likelihood", "[{lstm: 4}, {dense: 3}]", "window.horizon × 2 parameters of gaussian-likelihood is 2")]
    public void A_head_that_does_not_fit_the_loss_is_refused(string loss, string model, string expected) => Assert.Contains(
        expected,
        Assert.ThrowsAny<InputException>(() => Forecaster.Create(SmallSeries.Recipe(model: model, train: $"{{loss: {loss}}}"),
            1).Fit(SmallSeries.Create())).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Without_a_median_the_point_lies_between_the_quantiles_beside_it()
    {
        ForecastEvaluation test = Forecaster.Create(SmallSeries.Recipe(model: "[{gru: 4}, {dense: 2}]",
            train: "{loss: {quantile: [0.8, 0.3]}, epochs: 2}"), 1).Fit(SmallSeries.Create()).Part("test");

        Assert.All(test.Forecasts, forecast => Assert.Equal(
            (0.4 * forecast.Quantiles[0]) + (0.6 * forecast.Quantiles[1]), forecast.Forecast, 1e-6));
    }

    /// <summary>A constant with normal noise of a deviation of 10.</summary>
    private static Frame Noisy(int rows)
    {
        RandomStream random = new(7);
        return new Frame(
            new TimeIndex([.. Enumerable.Range(0, rows).Select(row => new DateTime(2020, 1, 1).AddDays(row))]), ["load"],
                [[.. Enumerable.Range(0, rows).Select(_ => 100 + (10 * random.NextNormal()))]]);
    }
}
