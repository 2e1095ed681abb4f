using Unroll.Initializers;
using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Insight.Tests;

/// <summary>Small networks with random weights, and numbers for them.</summary>
internal static class Networks
{
    public const int Timesteps = 7;

    public static Sequential Of(params Layer[] layers)
    {
        var model = new Sequential(layers) { Seed = 5 };
        model.Build();
        return model;
    }

    /// <summary>A classifier of sequences with three features.</summary>
    public static Sequential Classifier() => Of(
        new Input(Shape.AnyLength, 3), new Lstm(6, new LstmOptions { ReturnSequences = true }), new Gru(5),
        new Dense(4, new DenseOptions { Activation = ActivationFunction.Softmax }));

    /// <summary>A classifier of sequences of codes from 0 to 8.</summary>
    public static Sequential OfWords() => Of(
        new Input(Shape.AnyLength, 1), new Embedding(9, 4, new EmbeddingOptions { EmbeddingsInitializer = new RandomNormal(0, 1) }),
        new Gru(6), new Dense(3, new DenseOptions { Activation = ActivationFunction.Softmax }));

    public static float[,] Sequence(int timesteps, int features, ulong seed = 1)
    {
        RandomStream random = new(seed);
        float[,] sequence = new float[timesteps, features];
        for (int t = 0; t < timesteps; t++)
        {
            for (int feature = 0; feature < features; feature++)
            {
                sequence[t, feature] = (float)random.NextNormal();
            }
        }

        return sequence;
    }
}
