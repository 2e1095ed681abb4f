using Unroll.Layers;

namespace Unroll.Tests.Layers;

/// <summary>Attention by tiles against the plain formula in double precision, forward and backward.</summary>
public sealed class ScaledDotProductTests
{
    /// <summary>
    /// Queries, keys, key dimension, value dimension, causal, padded, dropout: lengths around those of tiles, and odd ones.
    /// </summary>
    public static TheoryData<int, int, int, int, bool, bool, float> Cases { get; } = new()
    {
        { 1, 1, 1, 1, false, false, 0 },
        { 1, 7, 3, 2, false, true, 0 },
        { 17, 1, 5, 3, true, false, 0 },
        { 63, 65, 4, 5, false, true, 0 },
        { 65, 63, 7, 16, true, true, 0 },
        { 64, 64, 16, 16, true, false, 0 },
        { 129, 131, 3, 17, false, false, 0 },
        { 130, 130, 16, 8, true, true, 0 },
        { 33, 200, 8, 8, false, true, 0.3f },
        { 200, 97, 8, 4, true, false, 0.5f },
        { 257, 257, 2, 3, true, true, 0.2f },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Tiles_give_what_the_formula_gives(
        int queries, int keys, int keyDimension, int valueDimension, bool causal, bool padded, float dropout)
    {
        var naive = new NaiveAttention(new AttentionSizes(3, queries, keys, 2, keyDimension, valueDimension), causal, dropout, padded);
        naive.Run();
        foreach ((string name, float[] actual, double[] expected) in naive.Results)
        {
            double size = expected.Max(Math.Abs);
            for (int i = 0; i < actual.Length; i++)
            {
                Assert.True(
                    Math.Abs(actual[i] - expected[i]) <= 2e-6 * (1 + size),
                    $"{name}[{i}] is {actual[i]:R}, but should be {expected[i]:R}.");
            }
        }
    }

    /// <summary>Which weights are dropped follows from the seed alone, and about as many are dropped as asked for.</summary>
    [Fact]
    public void Dropout_drops_its_share()
    {
        const int Timesteps = 150;
        var sizes = new AttentionSizes(1, Timesteps, Timesteps, 1, 4, Timesteps);
        float[] first = NaiveAttention.DroppedWeights(sizes, 0.25f, seed: 1);
        Assert.Equal(first, NaiveAttention.DroppedWeights(sizes, 0.25f, seed: 1));
        Assert.NotEqual(first, NaiveAttention.DroppedWeights(sizes, 0.25f, seed: 2));

        // Five standard deviations of a binomial share.
        double share = first.Count(weight => weight == 0) / (double)first.Length;
        Assert.InRange(share, 0.25 - (5 * Math.Sqrt(0.25 * 0.75 / first.Length)), 0.25 + (5 * Math.Sqrt(0.25 * 0.75 / first.Length)));

        // No query and no key is always or never dropped.
        for (int i = 0; i < Timesteps; i++)
        {
            Assert.InRange(Enumerable.Range(0, Timesteps).Count(j => first[(i * Timesteps) + j] == 0), 12, 65);
            Assert.InRange(Enumerable.Range(0, Timesteps).Count(j => first[(j * Timesteps) + i] == 0), 12, 65);
        }
    }
}
