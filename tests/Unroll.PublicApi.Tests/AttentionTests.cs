using System.Numerics.Tensors;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Models;

namespace Unroll.PublicApi.Tests;

/// <summary>Looking at attention from outside, as docs/attention.md shows.</summary>
public sealed class AttentionTests
{
    [Fact]
    public void Weights_can_be_looked_at()
    {
        Signal words = Graph.Input(20, 1, "words");
        Signal vectors = new PositionalEncoding().Apply(new Embedding(1000, 64, new() { MaskZero = true }).Apply(words));
        var attention = new MultiHeadAttention(4, 16);
        Signal attended = new LayerNormalization().Apply(attention.Apply(vectors));
        var model = new Graph([words], [new Dense(1).Apply(new GlobalAveragePooling1D().Apply(attended))]);
        var samples = new ArraySource(new float[2, 20, 1]);

        Tensor<float> inputs = model.Part([words], [vectors]).Predict(samples);
        Tensor<float> weights = attention.GetAttentionWeights(inputs);

        Assert.Equal([2, 4, 20, 20], weights.Lengths.ToArray());
        Assert.Equal(2 * 4 * 20, weights.ToArray().Sum(), 1e-3);
    }
}
