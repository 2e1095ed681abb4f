using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
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

    [Fact]
    public void Word_dropout_takes_the_vector_of_unknown_words_in_training_alone()
    {
        Embedding layer = new(4, 2, new EmbeddingOptions { WordDropout = 0.25f });
        var model = new Sequential(new Input(400), layer) { Seed = 3 };
        model.Build();
        float[] vectors = model.Parameters[0].Values.ToArray();
        ShardPass pass = model.CreatePass([Shape.Vector(400)], [false], 2, new PassOptions(Training: true));
        float[] indices = [.. Enumerable.Range(0, 800).Select(place => place < 100 ? 0f : 3f)];
        indices.CopyTo(pass.Input.Values);

        int Unknown(bool training)
        {
            pass.Context.IsTraining = training;
            pass.Forward();
            int unknown = 0;
            for (int place = 0; place < 800; place++)
            {
                float first = pass.Output.Values[place * 2];
                int row = place % 2, index = (int)indices[(row * 400) + (place / 2)];
                unknown += first == vectors[2] ? 1 : 0;
                Assert.Contains(first, index == 0 ? [vectors[0]] : (float[])[vectors[2], vectors[6]]);
            }

            return unknown;
        }

        Assert.Equal(0, Unknown(training: false));
        Assert.InRange(Unknown(training: true), 120, 230);
    }

    [Fact]
    public void Gradients_of_dropped_words_go_to_that_of_unknown_ones()
    {
        // By all words but unknown ones dropped nearly surely, the vectors of the others stay as they are.
        var model = new Sequential(
            new Input(4, 1), new Embedding(5, 2, new EmbeddingOptions { WordDropout = 0.999999f, UnknownIndex = 2 }),
            new GlobalAveragePooling1D(), new Dense(1))
        {
            Seed = 3,
        };
        model.Build();
        float[] before = model.Parameters[0].Values.ToArray();
        model.Compile(new Sgd(0.1f), new MeanSquaredError());
        model.Fit(new float[,,] { { { 1 }, { 3 }, { 4 }, { 1 } } }, new float[,] { { 1 } }, new FitOptions { Epochs = 1 });
        float[] after = model.Parameters[0].Values.ToArray();

        Assert.Equal([true, true, false, true, true], Enumerable.Range(0, 5).Select(row => before[row * 2] == after[row * 2]));
    }

    [Fact]
    public void An_unknown_index_outside_the_vocabulary_is_refused() =>
        Assert.Contains("unknown index is 5", Assert.Throws<ArgumentException>(
            new Sequential(new Input(3), new Embedding(5, 2, new EmbeddingOptions { WordDropout = 0.1f, UnknownIndex = 5 })).Build).Message,
            StringComparison.Ordinal);
}
