using System.Numerics.Tensors;
using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Tests.Layers;

public sealed class AdditiveAttentionTests
{
    private const int Rows = 3;
    private const int Queries = 4;
    private const int Keys = 6;
    private const int QueryFeatures = 3;
    private const int KeyFeatures = 5;
    private const int Units = 7;

    private static readonly int[] _lengths = [6, 2, 0];

    [Fact]
    public void Outputs_and_weights_are_those_of_the_published_formula()
    {
        AdditiveAttention layer = new(Units);
        Signal query = Graph.Input(Queries, QueryFeatures), value = Graph.Input(Keys, KeyFeatures);
        Graph model = new([query, value], [layer.Apply(query, value)]) { Seed = 3 };
        model.Build();
        float[,,] queries = Normal(1, Queries, QueryFeatures), values = Normal(2, Keys, KeyFeatures);
        float[] query1 = [.. queries.Cast<float>()], value1 = [.. values.Cast<float>()];

        Tensor<float> output = model.Predict([queries, values]);
        Tensor<float> weights = layer.GetAttentionWeights(
            Tensor.Create(query1, [Rows, Queries, QueryFeatures]), Tensor.Create(value1, [Rows, Keys, KeyFeatures]), lengths: null);

        for (int row = 0; row < Rows; row++)
        {
            for (int t = 0; t < Queries; t++)
            {
                double[] scores = [.. Enumerable.Range(0, Keys).Select(s => Score(layer, queries, values, row, t, s))];
                double sum = scores.Sum(Math.Exp);
                for (int s = 0; s < Keys; s++)
                {
                    Assert.Equal(Math.Exp(scores[s]) / sum, weights[row, 0, t, s], 1e-6);
                }

                for (int feature = 0; feature < KeyFeatures; feature++)
                {
                    double expected = Enumerable.Range(0, Keys).Sum(s => Math.Exp(scores[s]) / sum * values[row, s, feature]);
                    Assert.Equal(expected, output[row, t, feature], 1e-5);
                }
            }
        }
    }

    [Fact]
    public void Weights_add_up_to_1_and_leave_out_padding()
    {
        AdditiveAttention layer = new(Units);
        new Sequential(new Input(Keys, KeyFeatures), layer).Build();

        Tensor<float> weights = layer.GetAttentionWeights(
            Tensor.Create([.. Normal(4, Keys, KeyFeatures).Cast<float>()], [Rows, Keys, KeyFeatures]), lengths: _lengths);

        for (int row = 0; row < Rows; row++)
        {
            for (int t = 0; t < _lengths[row]; t++)
            {
                float[] shares = [.. Enumerable.Range(0, Keys).Select(s => weights[row, 0, t, s])];
                Assert.Equal(1, shares.Sum(), 1e-6);
                Assert.All(shares.Index(), share => Assert.Equal(share.Index < _lengths[row], share.Item > 0));
            }
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        AdditiveAttention layer = new(Units);
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdditiveAttention(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdditiveAttention(2, new() { Dropout = 1 }));
        Assert.Contains("(query) or (query, value)", Assert.Throws<ArgumentException>(() => layer.GetOutputShapes(
            [Shape.Sequence(2, 3), Shape.Sequence(2, 3), Shape.Sequence(2, 3)])).Message, StringComparison.Ordinal);
        Assert.Contains("AdditiveAttentionUnits", Assert.Throws<ArgumentException>(() => EncoderDecoder.Create(
            Shape.Sequence(4, 2), 2, 4, new() { AttentionHeads = 1, AdditiveAttentionUnits = 3 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_decoder_that_attends_additively_writes_step_by_step_what_it_says_at_once()
    {
        EncoderDecoder network = EncoderDecoder.Create(
            Shape.Sequence(Keys, KeyFeatures), 2, Units, new() { AdditiveAttentionUnits = 4, Bidirectional = true, Seed = 2 });
        float[,,] sources = Normal(6, Keys, KeyFeatures);

        Tensor<float> written = network.Predict(sources, Queries);

        // What was written, one timestep later, is the decoder's input in training.
        float[,,] previous = new float[Rows, Queries, 2];
        for (int i = 0; i < Rows * (Queries - 1) * 2; i++)
        {
            (int row, int t, int feature) = (i / ((Queries - 1) * 2), i / 2 % (Queries - 1), i % 2);
            previous[row, t + 1, feature] = written[row, t, feature];
        }

        Tensor<float> atOnce = network.Model.Predict([sources, previous]);
        for (int i = 0; i < Rows * Queries * 2; i++)
        {
            (int row, int t, int feature) = (i / (Queries * 2), i / 2 % Queries, i % 2);
            Assert.Equal(atOnce[row, t, feature], written[row, t, feature], 1e-5);
        }
    }

    /// <summary>vᵀ·tanh(W·q + U·k) in double precision.</summary>
    private static double Score(AdditiveAttention layer, float[,,] queries, float[,,] values, int row, int t, int s)
    {
        Parameter[] parameters = [.. layer.Parameters];
        double score = 0;
        for (int unit = 0; unit < Units; unit++)
        {
            double hidden = 0;
            for (int i = 0; i < QueryFeatures; i++)
            {
                hidden += queries[row, t, i] * parameters[0].Values[(i * Units) + unit];
            }

            for (int i = 0; i < KeyFeatures; i++)
            {
                hidden += values[row, s, i] * parameters[1].Values[(i * Units) + unit];
            }

            score += Math.Tanh(hidden) * parameters[2].Values[unit];
        }

        return score;
    }

    private static float[,,] Normal(ulong seed, int timesteps, int features)
    {
        RandomStream random = new(seed);
        float[,,] values = new float[Rows, timesteps, features];
        for (int i = 0; i < values.Length; i++)
        {
            values[i / (timesteps * features), i / features % timesteps, i % features] = (float)random.NextNormal();
        }

        return values;
    }
}
