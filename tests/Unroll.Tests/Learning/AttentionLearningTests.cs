using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Training;

namespace Unroll.Tests.Learning;

/// <summary>Attention, embeddings, positions and normalisations at work together.</summary>
public sealed class AttentionLearningTests
{
    private const int Timesteps = 8;

    /// <summary>Nothing but attention tells the marked number from the others: their mean leaves a squared error of nearly 1.</summary>
    [Fact]
    public void Attention_finds_the_number_that_is_marked()
    {
        (float[,,] inputs, float[,] targets) = Marked(1200, seed: 1);
        (float[,,] otherInputs, float[,] otherTargets) = Marked(200, seed: 2);
        var model = new Sequential(
            new Input(Timesteps, 2), new Dense(8), new MultiHeadAttention(2, 8), new GlobalAveragePooling1D(), new Dense(1))
        {
            Seed = 1,
        };
        model.Compile(new Adam(0.01f), new MeanSquaredError());

        model.Fit(inputs, targets, new FitOptions { Epochs = 30 });

        Assert.InRange(model.Evaluate(otherInputs, otherTargets).Loss, 0, 0.03);
    }

    /// <summary>Attention by itself does not know order: without positions it cannot tell which of the symbols came third.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Learned_positions_let_attention_find_the_third_symbol(bool withPositions)
    {
        (float[,] inputs, float[,] targets) = Third(1200, seed: 1);
        (float[,] otherInputs, float[,] otherTargets) = Third(200, seed: 2);
        Layer position = withPositions ? new PositionalEncoding(new PositionalEncodingOptions { Learned = true }) : new Dropout(0);
        var model = new Sequential(
            new Input(Timesteps), new Embedding(6, 12), position, new MultiHeadAttention(2, 6), new LayerNormalization(),
            new GlobalAveragePooling1D(), new Dense(1))
        {
            Seed = 1,
        };
        model.Compile(new Adam(0.01f), new MeanSquaredError());

        model.Fit(inputs, targets, new FitOptions { Epochs = 30 });

        double error = model.Evaluate(otherInputs, otherTargets).Loss;
        Assert.InRange(error, withPositions ? 0 : 0.5, withPositions ? 0.03 : 10);
    }

    private static (float[,,] Inputs, float[,] Targets) Marked(int samples, ulong seed)
    {
        var random = new RandomStream(seed);
        var inputs = new float[samples, Timesteps, 2];
        var targets = new float[samples, 1];
        for (int sample = 0; sample < samples; sample++)
        {
            for (int t = 0; t < Timesteps; t++)
            {
                inputs[sample, t, 0] = (float)random.NextNormal();
            }

            int marked = random.NextInt32(Timesteps);
            inputs[sample, marked, 1] = 1;
            targets[sample, 0] = inputs[sample, marked, 0];
        }

        return (inputs, targets);
    }

    /// <summary>Symbols from 0 to 5; the target is the third one, brought to mean 0 and about variance 1.</summary>
    private static (float[,] Inputs, float[,] Targets) Third(int samples, ulong seed)
    {
        var random = new RandomStream(seed);
        var inputs = new float[samples, Timesteps];
        var targets = new float[samples, 1];
        for (int sample = 0; sample < samples; sample++)
        {
            for (int t = 0; t < Timesteps; t++)
            {
                inputs[sample, t] = random.NextInt32(6);
            }

            targets[sample, 0] = (inputs[sample, 2] - 2.5f) / 1.7f;
        }

        return (inputs, targets);
    }
}
