using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tests.Contracts;
using Unroll.Tests.Oracles;
using Unroll.Training;

namespace Unroll.Tests.Reproducibility;

/// <summary>A seed gives the same weights, bit for bit, on any number of threads.</summary>
public sealed class ThreadCountTests
{
    private const int Samples = 150;

    private static readonly float[,,] _inputs = TestData.Sequences(Samples, 6, 3);

    private static readonly ArraySource _source = new(_inputs, TestData.Means(_inputs, 2));

    /// <summary>Batches with a short last one, smaller than a shard, of several shards, and all samples at once.</summary>
    public static TheoryData<int, string> Trainings
    {
        get
        {
            var trainings = new TheoryData<int, string>();
            foreach (int batchSize in new[] { 1, 7, 16, 40, 64, 1000 })
            {
                foreach (string optimizer in new[] { "adam", "sgd", "clip-norm", "clip-value", "renormalize" })
                {
                    trainings.Add(batchSize, optimizer);
                }
            }

            return trainings;
        }
    }

    [Fact]
    public void Weights_of_a_graph_with_padding_do_not_depend_on_threads()
    {
        float[] Train(int threads) =>
            GraphNetwork.Train(100, new FitOptions { Epochs = 2, BatchSize = 40, Threads = threads, AccumulationSteps = 2 });
        float[] expected = Train(1);
        AssertSameBits(expected, Train(2), "weights on 2 threads");
        AssertSameBits(expected, Train(3), "weights on 3 threads");
        Assert.All(expected, weight => Assert.True(float.IsFinite(weight)));
    }

    [Theory]
    [MemberData(nameof(Trainings))]
    public void Weights_do_not_depend_on_threads(int batchSize, string optimizer)
    {
        // Small batches take many steps: fewer epochs suffice.
        int epochs = batchSize < 10 ? 1 : 3;
        (Model model, History history) = Train(Recurrent(1), optimizer, batchSize, epochs, threads: 1);
        foreach (int threads in new[] { 2, 3, 0 })
        {
            (Model other, History otherHistory) = Train(Recurrent(1), optimizer, batchSize, epochs, threads);
            AssertSameBits(model.GetWeights(), other.GetWeights(), $"weights on {threads} threads");
            foreach ((EpochRecord expected, EpochRecord actual) in history.Epochs.Zip(otherHistory.Epochs))
            {
                Assert.Equal(expected.Loss, actual.Loss);
                Assert.Equal(expected.ValidationLoss, actual.ValidationLoss);
                Assert.Equal(expected.Metrics, actual.Metrics);
            }
        }

        Assert.All(model.GetWeights(), weight => Assert.True(float.IsFinite(weight)));
    }

    /// <summary>Too few rows for two shards: the threads share the columns of the products instead.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Weights_of_wide_layers_on_few_rows_do_not_depend_on_threads(int rows)
    {
        // 4 · 25 rows of 600 features: more than one block of a transposed product on narrow vectors.
        float[,,] inputs = TestData.Sequences(2 * rows, 25, 3);
        var source = new ArraySource(inputs, TestData.Means(inputs, 70));
        (float[] Weights, float[] Predictions) Run(int threads)
        {
            var model = new Sequential(
                new Input(25, 3),
                new Bidirectional(new Lstm(150, new LstmOptions { ReturnSequences = true })),
                new Conv1D(600, 3, new Conv1DOptions { Padding = WindowPadding.Causal }),
                new Dense(48),
                new Gru(200),
                new Dense(70));
            model.Compile(new Adam(0.01f), new MeanSquaredError());
            model.Fit(source, new FitOptions { Epochs = 2, BatchSize = rows, Threads = threads });
            return (model.GetWeights(), [.. model.Predict(source, new PredictOptions { BatchSize = rows, Threads = threads })]);
        }

        (float[] weights, float[] predictions) = Run(1);
        foreach (int threads in new[] { 2, 3, 5 })
        {
            (float[] otherWeights, float[] otherPredictions) = Run(threads);
            AssertSameBits(weights, otherWeights, $"weights on {threads} threads");
            AssertSameBits(predictions, otherPredictions, $"predictions on {threads} threads");
        }
    }

