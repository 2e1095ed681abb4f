using System.Numerics.Tensors;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tests.Contracts;
using Unroll.Training;

namespace Unroll.Tests.Layers;

public sealed class BatchNormalizationTests
{
    private static readonly float[,,] _inputs = TestData.Sequences(8, 5, 3);

    [Fact]
    public void Only_training_moves_the_averages()
    {
        (Sequential model, BatchNormalization layer) = Make();
        var probe = new GradientProbe(model, 8, 5, training: false);
        probe.Backward(probe.Forward(TestData.Flat(_inputs)));
        model.Predict(new ArraySource(_inputs));
        Assert.All(Average(layer, "moving_mean").ToArray(), value => Assert.Equal(0, value));

        model.Fit(_inputs, TestData.Means(_inputs), new FitOptions());

        Assert.All(Average(layer, "moving_mean").ToArray(), value => Assert.NotEqual(0, value));
        Assert.All(Average(layer, "moving_variance").ToArray(), value => Assert.NotEqual(1, value));
    }

    [Fact]
    public void A_frozen_layer_moves_nothing()
    {
        (Sequential model, BatchNormalization layer) = Make();
        layer.Trainable = false;
        var probe = new GradientProbe(model, 8, 5, training: true);
        float[] output = probe.Forward(TestData.Flat(_inputs));

        Assert.All(Average(layer, "moving_mean").ToArray(), value => Assert.Equal(0, value));
        Assert.Equal(new GradientProbe(model, 8, 5, training: false).Forward(TestData.Flat(_inputs)), output);
    }

    [Fact]
    public void Prediction_uses_the_averages()
    {
        var layer = new BatchNormalization();
        var model = new Sequential(new Input(2), layer);
        model.Build();
        new float[] { 3, -1 }.CopyTo(Average(layer, "moving_mean"));
        new float[] { 4, 0.25f }.CopyTo(Average(layer, "moving_variance"));
        new float[] { 2, 1 }.CopyTo(Average(layer, "gamma"));
        new float[] { 0, 10 }.CopyTo(Average(layer, "beta"));

        Tensor<float> output = model.Predict(new float[,] { { 5, -1 }, { 3, 0 } });

        Assert.Equal(2 * 2 / Math.Sqrt(4.001), output[0, 0], 1e-6);
        Assert.Equal(10, output[0, 1], 1e-6);
        Assert.Equal(0, output[1, 0], 1e-6);
        Assert.Equal(10 + (1 / Math.Sqrt(0.251)), output[1, 1], 1e-5);
    }

    [Fact]
    public void The_whole_batch_counts_however_many_threads()
    {
        float[,,] inputs = TestData.Sequences(100, 5, 3);
        foreach (int threads in new[] { 1, 2 })
        {
            var layer = new BatchNormalization(new BatchNormalizationOptions { Momentum = 0 });
            var model = new Sequential(new Input(5, 3), layer, new Lstm(2), new Dense(1));
            model.Compile(new Sgd(0.01f), new MeanSquaredError());

            model.Fit(inputs, TestData.Means(inputs), new FitOptions { BatchSize = 100, Threads = threads });

            float[] first = [.. TestData.Flat(inputs).Where((_, i) => i % 3 == 0)];
            double mean = first.Average();
            Assert.Equal(mean, Average(layer, "moving_mean")[0], 1e-6);
            Assert.Equal(
                first.Sum(value => (value - mean) * (value - mean)) / (first.Length - 1), Average(layer, "moving_variance")[0], 1e-5);
        }
    }

    [Fact]
    public void Padding_has_no_share_in_mean_and_variance()
    {
        var layer = new BatchNormalization(new BatchNormalizationOptions { Momentum = 0 });
        var model = new Sequential(new Input(3, 1), layer);
        model.Build();
        ShardPass pass = model.CreatePass([Shape.Sequence(3, 1)], [true], 2, new PassOptions(Training: true));
        pass.Context.IsTraining = true;
        float[] values = [1, 2, 6, 0, 7, 0];
        values.CopyTo(pass.Input.Values);
        for (int i = 0; i < values.Length; i++)
        {
            pass.Inputs[0].Mask![i] = values[i] != 0;
        }

        pass.Forward();

        // 1, 2, 6, 7: mean 4, squares 9 + 4 + 4 + 9 over 3.
        Assert.Equal(4, Average(layer, "moving_mean")[0], 1e-6);
        Assert.Equal(26 / 3.0, Average(layer, "moving_variance")[0], 1e-5);
        Assert.Equal(0, pass.Output.Values.ToArray().Sum(), 1e-5);
    }

    private static (Sequential Model, BatchNormalization Layer) Make()
    {
        var layer = new BatchNormalization();
        var model = new Sequential(new Input(5, 3), layer, new Lstm(2), new Dense(1));
        model.Compile(new Sgd(0.01f), new MeanSquaredError());
        model.Build();
        return (model, layer);
    }

    private static Span<float> Average(BatchNormalization layer, string name) =>
        layer.Parameters.Single(parameter => parameter.Name == name).Values;
}
