using System.Numerics.Tensors;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tests.Contracts;
using Unroll.Tests.Oracles;
using Unroll.Training;

namespace Unroll.Tests.Training;

/// <summary>Padded timesteps and weights: what they must, and must not, change in training, evaluation and prediction.</summary>
public sealed class PaddingAndWeightTests
{
    private const int Features = 3;

    /// <summary>Stacks that end in a vector a sample, and stacks that end in a sequence.</summary>
    private static readonly Dictionary<string, Func<Layer[]>> _stacks = new()
    {
        ["lstm"] = () => [new Lstm(5), new Dense(2)],
        ["stacked gru, layer normalisation"] =
            () => [new Gru(4, new GruOptions { ReturnSequences = true }), new LayerNormalization(), new Gru(3), new Dense(2)],
        ["bidirectional"] = () =>
            [new Bidirectional(new Lstm(3, new LstmOptions { ReturnSequences = true })), new GlobalAveragePooling1D(), new Dense(2)],
        ["causal convolution and maximum"] = () =>
            [new Conv1D(4, 2, new Conv1DOptions { Padding = WindowPadding.Causal }), new GlobalMaxPooling1D(), new Dense(2)],
        ["transformer"] = () => [new Dense(4), new TransformerEncoder(2, 6), new GlobalAveragePooling1D(), new Dense(2)],
        ["batch normalisation"] = () => [new BatchNormalization(), new SimpleRnn(4), new Dense(2)],
        ["sequence"] = () => [new Lstm(4, new LstmOptions { ReturnSequences = true }), new Dropout(0), new Dense(2)],
        ["sequence of convolutions"] = () => [new TemporalConvolution(4, 2, [1, 2]), new TimeDistributed(new Dense(2))],
    };

    public static TheoryData<string> Stacks { get; } = new(_stacks.Keys);

    [Theory]
    [MemberData(nameof(Stacks))]
    public void More_padding_changes_nothing(string name)
    {
        int[] lengths = [5, 2, 4, 1, 3, 5, 2, 4, 3, 1];
        float[][] results = new float[2][];
        double[] losses = new double[2], accuracies = new double[2];
        for (int run = 0; run < 2; run++)
        {
            int timesteps = 5 + (run * 4);
            (ArraySource source, Sequential model) = Make(name, lengths, timesteps);
            model.Compile(new Sgd(0.05f, new SgdOptions { Momentum = 0.9f }), new MeanSquaredError(), new MeanAbsoluteError());
            History history = model.Fit(source, new FitOptions { Epochs = 3, BatchSize = 4 });
            results[run] = model.GetWeights();
            EvaluationResult evaluation = model.Evaluate(source);
            losses[run] = evaluation.Loss;
            accuracies[run] = evaluation.Metrics["mae"];
            Assert.True(double.IsFinite(history.Epochs[^1].Loss));
        }

        Compare.Near("weights", results[0], results[1], 1e-4);
        Assert.Equal(losses[0], losses[1], 1e-5);
        Assert.Equal(accuracies[0], accuracies[1], 1e-5);
    }

    [Fact]
    public void The_loss_of_padded_sequences_is_the_mean_over_real_timesteps()
    {
        int[] lengths = [5, 2, 4, 1, 3, 5, 2, 4, 3, 1];
        (ArraySource source, Sequential model) = Make("sequence", lengths, 7);
        model.Compile(new Sgd(0.01f), new MeanSquaredError(), new MeanAbsoluteError());
        Tensor<float> predictions = model.Predict(source);
        double squares = 0, magnitudes = 0;
        int terms = 0;
        var target = new TimeMajorSpan(new float[7 * 10 * 2], 7, 10, 2);
        source.CopyTargets([.. Enumerable.Range(0, 10)], target);
        for (int row = 0; row < 10; row++)
        {
            for (int t = 0; t < 7; t++)
            {
                for (int j = 0; j < 2; j++)
                {
                    double error = predictions[row, t, j] - target.At(t, row)[j];
                    bool isReal = t < lengths[row];
                    squares += isReal ? error * error : 0;
                    magnitudes += isReal ? Math.Abs(error) : 0;
                    terms += isReal ? 1 : 0;
                    Assert.True(isReal || predictions[row, t, j] == 0, "Padded predictions are zero.");
                }
            }
        }

        EvaluationResult evaluation = model.Evaluate(source, new PredictOptions { BatchSize = 3 });
        Assert.Equal(squares / terms, evaluation.Loss, 1e-6);
        Assert.Equal(magnitudes / terms, evaluation.Metrics["mae"], 1e-6);

        // One batch, one epoch: the reported loss is that of the weights before.
        Assert.Equal(squares / terms, model.Fit(source, new FitOptions { BatchSize = 10 }).Epochs[0].Loss, 1e-6);
    }