    [Fact]
    public void Another_seed_gives_other_weights()
    {
        float[] first = Recurrent(1).GetWeights();
        Assert.Equal(first, Recurrent(1).GetWeights());
        Assert.NotEqual(first, Recurrent(2).GetWeights());
        Assert.NotEqual(
            Train(Recurrent(1), "adam", 16, 1, threads: 1).Model.GetWeights(),
            Train(Recurrent(2), "adam", 16, 1, threads: 1).Model.GetWeights());
    }

    [Fact]
    public void Training_repeats_in_one_process_as_in_the_next()
    {
        // Nothing may be left over from an earlier model: buffers, random streams, packed weights.
        float[] first = Train(Recurrent(4), "adam", 40, 2, threads: 2).Model.GetWeights();
        Train(Recurrent(5), "sgd", 7, 1, threads: 3);
        AssertSameBits(first, Train(Recurrent(4), "adam", 40, 2, threads: 2).Model.GetWeights(), "weights of the second training");
    }

    [Fact]
    public void Predictions_do_not_depend_on_threads()
    {
        Model model = Recurrent(3);
        float[] expected = Predict(model, batchSize: 64, threads: 1);
        foreach (int threads in new[] { 2, 3, 0 })
        {
            AssertSameBits(expected, Predict(model, 64, threads), $"predictions on {threads} threads");
        }
    }

    /// <summary>
    /// A product with one row adds up in another order than one with more, so that the last bits may differ where a batch leaves one row
    /// over.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(33)]
    [InlineData(149)]
    [InlineData(1000)]
    public void Predictions_do_not_depend_on_the_batch_size_beyond_rounding(int batchSize)
    {
        Model model = Recurrent(3);
        Compare.Near("predictions", Predict(model, 64, threads: 1), Predict(model, batchSize, threads: 2), 1e-6);
    }

    private static Sequential Recurrent(ulong seed)
    {
        var model = new Sequential(
            new Input(6, 3),
            new Lstm(9, new LstmOptions { ReturnSequences = true }),
            new Dropout(0.2f),
            new Gru(7, new GruOptions { ReturnSequences = true }),
            new SimpleRnn(5),
            new Dropout(0.1f),
            new Dense(2))
        {
            Seed = seed,
        };
        model.Build();
        return model;
    }

    private static (Model Model, History History) Train(Sequential model, string optimizer, int batchSize, int epochs, int threads)
    {
        model.Compile(
            optimizer switch
            {
                "adam" => new Adam(0.01f),
                "sgd" => new Sgd(0.05f, new SgdOptions { Momentum = 0.9f, Nesterov = true }),
                "clip-norm" => new Adam(0.01f) { Clipping = GradientClipping.ByGlobalNorm(0.1f) },
                "clip-value" => new Sgd(0.05f) { Clipping = GradientClipping.ByValue(0.01f) },
                _ => new Sgd(0.05f) { Clipping = GradientClipping.Renormalize(0.5f) },
            },
            new MeanSquaredError(),
            Metric.Catalogue.Create("mae"));
        History history = model.Fit(
            _source,
            new FitOptions { Epochs = epochs, BatchSize = batchSize, Threads = threads, ValidationSplit = 0.1f, Shuffle = true });
        return (model, history);
    }

    private static float[] Predict(Model model, int batchSize, int threads) =>
        [.. model.Predict(_source, new PredictOptions { BatchSize = batchSize, Threads = threads })];

    private static void AssertSameBits(float[] expected, float[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(
                BitConverter.SingleToInt32Bits(expected[i]) == BitConverter.SingleToInt32Bits(actual[i]),
                $"{what}: number {i} is {actual[i]:G9} instead of {expected[i]:G9}.");
        }
    }
}
