using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tests.Contracts;
using Unroll.Tests.Oracles;
using Unroll.Training;

namespace Unroll.Tests.Gradients;

/// <summary>
/// A step of Fit is the optimizer's step on the gradient of the whole batch, however the batch is cut into shards and the weights into
/// chunks.
/// </summary>
public sealed class TrainingStepTests
{
    private const float Rate = 0.5f;

    /// <summary>Rows around the edges of tiles (8) and of pairs of shards (64).</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(33)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(150)]
    [InlineData(300)]
    public void Step_follows_the_gradient_of_all_rows(int rows) => CheckStep(
        new Sequential(new Input(4, 2), new Lstm(6), new Dense(3)) { Seed = 9 }, rows, gradient => 1);

    /// <summary>More weights than one chunk of the update (16,384) or a small model (65,536) has.</summary>
    [Fact]
    public void Step_of_a_large_model_follows_the_gradient_of_all_weights() => CheckStep(
        new Sequential(new Input(4, 2), new Lstm(150), new Dense(3)) { Seed = 9 }, rows: 20, gradient => 1);

    [Fact]
    public void Renormalized_step_has_the_norm_asked_for() => CheckStep(
        new Sequential(new Input(4, 2), new Lstm(150), new Dense(3)) { Seed = 9 },
        rows: 70,
        gradient => 0.25 / Math.Sqrt(gradient.Sum(value => (double)value * value)),
        GradientClipping.Renormalize(0.25f));

    [Fact]
    public void Masks_of_dropout_differ_from_shard_to_shard_and_from_step_to_step()
    {
        // Each weight's gradient counts the rows whose input was kept. Were the masks of the two shards the same, all counts would be even.
        const int Features = 64;
        var ones = new float[16, Features];
        for (int row = 0; row < 16; row++)
        {
            for (int feature = 0; feature < Features; feature++)
            {
                ones[row, feature] = 1;
            }
        }

        var model = new Sequential(new Input(Features), new Dropout(0.5f), new Dense(1, new DenseOptions { UseBias = false })) { Seed = 3 };
        model.Build();
        model.Compile(new Sgd(1), new SumOfPredictions());
        int[] Counts()
        {
            float[] before = model.GetWeights();
            model.Fit(ones, new float[16, 1], new FitOptions { BatchSize = 16, Threads = 1 });

            // 16 predictions, each kept input doubled.
            return [.. before.Zip(model.GetWeights(), (a, b) => (int)Math.Round((a - b) * 16 / 2))];
        }

        int[] first = Counts();
        Assert.All(first, count => Assert.InRange(count, 0, 16));
        Assert.InRange(first.Count(count => count % 2 == 1), 16, 48);
        Assert.NotEqual(first, Counts());
    }

    private static void CheckStep(Sequential model, int rows, Func<float[], double> factor, GradientClipping? clipping = null)
    {
        float[,,] inputs = TestData.Sequences(rows, 4, 2);
        float[,] targets = TestData.Means(inputs, 3);
        model.Build();
        float[] before = model.GetWeights();
        var probe = new GradientProbe(model, rows, timesteps: 4);
        float[] predictions = probe.Forward(TestData.Flat(inputs));
        probe.Backward(
            [.. predictions.Zip(TestData.Flat(targets), (prediction, target) => 2 * (prediction - target) / predictions.Length)]);
        float[] gradient = [.. model.Parameters.SelectMany(probe.Gradient)];

        model.Compile(new Sgd(Rate) { Clipping = clipping }, new MeanSquaredError());
        model.Fit(new ArraySource(inputs, targets), new FitOptions { BatchSize = rows, Threads = 2 });

        double scale = factor(gradient);
        double[] steps = [.. before.Zip(model.GetWeights(), (old, now) => ((double)old - now) / Rate)];

        // Weights of about 1 hold their steps to 6e-8 only.
        Compare.Near("step", [.. gradient.Select(value => value * scale)], steps, Math.Max(1e-4, 4e-7 / (scale * gradient.Max(MathF.Abs))));
    }

    private sealed class SumOfPredictions : Loss
    {
        public override double Accumulate(
            TimeMajorSpan prediction, TimeMajorSpan target, ReadOnlySpan<float> weights, TimeMajorSpan gradient, float scale)
        {
            gradient.Values.Fill(scale);
            return 0;
        }
    }
}
