using Unroll.Data;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Training;

namespace Unroll.Tests.Layers;

public sealed class EmbeddingTests
{
    [Theory]
    [InlineData(5f, "5")]
    [InlineData(-1f, "-1")]
    [InlineData(1.5f, "1.5")]
    [InlineData(float.NaN, "NaN")]
    [InlineData(3e9f, "3E+09")]
    public void An_index_that_does_not_exist_is_named_whatever_the_thread(float index, string text)
    {
        var model = new Sequential(new Input(3, 1), new Embedding(5, 2) { Name = "words" });
        var inputs = new float[40, 3, 1];
        inputs[2, 1, 0] = index;

        foreach (int threads in new[] { 1, 2 })
        {
            var error = Assert.Throws<InputException>(
                () => model.Predict(new ArraySource(inputs), new PredictOptions { Threads = threads }));
            Assert.Contains($"'words' got {text} at timestep 1 of row 2 ", error.Message, StringComparison.Ordinal);
            Assert.Contains("from 0 to 4", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Features_that_are_no_indices_are_refused()
    {
        var model = new Sequential(new Input(3, 2), new Embedding(5, 2));
        Assert.Contains("[batch, 3, 2]", Assert.Throws<ArgumentException>(model.Build).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Vectors_of_indices_give_what_sequences_of_them_give()
    {
        var vectors = new Sequential(new Input(3), new Embedding(5, 2)) { Seed = 3 };
        var sequences = new Sequential(new Input(3, 1), new Embedding(5, 2)) { Seed = 3 };
        float[,] flat = { { 1, 4, 0 }, { 2, 2, 3 } };
        float[,,] deep = { { { 1 }, { 4 }, { 0 } }, { { 2 }, { 2 }, { 3 } } };

        Assert.Equal(sequences.Predict(new ArraySource(deep)).ToArray(), vectors.Predict(new ArraySource(flat)).ToArray());
        Assert.Equal(Shape.Sequence(3, 2), vectors.OutputShape);
    }

    [Fact]
    public void Index_0_is_padding_where_asked_for()
    {
        var model = new Sequential(new Input(3), new Embedding(5, 2, new EmbeddingOptions { MaskZero = true }));
        model.Build();
        ShardPass pass = model.CreatePass([Shape.Vector(3)], [false], 2, default);
        new float[] { 1, 4, 0, 2, 0, 3 }.CopyTo(pass.Input.Values);
        pass.Forward();

        Assert.Equal([true, true, true, false, false, true], pass.Output.Mask.ToArray());
        Assert.Equal(0, pass.Output.At(2, 0)[0]);
    }
}
