using System.Numerics.Tensors;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Tests.Contracts;

namespace Unroll.Tests.Layers;

public sealed class MultiHeadAttentionTests
{
    private const int Rows = 3;
    private const int Timesteps = 5;
    private const int Features = 4;

    [Fact]
    public void Weights_add_up_to_1_and_leave_out_padding_and_the_future()
    {
        var layer = new MultiHeadAttention(2, 3, new MultiHeadAttentionOptions { Causal = true });
        Build(layer);
        int[] lengths = [5, 2, 0];

        Tensor<float> weights = layer.GetAttentionWeights(Inputs(), lengths: lengths);

        Assert.Equal([Rows, 2, Timesteps, Timesteps], weights.Lengths.ToArray());
        for (int row = 0; row < Rows; row++)
        {
            for (int head = 0; head < 2; head++)
            {
                for (int query = 0; query < Timesteps; query++)
                {
                    float[] shares = [.. Enumerable.Range(0, Timesteps).Select(key => weights[row, head, query, key])];
                    Assert.Equal(lengths[row] == 0 ? 0 : 1, shares.Sum(), 1e-6);
                    for (int key = 0; key < Timesteps; key++)
                    {
                        Assert.Equal(key <= query && key < lengths[row], shares[key] > 0);
                    }
                }
            }
        }
    }

    [Fact]
    public void Weights_are_those_of_the_published_formula()
    {
        var layer = new MultiHeadAttention(1, 2, new MultiHeadAttentionOptions { UseBias = false });
        var model = new Sequential(new Input(2, 2), layer);
        model.Build();
        foreach (Parameter parameter in layer.Parameters)
        {
            new float[] { 1, 0, 0, 1 }.CopyTo(parameter.Values);
            parameter.MarkChanged();
        }

        Tensor<float> weights = layer.GetAttentionWeights(Tensor.Create(new float[] { 1, 2, -1, 0.5f }, [1, 2, 2]));

        // Scores of the first query: (1·1 + 2·2)/√2 and (−1 + 1)/√2.
        double first = Math.Exp(5 / Math.Sqrt(2));
        Assert.Equal(first / (first + 1), weights[0, 0, 0, 0], 1e-6);
        Assert.Equal(1 / (first + 1), weights[0, 0, 0, 1], 1e-6);
    }

    [Fact]
    public void Great_scores_do_not_overflow()
    {
        var layer = new MultiHeadAttention(2, 3);
        Sequential model = Build(layer);
        float[,,] inputs = TestData.Sequences(Rows, Timesteps, Features);
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i / Features / Timesteps, i / Features % Timesteps, i % Features] *= 1e6f;
        }

        Assert.All(model.Predict(new ArraySource(inputs)).ToArray(), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Rows_without_anything_to_attend_to_give_the_bias()
    {
        var layer = new MultiHeadAttention(2, 3);
        Signal query = Graph.Input(2, Features, "query");
        Signal value = Graph.Input(Timesteps, Features, "value");
        var model = new Graph([query, value], [layer.Apply(query, value)]);
        model.Build();
        layer.Parameters.Single(parameter => parameter.Name == "output_bias").Values.Fill(0.25f);
        ShardPass pass = model.CreatePass([query.Shape, value.Shape], [false, true], 1, default);
        pass.Inputs[0].Values.Values.Fill(1);
        model.Prepare(training: false);

        pass.Forward();

        Assert.False(pass.Output.IsMasked);
        Assert.All(pass.Output.Values.ToArray(), output => Assert.Equal(0.25f, output));
    }

    [Fact]
    public void Inputs_that_do_not_meet_are_refused()
    {
        Signal query = Graph.Input(2, Features, "query");
        Signal value = Graph.Input(Timesteps, Features, "value");
        Assert.Contains(
            "[batch, 5, 4]", Assert.Throws<ArgumentException>(() => new MultiHeadAttention(1, 2).Apply(query, value, query)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new MultiHeadAttention(1, 2).Apply(query, value, value, value));
        Assert.Throws<ArgumentException>(() => new MultiHeadAttention(1, 2).Apply(Graph.Input(3)));
    }

    private static Sequential Build(MultiHeadAttention layer)
    {
        var model = new Sequential(new Input(Timesteps, Features), layer);
        model.Build();
        return model;
    }

    private static Tensor<float> Inputs() =>
        Tensor.Create(TestData.Flat(TestData.Sequences(Rows, Timesteps, Features)), [Rows, Timesteps, Features]);
}