    [Fact]
    public void A_mask_value_and_lengths_are_the_same()
    {
        int[] lengths = [5, 2, 4, 1, 3, 5, 2, 4, 3, 1];
        (_, Sequential model) = Make("lstm", lengths, 6);
        var masked = new Sequential([new Input(6, Features), new Masking(-1), .. _stacks["lstm"]()]) { Seed = 4 };
        float[,,] x = Inputs(lengths, 6, padding: -1);
        float[,] y = new float[10, 2];
        for (int i = 0; i < 10; i++)
        {
            y[i, 0] = x[i, 0, 0];
        }

        masked.Build();
        masked.SetWeights(model.GetWeights());
        model.Compile(new Sgd(0.1f), new MeanSquaredError());
        masked.Compile(new Sgd(0.1f), new MeanSquaredError());
        model.Fit(new ArraySource(x, y) { Lengths = lengths }, new FitOptions { Epochs = 2, BatchSize = 5 });
        masked.Fit(x, y, new FitOptions { Epochs = 2, BatchSize = 5 });
        Compare.Near("weights", model.GetWeights(), masked.GetWeights(), 1e-6);
    }

    [Fact]
    public void Ragged_sequences_are_padded_sequences()
    {
        int[] lengths = [5, 2, 4, 1, 3, 5, 2, 4, 3, 1];
        float[,,] padded = Inputs(lengths, 5, padding: 0);
        float[][,] ragged = [.. lengths.Select((length, i) =>
        {
            float[,] sequence = new float[length, Features];
            for (int t = 0; t < length; t++)
            {
                for (int j = 0; j < Features; j++)
                {
                    sequence[t, j] = padded[i, t, j];
                }
            }

            return sequence;
        })];
        (_, Sequential first) = Make("bidirectional", lengths, 5);
        (_, Sequential second) = Make("bidirectional", lengths, 5);
        float[,] y = new float[10, 2];
        first.Compile(new Sgd(0.1f), new MeanSquaredError());
        second.Compile(new Sgd(0.1f), new MeanSquaredError());
        first.Fit(new ArraySource(padded, y) { Lengths = lengths }, new FitOptions { Epochs = 2 });
        second.Fit(ragged, y, new FitOptions { Epochs = 2 });
        Assert.Equal(first.GetWeights(), second.GetWeights());
        Assert.Throws<ArgumentException>(() => new ArraySource(ragged, new float[9, 1]));
        Assert.Throws<ArgumentException>(() => Samples.Ragged([new float[2, 3], new float[2, 4]]));
    }

