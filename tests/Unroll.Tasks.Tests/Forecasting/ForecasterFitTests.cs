using Unroll.Series.Frames;
using Unroll.Series.Samples;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Training;

namespace Unroll.Tasks.Tests.Forecasting;

public sealed class ForecasterFitTests
{
    [Fact]
    public void A_network_with_a_calendar_beats_the_seasonal_naive_forecast_on_the_sample()
    {
        Recipe recipe = RecipeReader.Parse(
            """
            name: sample
            data: {dataset: sample, target: Load}
            prepare: {steps: [scale, calendar: {feature: day-of-week, encoding: one-hot}, holidays: germany]}
            window: {length: 14}
            model: [{lstm: 16}, {dense: 1}]
            train: {loss: mean-absolute-error, learning-rate: 0.01, epochs: 8}
            """,
            "sample.yaml");

        TrainingRun run = Forecaster.Create(recipe, 1).Fit(DailyLoadSample.Create());

        ForecastEvaluation test = run.Part("test");
        Assert.Equal(7, ((LearnedForecast)run.Learned).SeasonalPeriod);
        Assert.True(
            test.Model["mape"] < 0.7 * test.Baseline(Baselines.SeasonalNaiveName)["mape"],
            $"{test.Model["mape"]} against {test.Baseline(Baselines.SeasonalNaiveName)["mape"]}");
        Assert.All(test.Forecasts, prediction => Assert.True(double.IsFinite(prediction.Forecast)));
    }

    [Theory]
    [InlineData("lbfgs")]
    [InlineData("newton-raphson")]
    public void Full_batch_optimizers_train_beside_checkpoints(string optimizer)
    {
        using TemporaryFolder folder = new();
        Recipe recipe = SmallSeries.Recipe(
            window: "{length: 3}", model: "[flatten, {dense: 1}]", train: $"{{epochs: 4, optimizer: {optimizer}}}");

        TrainingRun run = Forecaster.Create(recipe)
            .Fit(SeriesSet.Of(SmallSeries.Create()), options: new LearnerOptions { CheckpointFolder = folder.Path });

        Assert.InRange(run.Histories[0].Epochs[^1].Loss, 0, 0.3);
        Assert.Equal("fold-1-network-1.safetensors", Path.GetFileName(Assert.Single(Directory.GetFiles(folder.Path))));
    }

