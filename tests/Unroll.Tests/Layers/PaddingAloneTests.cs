using Unroll.Data;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Tests.Contracts;

namespace Unroll.Tests.Layers;

/// <summary>Rows of padding alone give zeros, and padding on either side changes nothing.</summary>
public sealed class PaddingAloneTests
{
    private static readonly Dictionary<string, Func<bool, Layer>> _layers = new()
    {
        ["lstm"] = sequences => new Lstm(3, new() { ReturnSequences = sequences }),
        ["gru"] = sequences => new Gru(3, new() { ReturnSequences = sequences }),
        ["gru, reset before"] = sequences => new Gru(3, new() { ReturnSequences = sequences, ResetAfter = false }),
        ["simple rnn"] = sequences => new SimpleRnn(3, new() { ReturnSequences = sequences }),
        ["lstm with peepholes"] = sequences => new Lstm(3, new() { ReturnSequences = sequences, Peephole = true }),
        ["bidirectional lstm"] = sequences => new Bidirectional(new Lstm(3, new() { ReturnSequences = sequences })),
        ["bidirectional gru"] = sequences => new Bidirectional(new Gru(3, new() { ReturnSequences = sequences }), MergeMode.Sum),
        ["read backwards"] = sequences => new Lstm(3, new() { ReturnSequences = sequences, GoBackwards = true }),
    };

    public static TheoryData<string> Names => [.. _layers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_row_of_padding_alone_is_zero(string name)
    {
        foreach (bool sequences in new[] { false, true })
        {
            float[,,] inputs = TestData.Sequences(3, 4, 2);
            for (int t = 0; t < 4; t++)
            {
                (inputs[1, t, 0], inputs[1, t, 1]) = (0, 0);
            }

            Model masked = new Sequential(new Input(4, 2), new Masking(), _layers[name](sequences)) { Seed = 2 };
            Model lengths = new Sequential(new Input(4, 2), _layers[name](sequences)) { Seed = 2 };
            foreach (float[] predictions in new[]
            {
                masked.Predict(inputs).ToArray(), lengths.Predict(new ArraySource(inputs) { Lengths = [4, 0, 4] }).ToArray(),
            })
            {
                int width = predictions.Length / 3;
                Assert.All(predictions[width..(2 * width)], value => Assert.Equal(0, value));
                Assert.All(predictions, value => Assert.True(float.IsFinite(value)));
                Assert.Contains(predictions, value => value != 0);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Padding_on_either_side_is_as_none(string name)
    {
        float[,,] inputs = TestData.Sequences(2, 3, 2), left = new float[2, 5, 2], right = new float[2, 5, 2];
        for (int row = 0; row < 2; row++)
        {
            for (int t = 0; t < 3; t++)
            {
                for (int feature = 0; feature < 2; feature++)
                {
                    left[row, t + 2, feature] = inputs[row, t, feature];
                    right[row, t, feature] = inputs[row, t, feature];
                }
            }
        }

        var model = new Sequential(new Input(Shape.AnyLength, 2), new Masking(), _layers[name](false)) { Seed = 2 };
        float[] expected = [.. model.Predict(inputs)];
        foreach (float[,,] padded in new[] { left, right })
        {
            Assert.All(expected.Zip(model.Predict(padded).ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
        }
    }
}
