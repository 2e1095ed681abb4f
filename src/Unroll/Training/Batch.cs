namespace Unroll.Training;

/// <summary>The samples of a batch.</summary>
/// <param name="Order">Indices of samples; the batch is a run of them.</param>
/// <param name="Start">Where in the order it starts.</param>
/// <param name="Rows">Its samples.</param>
/// <param name="Timesteps">Timesteps to run, since all behind is padding; 0 for whole sequences.</param>
/// <param name="Epoch">Number of the epoch, over all trainings of the model; 0 for none.</param>
internal readonly record struct Batch(int[] Order, int Start, int Rows, int Timesteps = 0, int Epoch = 0)
{
    /// <summary>The samples of one shard.</summary>
    public ReadOnlySpan<int> Of(in ShardCut cut, int shard) => Order.AsSpan(Start + cut.Start(shard), cut.Length(shard));
}
