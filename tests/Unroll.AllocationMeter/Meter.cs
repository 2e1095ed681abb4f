using Unroll.Training;

namespace Unroll.AllocationMeter;

/// <summary>
/// Counts what the process allocates in an epoch. The smallest epoch counts: buffers are made in the first one, a thread that waits for
/// the first time makes what it waits on, and the list of epochs grows now and then. What a batch allocates, each epoch does. The last
/// epoch does not count: where batches are prepared ahead, it is the only one that has not to put the next one in order, and would be the
/// least by the random numbers of that order, whatever the others have.
/// </summary>
internal sealed class Meter : Callback
{
    private long _start;

    public long Least { get; private set; } = long.MaxValue;

    public override void OnEpochBegin(TrainingContext context) => _start = GC.GetTotalAllocatedBytes(precise: true);

    public override void OnEpochEnd(TrainingContext context)
    {
        if (context.Epoch < context.Epochs)
        {
            Least = Math.Min(Least, GC.GetTotalAllocatedBytes(precise: true) - _start);
        }
    }
}
