using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Training;

namespace Unroll.Tests.Training;

/// <summary>Vectors of an embedding that a batch does not have are left as they are, where that is asked for.</summary>
public class SparseUpdateTests
{
    private const int Vocabulary = 3000;
    private const int Rows = 40;
    private const int Timesteps = 6;

    public static TheoryData<int, int> Accumulations => new() { { 1, 1 }, { 1, 3 }, { 3, 1 } };

    [Theory]
    [MemberData(nameof(Accumulations))]
    public void Without_moments_the_same_bits_come_out_as_by_dense_updates(int accumulation, int threads)
    {
        float[] sparse = Weights(true, new Sgd(0.5f), Vocabulary, accumulation, threads);
        float[] dense = Weights(false, new Sgd(0.5f), Vocabulary, accumulation, threads);

        Assert.Equal(dense, sparse);
    }

    [Fact]
    public void With_moments_too_where_each_batch_has_all_indices()
    {
        float[] sparse = Weights(true, new Adam(0.01f), 20, 1, 2), dense = Weights(false, new Adam(0.01f), 20, 1, 2);

        Assert.Equal(dense, sparse);
    }

    [Fact]
    public void A_vector_moves_in_the_steps_whose_batches_have_its_index_and_in_no_others()
    {
        Sequential network = Network(true, new Adam(0.01f), Vocabulary);
        List<float[]> after = [];
        ArraySource source = Source(Vocabulary);
        network.Build();
        after.Add(Embeddings(network));
        network.Fit(source, Options() with { Epochs = 1, Callbacks = [new AfterBatch(() => after.Add(Embeddings(network)))] });

        int[] moved = new int[after.Count];
        for (int batch = 1; batch < after.Count; batch++)
        {
            HashSet<int> indices = IndicesOf(source, batch - 1);
            for (int index = 0; index < Vocabulary; index++)
            {
                bool isSame = after[batch].AsSpan(index * 4, 4).SequenceEqual(after[batch - 1].AsSpan(index * 4, 4));
                Assert.Equal(indices.Contains(index), !isSame);
                moved[batch] += isSame ? 0 : 1;
            }
        }

        Assert.All(moved.Skip(1), count => Assert.InRange(count, 20, Rows * Timesteps));
    }

    [Fact]
    public void A_network_is_saved_with_the_setting()
    {
        Layer layer = Layer.Catalogue.Create(Layer.Catalogue.Write(new Embedding(10, 4, new() { SparseUpdates = true })));

        Assert.Contains("sparse-updates", Layer.Catalogue.Write(layer).ToJsonString(), StringComparison.Ordinal);
    }

    private static float[] Weights(bool isSparse, Optimizer optimizer, int vocabulary, int accumulation, int threads)
    {
        optimizer.Clipping = GradientClipping.ByValue(0.5f);
        Sequential network = Network(isSparse, optimizer, vocabulary);
        network.Fit(Source(vocabulary), Options() with { AccumulationSteps = accumulation, Threads = threads });
        return network.GetWeights();
    }

    private static float[] Embeddings(Sequential network) => network.GetWeights()[..(Vocabulary * 4)];

    private static HashSet<int> IndicesOf(ArraySource source, int batch)
    {
        int rows = Math.Min(Rows, source.Count - (batch * Rows));
        float[] values = new float[rows * Timesteps];
        source.CopyInputs([.. Enumerable.Range(batch * Rows, rows)], new TimeMajorSpan(values, Timesteps, rows, 1));
        return [.. values.Select(value => (int)value)];
    }

    private static Sequential Network(bool isSparse, Optimizer optimizer, int vocabulary)
    {
        Sequential network = new(
            [
                new Input(Shape.Sequence(Timesteps, 1)), new Embedding(vocabulary, 4, new() { SparseUpdates = isSparse }), new Gru(8),
                new Dense(1),
            ])
        { Seed = 3 };
        network.Compile(optimizer, new MeanSquaredError());
        return network;
    }

    // The last batch is smaller, with fewer shards, so that its gradients lie in some of the buffers alone.
    private static FitOptions Options() => new() { Epochs = 3, BatchSize = Rows, Shuffle = false };

    private static ArraySource Source(int vocabulary)
    {
        RandomStream random = new(1);
        int count = vocabulary < Rows ? 4 * Rows : (4 * Rows) + 7;
        float[,,] x = new float[count, Timesteps, 1];
        float[,] y = new float[count, 1];
        for (int row = 0; row < count; row++)
        {
            for (int t = 0; t < Timesteps; t++)
            {
                x[row, t, 0] = vocabulary < Rows ? ((row * Timesteps) + t) % vocabulary : random.NextInt32(vocabulary);
            }

            y[row, 0] = random.NextSingle();
        }

        return new ArraySource(x, y);
    }

    private sealed class AfterBatch(Action action) : Callback
    {
        public override void OnBatchEnd(TrainingContext context) => action();
    }
}
