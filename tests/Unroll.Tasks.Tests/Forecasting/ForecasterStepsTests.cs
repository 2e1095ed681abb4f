using Unroll.Augmentations;
using Unroll.Catalogue;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Schedules;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Forecasting;

/// <summary>Forecasters made in code: by steps, with networks of any kind, and the same as one of a recipe's text.</summary>
public sealed class ForecasterStepsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_short_way_in_trains_and_forecasts()
    {
        Frame frame = SmallSeries.Create();
        Forecaster forecaster = Forecaster.For("load").Past(14).Ahead(7).Network(new Gru(8), new Dense(7)).Train(
            train => train with { Epochs = 15, LearningRate = 0.01f });

        TrainingRun run = forecaster.Fit(frame);

        Assert.Equal(7, forecaster.Forecast(frame).Count);
        Assert.Equal(frame.Time[frame.RowCount - 1].AddDays(1), forecaster.Forecast(frame)[0].Time);
        Assert.True(run.Test.Model["mae"] < run.Test.Baseline("naive")["mae"]);
    }

    [Fact]
    public void Each_step_gives_a_new_forecaster()
    {
        Forecaster first = Forecaster.For("load");
        Forecaster second = first.Past(5).Ahead(3).Loss(new Huber(2)).Prepare(new ScaleStep(), new LagStep(new LagOptions { Steps = [7] }));

        Assert.Equal(30, first.Recipe.Section(ForecastTask.Window).Length);
        Assert.Equal(new WindowRecipe(5, 3), second.Recipe.Section(ForecastTask.Window));
        Assert.Null(first.Recipe.Train.Loss);
        Assert.Equal("huber", second.Recipe.Train.Loss!.Name);
        Assert.Equal(["scale", "lag"], second.Recipe.EffectiveSteps.Select(step => step.Name));

        // The default network follows the window.
        first.Plan(SeriesSet.Of(SmallSeries.Create()));
        second.Plan(SeriesSet.Of(SmallSeries.Create()));
        Assert.Equal("dense: 1", first.Recipe.Model[^1].ToString());
        Assert.Equal("dense: 3", second.Recipe.Model[^1].ToString());
    }

    [Fact]
    public void A_recipe_made_in_code_is_the_one_of_its_text()
    {
        Frame frame = SmallSeries.Create();
        Forecaster forecaster = Forecaster.For("load").Past(10).Ahead(2)
            .Prepare(new ImputeStep(new ImputeOptions { Method = ImputeMethod.Forward }), new ScaleStep(), new CalendarStep(
                CalendarUnit.DayOfWeek))
            .Network(new Lstm(4), new Lstm(3), new Dense(2)).Loss(new MeanAbsoluteError()).Train(
                train => train with { Epochs = 2, Ensemble = 2 })
            .With(recipe => recipe with { Data = recipe.Data with { File = "small.csv" } });
        string yaml = forecaster.Recipe.ToYaml();

        Recipe read = RecipeReader.Parse(yaml, "read.yaml");
        Forecaster other = Forecaster.Create(read);
        TrainingRun run = forecaster.Fit(frame), same = other.Fit(frame);

        Assert.Contains("model:\n  - lstm: 4\n  - lstm: 3\n  - dense: 2\n", yaml, StringComparison.Ordinal);
        Assert.Equal(yaml, read.ToYaml());
        Assert.Equal(run.Part("test").Forecasts, same.Part("test").Forecasts);
        Assert.Equal(forecaster.Networks[1].GetWeights(), other.Networks[1].GetWeights());
    }

    [Fact]
    public void Steps_for_training_season_and_intervals_are_those_of_a_recipe()
    {
        Forecaster forecaster = Forecaster.For("load").Past(10).Ahead(2).Season(7)
            .Intervals(new IntervalRecipe { Levels = [0.5, 0.9] })
            .Network(new Lstm(4), new Dense(2))
            .Train(train => train with { LearningRate = 0.5f, Epochs = 3, EarlyStopping = null })
            .Clipping(GradientClipping.ByGlobalNorm(1))
            .Optimizer(new AdamW(0.01f))
            .Schedule(new CosineDecay(0.01f))
            .Metrics(new MeanAbsoluteError())
            .Augment(new Jitter(0.03f));
        string yaml = forecaster.With(recipe => recipe with { Data = recipe.Data with { File = "a.csv" } }).Recipe.ToYaml();
        Recipe read = RecipeReader.Parse(yaml, "read.yaml");

        Assert.Equal(7, read.Section(ForecastTask.Season));
        Assert.Equal([0.5, 0.9], read.Section(ForecastTask.Intervals).Levels);
        Assert.Equal("adamw", read.Train.Optimizer!.Name);
        Assert.Equal(0.01f, read.Train.Optimizer.Create().LearningRate);
        Assert.Null(read.Train.LearningRate); // It is the optimizer's.
        Assert.Contains("clip-norm: 1", yaml, StringComparison.Ordinal);
        Assert.Equal("cosine-decay", read.Train.Schedule!.Name);
        Assert.Equal("mean-absolute-error", Assert.Single(read.Train.Metrics).Name);
        Assert.Equal("jitter", Assert.Single(read.Train.Augment).Name);
        Assert.Null(forecaster.Optimizer(new Sgd { Clipping = GradientClipping.ByValue(1) }).Recipe.Train.Clipping); // Its own counts.
        Assert.Throws<ArgumentOutOfRangeException>(() => forecaster.Season(0));
    }

    [Fact]
    public void A_loss_that_is_none_for_numbers_is_an_error_in_code_too()
    {
        Assert.Contains("classes", Assert.ThrowsAny<InputException>(() => Forecaster.For("load").Loss(new BinaryCrossEntropy())).Message,
            StringComparison.Ordinal);
        Assert.Contains("mean-squared-error", Assert.ThrowsAny<InputException>(() => Loss.Catalogue.Create("mean-squard-error")).Message,
            StringComparison.Ordinal);
        Assert.ThrowsAny<InputException>(() => Forecaster.For("load").Loss(new Strange()));
        Assert.ThrowsAny<InputException>(() => Forecaster.For("load").PastCovariates("load"));
        Assert.ThrowsAny<InputException>(() => Forecaster.For());
    }

    [Fact]
    public void A_graph_and_a_function_are_networks_too_and_are_loaded_with_the_run()
    {
        Frame frame = SmallSeries.Create();
        static Model Residual(Shape input)
        {
            Signal start = Graph.Input(input);
            Signal last = new Lstm(6).Apply(start);
            return new Graph([start], [new Dense(2).Apply(new Concatenate().Apply(last, new GlobalAveragePooling1D().Apply(start)))]);
        }

        Forecaster steps = Forecaster.For("load").Past(9).Ahead(2).Train(train => train with { Epochs = 2 });
        Forecaster function = steps.Network(Residual).Past(8), graph = steps.Network(Residual(Shape.Sequence(9, 1)));
        Forecaster ensemble = graph.Train(train => train with { Ensemble = 2 });

        function.Fit(frame);
        graph.Fit(frame);
        function.Save(_folder.Path);
        Forecaster loaded = Forecaster.Load(_folder.Path);

        Assert.Equal(Shape.Sequence(8, 1), function.Networks[0].InputShape);
        Assert.Equal(2, graph.Forecast(frame).Count);
        Assert.Equal(function.Forecast(frame), loaded.Forecast(frame));
        Assert.Contains("Give a function", Assert.ThrowsAny<InputException>(() => ensemble.Fit(frame)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_with_another_head_is_refused_with_what_to_end_it_with()
    {
        Forecaster forecaster = Forecaster.For("load").Past(9).Ahead(2).Network(new Lstm(4), new Dense(5));

        string message = Assert.ThrowsAny<InputException>(() => forecaster.Fit(SmallSeries.Create())).Message;

        Assert.Contains("End the model with dense: 2", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_that_ends_in_a_sequence_of_the_horizon_learns_each_step()
    {
        Frame frame = SmallSeries.Create();
        const string Train = "{learning-rate: 0.02, epochs: 25}";
        Forecaster forecaster = Forecaster.Create(SmallSeries.Recipe(
            data: "{file: a.csv, target: [load, wind]}", window: "{length: 14, horizon: 3}",
                model: "[{gru: 12}, {repeat-vector: 3}, {gru: {units: 12, return-sequences: true}}, {dense: 2}]", train: Train), 1);
        Forecaster other = Forecaster.Create(
            SmallSeries.Recipe(window: "{length: 14, horizon: 3}", model: "[{gru: {units: 4, return-sequences: true}}, {dense: 1}]"), 1);

        TrainingRun run = forecaster.Fit(frame);

        Assert.Equal(Shape.Sequence(3, 2), forecaster.Networks[0].OutputShape);
        Assert.True(run.Test.Model["mae"] < 0.7 * run.Test.Baseline("naive")["mae"],
            $"{run.Test.Model["mae"]} against {run.Test.Baseline("naive")["mae"]}");
        Assert.All(forecaster.Forecast(SeriesSet.Of(frame), 5)[1].Points, point => Assert.InRange(point.Value, 5, 15));
        Assert.Contains("ends in a sequence", Assert.ThrowsAny<InputException>(() => other.Fit(frame)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_of_ones_own_trains_single_forecasts()
    {
        Loss.Catalogue.Register(new Entry<Loss>(
            "asymmetric", typeof(Asymmetric), "Forecasts that are too low cost five times as much.", [], _ => new Asymmetric()));
        Frame frame = SmallSeries.Create();

        ForecastEvaluation test = Forecaster.Create(SmallSeries.Recipe(train: "{loss: asymmetric, learning-rate: 0.02, epochs: 30}"),
            1).Fit(frame).Part("test");

        Assert.InRange(test.Forecasts.Count(forecast => forecast.Actual < forecast.Forecast) / (double)test.Forecasts.Count, 0.6, 1);
    }

    [Fact]
    public void A_forecast_that_is_no_number_is_an_error()
    {
        Frame frame = SmallSeries.Create();
        Forecaster forecaster = Forecaster.Create(SmallSeries.Recipe(train: "{epochs: 1}"), 1);
        forecaster.Fit(frame);
        float[] weights = forecaster.Networks[0].GetWeights();
        weights.AsSpan().Fill(float.NaN);
        forecaster.Networks[0].SetWeights(weights);

        Assert.Contains(
            "no finite number", Assert.ThrowsAny<InputException>(() => forecaster.Forecast(frame)).Message, StringComparison.Ordinal);
    }

    private sealed class Strange : Loss
    {
        public override double Accumulate(TimeMajorSpan prediction, TimeMajorSpan target, ReadOnlySpan<float> weights,
            TimeMajorSpan gradient, float scale) => 0;
    }

    private sealed class Asymmetric : StepLoss
    {
        protected override double Term(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, Span<float> gradient, float scale)
        {
            double sum = 0;
            for (int i = 0; i < prediction.Length; i++)
            {
                float error = prediction[i] - target[i], cost = error < 0 ? 5 : 1;
                sum += cost * error * error;
                gradient[i] = scale * 2 * cost * error;
            }

            return sum;
        }
    }
}
