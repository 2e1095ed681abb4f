using System.Text.Json;
using Unroll.Analysis.Estimators;
using Unroll.Analysis.Models;
using Unroll.Series.Frames;
using Unroll.Tasks.Classical;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs;
using Unroll.Tasks.Tests.Forecasting;

namespace Unroll.Tasks.Tests.Classical;

/// <summary>Classical models that forecast: beside a network, and in the place of one.</summary>
public sealed class ClassicalForecastTests : IDisposable
{
    private const int Horizon = 3;
    private const string Network = SmallForecast.Network;

    private static readonly string _data = SmallForecast.Recipe(sections: "prepare: {steps: []}\n");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// Fitted to the rows of the training part, applied to those up to each origin; in the unit of the file, where steps only scale.
    /// </summary>
    [Theory]
    [InlineData("{steps: []}")]
    [InlineData("{}")]
    [InlineData("{steps: [scale: min-max]}")]
    public void A_model_of_time_forecasts_each_origin_by_the_values_up_to_it(string prepare)
    {
        Frame frame = SmallSeries.Create();
        double[] load = frame.Column("load").ToArray();
        ForecastFit fit = new Theta().Fit(new ObservedSeries(load[..144], 7));
        ForecastEvaluation test = Fit(
            _data.Replace("{steps: []}", prepare, StringComparison.Ordinal) + Network + "baselines: [theta, {ridge: 1.0}]\n").Part("test");

        Assert.Equal(["naive", "seasonal-naive", "theta", "ridge"], test.Baselines.Select(baseline => baseline.Key));
        double[] errors =
        [
            .. test.Forecasts.GroupBy(forecast => forecast.Origin).SelectMany(origin =>
            {
                int rows = (int)(origin.Key - frame.Time[0]).TotalDays + 1;
                double[] expected = fit.Apply(new ObservedSeries(load[..rows], 7)).Forecast(Horizon).Mean;
                Assert.All(origin, forecast => Assert.Equal(expected[forecast.Step - 1], forecast.Baselines[0], 1e-3));
                return expected.Select((value, step) => Math.Abs(load[rows + step] - value));
            }),
        ];
        Assert.Equal(errors.Average(), test.Baseline("theta")["mae"], 1e-4);
        Assert.Equal(
            test.Forecasts.Average(forecast => Math.Abs(forecast.Actual - forecast.Baselines[1])), test.Baseline("ridge")["mae"], 1e-9);
    }

    [Theory]
    [InlineData("baselines: [theta, {nearest-neighbors: {neighbors: 9000}}]\n", true, "baselines[2]")]
    [InlineData("baselines: {nearest-neighbors: {neighbors: 9000}}\n", true, "baselines")]
    [InlineData("model: {nearest-neighbors: {neighbors: 9000}}\n", false, "model")]
    public void What_the_training_part_has_too_few_rows_for_is_told_at_its_place(string lines, bool hasNetwork, string field) =>
        Assert.Contains(
            $"field {field}: neighbors is 9000, but there are ",
            Assert.ThrowsAny<InputException>(() => Fit(_data + (hasNetwork ? Network : "") + lines)).Message, StringComparison.Ordinal);

    [Fact]
    public void Forecasts_that_no_measure_can_tell_are_refused_before_training() => Assert.Contains(
        "field baselines: arima cannot be fitted to load", Assert.ThrowsAny<InputException>(
            () => Fit(_data + Network + "baselines: {arima: {d: 140}}\n")).Message, StringComparison.Ordinal);

    /// <summary>The rows of a table are the lags of the windows, the outputs its steps.</summary>
    [Fact]
    public void A_model_of_tables_learns_the_windows()
    {
        Frame frame = SmallSeries.Create();
        double[] load = frame.Column("load").ToArray();
        double[][] rows = [.. Enumerable.Range(0, 144 - 14 - Horizon + 1).Select(start => load[start..(start + 14)])];
        double[][] targets = [.. rows.Select((_, start) => load[(start + 14)..(start + 14 + Horizon)])];
        RegressionFit fit = new RidgeRegression { Alpha = 1 }.Fit(new FeatureTable(rows), targets);
        ForecastEvaluation test = Fit(_data + Network + "baselines: {ridge: 1.0}\n").Part("test");

        Assert.All(test.Forecasts.GroupBy(forecast => forecast.Origin), origin =>
        {
            int count = (int)(origin.Key - frame.Time[0]).TotalDays + 1;
            double[] expected = fit.Predict(new FeatureTable([load[(count - 14)..count]]))[0];
            Assert.All(origin, forecast => Assert.Equal(expected[forecast.Step - 1], forecast.Baselines[0], 1e-2));
        });
    }

