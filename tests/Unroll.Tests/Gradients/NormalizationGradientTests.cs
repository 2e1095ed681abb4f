using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Tests.Gradients;

/// <summary>Embeddings, positions and normalisations, with and without padding, against differences.</summary>
public sealed class NormalizationGradientTests
{
    private const int Rows = 4;
    private const int Timesteps = 5;
    private const int Features = 6;

    private static readonly int[] _lengths = [5, 2, 4, 1];

    public static TheoryData<bool, bool, bool> Parts { get; } = MakeParts();

    [Theory]
    [MemberData(nameof(Parts))]
    public void Layer_normalization(bool center, bool scale, bool padded) =>
        Check(new LayerNormalization(new LayerNormalizationOptions { Center = center, Scale = scale }), padded, training: true);

    [Theory]
    [MemberData(nameof(Parts))]
    public void Batch_normalization(bool center, bool scale, bool padded)
    {
        Check(new BatchNormalization(new BatchNormalizationOptions { Center = center, Scale = scale }), padded, training: true);
        Check(new BatchNormalization(new BatchNormalizationOptions { Center = center, Scale = scale }), padded, training: false);
    }

    [Fact]
    public void Frozen_batch_normalization_keeps_to_its_averages() =>
        Check(new BatchNormalization { Trainable = false }, padded: true, training: true);

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Positional_encoding(bool learned, bool padded) =>
        Check(new PositionalEncoding(new PositionalEncodingOptions { Learned = learned }), padded, training: true);

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Embedding(bool maskZero, bool padded)
    {
        var model = new Sequential(
            new Input(Timesteps, 1), new Embedding(7, Features, new EmbeddingOptions { MaskZero = maskZero }),
            new Dense(3, new DenseOptions { Activation = ActivationFunction.Tanh }));
        ModelGradientCheck.Run(model, Rows, lengths: padded ? _lengths : null, fill: Indices, inputGradients: false);
    }

    [Fact]
    public void Embedding_of_vectors_of_indices()
    {
        var model = new Sequential(
            new Input(Timesteps), new Embedding(7, Features, new EmbeddingOptions { MaskZero = true }),
            new Dense(3, new DenseOptions { Activation = ActivationFunction.Tanh }));
        ModelGradientCheck.Run(model, Rows, fill: Indices, inputGradients: false);
    }

    private static TheoryData<bool, bool, bool> MakeParts()
    {
        TheoryData<bool, bool, bool> parts = [];
        for (int bits = 0; bits < 8; bits++)
        {
            parts.Add((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0);
        }

        return parts;
    }

    private static void Check(Layer layer, bool padded, bool training)
    {
        // Something that is not the same for all features, before and behind.
        var model = new Sequential(
            new Input(Timesteps, Features), layer, new Dense(4, new DenseOptions { Activation = ActivationFunction.Tanh }));
        model.Build();
        foreach (Parameter parameter in layer.Parameters)
        {
            for (int i = 0; i < parameter.Length; i++)
            {
                parameter.Values[i] = 0.7f + (0.1f * i);
            }
        }

        ModelGradientCheck.Run(model, Rows, lengths: padded ? _lengths : null, training: training);
    }

    private static void Indices(int input, float[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = i * 5 % 7;
        }
    }
}
