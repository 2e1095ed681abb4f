using Unroll;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Training;

// 500 sequences × 10 timesteps × 3 features: noise, but one feature rises or falls. Which, and which way, makes 6 classes.
var x = new float[500, 10, 3];
var y = new float[500, 6];
var random = new RandomStream(1);
for (int i = 0; i < 500; i++)
{
    int label = random.NextInt32(6);
    y[i, label] = 1;
    for (int t = 0; t < 10; t++)
    {
        for (int feature = 0; feature < 3; feature++)
        {
            float slope = label / 2 == feature ? (label % 2 == 0 ? 0.2f : -0.2f) : 0f;
            x[i, t, feature] = (float)(0.4 * random.NextNormal()) + (slope * (t - 4.5f));
        }
    }
}

var model = new Sequential(
    new Input(10, 3),
    new Lstm(128),
    new Dense(64, new DenseOptions { Activation = ActivationFunction.Relu }),
    new Dense(6, new DenseOptions { Activation = new Softmax() }))
{ Seed = 1 };
model.Compile(new Adam(0.002f), new CategoricalCrossEntropy(), new Accuracy(TargetKind.OneHot));
Console.WriteLine(model.Summary());
History history = model.Fit(x, y, new FitOptions { Epochs = 15, ValidationSplit = 0.2f });
Console.WriteLine(
    $"accuracy on 400 sequences {history.Epochs[^1].Metrics["accuracy"]:F3}, on 100 others "
    + $"{history.Epochs[^1].Metrics["val_accuracy"]:F3}");
