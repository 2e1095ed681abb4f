using System.Text.Json;
using Unroll.Series.Frames;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Runs;

namespace Unroll.Tasks.Tests.Forecasting;

/// <summary>The measures of a run's forecasts, worked out again from the forecasts themselves.</summary>
public sealed class ForecastMeasuresTests
{
    private static readonly Lazy<TrainingRun> _run = new(() => Forecaster.Create(
        SmallSeries.Recipe(model: "[flatten, {dense: 10}]", window: "{length: 14, horizon: 2}",
            train: "{loss: {quantile: [0.05, 0.1, 0.5, 0.9, 0.95]}, learning-rate: 0.01, epochs: 5}"), 1).Fit(Hours(1200)));

    private static ForecastEvaluation Test => (ForecastEvaluation)_run.Value.Test;

    private static IEnumerable<Prediction> Known => Test.Forecasts.Where(forecast => double.IsFinite(forecast.Actual));

    [Fact]
    public void Prediction_intervals_have_coverage_width_and_score()
    {
        // Those of the pairs of quantiles, and 80 and 95 %.
        Assert.Equal([0.8, 0.9, 0.95], Test.Intervals.Select(interval => interval.Level));
        IntervalScore wide = Test.Intervals[1];
        Assert.Equal(Known.Average(forecast => Of(forecast, 0.9).Upper - Of(forecast, 0.9).Lower), wide.Width, 1e-9);
        Assert.Equal(
            Known.Average(forecast => forecast.Actual >= Of(forecast, 0.9).Lower && forecast.Actual <= Of(forecast, 0.9).Upper ? 1.0 : 0),
            wide.Coverage, 1e-12);
        Assert.Equal(Known.Average(forecast => Winkler(forecast, 0.9)), wide.Score, 1e-9);
        Assert.Equal(
            Known.Where(forecast => forecast.Step == 2).Average(forecast => Winkler(forecast, 0.8)),
            Test.IntervalsByStep[1][0].Score, 1e-9);
        Assert.Empty(((ForecastEvaluation)_run.Value.Validation!).Intervals);
    }

    [Fact]
    public void Crps_is_that_of_the_quantiles_and_the_absolute_error_of_the_baselines()
    {
        double[] levels = [.. Test.QuantileLevels];
        double crps = Known.Average(forecast => Crps.Quantiles(forecast.Actual, levels, [.. forecast.Quantiles]));

        Assert.Equal(crps, Test.Model["crps"], 1e-9);
        Assert.Equal(
            Known.Where(forecast => forecast.Step == 1)
                .Average(forecast => Crps.Quantiles(forecast.Actual, levels, [.. forecast.Quantiles])),
            Test.ByStep[0]["crps"], 1e-9);
        Assert.All(Test.Baselines, baseline => Assert.Equal(baseline.Value["mae"], baseline.Value["crps"]));
        Assert.All(Test.Baselines, baseline => Assert.Equal(
            Test.Model.Select(score => score.Name), baseline.Value.Select(score => score.Name)));
    }

    [Fact]
    public void Scaled_and_relative_measures()
    {
        LearnedForecast learned = (LearnedForecast)_run.Value.Learned;
        Assert.Equal(Test.Model["rmse"] / Math.Sqrt(learned.Scales[0].Squared), Test.Model["rmsse"], 1e-9);
        Assert.Equal(1, Test.Naive2["owa"], 1e-12);
        Assert.Equal(
            0.5 * ((Test.Model["smape"] / Test.Naive2["smape"]) + (Test.Model["mase"] / Test.Naive2["mase"])), Test.Model["owa"], 1e-9);
    }

    [Fact]
    public void Naive2_adjusts_by_the_season_of_the_rows_up_to_the_first_origin()
    {
        Frame frame = Hours(1200);
        ReadOnlySpan<double> load = frame.Column("load");
        int first = frame.Time.IndexAtOrAfter(Test.Forecasts[0].Origin);
        double[] season = Naive2.SeasonalIndices(load[..(first + 1)], 24);
        Assert.InRange(season.Max() - season.Min(), 0.3, 0.5);

        double error = 0;
        foreach (Prediction forecast in Known)
        {
            int origin = frame.Time.IndexAtOrAfter(forecast.Origin);
            error += Math.Abs(forecast.Actual - (load[origin] / season[origin % 24] * season[(origin + forecast.Step) % 24]));
        }

        Assert.Equal(error / Known.Count(), Test.Naive2["mae"], 1e-9);
        using JsonDocument metrics = JsonDocument.Parse(MetricsDocument.Of(_run.Value));
        Assert.Equal(Test.Naive2["mae"],
            metrics.RootElement.GetProperty("test").GetProperty("naive2").GetProperty("mae").GetDouble(), 1e-6);
    }

