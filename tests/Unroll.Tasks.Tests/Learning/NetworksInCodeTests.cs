using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Series.Frames;
using Unroll.Tasks.Classification;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Regression;
using Unroll.Tasks.Tests.Classification;
using Unroll.Tasks.Tests.Forecasting;
using Unroll.Tasks.Tests.Regression;

namespace Unroll.Tasks.Tests.Learning;

/// <summary>Learners of every task take layers, a graph or a function, and have a default network where none is given.</summary>
public sealed class NetworksInCodeTests
{
    private static readonly DenseOptions _softmax = new() { Activation = ActivationFunction.Softmax };

    [Fact]
    public void A_classifier_is_made_in_one_line_and_finds_the_classes_in_a_column()
    {
        SeriesSet series = WithClassColumn(SmallSeriesSet.Waves(classes: 3));
        SequenceClassifier classifier = SequenceClassifier.For("kind").Channels("level").Network(new Gru(6), new Dense(3, _softmax))
            .Train(train => train with { Epochs = 25, LearningRate = 0.02f, BatchSize = 8 });

        TrainingRun run = classifier.Fit(series);

        Assert.Equal(["falling", "level", "rising"], classifier.ClassNames);
        Assert.InRange(run.Test.Model["accuracy"], 0.6, 1);
        Assert.All(classifier.Predict(series), (prediction, index) =>
            Assert.Equal(LabelOf(series[index]), classifier.ClassNames[prediction.Actual!.Value]));
        Assert.Equal(run.Recipe.ToYaml(), RecipeReader.Parse(
            run.Recipe.ToYaml().Edit("class: kind", "class: kind\n  file: a.csv"), "a.yaml").ToYaml()
            .Edit("class: kind\n  file: a.csv", "class: kind"));
    }

    [Fact]
    public void A_column_of_numbers_that_is_the_class_is_no_input()
    {
        SeriesSet waves = SmallSeriesSet.Waves();
        SeriesSet series = new([.. waves.Items.Select(item => item with
        {
            Class = null,
            Frame = item.Frame.With("kind", [.. Enumerable.Repeat(item.Class!.Value + 3.0, item.Frame.RowCount)]),
        })], waves.StaticNames);
        SequenceClassifier classifier = SequenceClassifier.For("kind").Train(train => train with { Epochs = 1 });

        classifier.Fit(series);

        Assert.Equal(["3", "4"], classifier.ClassNames);
        Assert.Equal(["level", "noise", "age", "site"], classifier.InputNames);
    }

