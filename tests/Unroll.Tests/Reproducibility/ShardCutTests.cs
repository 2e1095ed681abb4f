using Unroll.Training;

namespace Unroll.Tests.Reproducibility;

/// <summary>Shards cover a batch, each row once and in order.</summary>
public sealed class ShardCutTests
{
    [Fact]
    public void Shards_cover_every_row_once_in_order()
    {
        for (int rows = 1; rows <= 3000; rows++)
        {
            var cut = new ShardCut(rows);
            Assert.Equal(0, cut.Start(0));
            Assert.Equal(rows, cut.Start(cut.Count));
            for (int shard = 0; shard < cut.Count; shard++)
            {
                Assert.True(cut.Length(shard) > 0, $"Shard {shard} of a batch of {rows} rows is empty.");
                Assert.Equal(0, cut.Start(shard) % 8);
            }
        }
    }

    [Fact]
    public void Shards_of_large_batches_are_even()
    {
        for (int rows = 256; rows <= 3000; rows++)
        {
            var cut = new ShardCut(rows);
            int[] lengths = [.. Enumerable.Range(0, cut.Count).Select(cut.Length)];
            Assert.True(
                lengths.Max() - lengths.Min() <= 16, $"A batch of {rows} rows is cut into shards of {string.Join(", ", lengths)} rows.");
            Assert.InRange(lengths.Max(), 8, 48);
        }
    }
}