    [Fact]
    public void Errors_by_the_calendar()
    {
        Assert.Equal(Enumerable.Range(0, 24), Test.ByHour.Select(score => score.Place));
        CalendarScore noon = Test.ByHour[12];
        Assert.Equal(
            Known.Where(forecast => forecast.Time.Hour == 12).Average(forecast => Math.Abs(forecast.Actual - forecast.Forecast)),
            noon.MeanAbsoluteError, 1e-9);
        Assert.Equal((int)DayOfWeek.Monday, Test.ByWeekday[0].Place);
        Assert.Equal((int)DayOfWeek.Sunday, Test.ByWeekday[^1].Place);
        Assert.Equal(Known.Count(), Test.ByWeekday.Sum(score => score.Count));
    }

    [Fact]
    public void The_verdict_is_tested_by_the_losses_of_each_origin()
    {
        BaselineComparison comparison = Test.Comparison;
        bool isNaive = comparison.Best!.Value.Key == Baselines.NaiveName;
        bool isRelative = comparison.Score!.Name == "mape";
        double[] differences = [.. Known.GroupBy(forecast => forecast.Origin).OrderBy(group => group.Key).Select(group => group.Average(
            forecast => (Math.Abs(forecast.Actual - (isNaive ? forecast.Naive : forecast.SeasonalNaive))
                - Math.Abs(forecast.Actual - forecast.Forecast)) * (isRelative ? 100 / Math.Abs(forecast.Actual) : 1)))];

        // Two steps ahead, forecasts of neighbouring origins overlap by one.
        SignificanceTest expected = DieboldMariano.Test(differences, 2), test = Test.Significance!;
        Assert.Equal(expected.Statistic, test.Statistic, 1e-6);
        Assert.Equal(expected.PValue, test.PValue, 1e-6);
        Assert.Equal(differences.Length, test.Samples);

        using JsonDocument metrics = JsonDocument.Parse(MetricsDocument.Of(_run.Value));
        JsonElement verdict = metrics.RootElement.GetProperty("verdict").GetProperty("significance");
        Assert.Equal("diebold-mariano", verdict.GetProperty("test").GetString());
        Assert.Equal(test.PValue, verdict.GetProperty("p_value").GetDouble(), 1e-6);
    }

    [Fact]
    public void The_metrics_tell_of_intervals_and_of_the_calendar()
    {
        using JsonDocument metrics = JsonDocument.Parse(MetricsDocument.Of(_run.Value));
        JsonElement test = metrics.RootElement.GetProperty("test");

        Assert.Equal(Test.Intervals[1].Coverage, test.GetProperty("prediction_intervals")[1].GetProperty("coverage").GetDouble(), 1e-6);
        Assert.Equal(24, test.GetProperty("by_hour").GetArrayLength());
        Assert.Equal("monday", test.GetProperty("by_weekday")[0].GetProperty("weekday").GetString());
        Assert.Equal(3, test.GetProperty("by_step")[0].GetProperty("prediction_intervals").GetArrayLength());
        Assert.False(metrics.RootElement.GetProperty("validation").TryGetProperty("prediction_intervals", out _));
        Assert.Equal("quantile", metrics.RootElement.GetProperty("interval_calibration").GetProperty("method").GetString());
        JsonElement interval = test.GetProperty("intervals").GetProperty("mae");
        Assert.InRange(Test.Model["mae"], interval[0].GetDouble(), interval[1].GetDouble());
    }

    private static PredictionInterval Of(Prediction forecast, double level) => forecast.Interval(level)!.Value;

    private static double Winkler(Prediction forecast, double level)
    {
        (double alpha, double actual) = (1 - level, forecast.Actual);
        (_, double low, double high) = Of(forecast, level);
        return high - low + (actual < low ? 2 / alpha * (low - actual) : actual > high ? 2 / alpha * (actual - high) : 0);
    }

    private static Frame Hours(int count)
    {
        RandomStream random = new(5);
        TimeIndex time = new([.. Enumerable.Range(0, count).Select(hour => new DateTime(2024, 1, 1).AddHours(hour))]);
        return new Frame(time, ["load"],
            [[.. Enumerable.Range(0, count).Select(hour => 100 + (20 * Math.Sin(2 * Math.PI * hour / 24)) + (3 * random.NextNormal()))]]);
    }
}
