using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Training;

namespace Unroll.Tests.Metrics;

/// <summary>Metrics of several labels that may hold at once, against scikit-learn's of the same four samples of three labels.</summary>
public class SeveralLabelsTests
{
    private static readonly float[,] _labels = { { 1, 0, 1 }, { 0, 1, 0 }, { 1, 1, 0 }, { 0, 0, 1 } };

    private static readonly float[,] _predictions =
        { { 0.9f, 0.2f, 0.4f }, { 0.1f, 0.8f, 0.6f }, { 0.7f, 0.3f, 0.2f }, { 0.6f, 0.1f, 0.9f } };

    public static TheoryData<Metric, double> Expected => new()
    {
        { new Accuracy(), 8.0 / 12 },
        { new Precision(), (2.0 / 3 + 1 + 0.5) / 3 },
        { new Recall(), (1 + 0.5 + 0.5) / 3 },
        { new F1Score(), (0.8 + 2.0 / 3 + 0.5) / 3 },
        { new F1Score(average: ClassAverage.Micro), 2.0 / 3 },
        { new Precision(average: ClassAverage.Weighted), (2.0 / 3 + 1 + 0.5) / 3 },
        { new CohenKappa(), (8.0 / 12 - 0.5) / 0.5 },
        { new Precision(threshold: 0.65f), (1 + 1 + 1) / 3.0 },
        { new Recall(average: ClassAverage.Micro, threshold: 0.65f), 4.0 / 6 },
    };

    [Theory]
    [MemberData(nameof(Expected))]
    public void Each_output_is_a_label_of_its_own(Metric metric, double expected)
    {
        var model = new Sequential(new Input(3), new Activation(ActivationFunction.Linear));
        model.Compile(new Sgd(0.1f), new MeanSquaredError(), metric);
        Assert.Equal(expected, model.Evaluate(_predictions, _labels).Metrics[metric.Name], 1e-9);
    }

    [Fact]
    public void A_network_of_several_labels_is_trained_and_measured()
    {
        var model = new Sequential(new Input(3), new Dense(3, new() { Activation = ActivationFunction.Sigmoid }));
        model.Compile(new Adam(0.1f), new BinaryCrossEntropy(), new Accuracy(), new F1Score());
        History history = model.Fit(_predictions, _labels, new FitOptions { Epochs = 300 });
        Assert.Equal(1, history.Epochs[^1].Metrics["accuracy"], 1e-9);
        Assert.Equal(1, history.Epochs[^1].Metrics["f1"], 1e-9);
    }

    [Theory]
    [InlineData(false, "TargetKind.Label")]
    [InlineData(true, "TargetKind.OneHot")]
    public void Labels_are_not_counted_where_one_of_several_classes_holds(bool isOneHot, string remedy)
    {
        var model = new Sequential(new Input(3), new Dense(3, new() { Activation = ActivationFunction.Softmax }));
        Loss loss = isOneHot ? new CategoricalCrossEntropy() : new SparseCategoricalCrossEntropy();
        ArgumentException refused = Assert.Throws<ArgumentException>(() => model.Compile(new Adam(), loss, new Accuracy()));
        Assert.Contains(remedy, refused.Message, StringComparison.Ordinal);
    }
}