    [Fact]
    public void A_weight_of_two_is_a_sample_twice_and_a_weight_of_zero_none()
    {
        float[,,] x = TestData.Sequences(6, 4, Features);
        float[,] y = TestData.Means(x);
        int[] twice = [0, 1, 1, 3, 4, 5, 5];
        float[,,] repeated = new float[7, 4, Features];
        float[,] targets = new float[7, 1];
        for (int i = 0; i < 7; i++)
        {
            targets[i, 0] = y[twice[i], 0];
            for (int t = 0; t < 4; t++)
            {
                for (int j = 0; j < Features; j++)
                {
                    repeated[i, t, j] = x[twice[i], t, j];
                }
            }
        }

        float[] Train(SampleSource source, out double loss)
        {
            var model = new Sequential(new Input(4, Features), new Gru(3), new Dense(1)) { Seed = 5 };
            model.Compile(new Sgd(0.1f), new MeanSquaredError());
            model.Fit(source, new FitOptions { Epochs = 5, BatchSize = 7, Shuffle = false });
            loss = model.Evaluate(source).Loss;
            return model.GetWeights();
        }

        float[] weighted = Train(new ArraySource(x, y) { Weights = [1, 2, 0, 1, 1, 2] }, out double weightedLoss);
        float[] plain = Train(new ArraySource(repeated, targets), out double plainLoss);
        Compare.Near("weights", plain, weighted, 1e-5);
        Assert.Equal(plainLoss, weightedLoss, 1e-6);
        Assert.Throws<ArgumentException>(() => new ArraySource(x, y) { Weights = [1, 2] });
        Assert.Throws<ArgumentException>(() => new ArraySource(x, y) { Weights = [1, 2, -1, 1, 1, 1] });
        Assert.Throws<ArgumentException>(() => new ArraySource(x, y) { Lengths = [1, 2, 5, 1, 1, 1] });
    }

    [Fact]
    public void Steps_may_weigh_differently()
    {
        float[,,] x = TestData.Sequences(3, 4, Features);
        float[,,] y = new float[3, 4, 1];
        var model = new Sequential(
            new Input(4, Features), new SimpleRnn(2, new SimpleRnnOptions { ReturnSequences = true }), new Dense(1))
        { Seed = 1 };
        model.Compile(new Sgd(0.1f), new MeanAbsoluteError());
        float[,] weights = { { 1, 0, 2, 0 }, { 0, 0, 0, 0 }, { 3, 1, 1, 1 } };
        Tensor<float> predictions = model.Predict(new ArraySource(x));
        double sum = 0;
        for (int i = 0; i < 3; i++)
        {
            for (int t = 0; t < 4; t++)
            {
                sum += weights[i, t] * Math.Abs(predictions[i, t, 0]);
            }
        }

        Assert.Equal(sum / 9, model.Evaluate(new ArraySource(x, y) { StepWeights = weights }).Loss, 1e-6);
    }

    private static (ArraySource Source, Sequential Model) Make(string name, int[] lengths, int timesteps)
    {
        // What is behind the lengths is not even a number: it must not matter.
        float[,,] x = Inputs(lengths, timesteps, float.NaN);
        var model = new Sequential([new Input(Shape.AnyLength, Features), .. _stacks[name]()]) { Seed = 4 };
        model.Build();
        if (!model.OutputShape.IsSequence)
        {
            float[,] y = new float[lengths.Length, 2];
            for (int i = 0; i < lengths.Length; i++)
            {
                (y[i, 0], y[i, 1]) = (x[i, 0, 0], lengths[i] * 0.2f);
            }

            return (new ArraySource(x, y) { Lengths = lengths }, model);
        }

        float[,,] sequences = new float[lengths.Length, timesteps, 2];
        for (int i = 0; i < lengths.Length; i++)
        {
            for (int t = 0; t < timesteps; t++)
            {
                (sequences[i, t, 0], sequences[i, t, 1]) = t < lengths[i] ? (x[i, t, 0], x[i, t, 1] * x[i, t, 2]) : (float.NaN, float.NaN);
            }
        }

        return (new ArraySource(x, sequences) { Lengths = lengths }, model);
    }

    private static float[,,] Inputs(int[] lengths, int timesteps, float padding)
    {
        var x = new float[lengths.Length, timesteps, Features];
        for (int i = 0; i < lengths.Length; i++)
        {
            for (int t = 0; t < timesteps; t++)
            {
                for (int j = 0; j < Features; j++)
                {
                    x[i, t, j] = t < lengths[i] ? MathF.Sin((i * 7) + (t * 3) + (j * 5)) : padding;
                }
            }
        }

        return x;
    }
}
