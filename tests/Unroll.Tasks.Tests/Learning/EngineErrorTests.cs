using System.Text.RegularExpressions;
using Unroll.Series.Frames;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Tests.Classification;
using Unroll.Tasks.Tests.Forecasting;

namespace Unroll.Tasks.Tests.Learning;

/// <summary>What the engine refuses is told at its place in the recipe, in the recipe's terms.</summary>
public sealed class EngineErrorTests
{
    [Theory]
    [InlineData("[{lstm: 4}, {reshape: {timesteps: 3, features: 5}}, flatten, {dense: 1}]", "model[2]", "reshape cannot make")]
    [InlineData("[flatten, {lstm: 4}, {dense: 1}]", "model[2]", "lstm expects input of shape")]
    [InlineData("[{repeat-vector: 3}, {dense: 1}]", "model[1]", "repeat-vector expects input of shape")]
    [InlineData("[{conv1d: {filters: 4, kernel-size: 60}}, {global-max-pooling1d}, {dense: 1}]", "model[1]", "padding 'same'")]
    [InlineData("[{lstm: 4}, add, {dense: 1}]", "model[2]", "add: {from: [first, second]}")]
    [InlineData("[{lstm: {units: 4, name: a}}, {gru: {units: 5, from: input, name: b}}, {add: {from: [a, b]}}, {dense: 1}]",
        "model[3]", "with a dense layer, or use concatenate")]
    [InlineData("[{lstm: {units: 4, return-sequences: true, name: a}}, {gru: {units: 4, from: input, name: b}}, {add: {from: [a, b]}}, "
        + "{dense: 1}]", "model[3]", "repeat-vector: 14")]
    [InlineData("[{lstm: {units: 4, return-state: true}}, {dense: 1}]", "model[1]", "Leave return-state out")]
    [InlineData("[{dense: 4}, flatten, {time-distributed: {layer: {dense: 2}}}, {dense: 1}]", "model[3]", "time-distributed expects")]
    [InlineData("[{cropping1d: {before: 10, after: 10}}, {lstm: 3}, {dense: 1}]", "model[1]", "cropping1d is to cut 10 timesteps")]
    [InlineData("[{transformer-encoder: {num-heads: 2, feed-forward-units: 4}}, flatten, {dense: 1}]", "model[1]", "transformer-encoder")]
    [InlineData("[{dense: 3}, {embedding: {input-dim: 4, output-dim: 3}}, {dense: 1}]", "model[2]", "embedding expects")]
    public void A_layer_that_does_not_fit_is_named(string model, string field, string advice) =>
        AssertRefused(() => SmallSeries.Recipe(model: model), field, advice);

    [Theory]
    [InlineData("{metrics: [mean-absolute-error, accuracy]}", "train.metrics[2]", "a metric of classes")]
    [InlineData("{metrics: [{top-k-accuracy: 2}]}", "train.metrics[1]", "")]
    [InlineData("{metrics: [quantile: [0.1, 0.9]]}", "train.metrics[1]", "")]
    [InlineData("{loss: {quantile: [0.1, 0.9]}, metrics: [mean-absolute-error]}", "train.metrics[1]", "Choose a metric that fits the loss",
        "[{lstm: 4}, {dense: 2}]")]
    [InlineData("{truncated-steps: 3}", "train.truncated-steps", "reads them from the end",
        "[{lstm: {units: 3, go-backwards: true}}, {dense: 1}]")]
    [InlineData("{batch-size: 32, shuffle: true}", "train.shuffle", "set shuffle to false",
        "[{lstm: {units: 3, stateful: true}}, {dense: 1}]")]
    [InlineData("{batch-size: 32, shuffle: false}", "train.batch-size", "choose a batch-size",
        "[{lstm: {units: 3, stateful: true}}, {dense: 1}]")]
    [InlineData("{optimizer: lbfgs, accumulation-steps: 2}", "train.accumulation-steps", "accumulation-steps")]
    [InlineData("{optimizer: lbfgs, clip-norm: 1}", "train.optimizer", "another optimizer")]
    public void A_setting_of_training_that_does_not_fit_is_named(
        string train, string field, string advice, string model = "[{lstm: 4}, {dense: 1}]") =>
        AssertRefused(() => SmallSeries.Recipe(model: model, train: train), field, advice);

    [Theory]
    [InlineData("dense: {units: 1, activation: sigmoid}",
        "dense: {units: 1, activation: sigmoid}\ntrain: {metrics: [{accuracy: {targets: label}}]}",
        "train.metrics[1]", "choose binary targets")]
    public void A_metric_of_classes_is_told_in_the_terms_of_recipes(string line, string instead, string field, string advice)
    {
        string text = SmallSeriesSet.Text.Edit("\ntrain: {epochs: 12, batch-size: 8, learning-rate: 0.02}", "").Edit(line, instead);

        AssertRefused(() => SmallSeriesSet.Recipe(text), field, advice, SmallSeriesSet.Waves());
    }

    private static void AssertRefused(Func<Recipe> recipe, string field, string advice, SeriesSet? series = null)
    {
        series ??= SeriesSet.Of(SmallSeries.Create());
        string message = Assert.ThrowsAny<InputException>(() => new Learner(recipe()).Fit(series)).Message;

        Assert.Matches($"line [0-9]+, column [0-9]+, field {Regex.Escape(field)}: ", message);
        Assert.Contains(advice, message, StringComparison.Ordinal);
        CodeNames.AssertNone(message);
    }
}
