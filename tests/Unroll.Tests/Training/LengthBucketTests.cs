using FsCheck;
using FsCheck.Fluent;
using Unroll.Data;
using Unroll.Training;

namespace Unroll.Tests.Training;

/// <summary>The order in which sequences of similar length come together.</summary>
public sealed class LengthBucketTests
{
    private static readonly Arbitrary<Case> _cases = Arb.From(
        from samples in Gen.Choose(1, 90)
        from longest in Gen.Choose(1, 40)
        from lengths in Gen.ArrayOf(Gen.Choose(0, longest), samples)
        from batchSize in Gen.Choose(1, 12)
        from pool in Gen.Choose(1, 9)
        from epoch in Gen.Choose(1, 1000)
        from shuffle in Gen.Elements(true, false)
        select new Case(lengths, longest, batchSize, pool, epoch, shuffle));

    [Fact]
    public void Each_sample_comes_once_and_batches_run_as_far_as_they_must() => Prop.ForAll(_cases, given =>
    {
        Batch[] batches = given.Batches();
        int[] samples = [.. batches.SelectMany(batch => batch.Order.AsSpan(batch.Start, batch.Rows).ToArray())];
        Assert.Equal(Enumerable.Range(0, given.Lengths.Length), samples.Order());
        foreach (Batch batch in batches)
        {
            int longest = batch.Order.AsSpan(batch.Start, batch.Rows).ToArray().Max(sample => given.Lengths[sample]);
            int timesteps = batch.Timesteps == 0 ? given.Longest : batch.Timesteps;
            Assert.InRange(timesteps, Math.Max(longest, 1), given.Longest);
            Assert.True(timesteps <= (1.25 * longest) + 1, $"A batch of at most {longest} timesteps runs for {timesteps}.");
        }

        // The same seed and epoch give the same order, whatever came before.
        Assert.Equal(
            samples, given.Batches(before: given.Epoch + 1).SelectMany(batch => batch.Order.AsSpan(batch.Start, batch.Rows).ToArray()));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Lengths_in_a_pool_do_not_overlap_from_batch_to_batch() => Prop.ForAll(_cases, given =>
    {
        int pool = given.BatchSize * given.Pool;
        foreach (IGrouping<int, Batch> group in given.Batches().GroupBy(batch => batch.Start / pool))
        {
            int last = 0;
            foreach (Batch batch in group.OrderBy(batch => batch.Start))
            {
                int[] lengths = [.. batch.Order.AsSpan(batch.Start, batch.Rows).ToArray().Select(sample => given.Lengths[sample])];
                Assert.Equal(lengths.Order(), lengths);
                Assert.True(lengths[0] >= last);
                last = lengths[^1];
            }
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Pools_and_batches_are_shuffled_anew_each_epoch()
    {
        var given = new Case([.. Enumerable.Range(0, 96).Select(i => i % 12)], 12, 4, 6, 1, Shuffle: true);
        Batch[] first = given.Batches(), second = (given with { Epoch = 2 }).Batches();
        Assert.NotEqual(first.Select(batch => batch.Start), second.Select(batch => batch.Start));
        Assert.NotEqual(first[0].Order, second[0].Order);
        Assert.NotEqual(first.Select(batch => batch.Start).Order(), first.Select(batch => batch.Start));

        // Worked out by hand: not shuffled, two batches of two a pool; lengths 3 1 2 0 | 5 4 5 4.
        Batch[] sorted = new Case([3, 1, 2, 0, 5, 4, 5, 4], 6, 2, 2, 1, Shuffle: false).Batches();
        Assert.Equal([3, 1, 2, 0, 5, 7, 4, 6], sorted[0].Order);
        Assert.Equal([0, 2, 4, 6], sorted.Select(batch => batch.Start));
        Assert.Equal([1, 3, 4, 5], sorted.Select(batch => batch.Timesteps));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(29)]
    [InlineData(500)]
    [InlineData(1000)]
    [InlineData(8192)]
    [InlineData(100_003)]
    public void All_rungs_together_hold_few_timesteps(int greatest)
    {
        int[] rungs = [.. Enumerable.Range(1, greatest).Select(length => LengthBuckets.RungFor(length, greatest)).Distinct()];
        Assert.Equal(greatest, rungs[^1]);
        Assert.Equal(rungs.Order(), rungs);
        Assert.True(rungs.Sum(rung => (long)rung) <= (6.5 * greatest) + rungs.Length, $"{rungs.Length} rungs: {string.Join(", ", rungs)}");
        Assert.True(rungs.Length <= 4 * (Math.Log2(greatest) + 1));
    }

    [Fact]
    public void Rungs_are_eighths_of_the_greatest_length_and_of_its_halves() =>
        Assert.Equal(
            [32, 28, 24, 20, 16, 14, 12, 10, 8, 7, 6, 5, 4, 4, 3, 3, 2, 1],
            new[] { 29, 28, 23, 17, 16, 13, 12, 9, 8, 7, 6, 5, 4, 4, 3, 3, 2, 1 }.Select(length => LengthBuckets.RungFor(length, 32)));

    /// <param name="Lengths">The samples' lengths.</param>
    /// <param name="Longest">Timesteps of the source.</param>
    /// <param name="BatchSize">Samples a batch.</param>
    /// <param name="Pool">Batches a pool.</param>
    /// <param name="Epoch">The epoch.</param>
    /// <param name="Shuffle">Whether samples are shuffled.</param>
    internal sealed record Case(int[] Lengths, int Longest, int BatchSize, int Pool, int Epoch, bool Shuffle)
    {
        public Batch[] Batches(int before = 0)
        {
            var source = new ArraySource(new float[Lengths.Length, Longest, 1]) { Lengths = Lengths };
            FitOptions options = new() { BatchSize = BatchSize, Shuffle = Shuffle };
            var order = new EpochOrder(Lengths.Length, options, 9, new LengthBuckets(source, BatchSize, Pool, runsShorter: true));
            if (before > 0)
            {
                order.Arrange(before);
            }

            order.Arrange(Epoch);
            return [.. Enumerable.Range(1, order.Batches).Select(number => order[number])];
        }
    }
}