    [Fact]
    public void A_series_of_several_classes_is_refused()
    {
        SeriesSet series = WithClassColumn(SmallSeriesSet.Waves());
        Frame mixed = series[0].Frame.With("kind", [.. Enumerable.Range(0, series[0].Frame.RowCount).Select(row => row % 2.0)])
            .WithCategories("kind", ["falling", "rising"]);
        SeriesSet wrong = new([series[0] with { Frame = mixed }, .. series.Items.Skip(1)], series.StaticNames);

        string message = Assert.ThrowsAny<InputException>(() => SequenceClassifier.For("kind").Fit(wrong)).Message;

        Assert.Contains("'s1' has the classes 'falling' and 'rising' in the column 'kind'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_regressor_is_made_in_one_line()
    {
        SequenceRegressor regressor = SequenceRegressor.For("left").Channels("sensor").Network(new Gru(6), new Dense(1))
            .Train(train => train with { Epochs = 30, BatchSize = 8, LearningRate = 0.02f });

        TrainingRun run = regressor.Fit(SmallFleet.Engines());

        Assert.True(run.Test.Model["mae"] < run.Test.Baseline("mean")["mae"]);
        Assert.Equal(SmallFleet.Engines().Count, regressor.Predict(SmallFleet.Engines()).Count);
    }

    [Fact]
    public void The_default_network_follows_task_loss_and_data()
    {
        SeriesSet waves = SmallSeriesSet.Waves(), three = SmallSeriesSet.Waves(classes: 3), engines = SmallFleet.Engines();

        Assert.Equal("dense: {units: 1, activation: sigmoid}", HeadOf(SequenceClassifier.For(), waves));
        Assert.Equal("dense: {units: 2, activation: softmax}", HeadOf(SequenceClassifier.For().Loss(new CategoricalCrossEntropy()), waves));
        Assert.Equal("dense: {units: 3, activation: softmax}", HeadOf(SequenceClassifier.For(), three));
        Assert.Equal("dense: 1", HeadOf(SequenceClassifier.For().Loss(new BinaryCrossEntropy(new() { FromLogits = true })), waves));
        Assert.Equal("dense: 2", HeadOf(SequenceRegressor.For("left", "double").Channels("sensor"), engines));
        Assert.Equal("dense: 3", HeadOf(SequenceRegressor.For("left").Channels("sensor").Loss(new Quantile(0.1f, 0.5f, 0.9f)), engines));
    }

    [Fact]
    public void Every_learner_takes_a_graph_and_a_function()
    {
        SeriesSet waves = SmallSeriesSet.Waves(), engines = SmallFleet.Engines();
        SequenceClassifier classifier = SequenceClassifier.For().Train(train => train with { Epochs = 1 });
        SequenceRegressor regressor = SequenceRegressor.For("left").Channels("sensor").Train(train => train with { Epochs = 1 });
        Shape input = classifier.Plan(waves).Learned.InputShape;

        SequenceClassifier graph = classifier.Network(Graph(input, 2, _softmax));
        graph.Fit(waves);
        SequenceRegressor function = regressor.Network((shape, seed) => Graph(shape, 1, default, seed))
            .Train(train => train with { Ensemble = 2 });
        function.Fit(engines);
        Learner plain = new Learner(regressor.Recipe with { Model = [] }).UseNetwork(shape => Graph(shape, 1, default));
        plain.Fit(engines);

        Assert.IsType<Graph>(graph.Networks[0]);
        Assert.Empty(graph.Recipe.Model);
        Assert.NotEqual(function.Networks[0].GetWeights(), function.Networks[1].GetWeights());
        Assert.IsType<Graph>(plain.Networks[0]);
        Assert.Equal(["gru: 3", "dense: 1"], new Learner(regressor.Recipe).UseNetwork(new Gru(3), new Dense(1)).Recipe.Model.Select(
            layer => layer.ToString()));
    }

    [Fact]
    public void An_ensemble_of_one_seed_is_refused()
    {
        Forecaster forecaster = Forecaster.For("load").Past(9).Network(shape => Graph(shape, 1, default))
            .Train(train => train with { Ensemble = 2, Epochs = 1 });

        string message = Assert.ThrowsAny<InputException>(() => forecaster.Fit(SmallSeries.Create())).Message;

        Assert.Contains("have the seed 0", message, StringComparison.Ordinal);
        Assert.Contains("Give a function that takes the seed", message, StringComparison.Ordinal);
    }

    private static string LabelOf(SeriesItem item) => item.Frame.Categories("kind")![(int)item.Frame.Column("kind")[0]];

    private static string HeadOf(Learner learner, SeriesSet series)
    {
        learner.Plan(series);
        return learner.Recipe.Model[^1].ToString();
    }

    private static Graph Graph(Shape input, int outputs, DenseOptions options, ulong seed = 0)
    {
        Signal start = Models.Graph.Input(input);
        Signal joined = new Concatenate().Apply(new Gru(3).Apply(start), new GlobalAveragePooling1D().Apply(start));
        return new Graph([start], [new Dense(outputs, options).Apply(joined)]) { Seed = seed };
    }

    private static SeriesSet WithClassColumn(SeriesSet series) => new(
        [.. series.Items.Select(item => item with
        {
            Class = null,
            Frame = item.Frame.With("kind", [.. Enumerable.Repeat((double)item.Class!.Value, item.Frame.RowCount)])
                .WithCategories("kind", [.. series.ClassNames]),
        })],
        series.StaticNames);
}