    [Theory]
    [InlineData("[{bidirectional: {gru: 2}}, {dense: 1}]", "{epochs: 1, truncated-steps: 3}", "truncated-steps",
        "it needs whole sequences")]
    [InlineData("[{gru: {units: 2, stateful: true}}, {dense: 1}]", "{epochs: 1}", "shuffle", "is stateful")]
    [InlineData("[{gru: 2}, {dense: 3}]", "{epochs: 1, loss: {quantile: [0.1, 0.5, 0.9]}, metrics: mean-absolute-error}", "metrics[1]",
        "Choose a metric that fits the loss")]
    [InlineData("[{gru: 2}, {dense: 1}]", "{epochs: 1, loss: poisson-likelihood}", "loss", "takes counts as they are, but the step scale")]
    public void Settings_of_training_that_exclude_one_another_are_errors_of_the_recipe(
        string model, string train, string field, string message)
    {
        InputException error = Assert.ThrowsAny<InputException>(
            () => Forecaster.Create(SmallSeries.Recipe(model: model, train: train)).Fit(SmallSeries.Create()));

        Assert.StartsWith("small.yaml, line 7, column ", error.Message, StringComparison.Ordinal);
        Assert.Contains($", field train{(field.Length == 0 ? "" : ".")}{field}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "whole numbers of at least 0")]
    [InlineData("[]", "whose inputs end at 20")]
    [InlineData("[{scale: {columns: wind}}]", "whole numbers of at least 0")]
    [InlineData("[log, {scale: {columns: wind}}]", "but the step log changes those of load")]
    [InlineData("[{difference: {lag: 1, columns: [wind, load]}}]", "but the step difference changes those of load")]
    public void Counts_are_taken_as_they_are(string steps, string message)
    {
        InputException error = Assert.ThrowsAny<InputException>(() => Forecaster.Create(SmallSeries.Recipe(
            data: "{file: small.csv, target: load, past-covariates: [wind]}", prepare: $"{{steps: {steps}}}",
            model: "[{gru: 2}, {dense: 2}]", train: "{epochs: 1, loss: negative-binomial-likelihood}")).Fit(SmallSeries.Create()));

        Assert.Contains(", field train.loss: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Early_stopping_watches_the_value_that_the_recipe_names()
    {
        // The loss of the training falls all the time, but never by 1000.
        Recipe recipe = SmallSeries.Recipe(
            train: "{epochs: 6, learning-rate: 0.01, early-stopping: {monitor: loss, patience: 1, min-delta: 1000}}");

        Assert.Equal(2, Forecaster.Create(recipe).Fit(SmallSeries.Create()).Histories[0].Epochs.Count);
        Assert.Contains("monitor: loss", recipe.ToYaml(), StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_follow_the_split_and_every_step_is_walked()
    {
        Frame frame = SmallSeries.Create();

        TrainingRun run = Forecaster.Create(SmallSeries.WeekRecipe(), 1).Fit(frame);

        Assert.Equal(["train", "validation", "test"], run.Parts.Select(part => part.Name));
        ForecastEvaluation test = run.Part("test");
        Assert.Equal(48 - 7 + 1, test.Windows);
        Assert.Equal(frame.Time[192], test.Forecasts[0].Time);
        Assert.Equal(frame.Time[191], test.Forecasts[0].Origin);
        Assert.Equal(frame.Time[SmallSeries.Rows - 1], test.Forecasts[^1].Time);
        Assert.Equal(7, test.ByStep.Count);
        ReadOnlySpan<double> load = frame.Column("load");
        foreach (Prediction prediction in test.Forecasts)
        {
            int row = frame.Time.IndexAtOrAfter(prediction.Time);
            Assert.Equal(load[row], prediction.Actual);
            Assert.Equal(load[row - 7], prediction.SeasonalNaive);
            Assert.Equal(prediction.Time, prediction.Origin.AddDays(prediction.Step));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_same_seed_gives_the_same_weights_and_forecasts_on_any_number_of_threads(int threads)
    {
        Recipe recipe = SmallSeries.Recipe(train: "{epochs: 2, ensemble: 2}");
        (double[] weights, double[] forecasts) = Train(recipe, 5, 1);

        (double[] again, double[] forecastsAgain) = Train(recipe, 5, threads);

        Assert.Equal(weights, again);
        Assert.Equal(forecasts, forecastsAgain);
        Assert.NotEqual(weights, Train(recipe, 6, threads).Weights);
    }

    [Fact]
    public void No_test_value_reaches_what_is_learned()
    {
        Frame frame = SmallSeries.Create();
        double[] other = frame.Column("load").ToArray();
        RandomStream random = new(99);
        for (int row = 192; row < other.Length; row++)
        {
            other[row] += 50 * random.NextSingle();
        }

        Recipe recipe = SmallSeries.Recipe(prepare: "{steps: [scale, lag: 6]}");
        Forecaster first = Forecaster.Create(recipe, 1);
        Forecaster second = Forecaster.Create(recipe, 1);
        first.Fit(frame);
        second.Fit(frame.With("load", other));

        Assert.Equal(first.Networks[0].GetWeights(), second.Networks[0].GetWeights());
        Assert.Equal(first.LearnedState(), second.LearnedState());
    }

    [Fact]
    public void Several_networks_are_different_and_their_forecasts_are_averaged()
    {
        Frame frame = SmallSeries.Create();
        Forecaster forecaster = Forecaster.Create(SmallSeries.Recipe(train: "{epochs: 3, ensemble: 3}"), 1);

        TrainingRun run = forecaster.Fit(frame);

        Assert.Equal(3, forecaster.Networks.Count);
        Assert.Equal(3, run.Histories.Count);
        Assert.Equal(3 * forecaster.Networks[0].ParameterCount, run.ParameterCount);
        Assert.Equal(3, forecaster.Networks.Select(network => network.GetWeights()[0]).Distinct().Count());
        Forecaster alone = Forecaster.Create(SmallSeries.Recipe(train: "{epochs: 3}"), 1);
        alone.Fit(frame);
        Assert.Equal(alone.Networks[0].GetWeights(), forecaster.Networks[0].GetWeights());
    }

    [Fact]
    public void A_cancelled_training_gives_a_whole_run_marked_as_interrupted()
    {
        using CancellationTokenSource source = new();
        Forecaster forecaster = Forecaster.Create(SmallSeries.Recipe(train: "{epochs: 1000, ensemble: 5}"), 1);

        TrainingRun run = forecaster.Fit(
            SmallSeries.Create(), new LearnerOptions { Callbacks = [new StopAfter(source, batches: 7)], CancellationToken = source.Token });

        Assert.True(run.Interrupted);
        Assert.Equal(StopReason.Cancelled, run.History.StopReason);
        Assert.Single(run.Histories);
        Assert.True(double.IsFinite(run.Part("test").Model["mae"]));
        Assert.NotEmpty(forecaster.Forecast(SmallSeries.Create(), 3));
    }

    [Fact]
    public void A_training_that_diverges_leaves_no_forecaster()
    {
        Forecaster forecaster = Forecaster.Create(
            SmallSeries.Recipe(model: "[{simple-rnn: {units: 8, activation: linear}}, {dense: 1}]",
                train: "{optimizer: sgd, learning-rate: 1e6, epochs: 20}"), 1);

        Assert.Contains("learning-rate", Assert.ThrowsAny<InputException>(() => forecaster.Fit(SmallSeries.Create())).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_values_are_refused_with_their_place_or_filled()
    {
        double[] load = SmallSeries.Create().Column("load").ToArray();
        load[50] = double.NaN;
        Frame frame = SmallSeries.Create().With("load", load);

        InputException refused = Assert.ThrowsAny<InputException>(() => Forecaster.Create(SmallSeries.Recipe(), 1).Fit(frame));
        TrainingRun filled = Forecaster.Create(SmallSeries.Recipe(prepare: "{steps: [impute: forward, scale]}", train: "{epochs: 1}"),
            1).Fit(frame);

        Assert.Contains("'load' on 2020-02-20", refused.Message, StringComparison.Ordinal);
        Assert.Contains("step impute", refused.Message, StringComparison.Ordinal);
        Assert.True(double.IsFinite(filled.Part("test").Model["mae"]));
    }

    [Theory]
    [InlineData("{train: 2006..2015, validation: 2016, test: 2017}", "no rows")]
    [InlineData("{train: 2020-01..2020-04, validation: 2020-04, test: 2020-06}", "split.validation")]
    public void A_split_that_does_not_fit_the_data_is_refused(string split, string words) => Assert.Contains(
        words,
        Assert.ThrowsAny<InputException>(() => Forecaster.Create(SmallSeries.Recipe(split: split), 1).Fit(SmallSeries.Create())).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Fewer_rows_than_a_window_are_refused() => Assert.Contains(
        "window",
        Assert.ThrowsAny<InputException>(() => Forecaster.Create(SmallSeries.Recipe(), 1).Fit(SmallSeries.Create(12))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_last_layer_that_does_not_give_the_horizon_is_refused_with_its_line() => Assert.Contains(
        "small.yaml, line 6, column 20, field model[2]",
        Assert.ThrowsAny<InputException>(() => Forecaster.Create(SmallSeries.Recipe(window: "{length: 14, horizon: 3}"),
            1).Fit(SmallSeries.Create())).Message,
        StringComparison.Ordinal);

    private static (double[] Weights, double[] Forecasts) Train(Recipe recipe, ulong seed, int threads)
    {
        Forecaster forecaster = Forecaster.Create(recipe, seed);
        TrainingRun run = forecaster.Fit(SmallSeries.Create(), new LearnerOptions { Threads = threads });
        return ([.. forecaster.Networks.SelectMany(network => network.GetWeights())], [.. run.Part("test").Forecasts.Select(
            prediction => prediction.Forecast)]);
    }

    private sealed class StopAfter(CancellationTokenSource source, int batches) : Callback
    {
        private int _seen;

        public override void OnBatchEnd(TrainingContext context)
        {
            if (++_seen == batches)
            {
                source.Cancel();
            }
        }
    }
}
