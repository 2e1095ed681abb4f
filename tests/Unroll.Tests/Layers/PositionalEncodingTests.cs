using Unroll.Data;
using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Tests.Layers;

public sealed class PositionalEncodingTests
{
    [Fact]
    public void Sines_and_cosines_are_added()
    {
        var model = new Sequential(new Input(Shape.AnyLength, 5), new PositionalEncoding());
        var inputs = new float[1, 40, 5];
        inputs[0, 7, 2] = 3;

        float[] output = [.. model.Predict(new ArraySource(inputs))];

        for (int t = 0; t < 40; t++)
        {
            for (int i = 0; i < 5; i++)
            {
                double angle = t / Math.Pow(10000, 2 * (i / 2) / 5.0);
                double expected = (i % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle)) + inputs[0, t, i];
                Assert.Equal(expected, output[(t * 5) + i], 1e-6);
            }
        }
    }

    [Fact]
    public void Learned_positions_end_somewhere()
    {
        var open = new Sequential(new Input(Shape.AnyLength, 2), new PositionalEncoding(new PositionalEncodingOptions { Learned = true }));
        Assert.Contains("MaxLength", Assert.Throws<ArgumentException>(open.Build).Message, StringComparison.Ordinal);

        var limited = new Sequential(
            new Input(Shape.AnyLength, 2), new PositionalEncoding(new PositionalEncodingOptions { Learned = true, MaxLength = 4 }));
        Assert.Equal(8, limited.Predict(new ArraySource(new float[1, 4, 2])).ToArray().Length);
        var error = Assert.Throws<ArgumentException>(() => limited.Predict(new ArraySource(new float[1, 5, 2])));
        Assert.Contains("4 positions", error.Message, StringComparison.Ordinal);
    }
}
