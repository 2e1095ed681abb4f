using Unroll.Layers;
using Unroll.Losses;
using Unroll.Series.Frames;
using Unroll.Tasks.Classification;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Classification;

/// <summary>The losses of a classification: the heads that they fit, their targets and metrics.</summary>
public class ClassifierLossTests
{
    private static readonly SeriesSet _waves = SmallSeriesSet.Waves();

    [Theory]
    [InlineData(2, "{units: 1, activation: sigmoid}")]
    [InlineData(3, "{units: 3, activation: softmax}")]
    public void Metrics_read_the_targets_of_the_loss(int classes, string head)
    {
        string text = SmallSeriesSet.Text.Replace("{units: 1, activation: sigmoid}", head, StringComparison.Ordinal)
            .Replace("{epochs: 12", "{metrics: [accuracy, f1-score], epochs: 2", StringComparison.Ordinal);
        SeriesSet waves = SmallSeriesSet.Waves(classes: classes);

        TrainingRun run = SequenceClassifier.Create(SmallSeriesSet.Recipe(text)).Fit(waves);

        Assert.Equal(["accuracy", "f1", "val_accuracy", "val_f1"], run.Histories[0].Epochs[^1].Metrics.Keys.Order(StringComparer.Ordinal));
        Assert.All(run.Histories[0].Epochs, epoch => Assert.InRange(epoch.Metrics["accuracy"], 0.2, 1));
    }

    [Fact]
    public void Three_classes_take_a_softmax_and_weights_that_balance_them()
    {
        Recipe recipe = SmallSeriesSet.Recipe(SmallSeriesSet.Text
            .Edit("units: 1, activation: sigmoid", "units: 3, activation: softmax")
            .Edit("batch-size: 8", "batch-size: 8, class-weights: balanced, ensemble: 2"));
        SequenceClassifier classifier = SequenceClassifier.Create(recipe, seed: 2);
        TrainingRun run = classifier.Fit(SmallSeriesSet.Waves(90, classes: 3));

        Assert.Equal(2, classifier.Networks.Count);
        Assert.Equal(2, run.Histories.Count);
        Assert.InRange(run.Tested().Model["accuracy"], 0.8, 1);
        Assert.Equal(3, run.Tested().Classes.Count);
    }

    [Theory]
    [InlineData("loss: {binary-crossentropy: {from-logits: true}}", "units: 1, activation: linear")]
    [InlineData("loss: {categorical-crossentropy: {from-logits: true}}", "units: 2, activation: linear")]
    [InlineData("loss: {sparse-categorical-crossentropy: {from-logits: true}}, class-weights: balanced", "units: 2, activation: linear")]
    [InlineData("loss: sparse-categorical-crossentropy", "units: 2, activation: softmax")]
    [InlineData("loss: {categorical-crossentropy: {label-smoothing: 0.1}}, class-weights: balanced", "units: 2, activation: softmax")]
    [InlineData("loss: kullback-leibler", "units: 2, activation: softmax")]
    [InlineData("loss: {kullback-leibler: {from-logits: true}}, metrics: [accuracy, perplexity]", "units: 2, activation: linear")]
    public void Probabilities_come_of_every_loss_of_classes_and_its_head(string loss, string head)
    {
        Recipe recipe = SmallSeriesSet.Recipe(SmallSeriesSet.Text
            .Edit("units: 1, activation: sigmoid", head)
            .Edit("batch-size: 8", $"batch-size: 8, {loss}"));
        ClassificationEvaluation test = SequenceClassifier.Create(recipe, seed: 1).Fit(_waves).Tested();

        Assert.All(test.Series, prediction => Assert.Equal(1, prediction.Probabilities.Sum(), 5));
        Assert.All(test.Series, prediction => Assert.InRange(prediction.Probabilities[0], 0, 1));
        Assert.InRange(test.Model["accuracy"], 0.9, 1);
    }

    [Theory]
    [InlineData(false, "softmax")]
    [InlineData(true, "linear")]
    public void The_network_by_default_fits_the_divergence(bool fromLogits, string activation)
    {
        SequenceClassifier classifier = SequenceClassifier.For("kind").Loss(new KullbackLeibler(fromLogits))
            .Train(train => train with { Epochs = 1 });
        classifier.Fit(_waves);

        Dense last = Assert.IsType<Dense>(classifier.Networks[0].Layers[^1]);
        Assert.Equal((2, activation), (last.OutputShape.Features, last.Activation.Name));
    }

    [Fact]
    public void The_divergence_is_refused_with_a_single_output()
    {
        Recipe recipe = SmallSeriesSet.Recipe(SmallSeriesSet.Text.Edit("epochs: 12", "epochs: 12, loss: kullback-leibler"));
        string message = Assert.ThrowsAny<InputException>(() => SequenceClassifier.Create(recipe).Fit(_waves)).Message;
        Assert.Contains("Use loss: binary-crossentropy", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Metrics_of_training_read_logits_as_the_loss_does()
    {
        Recipe recipe = SmallSeriesSet.Recipe(SmallSeriesSet.Text
            .Edit("units: 1, activation: sigmoid", "units: 1, activation: linear")
            .Edit("batch-size: 8", "batch-size: 8, loss: {binary-crossentropy: {from-logits: true}}, metrics: [accuracy, roc-auc]"));
        TrainingRun run = SequenceClassifier.Create(recipe, seed: 1).Fit(_waves);
        Assert.InRange(run.Histories[0].Epochs[^1].Metrics["accuracy"], 0.9, 1);
    }
}