    [Fact]
    public void Baselines_stand_in_the_metrics_and_the_predictions_and_may_win()
    {
        TrainingRun run = Fit(_data + Network + "baselines: [auto-ets, ridge, seasonal-naive]\n");
        using JsonDocument metrics = JsonDocument.Parse(MetricsDocument.Of(run));
        JsonElement baselines = metrics.RootElement.GetProperty("baselines");

        Assert.Equal(run.Test.Baseline("auto-ets")["mae"], baselines.GetProperty("auto-ets").GetProperty("mae").GetDouble(), 1e-4);
        Assert.StartsWith(
            "ETS(", metrics.RootElement.GetProperty("classical_models").GetProperty("auto-ets").GetProperty("description").GetString(),
            StringComparison.Ordinal);
        Assert.True(metrics.RootElement.GetProperty("validation_baselines").TryGetProperty("ridge", out _));
        Assert.Contains(run.Test.Comparison.Best!.Value.Key, (string[])["auto-ets", "ridge"]);
        Assert.True(run.Test.Comparison.IsBeaten);
        Assert.True(double.IsFinite(run.Test.Significance!.PValue));
        Assert.Equal(["naive", "seasonal_naive", "auto_ets", "ridge"], run.Test.Predictions.Columns.TakeLast(4));
    }

