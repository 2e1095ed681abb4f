using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tests.Reproducibility;
using Unroll.Training;

namespace Unroll.Tests.Training;

/// <summary>A large vocabulary is trained as a small one is, and its logits are never held at once.</summary>
[Collection(AloneCollection.Name)]
public class PiecewiseHeadTests
{
    private const int Vocabulary = 1500;
    private const int Rows = 40;
    private const int Timesteps = 75;

    [Fact]
    public void Weights_loss_and_metrics_after_training_are_those_of_the_whole_network()
    {
        Sequential pieces = Network(false), whole = Network(true);

        History first = pieces.Fit(Source(), Options()), second = whole.Fit(Source(), Options());

        Assert.Equal(first.Epochs[^1].Loss, second.Epochs[^1].Loss, 5);
        Assert.Equal(first.Epochs[^1].Metrics["accuracy"], second.Epochs[^1].Metrics["accuracy"], 3);
        Assert.InRange(first.Epochs[^1].Loss, 0, 0.98 * first.Epochs[0].Loss);
        float[] a = pieces.GetWeights(), b = whole.GetWeights();
        Assert.All(Enumerable.Range(0, a.Length), i => Assert.InRange(a[i] - b[i], -1e-3f, 1e-3f));
        Assert.Equal(
            pieces.Evaluate(Source(), new PredictOptions()).Loss, whole.Evaluate(Source(), new PredictOptions()).Loss, 4);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(0.1f)]
    public void What_is_padding_or_weighs_nothing_is_left_out(float smoothing)
    {
        Sequential pieces = Network(false, smoothing), whole = Network(true, smoothing);
        ArraySource source = Source(lengths: true);

        History first = pieces.Fit(source, Options()), second = whole.Fit(source, Options());

        Assert.Equal(first.Epochs[^1].Loss, second.Epochs[^1].Loss, 5);
        Assert.Equal(first.Epochs[^1].Metrics["accuracy"], second.Epochs[^1].Metrics["accuracy"], 3);
        float[] a = pieces.GetWeights(), b = whole.GetWeights();
        Assert.All(Enumerable.Range(0, a.Length), i => Assert.InRange(a[i] - b[i], -1e-3f, 1e-3f));
        Assert.Equal(pieces.Evaluate(source, new PredictOptions()).Loss, whole.Evaluate(source, new PredictOptions()).Loss, 4);
    }

    [Fact]
    public void The_same_bits_come_out_on_any_number_of_threads()
    {
        Sequential single = Network(false), three = Network(false);

        single.Fit(Source(), Options() with { Threads = 1 });
        three.Fit(Source(), Options() with { Threads = 3 });

        Assert.Equal(single.GetWeights(), three.GetWeights());
    }

    [Fact]
    public void Logits_of_all_steps_are_not_held()
    {
        long Allocated(bool asWhole)
        {
            Sequential network = Network(asWhole);
            long before = GC.GetTotalAllocatedBytes(precise: true);
            network.Fit(Source(), Options() with { Epochs = 1, Threads = 1 });
            return GC.GetTotalAllocatedBytes(precise: true) - before;
        }

        long logits = (long)Rows * Timesteps * Vocabulary * sizeof(float);
        Assert.InRange(Allocated(true) - Allocated(false), 1.2 * logits, 4 * logits);
    }

    [Fact]
    public void What_is_not_finite_is_told_as_before()
    {
        Sequential network = Network(false);
        float[] weights = network.GetWeights();
        weights.AsSpan(^Vocabulary..).Fill(float.PositiveInfinity);
        network.SetWeights(weights);

        History history = network.Fit(Source(), Options());

        Assert.Equal(StopReason.NonFinite, history.StopReason);
        Assert.NotEmpty(history.StopDetail ?? "");
    }

    // A second linear layer that changes nothing keeps the head from being the last.
    private static Sequential Network(bool asWhole, float smoothing = 0)
    {
        Sequential network = new(
            [
                new Input(Shape.Sequence(Timesteps, 1)), new Embedding(Vocabulary, 8), new Gru(12, new() { ReturnSequences = true }),
                new Dense(Vocabulary), .. asWhole ? (Layer[])[new Activation(ActivationFunction.Linear)] : [],
            ])
        { Seed = 3 };
        network.Compile(
            new Adam(0.03f), new SparseCategoricalCrossEntropy(new() { FromLogits = true, LabelSmoothing = smoothing }),
                new Accuracy(TargetKind.Label));
        return network;
    }

    private static FitOptions Options() => new() { Epochs = 3, BatchSize = Rows, Shuffle = false };

    private static ArraySource Source(bool lengths = false)
    {
        RandomStream random = new(1);
        float[,,] x = new float[2 * Rows, Timesteps, 1], y = new float[2 * Rows, Timesteps, 1];
        for (int row = 0; row < 2 * Rows; row++)
        {
            for (int t = 0; t < Timesteps; t++)
            {
                int token = (int)(Vocabulary * Math.Pow(random.NextDouble(), 6));
                (x[row, t, 0], y[row, t, 0]) = (token, (token * 7 + 3) % Vocabulary);
            }
        }

        return lengths ? new ArraySource(x, y) { Lengths = [.. Enumerable.Range(0, 2 * Rows).Select(row => row * 31 % (Timesteps + 1))] }
            : new ArraySource(x, y);
    }
}
