using System.Numerics.Tensors;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Training;

namespace Unroll.PublicApi.Tests;

/// <summary>Arrays of whole numbers are sequences of tokens or classes; a network learns from them as from the same floats.</summary>
public sealed class TokenSamplesTests
{
    private const int Rows = 12;
    private const int Timesteps = 5;

    [Fact]
    public void Sequences_of_one_length_and_the_class_of_each_step()
    {
        int[,] tokens = new int[Rows, Timesteps], classes = new int[Rows, Timesteps];
        float[,,] floats = new float[Rows, Timesteps, 1], targets = new float[Rows, Timesteps, 1];
        for (int i = 0; i < tokens.Length; i++)
        {
            (int row, int t) = (i / Timesteps, i % Timesteps);
            floats[row, t, 0] = tokens[row, t] = (row + (2 * t)) % 7;
            targets[row, t, 0] = classes[row, t] = tokens[row, t] / 3;
        }

        Tensor<float> predicted = Predictions(tokens, classes);
        Assert.Equal([Rows, Timesteps, 3], predicted.Lengths.ToArray());
        Assert.Equal(Predictions(floats, targets), predicted);
    }

    [Fact]
    public void Sequences_of_any_lengths()
    {
        int[][] tokens =
            [.. Enumerable.Range(0, Rows).Select(row => Enumerable.Range(row, 2 + (row % 4)).Select(token => token % 7).ToArray())];
        float[][][] floats = [.. tokens.Select(row => row.Select(token => new float[] { token }).ToArray())];
        int[][] classes = [.. tokens.Select(row => row.Select(token => token / 3).ToArray())];
        float[][][] targets = [.. classes.Select(row => row.Select(label => new float[] { label }).ToArray())];

        Assert.True(((Samples)tokens).IsRagged);
        Assert.Equal(Predictions(floats, targets), Predictions(tokens, classes));
    }

    [Fact]
    public void A_missing_sequence_is_refused_by_its_number()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => (Samples)(int[][])[[1], null!]);
        Assert.Contains("Sequence 1 (from 0) is null", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whole_numbers_where_rows_of_targets_are_wanted_are_refused_with_the_type_to_give()
    {
        var model = new Sequential(new Input(3), new Dense(2, new() { Activation = ActivationFunction.Sigmoid }));
        model.Compile(new Adam(), new BinaryCrossEntropy());
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => model.Fit(new float[2, 3], new[,] { { 1, 0 }, { 0, 1 } }, new FitOptions { Epochs = 1 }));
        Assert.Contains("give them as float[,]", error.Message, StringComparison.Ordinal);
    }

    private static Tensor<float> Predictions(Samples x, Samples y)
    {
        var model = new Sequential(
            new Input(Shape.AnyLength, 1), new Embedding(7, 3), new Gru(4, new() { ReturnSequences = true }), new Dense(3))
        {
            Seed = 4,
        };
        model.Compile(new Adam(0.02f), new SparseCategoricalCrossEntropy(new() { FromLogits = true }));
        model.Fit(x, y, new FitOptions { Epochs = 3, BatchSize = 5 });
        return model.Predict(x);
    }
}
