namespace Unroll.Training;

/// <summary>The samples of a batch.</summary>
/// <param name="Order">Indices of samples; the batch is a run of them.</param>
/// <param name="Start">Where in the order it starts.</param>
/// <param name="Rows">Its samples.</param>
/// <param name="Timesteps">Timesteps to run, since all behind is padding; 0 for whole sequences.</param>
internal readonly record struct Batch(int[] Order, int Start, int Rows, int Timesteps = 0)
{
    /// <summary>The samples of one shard.</summary>
    public ReadOnlySpan<int> Of(in ShardCut cut, int shard) => Order.AsSpan(Start + cut.Start(shard), cut.Length(shard));
}