    [Theory]
    [InlineData("auto-arima")]
    [InlineData("{ets: {trend: damped, season: additive}}")]
    [InlineData("ridge")]
    [InlineData("{ridge: 0.5}")]
    public void A_classical_model_trains_forecasts_is_saved_and_loaded(string model)
    {
        Forecaster forecaster = SmallForecast.Create(
            _data.Replace("steps: []", "steps: [scale: standard]", StringComparison.Ordinal) + $"model: {model}\n");
        TrainingRun run = forecaster.Fit(SmallSeries.Create());
        forecaster.Save(_folder.Path);
        Forecaster loaded = Forecaster.Load(_folder.Path);

        Assert.True(run.Test.Model["mae"] < 0.7 * run.Test.Baseline("naive")["mae"]);
        Assert.NotEmpty(((ForecastEvaluation)run.Test).Intervals);
        Assert.Equal(
            forecaster.Forecast(SmallSeries.Create(), 3).Select(point => point.Value),
            loaded.Forecast(SmallSeries.Create(), 3).Select(point => point.Value));
        Assert.All(loaded.Forecast(SmallSeries.Create(), 3), point => Assert.NotEmpty(point.Intervals));

        // Beyond the horizon it goes on from its own forecasts, and another series than that of the training has a forecast too.
        Assert.Equal(8, loaded.Forecast(SmallSeries.Create(), 8).Count);
        Frame later = SmallSeries.Create().Slice(100, 140);
        Assert.All(loaded.Forecast(later, 3).Zip(loaded.Forecast(SmallSeries.Create(), 3)), pair => Assert.Equal(
            pair.Second.Value, pair.First.Value, 8.0));
        Assert.Equal(run.Test.Model["mae"], loaded.Evaluate(SeriesSet.Of(SmallSeries.Create())).Model["mae"], 1e-6);
        Assert.Contains(forecaster.Recipe.Classical!.Name, forecaster.Recipe.ToYaml(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_recursive_table_goes_on_from_its_own_forecasts()
    {
        string recipe = _data.Replace("horizon: 3", "horizon: 3, strategy: recursive", StringComparison.Ordinal) + "model: {ridge: 1.0}\n";
        ForecastEvaluation test = Fit(recipe).Part("test");

        Assert.True(test.Model["mae"] < 0.7 * test.Baseline("naive")["mae"]);
        Assert.Equal(Horizon, test.ByStep.Count);
    }

    [Fact]
    public void Folds_of_a_walk_forward_have_baselines_of_their_own()
    {
        string recipe = _data.Replace(
            "{train: 0.6, validation: 0.2, test: 0.2}", "{by: walk-forward, train: 0.5, test: 0.2, folds: 2}", StringComparison.Ordinal);
        TrainingRun run = Fit(recipe + "model: theta\nbaselines: [auto-ets]\n");

        Assert.Equal(2, run.Folds.Count);
        Assert.Equal(
            run.Folds.Average(fold => fold.Baseline("auto-ets")["mae"]), run.Test.Baseline("auto-ets")["mae"], 1e-9);
    }

    [Fact]
    public void Final_models_are_fitted_to_all_rows()
    {
        Forecaster forecaster = SmallForecast.Create(_data + "model: theta\ntrain: {fit-on-all: true}\n");
        TrainingRun run = forecaster.Fit(SmallSeries.Create());
        double[] load = SmallSeries.Create().Column("load").ToArray();

        Assert.NotNull(run.Final);
        Assert.All(
            new Theta().Fit(new ObservedSeries(load, 7)).Forecast(3).Mean.Zip(forecaster.Forecast(SmallSeries.Create(), 3)),
            pair => Assert.Equal(pair.First, pair.Second.Value, 1e-3));
    }

    [Fact]
    public void A_member_of_an_ensemble_may_be_classical()
    {
        TrainingRun run = Fit(_data + """
            members:
              - {name: network, model: [flatten, {dense: 3}], train: {epochs: 2}}
              - {name: theta, model: theta}

            """);
        ForecastEvaluation test = run.Part("test"), theta = (ForecastEvaluation)test.Members[1].Value;

        Assert.Equal(["network", "theta"], test.Members.Select(member => member.Key));
        Assert.All(test.Forecasts.Zip(((ForecastEvaluation)test.Members[0].Value).Forecasts, theta.Forecasts), own => Assert.Equal(
            (own.Second.Forecast + own.Third.Forecast) / 2, own.First.Forecast, 1e-3));
    }

    [Fact]
    public void A_series_that_a_baseline_cannot_be_fitted_to_is_refused_before_the_training()
    {
        Frame frame = SmallSeries.Create();
        Frame negative = frame.With("load", [.. frame.Column("load").ToArray().Select(value => value - 100)]);
        InputException error = Assert.ThrowsAny<InputException>(() => Forecaster.Create(
            RecipeReader.Parse(_data + Network + "baselines: [croston]\n", "small.yaml")).Fit(negative));

        Assert.Contains("field baselines: croston cannot be fitted to load", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_model_of_time_does_not_see_is_said()
    {
        TrainingRun run = Fit(_data.Replace(
            "target: load", "target: load, past-covariates: [wind]", StringComparison.Ordinal) + Network + "baselines: [theta, ridge]\n");

        Assert.Contains(run.Warnings, warning => warning.Contains("theta forecasts load", StringComparison.Ordinal)
            && warning.Contains("wind", StringComparison.Ordinal));
        Assert.DoesNotContain(run.Warnings, warning => warning.Contains("ridge", StringComparison.Ordinal));
    }

    /// <summary>128 windows of 14 rows: every fourth where 500 numbers fit.</summary>
    [Fact]
    public void Of_more_samples_than_fit_evenly_spaced_ones_are_learned_from()
    {
        ForecastPlan plan = SmallForecast.Create(_data + Network).Plan(SeriesSet.Of(SmallSeries.Create()));
        int[] learned = SampleFeatures.Learned(plan.TrainingWindows, 500);

        Assert.Equal(Enumerable.Range(0, 32).Select(index => index * 4), learned);
        Assert.Contains("32 samples of 128", SampleFeatures.NoteOf(plan.TrainingWindows, learned), StringComparison.Ordinal);
        Assert.Null(SampleFeatures.NoteOf(plan.TrainingWindows, SampleFeatures.Learned(plan.TrainingWindows)));
    }

    [Fact]
    public void Models_are_given_in_code_too()
    {
        Recipe recipe = RecipeReader.Parse(_data + Network, "small.yaml") with
        {
            Baselines = [ClassicalModel.Of(new AutoEts()), ClassicalModel.Of(new RidgeRegression { Alpha = 2 })],
        };

        Assert.Contains("baselines", recipe.ToYaml(), StringComparison.Ordinal);
        Assert.Equal(4, Forecaster.Create(recipe).Fit(SmallSeries.Create()).Test.Baselines.Count);
        Recipe theta = recipe with { Model = [], Train = new(), Classical = ClassicalModel.Of(new Theta()) };
        Assert.Equal("theta", theta.Check().Classical!.Name);
        Forecaster steps = Forecaster.For("load").Past(14).Ahead(3).Network(new Unroll.Layers.Dense(3))
            .Classical(ClassicalModel.Of(new Theta())).Baselines(ClassicalModel.Of(new AutoEts()));
        TrainingRun run = steps.Fit(SmallSeries.Create());
        Assert.StartsWith("Theta", run.ModelSummary, StringComparison.Ordinal);
        Assert.Equal("auto-ets", run.Test.Baselines[^1].Key);
    }

    private static TrainingRun Fit(string recipe) =>
        SmallForecast.Create(recipe).Fit(SmallSeries.Create());
}
