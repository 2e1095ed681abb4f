using Unroll.Series.Frames;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Tests.Forecasting;

namespace Unroll.Tasks.Tests.Classical;

/// <summary>Classical models that forecast by covariates: a plan of each day that is known before and moves the load by 10.</summary>
public sealed class CovariateTests : IDisposable
{
    private const int Rows = 300;

    private const string Network = SmallForecast.Network;

    private static readonly string _data = SmallForecast.Recipe(", future-covariates: [plan]", "season: 7\n");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Models_that_see_the_plan_forecast_what_it_does()
    {
        TrainingRun run = SmallForecast.Create(
            _data + Network + "baselines: [auto-arima, {ensemble: {models: [auto-arima, theta]}}, {ridge: 0.1}, theta]\n")
            .Fit(Planned());
        double blind = run.Test.Baseline("theta")["mae"];

        // What is left is the noise of deviation 1, whose mean size is 0.8; half of an ensemble is blind.
        Assert.InRange(run.Test.Baseline("auto-arima")["mae"], 0.5, 1.1);
        Assert.InRange(run.Test.Baseline("ridge")["mae"], 0.5, 1.2);
        Assert.InRange(run.Test.Baseline("ensemble")["mae"], 0.5, 0.75 * blind);
        Assert.InRange(blind, 4, 8);
        Assert.DoesNotContain(run.Warnings, warning => warning.Contains("auto-arima forecasts", StringComparison.Ordinal));
        Assert.Contains(run.Warnings, warning => warning.Contains("theta forecasts load", StringComparison.Ordinal)
            && warning.EndsWith("it does not see plan.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("auto-arima")]
    [InlineData("{arima: {p: 0, d: 0, q: 0, seasonal-p: 0, seasonal-d: 1, seasonal-q: 1}}")]
    [InlineData("harmonic-arima")]
    [InlineData("{ridge: 0.1}")]
    public void A_run_takes_the_plan_of_the_rows_to_forecast(string model)
    {
        Forecaster forecaster = SmallForecast.Create(_data + $"model: {model}\n");
        TrainingRun run = forecaster.Fit(Planned());
        forecaster.Save(_folder.Path);
        Forecaster loaded = Forecaster.Load(_folder.Path);
        double[] off = Ahead(0), on = Ahead(1);

        Assert.InRange(run.Test.Model["mae"], 0.5, 1.2);
        Assert.NotEmpty(((ForecastEvaluation)run.Test).Intervals);
        Assert.All(off.Zip(on), pair => Assert.Equal(10, pair.Second - pair.First, 0.6));
        Assert.Equal(run.Test.Model["mae"], loaded.Evaluate(SeriesSet.Of(Planned())).Model["mae"], 1e-6);

        // Beyond the horizon as far as the plan goes.
        Assert.Equal(3, off.Length);
        Assert.Equal(5, loaded.Forecast(SeriesSet.Of(With(1, 5)), 5)[0].Points.Count);
        InputException error = Assert.ThrowsAny<InputException>(() => loaded.Forecast(SeriesSet.Of(With(1, 2)), 3));
        Assert.Contains("needs plan of the 3 rows after", error.Message, StringComparison.Ordinal);

        double[] Ahead(double plan) =>
            [.. loaded.Forecast(SeriesSet.Of(With(plan, 3)), 3)[0].Points.Select(point => point.Value)];
    }

    /// <summary>
    /// Past covariates are no regressors: of the rows to forecast they are not known. A table of lags has them, and so has a vector
    /// autoregression.
    /// </summary>
    [Fact]
    public void What_is_known_once_past_is_left_to_models_of_lags()
    {
        Frame frame = SmallSeries.Create(Rows);
        RandomStream random = new(8);
        double[] wind = [.. Enumerable.Range(0, Rows).Select(_ => 5 * random.NextNormal())];
        double[] load = [.. Enumerable.Range(0, Rows).Select(i => (i < 3 ? 0 : 2 * wind[i - 3]) + random.NextNormal())];
        TrainingRun run = SmallForecast.Create(
            _data.Replace("future-covariates: [plan]", "past-covariates: [wind]", StringComparison.Ordinal) + Network
            + "baselines: [auto-arima, {ridge: 0.1}, var]\n").Fit(frame.With("wind", wind).With("load", load));

        Assert.InRange(run.Test.Baseline("ridge")["mae"], 0.5, 1.3);
        Assert.InRange(run.Test.Baseline("var")["mae"], 0.5, 1.3);
        Assert.InRange(run.Test.Baseline("auto-arima")["mae"], 6, 12);
        Assert.DoesNotContain(run.Warnings, warning => warning.Contains("var forecasts", StringComparison.Ordinal));
        Assert.Contains(run.Warnings, warning => warning.Contains("auto-arima forecasts load", StringComparison.Ordinal)
            && warning.EndsWith("it does not see wind.", StringComparison.Ordinal));
    }

    /// <summary>A vector autoregression takes other targets for each, and is saved with the run.</summary>
    [Fact]
    public void Targets_help_each_other_in_a_vector_autoregression()
    {
        Frame frame = SmallSeries.Create(Rows);
        RandomStream random = new(9);
        double[] first = [.. Enumerable.Range(0, Rows).Select(_ => 5 * random.NextNormal())];
        frame = frame.With("first", first).With(
            "load", [.. Enumerable.Range(0, Rows).Select(i => (i < 3 ? 0 : 2 * first[i - 3]) + random.NextNormal())]);
        Forecaster forecaster = SmallForecast.Create(
            SmallForecast.Recipe(sections: "season: 1\n").Replace("target: load", "target: [load, first]", StringComparison.Ordinal)
            + "model: {var: {criterion: bic}}\n");
        TrainingRun run = forecaster.Fit(frame);
        forecaster.Save(_folder.Path);

        ForecastEvaluation test = (ForecastEvaluation)run.Test;
        Assert.InRange(test.Model["mae"], 0.5, 1.3);
        Assert.InRange(test.FurtherTargets[0].Model["mae"], 3, 5.5);
        Assert.Contains("VAR(3) of 2 series with first", run.Facts["classical_models"]!["var"]!["description"]!.GetValue<string>(),
            StringComparison.Ordinal);
        Assert.Equal(
            run.Test.Model["mae"], Forecaster.Load(_folder.Path).Evaluate(SeriesSet.Of(frame)).Model["mae"], 1e-6);
    }

    /// <summary>A covariate that its own past tells is left out of a vector autoregression; too short a history is told.</summary>
    [Fact]
    public void What_a_vector_autoregression_cannot_use_is_told()
    {
        Frame frame = Planned().With("weekend", [.. Enumerable.Range(0, Rows).Select(i => i % 7 < 5 ? 0.0 : 1)]);
        Forecaster forecaster = SmallForecast.Create(
            _data.Replace("future-covariates: [plan]", "past-covariates: [plan, weekend]", StringComparison.Ordinal)
            + "model: {var: {order: 20}}\n");
        TrainingRun run = forecaster.Fit(frame);

        Assert.Contains(run.Warnings, warning => warning.Contains("number 2 is left out", StringComparison.Ordinal));
        Assert.Contains("after 16 rows", Assert.ThrowsAny<InputException>(
            () => forecaster.Forecast(SeriesSet.Of(frame.Slice(0, 16)), 3)).Message, StringComparison.Ordinal);
    }

    /// <summary>A plan by names has a column for each, which add up to 1, as the mean of the model does.</summary>
    [Fact]
    public void Columns_that_are_made_of_the_plan_are_regressors_and_may_add_up()
    {
        TrainingRun run = SmallForecast.Create(
            _data + "prepare: {steps: [one-hot, scale: {columns: load}]}\n" + Network + "baselines: [auto-arima]\n")
            .Fit(Planned().WithCategories("plan", ["open", "shut"]));

        Assert.InRange(run.Test.Baseline("auto-arima")["mae"], 0.5, 1.1);
        Assert.Contains("plan-shut", run.Facts["classical_models"]!["auto-arima"]!["description"]!.GetValue<string>(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Other_series_than_those_of_the_training_are_fitted_with_their_own_plan()
    {
        Forecaster forecaster = SmallForecast.Create(_data + "model: auto-arima\n");
        forecaster.Fit(Planned());

        Assert.InRange(forecaster.Evaluate(SeriesSet.Of(Planned(seed: 20).Slice(7, Rows - 7))).Model["mae"], 0.5, 1.2);
    }

    [Fact]
    public void A_series_with_too_few_rows_goes_without()
    {
        TrainingRun run = SmallForecast.Create(
            _data.Replace("length: 14, horizon: 3", "length: 2, horizon: 1", StringComparison.Ordinal)
                .Replace("season: 7", "season: 1", StringComparison.Ordinal)
            + "intervals: {method: none}\nmodel: {arima: {p: 1}}\n").Fit(Planned().Slice(0, 15));

        Assert.Contains(run.Warnings, warning => warning.Contains("of 1 series not all of plan are used", StringComparison.Ordinal));
    }

    /// <summary>A week's shape, a plan by chance, and noise.</summary>
    private static Frame Planned(ulong seed = 5)
    {
        Frame frame = SmallSeries.Create(Rows);
        RandomStream random = new(seed);
        double[] plan = [.. Enumerable.Range(0, Rows).Select(_ => (double)(random.NextUInt64() % 2))];
        return frame.With("plan", plan).With("load", [.. plan.Select((planned, i) =>
            100 + (10 * planned) + (4 * Math.Sin(2 * Math.PI * i / 7)) + random.NextNormal())]);
    }

    /// <summary>The series with a plan of some rows after it.</summary>
    private static Frame With(double plan, int rows)
    {
        Frame longer = Planned().Extend(rows);
        double[] plans = longer.Column("plan").ToArray();
        plans.AsSpan(^rows).Fill(plan);
        return longer.With("plan", plans);
    }
}
